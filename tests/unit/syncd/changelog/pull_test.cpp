#include "syncd/changelog/pull.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/frames.hpp"
#include "syncd/changelog/live.hpp"
#include "tests/unit/syncd/changelog/pull_device.hpp"

namespace fieldbook::tests {
namespace {

using syncd::LiveFeed;
using syncd::LiveStep;
using syncd::Pull;
using syncd::PullTuning;

/// The payloads of whole frames.
std::vector<Bytes> frames_in(const Bytes& bytes) {
  protocol::FrameSplitter splitter;
  splitter.add(bytes);
  std::vector<Bytes> out;
  while (true) {
    auto frame = splitter.next();
    EXPECT_TRUE(frame.has_value());
    if (!frame || !*frame) break;
    out.push_back(**std::move(frame));
  }
  EXPECT_TRUE(splitter.is_empty());
  return out;
}

/// Syncs until the device is at the head, proven and without anything left to do.
void settle(PullDaemon& daemon, PullDevice& device, const PullTuning& tuning,
            syncd::PageCache* pages = nullptr) {
  for (int round = 0; round < 200; ++round) {
    const auto request = device.request();
    daemon.open_epoch_if_needed(request);
    device.begin_response();
    Pull pull(daemon.store(), daemon.session(), request, daemon.clock(), tuning, pages);
    bool more = true;
    while (more) {
      Bytes piece;
      const auto next = pull.next(piece);
      ASSERT_TRUE(next.has_value()) << next.error().message;
      more = *next;
      for (const Bytes& frame : frames_in(piece)) device.receive(frame);
    }
    if (device.is_settled() && device.is_proven() && device.cursor() == daemon.head().commit)
      return;
  }
  FAIL() << "the device does not settle";
}

/// Random changes, cuts, restores and damage against one device.
class PullRun {
 public:
  PullRun(std::uint64_t seed, bool restores_are_noticed)
      : random_(seed),
        daemon_(random_),
        device_(daemon_.head().digest_key),
        noticed_(restores_are_noticed) {
    tuning_.page_rows = 1 + random_.below(6);
    tuning_.response_bytes = 200 + random_.below(4'000);
  }

  void run(int steps) {
    for (int i = 0; i < 6; ++i) change();
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) step();
    if (testing::Test::HasFailure()) return;
    session_.reset();
    settle(daemon_, device_, tuning_, &pages_);
    EXPECT_EQ(device_.rows(), daemon_.view());
    for (int i = 0; i < 3; ++i) {
      PullDevice other(daemon_.head().digest_key);
      settle(daemon_, other, tuning_, &pages_);
      EXPECT_EQ(other.rows(), daemon_.view());
    }
  }
  [[nodiscard]] const PullDevice& device() const { return device_; }

 private:
  std::set<std::string> some_buckets() {
    std::set<std::string> out;
    while (out.empty())
      for (const std::string& bucket : PullDaemon::buckets())
        if (random_.below(3) == 0) out.insert(bucket);
    return out;
  }

  void change_row() {
    const auto ids = daemon_.ids();
    const std::uint64_t what = random_.below(10);
    if (ids.size() < 8 || what < 4) {
      Uuid id = make_uuid(daemon_.clock(), random_);
      // Few leaves, so that several rows share one.
      id.bytes[15] = static_cast<std::uint8_t>(random_.below(6));
      if (!ids.empty() && what % 2 == 1) id = ids[random_.below(ids.size())];
      daemon_.put(id, "row " + std::to_string(random_.below(1'000)), some_buckets());
      return;
    }
    const Uuid id = ids[random_.below(ids.size())];
    if (what < 7)
      daemon_.move(id, some_buckets());
    else if (what < 9 || ids.size() > 40)
      daemon_.remove(id);
    else
      daemon_.put(id, "other", some_buckets());
  }

  void change() {
    daemon_.commit([this] {
      if (random_.below(6) == 0) {
        const auto& bucket = PullDaemon::buckets()[random_.below(PullDaemon::buckets().size())];
        daemon_.grant(bucket, !daemon_.granted().contains(bucket));
        return;
      }
      // One operation a row and commit, as the committer does.
      change_row();
    });
  }

  void start_session() {
    const auto request = device_.request();
    daemon_.open_epoch_if_needed(request);
    device_.begin_response();
    session_ = std::make_unique<Pull>(daemon_.store(), daemon_.session(), request, daemon_.clock(),
                                      tuning_, &pages_);
  }

  /// One piece of the response, perhaps cut in the middle.
  void exchange() {
    if (!session_) start_session();
    Bytes piece;
    const auto more = session_->next(piece);
    ASSERT_TRUE(more.has_value()) << more.error().message;
    const auto frames = frames_in(piece);
    const bool cut = random_.below(6) == 0;
    const std::size_t arriving = cut ? random_.below(frames.size() + 1) : frames.size();
    for (std::size_t i = 0; i < arriving; ++i) receive(frames[i]);
    if (cut || !*more) session_.reset();
  }

  void receive(const Bytes& frame) {
    const std::size_t checkpoints = device_.checkpoints();
    device_.receive(frame);
    if (device_.checkpoints() == checkpoints) return;
    if (device_.is_proven()) damaged_ = false;
    if (damaged_) return;
    EXPECT_TRUE(device_.is_proven());
    EXPECT_EQ(device_.rows(), daemon_.view());
  }

  void listen() {
    session_.reset();
    if (!device_.is_settled()) return;
    LiveFeed feed(daemon_.store(), daemon_.session(), {device_.position(), {}, 0}, daemon_.clock(),
                  tuning_);
    for (int i = 0; i < 3; ++i) {
      device_.begin_response();
      Bytes piece;
      const auto step = feed.next(piece);
      ASSERT_TRUE(step.has_value()) << step.error().message;
      if (*step == LiveStep::behind) return;
      for (const Bytes& frame : frames_in(piece)) receive(frame);
      change();
    }
  }

  void damage() {
    session_.reset();
    if (device_.rows().empty()) return;
    auto row = device_.rows().begin();
    std::advance(row, static_cast<std::ptrdiff_t>(random_.below(device_.rows().size())));
    device_.damage(schema::RowKey(row->first), random_.below(2) == 0);
    damaged_ = true;
  }

  void step() {
    const std::uint64_t what = random_.below(100);
    if (what < 38) return change();
    if (what < 88) return exchange();
    if (what < 91) return daemon_.drop_tombstones(static_cast<std::int64_t>(random_.below(8)));
    if (what < 94) return listen();
    if (what < 96) return damage();
    if (what < 98) return daemon_.back_up();
    if (what == 98) {
      session_.reset();
      daemon_.restore(noticed_);
    }
  }

  SeededRandom random_;
  PullDaemon daemon_;
  PullDevice device_;
  bool noticed_;
  PullTuning tuning_;
  syncd::RecentPages pages_;
  std::unique_ptr<Pull> session_;
  bool damaged_ = false;
};

class PullSeeds : public testing::TestWithParam<std::uint64_t> {};

TEST_P(PullSeeds, every_checkpoint_is_the_view_of_its_commit) {
  const std::uint64_t first = GetParam();
  std::map<std::string, std::size_t> frames;
  for (std::uint64_t seed = first; seed < first + 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    PullRun run(seed, seed % 3 != 0);
    run.run(120);
    if (HasFailure()) return;
    for (const char* frame : {"page", "checkpoint", "scope", "removals", "repair", "reconcile"})
      frames[frame] += run.device().count(frame);
  }
  // The runs reach what they are for.
  for (const auto& [frame, count] : frames) EXPECT_GT(count, 0U) << frame;
}

INSTANTIATE_TEST_SUITE_P(Runs, PullSeeds,
                         testing::Range(std::uint64_t{1}, std::uint64_t{301}, std::uint64_t{20}));

TEST(Pull, answers_nothing_new_with_one_checkpoint_of_300_bytes_at_most) {
  SeededRandom random(7);
  PullDaemon daemon(random);
  daemon.commit([&] {
    daemon.grant("a", true);
    daemon.put(make_uuid(daemon.clock(), random), "north", {"a"});
  });
  PullDevice device(daemon.head().digest_key);
  settle(daemon, device, {});
  Pull pull(daemon.store(), daemon.session(), device.request(), daemon.clock());
  Bytes piece;
  const auto more = pull.next(piece);
  ASSERT_TRUE(more.has_value());
  EXPECT_FALSE(*more);
  EXPECT_EQ(frames_in(piece).size(), 1U);
  EXPECT_LE(piece.size(), 300U);
}

TEST(Pull, refuses_to_answer_before_an_epoch_is_opened) {
  SeededRandom random(8);
  PullDaemon daemon(random);
  PullDevice device(daemon.head().digest_key);
  daemon.commit([&] { daemon.grant("a", true); });
  settle(daemon, device, {});
  daemon.restore(false);
  Pull pull(daemon.store(), daemon.session(), device.request(), daemon.clock());
  Bytes piece;
  const auto more = pull.next(piece);
  ASSERT_FALSE(more.has_value());
  EXPECT_EQ(more.error().code, Errc::conflict);
  const auto before = daemon.head().lineage.size();
  daemon.open_epoch_if_needed(device.request());
  daemon.open_epoch_if_needed(device.request());
  EXPECT_EQ(daemon.head().lineage.size(), before + 1);
}

TEST(Pull, does_not_take_a_branch_for_the_point_where_the_histories_parted) {
  SeededRandom random(12);
  PullDaemon daemon(random);
  PullDevice device(daemon.head().digest_key);
  const Uuid early = make_uuid(daemon.clock(), random);
  const Uuid late = make_uuid(daemon.clock(), random);
  const auto write = [&](const Uuid& id, const char* name) {
    daemon.commit([&] { daemon.put(id, name, {"a"}); });
  };
  daemon.commit([&] { daemon.grant("a", true); });
  write(early, "shared");
  settle(daemon, device, {});
  daemon.back_up();
  write(early, "lost");
  for (const char* name : {"lost 1", "lost 2", "lost 3"}) write(late, name);
  settle(daemon, device, {});
  // Nobody notices this restore, and the same numbers stand for other content.
  daemon.restore(false);
  write(early, "kept");
  for (const char* name : {"kept 1", "kept 2"}) write(late, name);
  daemon.back_up();
  // This one is noticed, but branches where the device's history had parted already.
  daemon.restore(true);
  settle(daemon, device, {});
  EXPECT_EQ(device.rows(), daemon.view());
}

TEST(Pull, notices_by_a_device_that_it_forgot_an_epoch_it_had_told_of) {
  SeededRandom random(13);
  PullDaemon daemon(random);
  PullDevice device(daemon.head().digest_key);
  daemon.commit([&] { daemon.grant("a", true); });
  settle(daemon, device, {});
  daemon.back_up();
  daemon.commit([&] { daemon.put(make_uuid(daemon.clock(), random), "lost", {"a"}); });
  settle(daemon, device, {});
  const auto lost = device.position();
  daemon.restore(false);
  for (int i = 0; i < 2; ++i) {
    const auto request = device.request();
    daemon.open_epoch_if_needed(request);
    Pull pull(daemon.store(), daemon.session(), request, daemon.clock());
    Bytes piece;
    ASSERT_TRUE(pull.next(piece).has_value());
    device.begin_response();
    for (const Bytes& frame : frames_in(piece)) device.receive(frame);
  }
  EXPECT_EQ(device.cursor(), 0);
  daemon.restore(false);
  settle(daemon, device, {});
  EXPECT_NE(device.position().epoch, lost.epoch);
  EXPECT_EQ(device.rows(), daemon.view());
}

TEST(Pull, reconciles_a_device_alone_whose_seal_does_not_verify) {
  SeededRandom random(9);
  PullDaemon daemon(random);
  PullDevice device(daemon.head().digest_key);
  daemon.commit([&] { daemon.grant("a", true); });
  settle(daemon, device, {});
  auto request = device.request();
  request.seal[0] ^= 1;
  daemon.open_epoch_if_needed(request);
  Pull pull(daemon.store(), daemon.session(), request, daemon.clock());
  Bytes piece;
  ASSERT_TRUE(pull.next(piece).has_value());
  EXPECT_EQ(pull.report().standing, syncd::Standing::unverified);
  EXPECT_EQ(daemon.head().lineage.size(), 1U);
  const auto first = protocol::decode_frame(frames_in(piece).at(0));
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(std::get<protocol::Restored>(*first).reconcile_only);
}

TEST(Pull, sends_a_row_of_several_new_buckets_once) {
  SeededRandom random(10);
  PullDaemon daemon(random);
  daemon.commit([&] {
    for (const char* bucket : {"a", "b", "c"}) daemon.grant(bucket, true);
    for (int i = 0; i < 20; ++i)
      daemon.put(make_uuid(daemon.clock(), random), "row", {"a", "b", "c"});
  });
  PullDevice device(daemon.head().digest_key);
  Pull pull(daemon.store(), daemon.session(), device.request(), daemon.clock(), {.page_rows = 7});
  std::size_t rows = 0;
  for (bool more = true; more;) {
    Bytes piece;
    const auto next = pull.next(piece);
    ASSERT_TRUE(next.has_value());
    more = *next;
    for (const Bytes& frame : frames_in(piece))
      if (const auto reader = protocol::RowsFrameReader::open(frame)) rows += reader->count();
  }
  EXPECT_EQ(rows, 20U);
}

TEST(Pull, shows_nothing_to_a_person_without_grants) {
  SeededRandom random(11);
  PullDaemon daemon(random);
  daemon.commit([&] { daemon.put(make_uuid(daemon.clock(), random), "north", {"a"}); });
  PullDevice device(daemon.head().digest_key);
  settle(daemon, device, {});
  EXPECT_EQ(device.rows(), SeenRows{});
}

}  // namespace
}  // namespace fieldbook::tests
