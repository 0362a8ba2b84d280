// The whole state of the store against a plain recomputation, over random changes to the sample.

#include "syncd/changelog/audit.hpp"
#include "tests/support/sample_data.hpp"
#include "tests/unit/syncd/changelog/commit_world.hpp"
#include "tests/unit/syncd/changelog/random_changes.hpp"

namespace fieldbook::tests {
namespace {

void load_sample(CommitWorld& world) {
  const auto& rows = sample_rows();
  for (std::size_t at = 0; at < rows.size(); at += 500)
    world.put({rows.begin() + static_cast<std::ptrdiff_t>(at),
               rows.begin() + static_cast<std::ptrdiff_t>(std::min(at + 500, rows.size()))});
}

TEST(CommitState, of_the_sample_is_what_a_plain_recomputation_gives) {
  CommitWorld world;
  load_sample(world);
  world.expect_consistent();
  world.reopen();
  world.expect_consistent();
  EXPECT_TRUE(must(syncd::verify_audit(*world.read())).is_sound());
}

class RandomCommits : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomCommits, keep_the_state_a_function_of_the_rows) {
  CommitWorld world(limits::kExposureEntriesPerCommitMax, GetParam());
  load_sample(world);
  RandomChanges changes(world.model, GetParam());
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 25; ++i) world.commit(changes.next(6));
    world.expect_consistent();
    if (HasFailure()) FAIL() << "seed " << GetParam() << " round " << round;
  }
  EXPECT_TRUE(must(syncd::verify_audit(*world.read())).is_sound());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomCommits, testing::Range<std::uint64_t>(1, 4));

/// What a device holds that reads every bucket's log from its cursor is what the buckets hold.
TEST(CommitState, can_be_followed_by_reading_what_lies_beyond_a_cursor) {
  CommitWorld world;
  load_sample(world);
  RandomChanges changes(world.model, 9);
  std::map<std::string, std::set<schema::RowKey>> held;
  syncd::Commit cursor = 0;
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 10; ++i) world.commit(changes.next(8));
    auto transaction = world.read();
    for (syncd::BucketId bucket = 1;; ++bucket) {
      const auto name = transaction->bucket_name(bucket);
      if (!name) break;
      auto& rows = held[*name];
      syncd::EntryPosition at{cursor, std::numeric_limits<syncd::RowNumber>::max()};
      for (;;) {
        const auto page =
            must(transaction->entries_after(bucket, at, transaction->head().commit, 7));
        for (const auto& entry : page)
          entry.present ? static_cast<void>(rows.insert(entry.key))
                        : static_cast<void>(rows.erase(entry.key));
        if (page.size() < 7) break;
        at = {page.back().commit, page.back().row};
      }
      EXPECT_EQ(rows, world.bucket(*name).rows) << *name;
    }
    cursor = transaction->head().commit;
  }
}

}  // namespace
}  // namespace fieldbook::tests
