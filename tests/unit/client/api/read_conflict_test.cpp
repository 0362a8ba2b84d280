#include "client/api/read_conflict.hpp"

#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

using schema::Null;
using schema::Value;

class ReadConflict : public ::testing::Test {
 protected:
  schema::Row row(std::string detail) {
    schema::Row out(catalogue_->entity(kConflictEntity), *parse_uuid(kId));
    const auto set = [&](const char* column, Value value) {
      out[catalogue_->column(kConflictEntity, column)] = std::move(value);
    };
    set("title", std::string("Adatum"));
    set("entityname", std::string("account"));
    set("rowid", *parse_uuid(kRow));
    set("actionid", *parse_uuid(kAction));
    set("authorname", std::string("Dana Ruiz"));
    set("otherauthorname", std::string("Omar Said"));
    set("mine_on", std::int64_t{1000});
    set("theirs_on", std::int64_t{2000});
    set("detail", std::move(detail));
    return out;
  }
  struct Side {
    std::string column;
    Value base, mine, theirs;
    bool gone = false;
    bool operator==(const Side&) const = default;
  };
  std::vector<Side> fields(std::string detail) {
    std::vector<Side> out;
    for (const auto& field : read_conflict(*catalogue_, row(std::move(detail))).fields)
      out.push_back({field.column, field.base, field.mine, field.theirs, field.theirs_gone});
    return out;
  }

  static constexpr const char* kId = "0190b1c2-0000-7000-8000-000000000001";
  static constexpr const char* kRow = "0190b1c2-0000-7000-8000-000000000002";
  static constexpr const char* kAction = "0190b1c2-0000-7000-8000-000000000003";
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
};

TEST_F(ReadConflict, who_and_when_are_read_from_the_columns) {
  const ConflictSnapshot card = read_conflict(*catalogue_, row("{}"));
  EXPECT_EQ(to_string(card.id), kId);
  EXPECT_EQ(card.title, "Adatum");
  EXPECT_EQ(card.entity, "account");
  EXPECT_EQ(to_string(card.row), kRow);
  EXPECT_EQ(to_string(card.action), kAction);
  EXPECT_EQ(card.author, "Dana Ruiz");
  EXPECT_EQ(card.other_author, "Omar Said");
  EXPECT_EQ(card.mine_ms, 1000);
  EXPECT_EQ(card.theirs_ms, 2000);
  EXPECT_TRUE(card.fields.empty());
}

TEST_F(ReadConflict, each_side_is_a_value_of_the_columns_type) {
  EXPECT_EQ(fields(R"({"fields":[{"column":"telephone1","outcome":"ask","base":null,"mine":"1",
                       "theirs":"2"},
                      {"column":"adx_minimumopportunityrevenue","outcome":"ask","base":1.5,
                       "mine":2,"theirs":3}]})"),
            (std::vector<Side>{{"telephone1", Null{}, std::string("1"), std::string("2")},
                               {"adx_minimumopportunityrevenue", std::int64_t{15'000},
                                std::int64_t{20'000}, std::int64_t{30'000}}}));
}

TEST_F(ReadConflict, a_record_that_was_removed_has_no_other_side) {
  EXPECT_EQ(fields(R"({"fields":[{"column":"telephone1","outcome":"deleted","base":"0",
                       "mine":"1"}]})"),
            (std::vector<Side>{{"telephone1", std::string("0"), std::string("1"), Null{}, true}}));
}

TEST_F(ReadConflict, a_text_too_long_to_carry_is_not_taken_for_a_removed_record) {
  EXPECT_EQ(fields(R"({"fields":[{"column":"telephone1","outcome":"ask","mine":"1",
                       "omitted":["base","theirs"]}]})"),
            (std::vector<Side>{{"telephone1", Null{}, std::string("1"), Null{}, false}}));
}

TEST_F(ReadConflict, what_this_catalogue_does_not_know_is_left_out) {
  EXPECT_TRUE(fields(R"({"fields":[{"column":"wombat","mine":"1","theirs":"2"}]})").empty());
  for (const char* damaged :
       {"", "[]", "{", R"({"fields":{}})", R"({"fields":[1]})", R"({"fields":[{"column":7}]})"})
    EXPECT_TRUE(fields(damaged).empty()) << damaged;
}

}  // namespace
}  // namespace fieldbook::client
