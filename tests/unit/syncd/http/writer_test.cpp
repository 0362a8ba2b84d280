#include "syncd/http/writer.hpp"

#include <future>

#include "shared/base/limits.hpp"
#include "syncd/http/live_registry.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

/// Decides by giving each action a receipt of its number, and remembers the groups.
class FakeCore final : public SyncCore {
 public:
  Status prepare(const Session&, const protocol::SyncRequest&, WriteRunner&) override { return {}; }
  DecideOutcome decide(std::span<const DecideBatch> batches) override {
    DecideOutcome out;
    std::vector<std::size_t> sizes;
    for (const DecideBatch& batch : batches) {
      sizes.push_back(batch.actions.size());
      DecidedActions decided;
      for (const auto& action : batch.actions)
        decided.receipts.push_back({.number = action.number});
      out.batches.emplace_back(std::move(decided));
    }
    groups.push_back(sizes);
    if (throws) throw std::runtime_error("defect");
    return out;
  }
  Result<HeldSettled> settle_held(WriteTransaction&, const HeldDecision&) override {
    return fail(Errc::internal, "not asked");
  }
  Result<std::unique_ptr<FrameSource>> pull(const Session&, const protocol::SyncRequest&) override {
    return fail(Errc::internal, "not asked");
  }
  Result<std::unique_ptr<FrameSource>> live(const Session&, const protocol::SyncRequest&) override {
    return fail(Errc::internal, "not asked");
  }
  Result<CommitOutcome> show_pending() override { return CommitOutcome{}; }

  std::vector<std::vector<std::size_t>> groups;
  bool throws = false;
};

DecideBatch batch_of(std::size_t count) {
  DecideBatch out;
  for (std::uint64_t i = 1; i <= count; ++i) out.actions.push_back({i, {}, {}});
  return out;
}

class The_writer : public AdminWorld {
 protected:
  /// Holds the writer in a job until `release` is set, so that a queue builds up behind it.
  void hold(Writer& writer, std::shared_future<void> release) {
    writer.write_later([release](WriteTransaction&) -> Result<AfterCommit> {
      release.wait();
      return AfterCommit{};
    });
  }
  FakeCore core_;
  std::vector<Error> failures_;
  Writer writer_{open_.organisation->store(), core_, [](const AfterCommit&) {},
                 [this](const Error& error) { failures_.push_back(error); }};
};

TEST_F(The_writer, takes_what_waits_as_one_group) {
  std::promise<void> release;
  hold(writer_, release.get_future().share());
  std::vector<std::future<std::size_t>> answers;
  for (const std::size_t count : {1U, 2U, 3U}) {
    auto promise = std::make_shared<std::promise<std::size_t>>();
    answers.push_back(promise->get_future());
    writer_.decide(batch_of(count), [promise](Result<DecidedActions> decided) {
      promise->set_value(decided ? decided->receipts.size() : 0);
    });
  }
  release.set_value();
  EXPECT_EQ(answers[0].get(), 1U);
  EXPECT_EQ(answers[1].get(), 2U);
  EXPECT_EQ(answers[2].get(), 3U);
  EXPECT_EQ(core_.groups, (std::vector<std::vector<std::size_t>>{{1, 2, 3}}));
}

TEST_F(The_writer, cuts_long_queues_so_that_others_get_their_turn) {
  std::promise<void> release;
  hold(writer_, release.get_future().share());
  std::promise<std::vector<std::uint64_t>> numbers;
  writer_.decide(batch_of(600), [&](Result<DecidedActions> decided) {
    std::vector<std::uint64_t> out;
    for (const auto& receipt : decided->receipts) out.push_back(receipt.number);
    numbers.set_value(std::move(out));
  });
  std::promise<void> other;
  writer_.decide(batch_of(1), [&](const Result<DecidedActions>&) { other.set_value(); });
  release.set_value();
  const auto received = numbers.get_future().get();
  other.get_future().get();
  ASSERT_EQ(received.size(), 600U);
  EXPECT_TRUE(std::ranges::is_sorted(received));
  EXPECT_EQ(core_.groups, (std::vector<std::vector<std::size_t>>{{256}, {1, 255}, {89}}));
}

TEST_F(The_writer, survives_a_core_that_throws) {
  core_.throws = true;
  std::promise<Errc> code;
  writer_.decide(batch_of(1), [&](const Result<DecidedActions>& decided) {
    code.set_value(decided ? Errc::conflict : decided.error().code);
  });
  EXPECT_EQ(code.get_future().get(), Errc::internal);
  EXPECT_TRUE(writer_.write([](WriteTransaction&) { return AfterCommit{}; }));
}

TEST_F(The_writer, rolls_a_failed_job_back_and_answers_its_error) {
  const Status status = writer_.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(transaction.put_setting("colour", "red"));
    return fail(Errc::not_found, "no");
  });
  EXPECT_EQ(status.error().code, Errc::not_found);
  EXPECT_EQ(writer_
                .write([](WriteTransaction&) -> Result<AfterCommit> {
                  throw std::runtime_error("defect");
                })
                .error()
                .code,
            Errc::internal);
  EXPECT_EQ(*(*open_.organisation->store().begin_read())->setting("colour"), std::nullopt);
  EXPECT_TRUE(writer_.is_healthy());
}

TEST_F(The_writer, finishes_what_waits_when_it_stops_and_takes_no_more) {
  int done = 0;
  for (int i = 0; i < 10; ++i)
    writer_.decide(batch_of(1), [&](const Result<DecidedActions>& decided) {
      if (decided) ++done;
    });
  writer_.stop();
  EXPECT_EQ(done, 10);
  EXPECT_EQ(writer_.write([](WriteTransaction&) { return AfterCommit{}; }).error().code,
            Errc::unavailable);
}

Session session_of(std::uint8_t person) {
  Session out;
  out.person = Uuid{{person}};
  out.device = Uuid{{person, 1}};
  out.family = Uuid{{person, 2}};
  return out;
}

AfterCommit change_of(std::vector<BucketId> buckets, std::vector<Uuid> persons = {}) {
  CommitOutcome outcome;
  outcome.is_empty = false;
  outcome.buckets = std::move(buckets);
  outcome.persons = std::move(persons);
  return {.outcome = outcome};
}

class Live_registry : public testing::Test {
 protected:
  LiveRegistry registry_;
  std::vector<std::string> wakes_;
  LiveRegistry::Waker waker(std::string name) {
    return [this, name = std::move(name)](Wake wake) {
      wakes_.push_back(name + (wake == Wake::ended ? " ended" : " changed"));
    };
  }
};

TEST_F(Live_registry, wakes_once_whoever_holds_a_changed_bucket) {
  LiveRegistry::Subscription ana(registry_, session_of(1), waker("ana"));
  LiveRegistry::Subscription bo(registry_, session_of(2), waker("bo"));
  EXPECT_TRUE(registry_.watch(ana, {1, 2}, registry_.revision()));
  EXPECT_TRUE(registry_.watch(bo, {3}, registry_.revision()));
  registry_.publish(change_of({1, 2}));
  EXPECT_EQ(wakes_, std::vector<std::string>{"ana changed"});
  registry_.publish(change_of({7}));
  EXPECT_EQ(wakes_.size(), 1U);
}

TEST_F(Live_registry, wakes_a_person_whose_grants_changed) {
  LiveRegistry::Subscription ana(registry_, session_of(1), waker("ana"));
  registry_.publish(change_of({}, {Uuid{{1}}, Uuid{{2}}}));
  EXPECT_EQ(wakes_, std::vector<std::string>{"ana changed"});
}

TEST_F(Live_registry, tells_a_stream_that_it_missed_a_commit) {
  LiveRegistry::Subscription ana(registry_, session_of(1), waker("ana"));
  const auto before = registry_.revision();
  registry_.publish(change_of({1}));
  EXPECT_FALSE(registry_.watch(ana, {1}, before));
  EXPECT_TRUE(registry_.watch(ana, {1}, registry_.revision()));
}

TEST_F(Live_registry, ends_by_family_device_person_and_all) {
  LiveRegistry::Subscription ana(registry_, session_of(1), waker("ana"));
  LiveRegistry::Subscription bo(registry_, session_of(2), waker("bo"));
  LiveRegistry::Subscription cy(registry_, session_of(3), waker("cy"));
  registry_.publish({.ended_families = {session_of(1).family}});
  registry_.publish({.ended_devices = {session_of(2).device}});
  registry_.publish({.ended_persons = {session_of(3).person}});
  EXPECT_EQ(wakes_, (std::vector<std::string>{"ana ended", "bo ended", "cy ended"}));
  registry_.end_all();
  EXPECT_EQ(wakes_.size(), 6U);
}

TEST_F(Live_registry, forgets_streams_that_are_gone) {
  {
    LiveRegistry::Subscription ana(registry_, session_of(1), waker("ana"));
    EXPECT_TRUE(registry_.watch(ana, {1}, 0));
    EXPECT_EQ(registry_.size(), 1U);
  }
  EXPECT_EQ(registry_.size(), 0U);
  registry_.publish(change_of({1}, {Uuid{{1}}}));
  EXPECT_TRUE(wakes_.empty());
}

}  // namespace
}  // namespace fieldbook::syncd
