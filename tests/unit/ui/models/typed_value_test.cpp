#include "ui/models/typed_value.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using schema::ColumnType;
using schema::Null;
using schema::Value;

class TypedValue : public ModelTest {
 protected:
  static schema::Column of(ColumnType type) {
    schema::Column out;
    out.type = type;
    out.options = {{1, "Open", {}}, {2, "Closed", {}}};
    out.max_length = 5;
    return out;
  }
  Value read(ColumnType type, std::string_view text) {
    const auto value = typed_value(of(type), text, context());
    EXPECT_TRUE(value) << text;
    return value ? *value : Value(Null{});
  }
  Value read_german(ColumnType type, std::string_view text) {
    const auto value = typed_value(of(type), text, german());
    EXPECT_TRUE(value) << text;
    return value ? *value : Value(Null{});
  }
  std::string problem(ColumnType type, std::string_view text) {
    const auto value = typed_value(of(type), text, context());
    return value ? std::string() : value.error();
  }
};

TEST_F(TypedValue, what_is_shown_reads_back_as_it_was_in_every_language) {
  const std::int64_t moment = parse_instant("2026-11-28T13:02:00Z")->ms;
  const std::vector<std::pair<ColumnType, Value>> values = {
      {ColumnType::text, std::string("Pump")},
      {ColumnType::memo, std::string("a b")},
      {ColumnType::choice, std::int64_t{2}},
      {ColumnType::status, std::int64_t{1}},
      {ColumnType::multichoice, std::string("1,2")},
      {ColumnType::boolean, std::int64_t{1}},
      {ColumnType::boolean, std::int64_t{0}},
      {ColumnType::integer, std::int64_t{-12'345}},
      {ColumnType::decimal, std::int64_t{5'001}},
      {ColumnType::money, std::int64_t{13'500'000}},
      {ColumnType::money, std::int64_t{-10}},
      {ColumnType::floating, 47.36181},
      {ColumnType::datetime, moment},
      {ColumnType::date, *parse_day("1999-01-31")},
      {ColumnType::text, Null{}},
      {ColumnType::money, Null{}}};
  for (const auto& [type, value] : values) {
    const schema::Column column = of(type);
    EXPECT_EQ(read(type, typed_text(column, value, context())), value) << to_string(type);
    EXPECT_EQ(read_german(type, typed_text(column, value, german())), value) << to_string(type);
  }
}

TEST_F(TypedValue, amounts_are_read_with_the_separators_of_the_language) {
  EXPECT_EQ(read(ColumnType::money, "1,350.50"), Value(std::int64_t{13'505'000}));
  EXPECT_EQ(read_german(ColumnType::money, "1.350,50"), Value(std::int64_t{13'505'000}));
  EXPECT_EQ(read_german(ColumnType::money, "1.350"), Value(std::int64_t{13'500'000}));
  EXPECT_EQ(read_german(ColumnType::money, "13.50"), Value(std::int64_t{135'000}));
  EXPECT_EQ(read(ColumnType::money, "13,50"), Value(std::int64_t{135'000}));
  EXPECT_EQ(read(ColumnType::integer, " 12,345 "), Value(std::int64_t{12'345}));
}

TEST_F(TypedValue, days_and_times_are_read_in_both_orders) {
  const Value moment = parse_instant("2026-11-28T13:02:00Z")->ms;
  EXPECT_EQ(read(ColumnType::datetime, "2026-11-28 14:02"), moment);
  EXPECT_EQ(read(ColumnType::datetime, "28.11.2026 14:02"), moment);
  EXPECT_EQ(read(ColumnType::datetime, "2026-11-28T14:02"), moment);
  EXPECT_EQ(read(ColumnType::date, "1.2.2027"), Value(*parse_day("2027-02-01")));
}

TEST_F(TypedValue, options_are_read_in_any_case_in_english_and_the_own_language) {
  EXPECT_EQ(read(ColumnType::choice, "closed"), Value(std::int64_t{2}));
  EXPECT_EQ(read_german(ColumnType::choice, german_->label("Closed")), Value(std::int64_t{2}));
  EXPECT_EQ(read_german(ColumnType::boolean, "ja"), Value(std::int64_t{1}));
}

TEST_F(TypedValue, what_does_not_fit_says_what_would) {
  EXPECT_EQ(problem(ColumnType::text, "longer"), "At most 5 characters fit here.");
  EXPECT_EQ(problem(ColumnType::text, "größe"), "");
  EXPECT_EQ(problem(ColumnType::integer, "1.5"), "This is not a whole number.");
  EXPECT_EQ(problem(ColumnType::money, "abc"), "This is not a number. Write it like 1350.50.");
  EXPECT_EQ(problem(ColumnType::money, "1.23456"), "This is not a number. Write it like 1350.50.");
  EXPECT_EQ(problem(ColumnType::floating, "inf"), "This is not a number. Write it like 1350.50.");
  EXPECT_EQ(problem(ColumnType::date, "2026-02-30"),
            "This is not a date. Write it like 2026-11-28.");
  for (const char* wrong : {"2026-11-28", "2026-11-28 24:00", "2026-11-28 12:60", "x 12:00"})
    EXPECT_EQ(problem(ColumnType::datetime, wrong),
              "This is not a date with a time. Write it like 2026-11-28 14:02.")
        << wrong;
  EXPECT_EQ(problem(ColumnType::choice, "Wombat"), "Choose one of: Open, Closed.");
  EXPECT_EQ(problem(ColumnType::multichoice, "Open, Wombat"), "Choose one of: Open, Closed.");
  EXPECT_EQ(problem(ColumnType::boolean, "maybe"), "Choose one of: Yes, No.");
  EXPECT_EQ(problem(ColumnType::text, "\xff"), "This text cannot be stored as it is.");
  EXPECT_EQ(problem(ColumnType::lookup, "abc"), "This kind of value is not typed.");
}

TEST_F(TypedValue, an_empty_field_is_null_unless_a_value_is_required) {
  EXPECT_EQ(read(ColumnType::money, "  "), Value(Null{}));
  schema::Column required = of(ColumnType::text);
  required.required = true;
  EXPECT_EQ(typed_value(required, " ", context()).error(), "A value is needed here.");
}

}  // namespace
}  // namespace fieldbook::ui
