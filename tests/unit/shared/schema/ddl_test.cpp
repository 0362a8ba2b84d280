#include "shared/schema/ddl.hpp"

#include <gmock/gmock.h>

#include "shared/sqlite/connection.hpp"
#include "tests/support/golden.hpp"
#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

using testing::ElementsAre;

std::string printed(const std::vector<std::string>& statements) {
  std::string out;
  for (const std::string& statement : statements) out += statement + ";\n";
  return out;
}

std::string printed_catalogue(Ddl ddl) {
  std::string out;
  for (const Entity& entity : Catalogue::embedded()->entities())
    out += printed(create_table(entity, ddl)) + "\n";
  return out;
}

TEST(Ddl, of_the_store_is_the_golden_one) {
  EXPECT_TRUE(tests::matches_golden("ddl/store.sql", printed_catalogue(Ddl::store)));
}

TEST(Ddl, of_the_replica_is_the_golden_one) {
  EXPECT_TRUE(tests::matches_golden("ddl/replica.sql", printed_catalogue(Ddl::replica)));
}

TEST(Ddl, indexes_lookups_and_lists_of_the_store) {
  auto statements = create_table(job(), Ddl::store);
  statements.erase(statements.begin());
  EXPECT_THAT(statements,
              ElementsAre(R"(CREATE INDEX IF NOT EXISTS "job.customerid" ON "job" ("customerid"))",
                          R"(CREATE INDEX IF NOT EXISTS "job.accountid.statecode" ON "job" )"
                          R"(("accountid", "statecode"))",
                          R"(CREATE INDEX IF NOT EXISTS "job.priority.urgent" ON "job" )"
                          R"(("priority", "urgent"))"));
}

TEST(Ddl, indexes_views_and_parents_of_the_replica) {
  auto statements = create_table(job(), Ddl::replica);
  statements.erase(statements.begin());
  EXPECT_THAT(statements,
              ElementsAre(R"(CREATE INDEX IF NOT EXISTS "job.accountid.statecode" ON "job" )"
                          R"(("accountid", "statecode"))",
                          R"(CREATE INDEX IF NOT EXISTS "job.statecode.dueon-descending.title" )"
                          R"(ON "job" ("statecode", "dueon" DESC, "title"))",
                          R"(CREATE INDEX IF NOT EXISTS "job.statecode.dueon" ON "job" )"
                          R"(("statecode", "dueon"))"));
}

/// An empty database in memory with the tables of the embedded catalogue.
std::unique_ptr<sqlite::Connection> database_of(Ddl ddl) {
  auto database = sqlite::Connection::open(":memory:").value();
  for (const Entity& entity : Catalogue::embedded()->entities())
    for (const std::string& statement : create_table(entity, ddl)) {
      const auto done = database->execute(statement);
      EXPECT_TRUE(done) << statement << done.error().message;
    }
  return database;
}

TEST(Ddl, is_accepted_by_sqlite_and_may_be_repeated_as_additions) {
  for (const auto ddl : {Ddl::store, Ddl::replica}) {
    const auto database = database_of(ddl);
    for (const Entity& entity : Catalogue::embedded()->entities()) {
      std::vector<std::string> present;
      for (const Column& column : entity.columns) present.push_back(column.name);
      for (const std::string& statement : additions(entity, ddl, present))
        EXPECT_TRUE(database->execute(statement)) << statement;
    }
  }
}

TEST(Ddl, lets_the_replica_list_every_view_in_order_without_sorting) {
  const auto database = database_of(Ddl::replica);
  for (const Entity& entity : Catalogue::embedded()->entities()) {
    for (const View& view : entity.views) {
      if (view.sort.empty()) continue;
      std::string sql =
          "EXPLAIN QUERY PLAN SELECT row FROM " + schema::quoted(entity.name) + " WHERE 1";
      for (const Condition& condition : view.conditions)
        if (condition.op == Operator::equal || condition.op == Operator::me)
          sql += " AND " + schema::quoted(condition.column) + " = ?";
      sql += " ORDER BY ";
      for (const SortKey& key : view.sort)
        sql += schema::quoted(key.column) +
               (key.direction == SortDirection::descending ? " DESC, " : ", ");
      sql += view.sort.back().direction == SortDirection::descending ? "row DESC" : "row";
      auto plan = database->prepare(sql);
      std::string steps;
      while (plan.step().value()) steps += std::string(plan.text(3)) + "\n";
      EXPECT_THAT(steps, testing::Not(testing::HasSubstr("TEMP B-TREE"))) << sql << "\n" << steps;
      EXPECT_THAT(steps, testing::HasSubstr("INDEX")) << sql << "\n" << steps;
    }
  }
}

TEST(Ddl, quotes_names) {
  EXPECT_EQ(schema::quoted("name"), "\"name\"");
  EXPECT_EQ(schema::quoted("a\"b"), "\"a\"\"b\"");
}

TEST(Ddl, adds_only_the_columns_that_are_not_there) {
  std::vector<std::string> present = {"row", "id", "row_commit", "row_epoch", "unknown"};
  for (const Column& column : job().columns)
    if (column.name != "warehouse" && column.name != "latitude") present.push_back(column.name);
  const auto statements = additions(job(), Ddl::store, present);
  ASSERT_EQ(statements.size(), 5U);
  EXPECT_EQ(statements[0], R"(ALTER TABLE "job" ADD COLUMN "latitude" REAL)");
  EXPECT_EQ(statements[1], R"(ALTER TABLE "job" ADD COLUMN "warehouse" BLOB)");
  EXPECT_THAT(statements[2], testing::HasSubstr("CREATE INDEX IF NOT EXISTS"));
}

TEST(Ddl, stores_each_type_as_value_hpp_keeps_it) {
  for (const auto type : {ColumnType::text, ColumnType::memo, ColumnType::multichoice})
    EXPECT_EQ(storage_type(type), "TEXT");
  for (const auto type : {ColumnType::uuid, ColumnType::lookup, ColumnType::blob})
    EXPECT_EQ(storage_type(type), "BLOB");
  EXPECT_EQ(storage_type(ColumnType::floating), "REAL");
  for (const auto type : {ColumnType::choice, ColumnType::boolean, ColumnType::integer,
                          ColumnType::decimal, ColumnType::money, ColumnType::datetime,
                          ColumnType::date, ColumnType::state, ColumnType::status})
    EXPECT_EQ(storage_type(type), "INTEGER");
}

}  // namespace
}  // namespace fieldbook::schema
