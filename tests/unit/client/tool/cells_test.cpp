#include "client/tool/cells.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

class CellsTest : public testing::Test {
 protected:
  std::vector<std::string> labels(const char* entity, const char* view) {
    std::vector<std::string> out;
    for (const schema::ViewColumn& column :
         cell_columns(*catalogue_, catalogue_->entity(entity), view))
      out.push_back(column.label);
    return out;
  }

  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  const schema::Entity& quote_ = catalogue_->entity("quote");
};

// DOMAIN.md 2.4
TEST_F(CellsTest, follow_the_view_with_columns_of_looked_up_rows_in_their_place) {
  EXPECT_EQ(labels("quote", "all"),
            (std::vector<std::string>{"Name", "Status", "Total Amount", "Potential Customer",
                                      "Email (Potential Customer)", "Created On"}));
  EXPECT_EQ(labels("msdyn_projectteam", "active").size(), 9U);
}

TEST_F(CellsTest, are_those_of_the_default_view_where_none_is_named) {
  EXPECT_EQ(labels("quote", ""), labels("quote", "all"));
  EXPECT_EQ(labels("quote", "*"), labels("quote", "all"));
}

TEST_F(CellsTest, name_what_a_lookup_points_at) {
  const Uuid customer = *parse_uuid("0190b1c2-0000-7000-8000-00000000aaaa");
  RowSnapshot row{.row = schema::Row(quote_, *parse_uuid("0190b1c2-0000-7000-8000-00000000bbbb")),
                  .related = {std::string("ana@example.org")}};
  row.row.values[quote_.find("customerid")->ordinal] = customer;
  row.row.values[quote_.find("statecode")->ordinal] = std::int64_t{1};
  const auto columns = cell_columns(*catalogue_, quote_, "all");
  const NameMap names{{customer, "Ana"}};
  EXPECT_EQ(cell_text(names, row, columns[1]), "Active");
  EXPECT_EQ(cell_text(names, row, columns[3]), "Ana");
  EXPECT_EQ(cell_text({}, row, columns[3]), "0190b1c2");
  EXPECT_EQ(cell_text(names, row, columns[4]), "ana@example.org");
  EXPECT_EQ(cell_text(names, row, columns[0]), "");
}

}  // namespace
}  // namespace fieldbook::client
