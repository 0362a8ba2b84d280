#include "shared/schema/packs.hpp"

#include <gtest/gtest.h>

#include "shared/schema/open_part.hpp"

namespace fieldbook::schema {
namespace {

constexpr const char* kRating = R"({
  "extends": "account",
  "columns": [{"name": "con_rating", "number": 10001, "label": "Rating", "type": "text",
               "length": 100, "audiences": ["customer", "partner", "staff"],
               "editable": ["staff"]}],
  "form": [{"label": "Contoso", "columns": ["con_rating"]}]
})";

constexpr const char* kVisit = R"({
  "name": "con_visit", "set": "con_visits", "number": 10001, "kind": "business",
  "label": "Visit", "plural": "Visits", "primary_key": "con_visitid", "name_column": "con_name",
  "columns": [{"name": "con_name", "number": 1, "label": "Name", "type": "text",
               "audiences": ["staff"]}]
})";

Result<std::shared_ptr<const Catalogue>> with(std::vector<Pack> packs) {
  return with_packs(*Catalogue::embedded(), packs);
}

std::string refusal(std::vector<Pack> packs) {
  const auto made = with(std::move(packs));
  EXPECT_FALSE(made.has_value());
  return made ? "" : made.error().message;
}

TEST(Packs, add_columns_to_an_entity_without_repeating_it) {
  const auto embedded = Catalogue::embedded();
  const auto made = with({{"rating.json", kRating}});
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const Entity& account = (*made)->entity("account");
  const Column* column = account.find("con_rating");
  ASSERT_NE(column, nullptr);
  EXPECT_EQ(column->number, 10'001U);
  EXPECT_TRUE(is_open(*column));
  EXPECT_EQ(account.form.back().label, "Contoso");
  const Entity& before = embedded->entity("account");
  EXPECT_EQ(account.columns.size(), before.columns.size() + 1);
  for (const Column& known : before.columns)
    EXPECT_EQ(account.find(known.name)->ordinal, known.ordinal) << known.name;
  EXPECT_NE((*made)->hash(), embedded->hash());
  EXPECT_EQ((*made)->entity("contact").columns.size(), embedded->entity("contact").columns.size());
}

TEST(Packs, serve_a_document_that_reads_back_as_the_same_catalogue) {
  const auto made = with({{"rating.json", kRating}, {"visit.json", kVisit}});
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const auto served = Catalogue::load_document((*made)->document());
  ASSERT_TRUE(served.has_value()) << served.error().message;
  EXPECT_EQ((*served)->hash(), (*made)->hash());
  EXPECT_NE((*served)->find("con_visit"), nullptr);
}

TEST(Packs, come_out_equal_in_any_order_and_nothing_without_any) {
  const auto one = with({{"a.json", kRating}, {"b.json", kVisit}});
  const auto other = with({{"a.json", kVisit}, {"b.json", kRating}});
  ASSERT_TRUE(one.has_value() && other.has_value());
  EXPECT_EQ((*one)->hash(), (*other)->hash());
  EXPECT_EQ((*with({}))->hash(), Catalogue::embedded()->hash());
}

TEST(Packs, may_extend_what_another_pack_brought) {
  const auto made = with({{"a.json", kVisit}, {"b.json", R"({"extends": "con_visit", "columns": [
      {"name": "con_rating", "number": 10001, "label": "Rating", "type": "integer"}]})"}});
  ASSERT_TRUE(made.has_value()) << made.error().message;
  EXPECT_NE((*made)->entity("con_visit").find("con_rating"), nullptr);
}

TEST(Packs, that_are_wrong_are_named_by_file_and_column) {
  EXPECT_EQ(refusal({{"low.json", R"({"extends": "account", "columns": [
      {"name": "con_rating", "number": 900, "label": "Rating", "type": "integer"}]})"}}),
            "low.json: con_rating: packs number their columns from 10000 up");
  EXPECT_EQ(refusal({{"bare.json", R"({"extends": "account", "columns": [
      {"name": "rating", "number": 10001, "label": "Rating", "type": "integer"}]})"}}),
            "bare.json: rating: a pack's column has a publisher's prefix, as in \"con_rating\"");
  EXPECT_EQ(refusal({{"ours.json", R"({"extends": "account", "columns": [
      {"name": "msdyn_rating", "number": 10001, "label": "Rating", "type": "integer"}]})"}}),
            "ours.json: msdyn_rating: a pack's column has a publisher's prefix, as in "
            "\"con_msdyn_rating\"");
  EXPECT_EQ(refusal({{"type.json", R"({"extends": "account", "columns": [
      {"name": "con_rating", "number": 10001, "label": "Rating", "type": "stars"}]})"}}),
            "type.json: con_rating: \"type\" does not know \"stars\"\n"
            "type.json: con_rating: has no known \"type\"");
  EXPECT_EQ(refusal({{"whom.json", R"({"extends": "nothing", "columns": []})"}}),
            "whom.json: extends \"nothing\", which is no entity");
  EXPECT_EQ(refusal({{"key.json", R"({"extends": "account", "label": "Customer"})"}}),
            "key.json: unknown key \"label\"");
  EXPECT_EQ(refusal({{"again.json", R"({"name": "account", "number": 10001})"}}),
            "again.json: account: a pack's entity has a publisher's prefix, as in \"con_account\"\n"
            "again.json: account is there already; \"extends\" adds to it");
  EXPECT_TRUE(refusal({{"text.json", "{"}}).starts_with("text.json: is not JSON"));
}

TEST(Packs, that_take_one_number_twice_are_refused) {
  constexpr const char* kSame = R"({"extends": "account", "columns": [
      {"name": "con_other", "number": 10001, "label": "Other", "type": "integer"}]})";
  const std::string found = refusal({{"a.json", kRating}, {"b.json", kSame}});
  EXPECT_EQ(found, "b.json: con_other: has the number 10001 that con_rating has");
}

}  // namespace
}  // namespace fieldbook::schema
