#include "ui/models/picker_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Picker : public ModelTest {
 protected:
  client::RowSnapshot named(const char* entity, std::uint8_t id, const char* column,
                            const char* name) {
    return {.row = row(entity, id, {{column, std::string(name)}})};
  }
  void begin(std::vector<std::string> targets) {
    picker_.begin({.label = "Customer",
                   .targets = std::move(targets),
                   .take = [this](const PickedRow& picked) { taken_ = picked; }});
  }
  std::vector<std::string> shown() {
    std::vector<std::string> out;
    for (const PickedRow& one : picker_.rows().value_or(std::vector<PickedRow>{}))
      out.push_back(one.name);
    return out;
  }

  PickerModel picker_{client_, mailbox_};
  std::optional<PickedRow> taken_;
};

TEST_F(Picker, lists_the_rows_of_every_target_by_name) {
  client_.rows["account/*"] = {named("account", 1, "name", "Adatum")};
  client_.rows["contact/*"] = {named("contact", 2, "fullname", "Omar Said")};
  begin({"account", "contact"});
  EXPECT_FALSE(picker_.rows()) << "nothing before both are read";
  arrive();
  EXPECT_EQ(shown(), (std::vector<std::string>{"Adatum", "Omar Said"}));
  ASSERT_EQ(client_.lists.size(), 2U);
  EXPECT_EQ(client_.lists[1].sort.front().column, "fullname");
}

TEST_F(Picker, what_is_typed_searches_and_what_was_found_stays_until_then) {
  client_.rows["account/*"] = {named("account", 1, "name", "Adatum")};
  begin({"account"});
  arrive();
  picker_.search("ad");
  EXPECT_EQ(shown(), std::vector<std::string>{"Adatum"});
  arrive();
  EXPECT_EQ(client_.lists.back().search, "ad");
}

TEST_F(Picker, the_choice_is_given_and_closes_the_list) {
  client_.rows["account/*"] = {named("account", 1, "name", "Adatum")};
  begin({"account"});
  arrive();
  const PickedRow first = picker_.rows()->front();
  picker_.choose(first);
  ASSERT_TRUE(taken_);
  EXPECT_EQ(taken_->row, uuid_of(1));
  EXPECT_EQ(taken_->entity, "account");
  EXPECT_FALSE(picker_.is_open());
}

TEST_F(Picker, an_answer_to_a_list_that_was_closed_is_dropped) {
  client_.rows["account/*"] = {named("account", 1, "name", "Adatum")};
  begin({"account"});
  picker_.cancel();
  begin({"contact"});
  arrive();
  EXPECT_EQ(shown(), std::vector<std::string>{});
  EXPECT_TRUE(picker_.is_open());
}

TEST_F(Picker, a_row_without_a_name_is_called_by_its_kind_and_id) {
  client_.rows["account/*"] = {{.row = row("account", 0xab, {})}};
  begin({"account"});
  arrive();
  EXPECT_EQ(shown(), std::vector<std::string>{"Account abababab"});
}

TEST_F(Picker, a_kind_that_this_app_does_not_know_has_no_rows) {
  begin({"wombat"});
  arrive();
  EXPECT_EQ(shown(), std::vector<std::string>{});
  EXPECT_TRUE(picker_.rows());
}

}  // namespace
}  // namespace fieldbook::ui
