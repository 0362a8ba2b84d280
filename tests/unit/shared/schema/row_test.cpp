#include "shared/schema/row.hpp"

#include <gtest/gtest.h>

#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

ColumnHandle column(std::string_view name) { return small_catalogue().column("job", name); }

TEST(Row, reads_typed_values_and_nothing_where_there_are_none) {
  Row row(job(), {});
  EXPECT_EQ(row.integer(column("visits")), std::nullopt);
  EXPECT_EQ(row.lookup(column("accountid")), std::nullopt);
  EXPECT_EQ(row.text(column("title")), "");
  EXPECT_FALSE(row.flag(column("urgent")));
  row[column("visits")] = std::int64_t{3};
  row[column("accountid")] = Uuid{{1}};
  row[column("title")] = std::string("Pump");
  row[column("urgent")] = std::int64_t{1};
  EXPECT_EQ(row.integer(column("visits")), 3);
  EXPECT_EQ(row.lookup(column("accountid")), Uuid{{1}});
  EXPECT_EQ(row.text(column("title")), "Pump");
  EXPECT_TRUE(row.flag(column("urgent")));
  EXPECT_EQ(row.integer(column("title")), std::nullopt) << "another type is not read";
  EXPECT_EQ(row.key(), (RowKey{2, {}}));
}

TEST(Row, equals_a_row_with_the_same_values_only) {
  const Row empty(job(), {});
  EXPECT_EQ(empty, Row(job(), {}));
  EXPECT_NE(empty, Row(job(), Uuid{{1}}));
  EXPECT_NE(empty, Row(small_catalogue().entity("account"), {}));
  Row other = empty;
  other[column("title")] = std::string();
  EXPECT_NE(empty, other) << "an empty text is not null";
  other = empty;
  other.unknown_names["a"] = "null";
  EXPECT_NE(empty, other);
  other = empty;
  other.unknown_numbers[99] = Null{};
  EXPECT_NE(empty, other);
}

TEST(Row, equals_a_row_of_the_same_entity_of_another_catalogue) {
  const auto again = loaded({account_document(), job_document()});
  EXPECT_EQ(Row(job(), {}), Row(again->entity("job"), {}));
}

TEST(RowChange, lists_values_in_the_order_they_were_set) {
  const auto change =
      RowChange({2, {}}).set(column("title"), std::string("a")).set(column("visits"), Null{});
  EXPECT_EQ(change.kind, ChangeKind::upsert);
  EXPECT_EQ(change.values,
            (std::vector<std::pair<std::uint32_t, Value>>{{0, std::string("a")}, {5, Null{}}}));
}

}  // namespace
}  // namespace fieldbook::schema
