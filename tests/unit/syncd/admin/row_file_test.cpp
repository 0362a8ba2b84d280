#include "syncd/admin/row_file.hpp"

#include <gtest/gtest.h>
#include <sstream>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

struct Collected final : RowSink {
  std::vector<std::string> rows;
  std::vector<std::pair<std::size_t, std::string>> bad;
  std::size_t stop_after = 1000;
  bool row(std::size_t number, nlohmann::json object) override {
    rows.push_back(std::to_string(number) + " " + object.dump());
    return rows.size() < stop_after;
  }
  void broken(std::size_t number, std::string message) override {
    bad.emplace_back(number, std::move(message));
  }
};

Collected read(const std::string& text, std::size_t stop_after = 1000) {
  std::istringstream stream(text);
  Collected out;
  out.stop_after = stop_after;
  read_row_file(stream, "value", out);
  return out;
}

std::string first_problem(const Collected& read) {
  return read.bad.empty() ? "" : read.bad.front().second;
}

TEST(Row_file, yields_rows_with_their_numbers) {
  const auto out = read(R"({"@odata.context":"x","value":[{"a":1,"b":null},{"c":[1,{"d":2.5}]}]})");
  EXPECT_EQ(out.rows,
            (std::vector<std::string>{R"(1 {"a":1,"b":null})", R"(2 {"c":[1,{"d":2.5}]})"}));
  EXPECT_TRUE(out.bad.empty());
}

TEST(Row_file, leaves_other_members_of_the_root_alone) {
  const auto out =
      read(R"({"users":[{"x":1}],"n":{"value":[{"y":1}]},"value":[{"a":1}],"z":[[1]]})");
  EXPECT_EQ(out.rows, std::vector<std::string>{R"(1 {"a":1})"});
  EXPECT_TRUE(out.bad.empty());
}

TEST(Row_file, keeps_the_rows_before_a_truncation) {
  const auto out = read(R"({"value":[{"a":1},{"a":2},{"a":)");
  EXPECT_EQ(out.rows.size(), 2U);
  ASSERT_EQ(out.bad.size(), 1U);
  EXPECT_EQ(out.bad[0].first, 0U);
  EXPECT_TRUE(out.bad[0].second.starts_with("not JSON at byte ")) << out.bad[0].second;
}

TEST(Row_file, refuses_what_json_does_not_have) {
  for (const char* value : {"NaN", "Infinity", "-Infinity", "1e999", "0x10", "'a'", "undefined"}) {
    const auto out = read(std::string(R"({"value":[{"a":1},{"a":)") + value + "}]}");
    EXPECT_EQ(out.rows.size(), 1U) << value;
    EXPECT_EQ(out.bad.size(), 1U) << value;
  }
}

TEST(Row_file, spoils_only_the_row_with_a_member_that_comes_twice) {
  const auto out = read(R"({"value":[{"a":1,"a":2},{"b":{"c":1,"c":1}},{"a":3}]})");
  EXPECT_EQ(out.rows, std::vector<std::string>{R"(3 {"a":3})"});
  EXPECT_EQ(out.bad, (std::vector<std::pair<std::size_t, std::string>>{
                         {1, "the member a comes twice"}, {2, "the member c comes twice"}}));
}

TEST(Row_file, spoils_only_the_row_that_is_nested_too_deeply) {
  std::string deep = "1";
  for (int i = 0; i < 50; ++i) deep = "[" + deep + "]";
  const auto out = read(R"({"value":[{"a":)" + deep + R"(},{"a":3}]})");
  EXPECT_EQ(out.rows, std::vector<std::string>{R"(2 {"a":3})"});
  EXPECT_EQ(first_problem(out), "the row is nested too deeply");
}

TEST(Row_file, survives_nesting_without_end) {
  const auto out = read(R"({"value":[{"a":)" + std::string(200'000, '['));
  EXPECT_TRUE(out.rows.empty());
  EXPECT_FALSE(out.bad.empty());
}

TEST(Row_file, spoils_only_the_row_that_is_too_large) {
  std::string members;
  for (int i = 0; i < 60; ++i)
    members += "\"m" + std::to_string(i) + "\":\"" + std::string(10'000, 'x') + "\",";
  const auto out = read(R"({"value":[{)" + members + R"("z":1},{"a":3}]})");
  EXPECT_EQ(out.rows, std::vector<std::string>{R"(2 {"a":3})"});
  EXPECT_EQ(first_problem(out), "the row is too large");
}

TEST(Row_file, gives_up_on_one_value_larger_than_any_row) {
  const auto out =
      read(R"({"value":[{"a":1},{"a":")" + std::string(2 * limits::kRowBytesMax, 'x') + R"("}]})");
  EXPECT_EQ(out.rows.size(), 1U);
  EXPECT_EQ(first_problem(out), "a value is larger than a row may be; the rest is not read");
}

TEST(Row_file, reports_rows_that_are_no_objects) {
  const auto out = read(R"({"value":[1,"x",[{"a":1}],{"a":3}]})");
  EXPECT_EQ(out.rows, std::vector<std::string>{R"(4 {"a":3})"});
  EXPECT_EQ(out.bad.size(), 3U);
}

TEST(Row_file, reports_a_file_of_another_shape) {
  EXPECT_EQ(first_problem(read("[]")), "the root is not an object");
  EXPECT_EQ(first_problem(read("{}")), "there is no list \"value\" at the root");
  EXPECT_EQ(first_problem(read(R"({"value":{"a":{"b":1}}})")),
            "there is no list \"value\" at the root");
  EXPECT_FALSE(read("").bad.empty());
  EXPECT_FALSE(read("\xff\xfe").bad.empty());
  EXPECT_FALSE(read(R"({"value":[]} trailing)").bad.empty());
}

TEST(Row_file, stops_when_the_sink_has_enough) {
  const auto out = read(R"({"value":[{"a":1},{"a":2},{"a":3}]})", 2);
  EXPECT_EQ(out.rows.size(), 2U);
}

}  // namespace
}  // namespace fieldbook::syncd
