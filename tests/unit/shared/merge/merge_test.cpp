#include "shared/merge/merge.hpp"

#include <gtest/gtest.h>

#include "shared/base/random.hpp"

namespace fieldbook::merge {
namespace {

using schema::MergeRule;
using schema::Null;
using schema::Value;

schema::Column column_with(MergeRule rule) {
  schema::Column column;
  column.merge = rule;
  return column;
}

MergedField merge_one(MergeRule rule, Value base, Value mine, Value theirs,
                      Latest latest = Latest::mine) {
  static const schema::Column columns[] = {
      column_with(MergeRule::server_wins), column_with(MergeRule::latest),
      column_with(MergeRule::ask), column_with(MergeRule::sum), column_with(MergeRule::set_union)};
  const schema::Column* column = nullptr;
  for (const schema::Column& candidate : columns)
    if (candidate.merge == rule) column = &candidate;
  return merge_fields({{column, std::move(base), std::move(mine), std::move(theirs)}}, latest)[0];
}

void expect(const MergedField& field, FieldOutcome outcome, const Value& value, bool mine_lost) {
  EXPECT_EQ(field.outcome, outcome);
  EXPECT_EQ(field.value, value);
  EXPECT_EQ(field.mine_lost, mine_lost);
}

Value text(const char* value) { return std::string(value); }
Value number(std::int64_t value) { return value; }

TEST(Merge, takes_mine_where_theirs_is_still_the_base_whatever_the_rule) {
  for (const auto rule : {MergeRule::server_wins, MergeRule::latest, MergeRule::ask})
    expect(merge_one(rule, text("a"), text("b"), text("a"), Latest::theirs),
           FieldOutcome::take_mine, text("b"), false);
}

TEST(Merge, keeps_theirs_where_both_did_the_same) {
  for (const auto rule : {MergeRule::server_wins, MergeRule::latest, MergeRule::ask})
    expect(merge_one(rule, text("a"), text("b"), text("b")), FieldOutcome::keep_theirs, text("b"),
           false);
}

TEST(Merge, keeps_theirs_where_mine_is_the_base) {
  expect(merge_one(MergeRule::ask, text("a"), text("a"), text("c")), FieldOutcome::keep_theirs,
         text("c"), false);
}

TEST(Merge, asks_where_people_typed_different_things) {
  expect(merge_one(MergeRule::ask, text("a"), text("b"), text("c")), FieldOutcome::needs_decision,
         text("c"), true);
}

TEST(Merge, a_deleted_text_against_a_changed_one_asks) {
  expect(merge_one(MergeRule::ask, text("a"), Null{}, text("c")), FieldOutcome::needs_decision,
         text("c"), true);
}

TEST(Merge, the_server_wins_where_the_column_says_so_and_mine_is_lost) {
  expect(merge_one(MergeRule::server_wins, text("a"), text("b"), text("c")),
         FieldOutcome::keep_theirs, text("c"), true);
}

TEST(Merge, the_younger_wins_where_the_column_says_latest) {
  expect(merge_one(MergeRule::latest, number(1), number(2), number(3), Latest::mine),
         FieldOutcome::take_mine, number(2), false);
  expect(merge_one(MergeRule::latest, number(1), number(2), number(3), Latest::theirs),
         FieldOutcome::keep_theirs, number(3), true);
}

TEST(Merge, sums_add_both_differences_and_null_counts_as_nothing) {
  expect(merge_one(MergeRule::sum, number(10), number(13), number(8)), FieldOutcome::combined,
         number(11), false);
  expect(merge_one(MergeRule::sum, Null{}, number(5), number(2)), FieldOutcome::combined, number(7),
         false);
}

TEST(Merge, two_people_who_added_the_same_added_it_twice) {
  expect(merge_one(MergeRule::sum, number(10), number(15), number(15)), FieldOutcome::combined,
         number(20), false);
}

TEST(Merge, a_sum_that_overflows_asks) {
  EXPECT_EQ(merge_one(MergeRule::sum, number(-5), number(INT64_MAX), number(7)).outcome,
            FieldOutcome::needs_decision);
}

TEST(Merge, sets_keep_what_either_added_and_drop_what_either_took_away) {
  expect(merge_one(MergeRule::set_union, text("1,2,3"), text("2,3,9"), text("1,2,5")),
         FieldOutcome::combined, text("2,5,9"), false);
  expect(merge_one(MergeRule::set_union, text("1,2"), text("1"), text("2")), FieldOutcome::combined,
         Null{}, false);
}

TEST(Merge, a_set_that_is_none_asks) {
  EXPECT_EQ(merge_one(MergeRule::set_union, text("1"), text("x"), text("2")).outcome,
            FieldOutcome::needs_decision);
}

TEST(Merge, never_loses_a_value_without_saying_so) {
  SeededRandom random(7);
  for (int round = 0; round < 20'000; ++round) {
    const auto any = [&] { return number(static_cast<std::int64_t>(random.below(4))); };
    const Value base = any(), mine = any(), theirs = any();
    for (const auto rule : {MergeRule::server_wins, MergeRule::latest, MergeRule::ask}) {
      const MergedField field =
          merge_one(rule, base, mine, theirs, random.below(2) == 0 ? Latest::mine : Latest::theirs);
      EXPECT_TRUE(mine == base || field.value == mine || field.mine_lost);
      EXPECT_TRUE(mine != base || field.value == theirs);
    }
  }
}

}  // namespace
}  // namespace fieldbook::merge
