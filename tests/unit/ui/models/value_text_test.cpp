#include "ui/models/value_text.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using schema::ColumnType;
using schema::Value;

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

class ValueText : public ModelTest {
 protected:
  static schema::Column of(ColumnType type) {
    schema::Column out;
    out.type = type;
    out.options = {{1, "Open", {}}, {2, "Hot", {}}};
    return out;
  }
  std::string say(ColumnType type, const Value& value) {
    return value_text(of(type), value, names_, context());
  }
  std::string say_german(ColumnType type, const Value& value) {
    return value_text(of(type), value, names_, german());
  }
  Names names_ = {{uuid_of(1), "Adatum"}};
};

TEST_F(ValueText, nothing_is_said_of_null) {
  EXPECT_EQ(say(ColumnType::money, schema::Null{}), "");
}

TEST_F(ValueText, amounts_have_the_separators_of_the_language) {
  EXPECT_EQ(say(ColumnType::money, std::int64_t{13'500'000}), "1,350.00");
  EXPECT_EQ(say_german(ColumnType::money, std::int64_t{13'500'000}), "1.350,00");
  EXPECT_EQ(say(ColumnType::money, std::int64_t{-12'345'678'900}), "-1,234,567.89");
  EXPECT_EQ(say(ColumnType::money, std::int64_t{171'308'507}), "17,130.85");
  EXPECT_EQ(say(ColumnType::money, std::int64_t{-50}), "-0.01");
  EXPECT_EQ(say(ColumnType::decimal, std::int64_t{5'000}), "0.5");
  EXPECT_EQ(say_german(ColumnType::floating, 47.25), "47,25");
}

TEST_F(ValueText, an_amount_of_a_row_names_its_currency) {
  const schema::Entity& quote = *client_.catalogue()->find("quote");
  const schema::Row one = row("quote", 1,
                              {{"totalamount", std::int64_t{13'500'000}},
                               {"totalamount_base", std::int64_t{14'000'000}},
                               {"transactioncurrencyid", uuid_of(0xe0)}});
  names_.emplace(uuid_of(0xe0), "EUR");
  const auto say_of = [&](const char* column, const Names& names) {
    return value_text(*quote.find(column), one, names, context());
  };
  EXPECT_EQ(say_of("totalamount", names_), "1,350.00 EUR");
  EXPECT_EQ(say_of("totalamount_base", names_), "1,400.00");
  EXPECT_EQ(say_of("totalamount", {}), "1,350.00");
  EXPECT_EQ(say_of("totaltax", names_), "");
}

TEST_F(ValueText, whole_numbers_are_grouped_from_ten_thousand_on) {
  EXPECT_EQ(say(ColumnType::integer, std::int64_t{2026}), "2026");
  EXPECT_EQ(say(ColumnType::integer, std::int64_t{10'000}), "10,000");
}

TEST_F(ValueText, moments_are_in_the_persons_zone_and_days_have_none) {
  const std::int64_t moment = parse_instant("2026-11-28T23:30:00Z")->ms;
  EXPECT_EQ(say(ColumnType::datetime, moment), "29 Nov 2026 00:30");
  EXPECT_EQ(say_german(ColumnType::datetime, moment), "29. Nov. 2026 00:30");
  EXPECT_EQ(say(ColumnType::date, *parse_day("2026-11-28")), "28 Nov 2026");
}

TEST_F(ValueText, options_and_flags_are_words) {
  EXPECT_EQ(say(ColumnType::choice, std::int64_t{2}), "Hot");
  EXPECT_EQ(say(ColumnType::status, std::int64_t{9}), "9");
  EXPECT_EQ(say(ColumnType::multichoice, std::string("1,2")), "Open, Hot");
  EXPECT_EQ(say(ColumnType::boolean, std::int64_t{1}), "Yes");
  EXPECT_EQ(say_german(ColumnType::boolean, std::int64_t{0}), "Nein");
}

TEST_F(ValueText, a_duration_is_read_in_hours_and_minutes) {
  const auto read = [&](const char* entity, const char* name, std::int64_t value) {
    return value_text(column(entity, name), value, {}, context());
  };
  EXPECT_EQ(read("bookableresourcebooking", "duration", 30), "30 min");
  EXPECT_EQ(read("bookableresourcebooking", "duration", 90), "1 h 30 min");
  EXPECT_EQ(read("msdyn_project", "msdyn_scheduleddurationminutes", 43'200), "720 h");
  EXPECT_EQ(read("msdyn_projecttask", "msdyn_duration", 10), "10") << "days, as its label says";
}

TEST_F(ValueText, a_lookup_is_the_name_of_its_row_or_says_that_it_is_not_here) {
  EXPECT_EQ(say(ColumnType::lookup, uuid_of(1)), "Adatum");
  EXPECT_EQ(say(ColumnType::lookup, uuid_of(0xab)), "(not on this device)");
}

TEST_F(ValueText, an_age_is_coarser_the_older_it_is) {
  EXPECT_EQ(ago(now_.ms - 59'999, context()), "just now");
  EXPECT_EQ(ago(now_.ms + kHour, context()), "just now");
  EXPECT_EQ(ago(now_.ms - 4 * kMinute, context()), "4 min ago");
  EXPECT_EQ(ago(now_.ms - 2 * kHour, context()), "today 12:02");
  EXPECT_EQ(ago(now_.ms - 15 * kHour, context()), "yesterday 23:02");
  EXPECT_EQ(ago(now_.ms - 16 * kDay, context()), "12 Nov 2026");
}

TEST_F(ValueText, a_time_of_today_needs_no_date) {
  EXPECT_EQ(clock_time(now_.ms, context()), "14:02");
  EXPECT_EQ(clock_time(now_.ms - kDay, context()), "27 Nov 2026 14:02");
  EXPECT_EQ(clock_time(now_.ms + kDay, context()), "29 Nov 2026 14:02");
}

TEST_F(ValueText, a_countdown_says_how_long_is_left) {
  const auto left = [&](std::int64_t ms) { return countdown(now_.ms + ms, context()); };
  EXPECT_EQ(left(2 * kDay + 4 * kHour).text, "2 d 4 h left");
  EXPECT_EQ(left(3 * kHour + 5 * kMinute).text, "3 h 5 min left");
  EXPECT_EQ(left(12 * kMinute + 30'000).text, "12 min left");
  EXPECT_EQ(left(1).text, "less than 1 min left");
  EXPECT_EQ(left(0).text, "expired just now");
  EXPECT_EQ(left(-3 * kHour).text, "expired 3 h ago");
  EXPECT_EQ(left(-2 * kDay).text, "expired 2 d ago");
  EXPECT_FALSE(left(kDay).soon);
  EXPECT_TRUE(left(kDay - 1).soon);
  EXPECT_FALSE(left(1).expired);
  EXPECT_TRUE(left(0).expired);
}

TEST_F(ValueText, a_countdown_holds_until_the_moment_it_names_and_then_differs) {
  const std::int64_t deadline = now_.ms;
  for (const std::int64_t before : {3 * kDay,
                                    kDay + 1,
                                    kDay,
                                    kDay - 1,
                                    kHour + 1,
                                    kHour,
                                    kHour - 1,
                                    7 * kMinute + 1,
                                    7 * kMinute,
                                    kMinute,
                                    kMinute - 1,
                                    std::int64_t{1},
                                    std::int64_t{0},
                                    std::int64_t{-1},
                                    -kMinute,
                                    -kMinute + 1,
                                    -kHour + 1,
                                    -kHour,
                                    -kDay + 1,
                                    -kDay,
                                    -5 * kDay - kHour}) {
    now_ = {deadline - before};
    const Countdown now = countdown(deadline, context());
    ASSERT_GT(now.next_change_ms, now_.ms) << before;
    now_ = {now.next_change_ms - 1};
    EXPECT_EQ(countdown(deadline, context()).text, now.text) << before;
    now_ = {now.next_change_ms};
    EXPECT_NE(countdown(deadline, context()).text, now.text) << before;
  }
}

}  // namespace
}  // namespace fieldbook::ui
