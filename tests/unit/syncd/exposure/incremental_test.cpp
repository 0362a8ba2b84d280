// dependants() and affected_persons() are complete: after each of many random commits, looking
// only at what they name gives the same buckets and grants as looking at everything. And what both
// give still equals the naive model.

#include "tests/support/naive_exposure.hpp"
#include "tests/unit/syncd/exposure/mutations.hpp"
#include "tests/unit/syncd/exposure/sample_views.hpp"

namespace fieldbook::tests {
namespace {

constexpr int kCommitsPerSeed = 75;
constexpr int kCommitsPerCheckOfViews = 25;

std::vector<Uuid> sample_contacts() {
  std::vector<Uuid> out;
  for (const SampleUser& user : sample_users()) {
    if (user.kind != "staff") out.push_back(user.id);
  }
  return out;
}

/// The sample, with decisions and conflicts, which the export does not have.
void fill(Organisation& organisation) {
  const auto contacts = sample_contacts();
  std::size_t made = 0;
  for (const schema::Row& row : sample_rows()) {
    organisation.put(row);
    if (row.entity->name != "quote") continue;
    const std::string name = "own " + std::to_string(++made);
    organisation.put(RowBuilder("fieldbook_quotedecision", id_of(name)).with("quoteid", row.id));
    organisation.put(RowBuilder("fieldbook_conflict", id_of(name))
                         .with("bucketowner", contacts[made % contacts.size()]));
  }
}

/// What a commit keeps up to date.
struct Kept {
  Membership membership;
  Grants grants;

  void apply(Organisation& organisation, const std::vector<Mutation>& commit) {
    syncd::CachedReader cached(organisation.rows);
    std::set<schema::RowKey> keys;
    std::set<Uuid> persons;
    for (const Mutation& mutation : commit) {
      const schema::Row* before = mutation.before ? &*mutation.before : nullptr;
      const schema::Row* after = mutation.after ? &*mutation.after : nullptr;
      if (!organisation.exposure.matters(before, after)) continue;
      for (const schema::Row* image : {before, after}) {
        if (image == nullptr) continue;
        keys.insert(image->key());
        ASSERT_TRUE(organisation.exposure.dependants(*image, cached, keys));
        ASSERT_TRUE(organisation.exposure.affected_persons(*image, cached, persons));
      }
    }
    for (const auto& key : keys) recompute(organisation, key, cached, membership);
    for (const Uuid& person : persons) recompute(organisation, person, cached, grants);
  }
};

void expect_views_of_naive_model(Organisation& organisation, const Kept& kept,
                                 const std::string& what) {
  std::vector<schema::Row> rows;
  for (const auto& [key, row] : organisation.rows.all()) rows.push_back(row);
  const NaiveExposure naive(organisation.rows.catalogue(), rows);
  const auto by_bucket = rows_by_bucket(kept.membership);
  for (const SampleUser& user : sample_users()) {
    for (const schema::Audience audience : kAudiences) {
      const auto scope = kept.grants.find({user.id, audience});
      std::set<schema::RowKey> actual;
      if (scope != kept.grants.end()) actual = view_of(by_bucket, scope->second, organisation);
      const auto expected = naive.view(user.id, audience);
      EXPECT_EQ(expected, actual) << what << user.signin << " as " << to_string(audience) << "\n"
                                  << difference(organisation, expected, actual);
    }
  }
}

class ExposureIncrementally : public testing::TestWithParam<std::uint64_t> {};

TEST_P(ExposureIncrementally, equals_recomputing_everything_after_each_commit) {
  Organisation organisation;
  fill(organisation);
  Kept kept{all_buckets(organisation), all_grants(organisation)};
  Mutator mutator(organisation, GetParam(), sample_contacts());
  SeededRandom random(GetParam() + 1000);
  int commits_that_moved_rows = 0;
  int commits_that_moved_grants = 0;
  for (int number = 1; number <= kCommitsPerSeed; ++number) {
    std::vector<Mutation> commit;
    std::string what = "commit " + std::to_string(number) + "\n";
    for (std::uint64_t changes = 1 + random.below(4); changes > 0; --changes) {
      commit.push_back(mutator.next());
      what += commit.back().text + "\n";
    }
    const Kept before = kept;
    kept.apply(organisation, commit);
    ASSERT_EQ(kept.membership, all_buckets(organisation)) << what;
    ASSERT_EQ(kept.grants, all_grants(organisation)) << what;
    commits_that_moved_rows += before.membership != kept.membership ? 1 : 0;
    commits_that_moved_grants += before.grants != kept.grants ? 1 : 0;
    if (number % kCommitsPerCheckOfViews == 0) {
      expect_views_of_naive_model(organisation, kept, what);
    }
  }
  EXPECT_GT(commits_that_moved_rows, kCommitsPerSeed / 2);
  EXPECT_GT(commits_that_moved_grants, kCommitsPerSeed / 10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ExposureIncrementally, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace fieldbook::tests
