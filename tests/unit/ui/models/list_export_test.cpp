#include "ui/models/list_export.hpp"

#include "platform/os/files.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/ui/models/model_fixture.hpp"
#include "ui/models/csv.hpp"

namespace fieldbook::ui {
namespace {

class Export : public ModelTest {
 protected:
  Export() { export_.folder = folder_.path() / "exports"; }
  void add_accounts(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      client_.rows["account/active"].push_back(
          {.row = row(
               "account", static_cast<std::uint8_t>(i % 250),
               {{"name", std::string("Adatum, \"North\"")}, {"primarycontactid", uuid_of(7)}})});
    client_.names = {{uuid_of(7), "Dana Ruiz"}};
  }
  std::string written() {
    list_.show("account", "active");
    export_.begin(list_, context());
    arrive();
    return platform::read_file(export_.file(), 10'000'000).value_or("");
  }

  tests::TempDir folder_;
  ListModel list_{client_, mailbox_};
  ListExport export_{client_, mailbox_};
};

TEST_F(Export, every_cell_is_quoted_and_a_formula_is_text) {
  EXPECT_EQ(csv_line({"a", "b \"c\", d", ""}), "\"a\",\"b \"\"c\"\", d\",\"\"\r\n");
  EXPECT_EQ(csv_line({"=1+A1"}), "\"'=1+A1\"\r\n");
  EXPECT_EQ(csv_line({"+49 40 1000"}), "\"+49 40 1000\"\r\n");
  EXPECT_EQ(csv_line({"-12.50"}), "\"-12.50\"\r\n");
}

TEST_F(Export, the_file_has_the_views_columns_as_they_are_read) {
  add_accounts(2);
  const std::string text = written();
  EXPECT_EQ(export_.file().filename(), "ActiveAccounts-2026-11-28-1402.csv");
  EXPECT_TRUE(text.starts_with("\xef\xbb\xbf\"Account Name\"")) << text;
  EXPECT_TRUE(text.contains("\"Adatum, \"\"North\"\"\"")) << text;
  EXPECT_TRUE(text.contains("Dana Ruiz")) << text;
  EXPECT_EQ(export_.rows(), 2U);
  EXPECT_FALSE(export_.writing());
}

TEST_F(Export, a_long_list_is_read_page_by_page) {
  add_accounts(1'200);
  const std::string text = written();
  EXPECT_EQ(export_.rows(), 1'200U);
  EXPECT_EQ(std::ranges::count(text, '\n'), 1'201);
}

TEST_F(Export, what_went_wrong_is_told_until_it_is_forgotten) {
  add_accounts(1);
  list_.show("account", "active");
  client_.failure = Error{Errc::storage, "damaged"};
  export_.begin(list_, context());
  EXPECT_TRUE(export_.writing());
  arrive();
  EXPECT_TRUE(export_.error());
  EXPECT_FALSE(export_.writing());
  export_.forget();
  EXPECT_FALSE(export_.error());
}

}  // namespace
}  // namespace fieldbook::ui
