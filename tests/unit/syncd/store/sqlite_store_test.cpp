// What only the SQLite store promises: the file, its key, its versions, its packing.

#include "syncd/store/sqlite_store.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "shared/schema/open_part.hpp"
#include "shared/schema/row_codec.hpp"
#include "syncd/store/encoding.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {
namespace {

using namespace fieldbook::syncd;

class SqliteStoreFile : public testing::Test {
 protected:
  std::string path() const { return (folder / "store.db").string(); }
  Result<std::unique_ptr<Store>> create(const SqliteStoreOptions& options = {}) {
    SeededRandom random(7);
    return create_sqlite_store(path(), options, schema::Catalogue::embedded(),
                               {.id = id_of("organisation"), .name = "Depot"}, random);
  }
  Result<std::unique_ptr<Store>> open(const SqliteStoreOptions& options = {}) {
    return open_sqlite_store(path(), options, schema::Catalogue::embedded());
  }
  TempDir folder;
};

TEST_F(SqliteStoreFile, is_not_found_where_there_is_none) {
  EXPECT_EQ(open().error().code, Errc::not_found);
}

TEST_F(SqliteStoreFile, of_another_program_is_not_taken_for_a_store) {
  {
    auto connection = sqlite::Connection::open(path());
    ASSERT_TRUE(connection.has_value());
    ASSERT_TRUE((*connection)->execute("CREATE TABLE t (x)").has_value());
  }
  EXPECT_EQ(open().error().code, Errc::not_found);
  EXPECT_EQ(create().error().code, Errc::already_exists);
}

TEST_F(SqliteStoreFile, of_a_later_version_is_refused) {
  ASSERT_TRUE(create().has_value());
  {
    auto connection = sqlite::Connection::open(path());
    ASSERT_TRUE((*connection)->execute("PRAGMA user_version = 1000").has_value());
  }
  EXPECT_EQ(open().error().code, Errc::unsupported);
}

TEST_F(SqliteStoreFile, opens_only_with_its_key) {
  if (!sqlite::can_encrypt()) return;
  ASSERT_TRUE(create({.key = sqlite::Key{1}}).has_value());
  EXPECT_FALSE(open({.key = sqlite::Key{2}}).has_value());
  EXPECT_FALSE(open().has_value());
  auto store = open({.key = sqlite::Key{1}});
  ASSERT_TRUE(store.has_value());
  const std::string copy = (folder / "copy.db").string();
  ASSERT_TRUE((*store)->back_up_to(copy).has_value());
  EXPECT_TRUE(
      open_sqlite_store(copy, {.key = sqlite::Key{1}}, schema::Catalogue::embedded()).has_value());
  EXPECT_FALSE(open_sqlite_store(copy, {}, schema::Catalogue::embedded()).has_value());
}

TEST_F(SqliteStoreFile, takes_what_its_log_holds_when_told) {
  auto store = create();
  ASSERT_TRUE(store.has_value());
  // More than the log's pages from which on it is worth it, fewer than a commit waits for.
  const std::string value(1024 * 1024, 'x');
  const auto in_file = [&] { return std::filesystem::file_size(path()); };
  const auto write = [&] {
    auto transaction = (*store)->begin_write();
    ASSERT_TRUE(transaction.has_value());
    ASSERT_TRUE((*transaction)->put_setting("test", value).has_value());
    ASSERT_TRUE((*transaction)->commit().has_value());
  };
  const auto before = in_file();
  write();
  EXPECT_EQ(in_file(), before);
  ASSERT_TRUE((*store)->empty_log().has_value());
  EXPECT_GT(in_file(), before + value.size());
}

TEST(Connection, checkpoints_at_its_bound_and_when_told) {
  TempDir folder;
  auto opened = sqlite::Connection::open((folder / "log.db").string());
  ASSERT_TRUE(opened.has_value());
  sqlite::Connection& connection = **opened;
  ASSERT_TRUE(connection.execute("CREATE TABLE t (x)").has_value());
  const auto write = [&] { ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (1)")); };
  connection.checkpoint_at(0);
  for (int i = 0; i < 50; ++i) write();
  EXPECT_GE(connection.log_pages(), 50);
  ASSERT_TRUE(connection.checkpoint().has_value());
  EXPECT_EQ(connection.log_pages(), 0);
  connection.checkpoint_at(5);
  for (int i = 0; i < 50; ++i) {
    write();
    EXPECT_LE(connection.log_pages(), 6);
  }
}

TEST_F(SqliteStoreFile, that_was_cut_off_reports_it) {
  ASSERT_TRUE(create().has_value());
  std::filesystem::resize_file(path(), std::filesystem::file_size(path()) / 2);
  auto store = open();
  const bool noticed = !store.has_value() || !(*store)->check_integrity().has_value();
  EXPECT_TRUE(noticed);
}

/// A catalogue whose accounts have fewer columns, as an older build had.
std::shared_ptr<const schema::Catalogue> smaller_catalogue() {
  const auto embedded = schema::Catalogue::embedded();
  const auto document = nlohmann::json::parse(embedded->document());
  std::vector<std::string> documents;
  for (auto entity : document.at("entities")) {
    if (entity.at("name") == "transactioncurrency") {
      auto& columns = entity.at("columns");
      for (auto column = columns.begin(); column != columns.end(); ++column) {
        if (column->at("name") != "exchangerate") continue;
        columns.erase(column);
        break;
      }
      for (auto& view : entity.at("views"))
        std::erase(view.at("columns").get_ref<nlohmann::json::array_t&>(), "exchangerate");
      if (entity.contains("form"))
        for (auto& section : entity.at("form"))
          std::erase(section.at("columns").get_ref<nlohmann::json::array_t&>(), "exchangerate");
    }
    documents.push_back(entity.dump());
  }
  auto loaded = schema::Catalogue::load(documents);
  EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
  return *loaded;
}

TEST_F(SqliteStoreFile, gains_the_columns_that_a_later_catalogue_brings) {
  const auto smaller = smaller_catalogue();
  const schema::Entity& before = smaller->entity("transactioncurrency");
  ASSERT_EQ(before.find("exchangerate"), nullptr);
  SeededRandom random(7);
  schema::Row row(before, id_of("euro"));
  row.unknown_names["exchangerate"] = "1.25";
  {
    auto store = create_sqlite_store(path(), {}, smaller,
                                     {.id = id_of("organisation"), .name = "Depot"}, random);
    auto transaction = (*store)->begin_write();
    ASSERT_TRUE((*transaction)->put_row(row, {1, 0}, nullptr).has_value());
    ASSERT_TRUE((*transaction)->commit().has_value());
  }
  auto store = open();
  ASSERT_TRUE(store.has_value()) << store.error().message;
  const auto found = (*(*store)->begin_read())->get(row.key());
  ASSERT_TRUE(found.has_value() && found->has_value());
  const auto column = schema::Catalogue::embedded()->column("transactioncurrency", "exchangerate");
  EXPECT_EQ((**found)[column], schema::Value(1.25));
  EXPECT_TRUE((*found)->unknown_names.empty());
  const auto waiting = (*(*store)->begin_read())->settings(kStampAnewSetting);
  EXPECT_EQ(waiting->size(), 1U);
}

/// Version 1 kept the price of a product for whoever received the product through `public`.
TEST_F(SqliteStoreFile, of_version_1_keeps_rows_of_public_anew_with_open_columns_alone) {
  const schema::Entity& entity = schema::Catalogue::embedded()->entity("product");
  schema::Row row(entity, id_of("pump"));
  row.values[entity.find("name")->ordinal] = std::string("Pump");
  row.values[entity.find("price")->ordinal] = std::int64_t{1'200'0000};
  RowNumber number = 0;
  {
    ASSERT_TRUE(create().has_value());
    auto store = open();
    auto transaction = *(*store)->begin_write();
    number = *transaction->put_row(row, {1, 0}, nullptr);
    const BucketId everyone = *transaction->make_bucket("public");
    const std::vector<Membership> in_public{{everyone, 1, true}};
    ASSERT_TRUE(transaction->put_memberships(row.key(), number, {1, 0}, {}, in_public).has_value());
    Bytes values;
    schema::encode_values(row, entity.projection(schema::Audience::partner), values);
    ASSERT_TRUE(transaction->put_projection(schema::Audience::partner, number, 1, values));
    ASSERT_TRUE(transaction->commit().has_value());
  }
  {
    auto connection = sqlite::Connection::open(path());
    ASSERT_TRUE((*connection)
                    ->execute("ALTER TABLE store_token_family DROP COLUMN access_hash;"
                              "DROP TABLE store_unproven_action;"
                              "DROP TABLE store_later_verdict;"
                              "DROP TABLE store_outbox;"
                              "DROP TABLE store_outbox_run;"
                              "PRAGMA user_version = 1")
                    .has_value());
  }
  auto store = open();
  ASSERT_TRUE(store.has_value()) << store.error().message;
  auto transaction = *(*store)->begin_read();
  const schema::Row open_columns = schema::open_part(row);
  Bytes expected;
  schema::encode_values(open_columns, entity.projection(schema::Audience::partner), expected);
  const auto status = transaction->visit_projected(
      schema::Audience::partner, std::array{number}, [&](const ProjectedRow& kept) -> Status {
        EXPECT_EQ(Bytes(kept.values.begin(), kept.values.end()), expected);
        EXPECT_EQ(kept.content_hash, schema::content_hash(open_columns, schema::Audience::partner));
        return {};
      });
  EXPECT_TRUE(status.has_value());
  const auto waiting = transaction->settings(kStampAnewSetting);
  ASSERT_EQ(waiting->size(), 1U);
  EXPECT_TRUE(waiting->front().first.ends_with(std::to_string(entity.number)));
}

TEST(Memberships, read_back_as_they_were_packed) {
  const std::vector<Membership> memberships{
      {1, 1, true}, {127, 128, false}, {128, 1'000'000'000'000, true}};
  Bytes packed;
  encode_memberships(memberships, packed);
  std::vector<Membership> out;
  ASSERT_TRUE(decode_memberships(packed, out).has_value());
  EXPECT_EQ(out, memberships);
  for (std::size_t size = 1; size < packed.size(); ++size) {
    out.clear();
    const auto status = decode_memberships(ByteView(packed).first(size), out);
    EXPECT_TRUE(!status || out.size() < memberships.size());
  }
}

}  // namespace
}  // namespace fieldbook::tests
