#include "client/tool/terminal.hpp"

#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

TEST(Terminal, counts_the_columns_that_a_text_takes) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("Quote"), 5U);
  EXPECT_EQ(display_width("Günther Weiß"), 12U);
  EXPECT_EQ(display_width("فاطمة"), 5U);
  EXPECT_EQ(display_width("娜 王"), 5U);
  EXPECT_EQ(display_width("한국"), 4U);
  EXPECT_EQ(display_width("🔧"), 2U);
}

TEST(Terminal, does_not_count_combining_marks) {
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("a\u200bb"), 2U);
}

TEST(Terminal, counts_malformed_bytes_without_reading_past_the_end) {
  EXPECT_EQ(display_width(std::string_view("\xe5\xa8", 2)), 1U);
  EXPECT_EQ(display_width(std::string_view("\xf0", 1)), 1U);
  EXPECT_EQ(fit(std::string_view("ab\xf0", 3), 10), std::string("ab\xf0"));
}

TEST(Terminal, leaves_a_text_that_fits) {
  EXPECT_EQ(fit("", 3), "");
  EXPECT_EQ(fit("abc", 3), "abc");
  EXPECT_EQ(fit("娜王", 4), "娜王");
}

TEST(Terminal, cuts_a_text_that_does_not_fit_and_says_so) {
  EXPECT_EQ(fit("abcd", 3), "ab…");
  EXPECT_EQ(display_width(fit("娜王娜王", 5)), 5U);
  EXPECT_EQ(fit("娜王娜王", 5), "娜王…");
  EXPECT_EQ(fit("娜王娜王", 4), "娜…");
}

TEST(Terminal, turns_control_characters_into_spaces) {
  EXPECT_EQ(fit("a\x1b[31mb\nc\td", 40), "a [31mb c d");
  EXPECT_EQ(fit("a\u009bb\x7f", 40), "a b ");
}

TEST(Terminal, aligns_a_table_by_display_width) {
  EXPECT_EQ(format_table({"Name", "City"}, {{"娜 王", "Oslo"}, {"Ann", "Århus"}}),
            "Name   City\n"
            "-----  -----\n"
            "娜 王  Oslo\n"
            "Ann    Århus\n");
}

TEST(Terminal, cuts_cells_and_fills_short_rows) {
  EXPECT_EQ(format_table({"A", "B", "C"}, {{"123456", "x"}, {}}, 4),
            "A     B  C\n"
            "----  -  -\n"
            "123…  x\n"
            "\n");
}

TEST(Terminal, prints_a_table_without_rows_as_its_head) {
  EXPECT_EQ(format_table({"View", "Label"}, {}), "View  Label\n----  -----\n");
}

TEST(Terminal, says_ages_in_the_largest_unit_that_reads_well) {
  EXPECT_EQ(format_age(-5), "0 s");
  EXPECT_EQ(format_age(999), "0 s");
  EXPECT_EQ(format_age(59'999), "59 s");
  EXPECT_EQ(format_age(60'000), "1 min");
  EXPECT_EQ(format_age(3'599'000), "59 min");
  EXPECT_EQ(format_age(3'600'000), "1 h");
  EXPECT_EQ(format_age(47LL * 3'600'000), "47 h");
  EXPECT_EQ(format_age(48LL * 3'600'000), "2 d");
}

TEST(Terminal, says_times_in_the_zone_of_the_person) {
  const std::int64_t eight = 1'795'248'000'000;  // 2026-11-21T08:00:00Z
  EXPECT_EQ(format_local(0, 60), "");
  EXPECT_EQ(format_local(eight, 0), "2026-11-21 08:00");
  EXPECT_EQ(format_local(eight, 60), "2026-11-21 09:00");
  EXPECT_EQ(format_local(eight, -9 * 60), "2026-11-20 23:00");
}

TEST(Terminal, prints_an_action_with_null_for_what_has_not_happened) {
  const ActionSnapshot action{.kind = "quote.approve",
                              .entity = "quote",
                              .sentence = "Approve quote Q-88",
                              .state = "saved",
                              .state_text = "Saved on this device",
                              .saved_ms = 1'795'248'000'000,
                              .number = 3};
  const auto json = to_json(action);
  EXPECT_EQ(json["id"], "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(json["saved_on"], "2026-11-21T08:00:00Z");
  EXPECT_TRUE(json["received_on"].is_null());
  EXPECT_TRUE(json["settled_on"].is_null());
  EXPECT_EQ(json["number"], 3);
  EXPECT_EQ(json["sentence"], "Approve quote Q-88");
}

TEST(Terminal, prints_the_digests_of_a_doctor) {
  DoctorSnapshot doctor{.healthy = true, .rows = 7, .view_digest = "aa", .commit = 12};
  doctor.buckets = {{"public", 7, "bb"}};
  EXPECT_EQ(to_json(doctor),
            nlohmann::ordered_json::parse(R"({"healthy":true,"proven":false,"rows":7,"findings":[],
        "commit":12,"view_digest":"aa","buckets":[{"name":"public","count":7,"digest":"bb"}]})"));
}

}  // namespace
}  // namespace fieldbook::client
