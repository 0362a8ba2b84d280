#include "syncd/changelog/page_cache.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/compression.hpp"
#include "syncd/changelog/pull.hpp"
#include "tests/unit/syncd/changelog/commit_world.hpp"
#include "tests/unit/syncd/changelog/pull_device.hpp"

namespace fieldbook::tests {
namespace {

using syncd::Pull;
using syncd::PullPiece;
using syncd::RecentPages;
using syncd::SharedPage;

syncd::PageKey key_of(std::uint8_t number) { return {number}; }

std::shared_ptr<const SharedPage> page_of(std::size_t bytes) {
  auto page = std::make_shared<SharedPage>();
  page->frames.resize(bytes);
  return page;
}

TEST(RecentPages, want_a_page_from_the_second_time_on) {
  RecentPages pages;
  EXPECT_FALSE(pages.find(key_of(1)).wanted);
  EXPECT_TRUE(pages.find(key_of(1)).wanted);
  const auto page = page_of(10);
  pages.keep(key_of(1), page);
  EXPECT_EQ(pages.find(key_of(1)).page, page);
  EXPECT_EQ(pages.find(key_of(2)).page, nullptr);
}

TEST(RecentPages, keep_nothing_that_nobody_asked_for) {
  RecentPages pages;
  pages.keep(key_of(1), page_of(10));
  EXPECT_EQ(pages.bytes(), 0U);
  EXPECT_EQ(pages.find(key_of(1)).page, nullptr);
}

TEST(RecentPages, let_the_least_used_go_when_there_are_too_many_bytes) {
  RecentPages pages(100);
  for (std::uint8_t i = 1; i <= 3; ++i) {
    static_cast<void>(pages.find(key_of(i)));
    if (i == 3) static_cast<void>(pages.find(key_of(1)));
    pages.keep(key_of(i), page_of(40));
    EXPECT_LE(pages.bytes(), 100U);
  }
  EXPECT_EQ(pages.bytes(), 80U);
  EXPECT_NE(pages.find(key_of(1)).page, nullptr);
  EXPECT_EQ(pages.find(key_of(2)).page, nullptr);
  EXPECT_NE(pages.find(key_of(3)).page, nullptr);
  static_cast<void>(pages.find(key_of(4)));
  pages.keep(key_of(4), page_of(101));
  EXPECT_EQ(pages.bytes(), 80U);
}

TEST(RecentPages, forget_the_oldest_of_too_many_keys) {
  RecentPages pages;
  static_cast<void>(pages.find(key_of(1)));
  for (std::size_t i = 0; i < RecentPages::kPagesMax; ++i)
    static_cast<void>(
        pages.find({2, static_cast<std::uint8_t>(i & 0xff), static_cast<std::uint8_t>(i >> 8U)}));
  EXPECT_FALSE(pages.find(key_of(1)).wanted);
}

class SharedPull : public testing::Test {
 protected:
  SharedPull() {
    daemon_.commit([this] {
      daemon_.grant("a", true);
      daemon_.grant("b", true);
      for (int i = 0; i < 20; ++i)
        daemon_.put(make_uuid(daemon_.clock(), random_), "row " + std::to_string(i),
                    i % 3 == 0 ? std::set<std::string>{"a", "b"} : std::set<std::string>{"a"});
    });
  }
  /// The bytes of a first sync, and how many of its pages were shared.
  struct Fetched {
    Bytes bytes;
    std::size_t shared = 0;
  };
  Fetched fetch(syncd::PageCache* pages) {
    PullDevice device(daemon_.head().digest_key);
    Pull pull(daemon_.store(), daemon_.session(), device.request(), daemon_.clock(),
              {.page_rows = 7}, pages);
    Fetched out;
    for (bool more = true; more;) {
      PullPiece piece;
      more = must(pull.next(piece));
      piece.append_to(out.bytes);
      if (!piece.page) continue;
      ++out.shared;
      EXPECT_EQ(must(protocol::decompress(piece.page->compressed, 1 << 20)), piece.page->frames);
    }
    return out;
  }

  SeededRandom random_{21};
  PullDaemon daemon_{random_};
  RecentPages pages_;
};

TEST_F(SharedPull, gives_the_same_bytes_as_without_sharing) {
  const Fetched alone = fetch(nullptr);
  EXPECT_EQ(alone.shared, 0U);
  const Fetched first = fetch(&pages_);
  const Fetched second = fetch(&pages_);
  const std::size_t kept = pages_.bytes();
  const Fetched third = fetch(&pages_);
  EXPECT_EQ(first.shared, 0U);
  EXPECT_EQ(second.shared, 3U);
  EXPECT_EQ(third.shared, 3U);
  EXPECT_EQ(pages_.bytes(), kept);
  EXPECT_EQ(first.bytes, alone.bytes);
  EXPECT_EQ(second.bytes, alone.bytes);
  EXPECT_EQ(third.bytes, alone.bytes);
}

TEST_F(SharedPull, never_gives_a_bucket_that_was_revoked) {
  for (int i = 0; i < 3; ++i) static_cast<void>(fetch(&pages_));
  daemon_.commit([this] { daemon_.grant("a", false); });
  const Fetched after = fetch(&pages_);
  EXPECT_EQ(after.shared, 0U);
  EXPECT_EQ(after.bytes, fetch(nullptr).bytes);
}

TEST_F(SharedPull, gives_what_changed_since_a_page_was_kept) {
  for (int i = 0; i < 3; ++i) static_cast<void>(fetch(&pages_));
  daemon_.commit([this] { daemon_.put(daemon_.ids().front(), "changed", {"a"}); });
  const Bytes alone = fetch(nullptr).bytes;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(fetch(&pages_).bytes, alone);
}

TEST_F(SharedPull, tells_a_restored_history_from_the_one_before) {
  daemon_.back_up();
  const auto change = [this](const char* name) {
    daemon_.commit([&] { daemon_.put(daemon_.ids().front(), name, {"a"}); });
  };
  change("before");
  for (int i = 0; i < 3; ++i) static_cast<void>(fetch(&pages_));
  daemon_.restore(false);
  change("after");
  EXPECT_EQ(fetch(&pages_).bytes, fetch(nullptr).bytes);
}

}  // namespace
}  // namespace fieldbook::tests
