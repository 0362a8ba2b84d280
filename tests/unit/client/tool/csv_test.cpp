#include "client/tool/csv.hpp"

#include <csv.h>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace fieldbook::client {
namespace {

using Fields = std::vector<std::string>;

/// Reads records back with the library's own reader, strictly.
std::vector<Fields> read_back(const std::string& text) {
  struct State {
    std::vector<Fields> records;
    Fields fields;
  } state;
  csv_parser parser{};
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  const auto field = [](void* data, size_t size, void* out) {
    static_cast<State*>(out)->fields.emplace_back(static_cast<const char*>(data), size);
  };
  const auto record = [](int, void* out) {
    auto* into = static_cast<State*>(out);
    into->records.push_back(std::exchange(into->fields, {}));
  };
  EXPECT_EQ(csv_parse(&parser, text.data(), text.size(), field, record, &state), text.size());
  EXPECT_EQ(csv_fini(&parser, field, record, &state), 0);
  csv_free(&parser);
  return state.records;
}

TEST(Csv, quotes_each_field_and_ends_with_a_line_break) {
  EXPECT_EQ(csv_record(Fields{"Name", "Total"}), "\"Name\",\"Total\"\r\n");
  EXPECT_EQ(csv_record(Fields{""}), "\"\"\r\n");
  EXPECT_EQ(csv_record(Fields{"", ""}), "\"\",\"\"\r\n");
}

TEST(Csv, doubles_quotes_and_keeps_commas_and_line_breaks) {
  EXPECT_EQ(csv_record(Fields{"a \"b\", c", "one\r\ntwo"}),
            "\"a \"\"b\"\", c\",\"one\r\ntwo\"\r\n");
}

TEST(Csv, leaves_other_scripts_as_they_are) {
  EXPECT_EQ(csv_record(Fields{"Günther Weiß", "健 佐藤"}), "\"Günther Weiß\",\"健 佐藤\"\r\n");
}

TEST(Csv, random_fields_come_back) {
  std::mt19937 random(20261128);
  constexpr std::string_view kPieces[] = {",", "\"", "\r\n", "\n", " ", "x", "é", ";", "="};
  for (int round = 0; round < 500; ++round) {
    Fields fields(1 + random() % 5);
    for (std::string& field : fields)
      for (std::size_t i = random() % 6; i > 0; --i) field += kPieces[random() % 9];
    const auto records = read_back(csv_record(fields) + csv_record(fields));
    ASSERT_EQ(records, (std::vector<Fields>{fields, fields})) << round;
  }
}

}  // namespace
}  // namespace fieldbook::client
