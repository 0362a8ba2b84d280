// The sample organisation under tests/data/sample, row by row through the JSON form and the codec.

#include <filesystem>
#include <gtest/gtest.h>

#include "shared/schema/json_form.hpp"
#include "shared/schema/row_codec.hpp"
#include "tests/support/golden.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;

struct SampleSet {
  const Entity* entity = nullptr;
  json rows;
};

/// Every entity set of the sample; the entity is null where the catalogue has none.
const std::vector<std::pair<std::string, SampleSet>>& sample() {
  static const auto loaded = [] {
    const auto catalogue = Catalogue::embedded();
    std::vector<std::pair<std::string, SampleSet>> out;
    const auto folder = std::filesystem::path(FIELDBOOK_SOURCE_DIR) / "tests/data/sample";
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      const std::string set = file.path().stem().string();
      if (file.path().extension() != ".json" || set == "users") continue;
      auto document = json::parse(tests::read_file(file.path()), nullptr, false);
      out.push_back({set, {catalogue->find_set(set), std::move(document["value"])}});
    }
    return out;
  }();
  return loaded;
}

std::string printed(const std::vector<RowFinding>& findings) {
  std::string out;
  for (const RowFinding& finding : findings) out += finding.message + "\n";
  return out;
}

TEST(Sample, has_an_entity_for_each_of_its_sets) {
  EXPECT_GE(sample().size(), 72U);
  for (const auto& [set, content] : sample()) EXPECT_NE(content.entity, nullptr) << set;
}

TEST(Sample, is_read_without_findings) {
  for (const auto& [set, content] : sample()) {
    if (content.entity == nullptr) continue;
    for (const json& object : content.rows) {
      const JsonRow read = from_json(*content.entity, object);
      ASSERT_TRUE(read.findings.empty()) << set << ": " << printed(read.findings) << object;
    }
  }
}

TEST(Sample, has_no_columns_that_the_catalogue_lacks) {
  std::set<std::string> unknown;
  for (const auto& [set, content] : sample())
    for (const json& object : content.rows)
      for (const auto& [name, text] : from_json(*content.entity, object).row.unknown_names)
        unknown.insert(set + "." + name + "=" + text);
  EXPECT_EQ(unknown, std::set<std::string>{});
}

TEST(Sample, is_exported_key_by_key_as_it_was_imported) {
  for (const auto& [set, content] : sample()) {
    if (content.entity == nullptr) continue;
    for (const json& object : content.rows) {
      const JsonRow read = from_json(*content.entity, object);
      const json exported = json::parse(to_json(read.row, read.present).dump());
      ASSERT_EQ(exported, object) << set << json::diff(object, exported);
    }
  }
}

TEST(Sample, has_only_rows_that_pass_the_row_check) {
  for (const auto& [set, content] : sample()) {
    if (content.entity == nullptr) continue;
    for (const json& object : content.rows) {
      const auto findings = check_row(from_json(*content.entity, object).row);
      ASSERT_TRUE(findings.empty()) << set << ": " << printed(findings);
    }
  }
}

TEST(Sample, survives_images_and_projections) {
  for (const auto& [set, content] : sample()) {
    if (content.entity == nullptr) continue;
    for (const json& object : content.rows) {
      Row row = from_json(*content.entity, object).row;
      row.unknown_names.clear();
      ASSERT_EQ(decode_image(*row.entity, row.id, encode_image(row)).value(), row) << set;
      for (const auto audience : {Audience::customer, Audience::partner, Audience::staff}) {
        Bytes encoded;
        const auto ordinals = row.entity->projection(audience);
        encode_values(row, ordinals, encoded);
        ValueReader reader(encoded);
        ContentHash hash;
        ASSERT_EQ(reader.array(ordinals.size()).value(), ordinals.size());
        for (const std::uint32_t ordinal : ordinals) {
          const Column& column = row.entity->columns[ordinal];
          const auto scalar = reader.next().value();
          ASSERT_EQ(to_value(scalar, column).value(), row.values[ordinal]) << column.name;
          hash.add(column.number, scalar.encoded);
        }
        ASSERT_TRUE(reader.at_end());
        ASSERT_EQ(hash.finish(), content_hash(row, audience));
      }
    }
  }
}

}  // namespace
}  // namespace fieldbook::schema
