#include "shared/schema/catalogue.hpp"

#include <gmock/gmock.h>

#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// What is found when `change` is made to the job document.
template <class Change>
std::string findings_after(Change&& change) {
  json document = job_document();
  change(document);
  return findings_of({account_document(), document});
}

/// What is found when `patch` is laid over one column of the job document.
std::string findings_of_column(std::string_view name, const json& patch) {
  return findings_after([&](json& document) {
    for (json& column : document["columns"])
      if (column["name"] == name) column.merge_patch(patch);
  });
}

TEST(Catalogue, answers_by_name_set_and_number) {
  const Catalogue& catalogue = small_catalogue();
  const Entity* found = catalogue.find("job");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(catalogue.find_set("jobs"), found);
  EXPECT_EQ(catalogue.find_number(2), found);
  EXPECT_EQ(&catalogue.entity("job"), found);
  EXPECT_EQ(catalogue.find("jobs"), nullptr);
  EXPECT_EQ(catalogue.find_set("job"), nullptr);
  EXPECT_EQ(catalogue.find_number(3), nullptr);
  EXPECT_EQ(catalogue.entities().size(), 2U);
  EXPECT_EQ(catalogue.entities()[0].name, "account");
}

TEST(Catalogue, resolves_columns_to_handles) {
  const ColumnHandle handle = small_catalogue().column("job", "versionnumber");
  EXPECT_EQ(handle, (ColumnHandle{2, 19}));
  EXPECT_EQ(job().columns[handle.ordinal].number, 40U);
  EXPECT_EQ(job().find_number(40), &job().columns[19]);
  EXPECT_EQ(job().find_number(39), nullptr);
  EXPECT_EQ(job().find("jobid"), nullptr);
  EXPECT_EQ(job().find_view("late")->label, "Late Jobs");
  EXPECT_EQ(job().find_view("gone"), nullptr);
}

TEST(CatalogueDeathTest, aborts_where_code_names_what_is_not_there) {
  EXPECT_DEATH(static_cast<void>(small_catalogue().entity("jobb")), "no entity jobb");
  EXPECT_DEATH(static_cast<void>(small_catalogue().column("job", "titel")), "no column job.titel");
}

TEST(Catalogue, projects_each_audience_to_its_columns) {
  EXPECT_THAT(job().projection(Audience::customer), ElementsAre(0, 7));
  EXPECT_THAT(job().projection(Audience::partner), ElementsAre(0, 2));
  EXPECT_THAT(job().projection(Audience::staff), ElementsAre(0, 1, 2, 7));
}

TEST(Catalogue, fills_in_what_a_document_leaves_out) {
  const Column& notes = job_column("notes");
  EXPECT_EQ(notes.merge, MergeRule::server_wins);
  EXPECT_EQ(notes.editable, AudienceSet{});
  EXPECT_EQ(notes.search_weight, 0U);
  EXPECT_FALSE(notes.required);
  EXPECT_FALSE(notes.material);
  EXPECT_EQ(job_column("title").merge, MergeRule::ask);
}

TEST(Catalogue, reads_the_values_of_conditions_by_their_columns) {
  const View& late = *job().find_view("late");
  ASSERT_EQ(late.conditions.size(), 4U);
  EXPECT_EQ(late.conditions[1].op, Operator::last_days);
  EXPECT_THAT(late.conditions[1].values, ElementsAre(Value(std::int64_t{7})));
  EXPECT_THAT(late.conditions[2].values,
              ElementsAre(Value(std::int64_t{1}), Value(std::int64_t{2})));
  EXPECT_THAT(late.conditions[3].values, ElementsAre());
}

TEST(Catalogue, sorts_columns_by_number_however_the_document_orders_them) {
  json shuffled = job_document();
  std::reverse(shuffled["columns"].begin(), shuffled["columns"].end());
  const auto catalogue = loaded({shuffled, account_document()});
  EXPECT_EQ(catalogue->hash(), small_catalogue().hash());
  EXPECT_EQ(catalogue->document(), small_catalogue().document());
}

TEST(Catalogue, has_the_same_hash_with_and_without_written_out_defaults) {
  json written = job_document();
  for (json& column : written["columns"]) {
    if (!column.contains("editable")) column["editable"] = json::array();
    if (!column.contains("audiences")) column["audiences"] = json::array();
    if (!column.contains("material")) column["material"] = false;
    if (!column.contains("search")) column["search"] = 0;
  }
  EXPECT_EQ(loaded({account_document(), written})->hash(), small_catalogue().hash());
}

TEST(Catalogue, has_another_hash_after_any_change) {
  std::set<FixedBytes<16>> hashes{small_catalogue().hash()};
  const json original = job_document();
  const auto changed = [&](const char* pointer, const json& value) {
    json document = original;
    document[json::json_pointer(pointer)] = value;
    return hashes.insert(loaded({account_document(), document})->hash()).second;
  };
  EXPECT_TRUE(changed("/label", "Order"));
  EXPECT_TRUE(changed("/feature", "project_service"));
  EXPECT_TRUE(changed("/columns/0/label", "Subject"));
  EXPECT_TRUE(changed("/columns/0/number", 20));
  EXPECT_TRUE(changed("/columns/0/length", 11));
  EXPECT_TRUE(changed("/columns/0/search", 6));
  EXPECT_TRUE(changed("/columns/0/required", false));
  EXPECT_TRUE(changed("/columns/0/merge", "latest"));
  EXPECT_TRUE(changed("/columns/1/audiences", {"customer"}));
  EXPECT_TRUE(changed("/columns/1/material", true));
  EXPECT_TRUE(changed("/columns/2/options/0/label", "Lowest"));
  EXPECT_TRUE(changed("/columns/17/reference", false));
  EXPECT_TRUE(changed("/views/0/where/0/value", 1));
  EXPECT_TRUE(changed("/views/0/sort/0/direction", "ascending"));
  EXPECT_TRUE(changed("/form/0/columns", {"notes", "title"}));
  EXPECT_TRUE(changed("/indexes", json::array({{"priority", "urgent", "visits"}})));
}

TEST(Catalogue, loads_what_it_prints) {
  const auto again = Catalogue::load_document(small_catalogue().document());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->document(), small_catalogue().document());
  for (const char* text : {"", "[]", "{}", R"({"entities":1})", R"({"entities":[],"more":1})"})
    EXPECT_FALSE(Catalogue::load_document(text)) << text;
}

TEST(Catalogue, reports_every_finding_with_document_and_column) {
  json account = account_document();
  account["columns"][0]["lenght"] = 5;
  json broken = job_document();
  broken["columns"][1].erase("label");
  broken["columns"][2]["type"] = "choise";
  const auto loading = Catalogue::load(
      std::vector<std::string>{account.dump(), broken.dump(), "{\"name\": \"half\""});
  ASSERT_FALSE(loading);
  EXPECT_EQ(loading.error().code, Errc::invalid_argument);
  EXPECT_THAT(loading.error().message, HasSubstr("account: name: unknown key \"lenght\""));
  EXPECT_THAT(loading.error().message, HasSubstr("job: notes: \"label\" is missing"));
  EXPECT_THAT(loading.error().message,
              HasSubstr("job: priority: \"type\" does not know \"choise\""));
  EXPECT_THAT(loading.error().message, HasSubstr("document 3: is not JSON"));
}

TEST(Catalogue, refuses_repeated_json_keys) {
  std::string text = account_document().dump();
  text.insert(1, R"("label":"Twice",)");
  const auto loading = Catalogue::load(std::vector<std::string>{text});
  ASSERT_FALSE(loading);
  EXPECT_THAT(loading.error().message, HasSubstr("repeats the key \"label\""));
}

TEST(Catalogue, refuses_documents_that_are_nested_too_deeply) {
  const std::string text = std::string(40, '[') + std::string(40, ']');
  const auto loading = Catalogue::load(std::vector<std::string>{text});
  ASSERT_FALSE(loading);
  EXPECT_THAT(loading.error().message, HasSubstr("nested too deeply"));
}

TEST(Catalogue, refuses_entities_that_share_a_name_set_or_number) {
  EXPECT_THAT(findings_of({account_document(), account_document()}),
              testing::AllOf(HasSubstr("account: is there twice"), HasSubstr("has the set"),
                             HasSubstr("has the number 1 that account has")));
}

TEST(Catalogue, refuses_columns_that_share_a_name_or_number) {
  EXPECT_THAT(findings_of_column("notes", {{"number", 1}}),
              HasSubstr("job: notes: has the number 1 that title has"));
  EXPECT_THAT(findings_after([](json& job) { job["columns"][1]["name"] = "title"; }),
              HasSubstr("job: title: is there twice"));
}

TEST(Catalogue, refuses_names_that_cannot_stand_in_sql) {
  for (const char* name : {"Title", "1st", "a b", "a\"b", "_x", "", "a-b", "ü"})
    EXPECT_NE(findings_after([&](json& job) { job["columns"][1]["name"] = name; }), "") << name;
  EXPECT_NE(findings_after([](json& job) { job["columns"][1]["name"] = std::string(101, 'a'); }),
            "");
  for (const char* name : {"row", "id", "row_commit", "content_hash", "unknown", "jobid"})
    EXPECT_NE(findings_after([&](json& job) { job["columns"][1]["name"] = name; }), "") << name;
}

TEST(Catalogue, refuses_lookups_without_or_with_unknown_targets) {
  EXPECT_THAT(findings_of_column("accountid", {{"targets", nullptr}}),
              HasSubstr("job: accountid: is a lookup without targets"));
  EXPECT_THAT(findings_of_column("accountid", {{"targets", {"acount"}}}),
              HasSubstr("targets the unknown entity \"acount\""));
  EXPECT_THAT(findings_of_column("accountid", {{"targets", {"account", "account"}}}),
              HasSubstr("targets \"account\" twice"));
  EXPECT_THAT(findings_of_column("notes", {{"targets", {"account"}}}),
              HasSubstr("is not a lookup"));
}

TEST(Catalogue, refuses_type_columns_that_do_not_fit) {
  EXPECT_THAT(findings_of_column("customerid", {{"type_column", nullptr}}),
              HasSubstr("has several targets and no \"type_column\""));
  EXPECT_THAT(findings_of_column("customerid", {{"type_column", "gone"}}),
              HasSubstr("\"gone\" is not a text column"));
  EXPECT_THAT(findings_of_column("customerid", {{"type_column", "priority"}}),
              HasSubstr("is not a text column"));
  EXPECT_THAT(findings_of_column("customeridtype", {{"audiences", {"staff"}}}),
              HasSubstr("reaches other audiences than its type column"));
  EXPECT_THAT(findings_of_column("accountid", {{"type_column", "customeridtype"}}),
              HasSubstr("is another lookup's"));
}

TEST(Catalogue, refuses_options_that_do_not_fit) {
  EXPECT_THAT(findings_of_column("priority", {{"options", nullptr}}), HasSubstr("has no options"));
  EXPECT_THAT(findings_of_column("urgent", R"({"options":[{"value":0,"label":"No"}]})"_json),
              HasSubstr("is not a choice"));
  EXPECT_THAT(
      findings_of_column("priority",
                         R"({"options":[{"value":1,"label":"A"},{"value":1,"label":"B"}]})"_json),
      HasSubstr("has the option 1 twice"));
  EXPECT_THAT(
      findings_of_column("priority", R"({"options":[{"value":1,"label":"A","state":0}]})"_json),
      HasSubstr("option 1 names a state"));
}

TEST(Catalogue, refuses_status_reasons_without_a_state) {
  EXPECT_THAT(findings_of_column("statuscode", R"({"options":[{"value":1,"label":"A"}]})"_json),
              HasSubstr("statuscode: option 1 names no state"));
  EXPECT_THAT(
      findings_of_column("statuscode", R"({"options":[{"value":1,"label":"A","state":7}]})"_json),
      HasSubstr("option 1 names the unknown state 7"));
  EXPECT_THAT(findings_of_column("statecode", {{"type", "choice"}}),
              HasSubstr("is a status without a state column"));
}

TEST(Catalogue, refuses_settings_that_a_type_does_not_have) {
  EXPECT_THAT(findings_of_column("visits", {{"length", 5}}), HasSubstr("has a \"length\""));
  EXPECT_THAT(findings_of_column("visits", {{"search", 5}}), HasSubstr("has a \"search\" weight"));
  EXPECT_THAT(findings_of_column("title", {{"merge", "sum"}}), HasSubstr("is not a number"));
  EXPECT_THAT(findings_of_column("title", {{"merge", "set_union"}}),
              HasSubstr("is not multichoice"));
  EXPECT_THAT(findings_of_column("title", {{"reference", true}}), HasSubstr("and not a uuid"));
  EXPECT_THAT(findings_of_column("notes", {{"editable", {"partner"}}}),
              HasSubstr("is editable by an audience that does not receive it"));
  EXPECT_THAT(findings_of_column("notes", {{"audiences", {"everyone"}}}),
              HasSubstr("does not know \"everyone\""));
  EXPECT_THAT(findings_of_column("notes", {{"number", 0}}),
              HasSubstr("\"number\" is not a whole number from 1"));
}

TEST(Catalogue, refuses_views_over_what_is_not_there) {
  const auto with_view = [](const char* pointer, const json& value) {
    return findings_after([&](json& job) { job["views"][0][json::json_pointer(pointer)] = value; });
  };
  EXPECT_THAT(with_view("/columns/0", "gone"),
              HasSubstr("job: view open: column \"gone\" does not exist"));
  EXPECT_THAT(with_view("/columns/1", "title"), HasSubstr("names the column \"title\" twice"));
  EXPECT_THAT(with_view("/columns", json::array()), HasSubstr("names no column"));
  EXPECT_THAT(with_view("/sort/0/column", "gone"), HasSubstr("sort column \"gone\""));
  EXPECT_THAT(with_view("/where/0/column", "gone"), HasSubstr("unknown column \"gone\""));
  EXPECT_THAT(with_view("/where/0/is", "like"), HasSubstr("does not know \"like\""));
  EXPECT_THAT(with_view("/where/0/value", 9), HasSubstr("statecode has no option 9"));
  EXPECT_THAT(with_view("/where/0/value", nullptr), HasSubstr("use is_null"));
  EXPECT_THAT(with_view("/where/0/values", {0}), HasSubstr("takes one \"value\""));
  EXPECT_THAT(with_view("/where/0/is", "is_null"), HasSubstr("takes no value"));
  EXPECT_THAT(with_view("/where/0/is", "last_days"), HasSubstr("takes a number from 1"));
  EXPECT_THAT(with_view("/name", "late"), HasSubstr("view late: is there twice"));
}

TEST(Catalogue, wants_exactly_one_default_view) {
  EXPECT_THAT(findings_after([](json& job) { job["views"][0]["default"] = false; }),
              HasSubstr("has 0 default views instead of one"));
  EXPECT_THAT(findings_after([](json& job) { job["views"][1]["default"] = true; }),
              HasSubstr("has 2 default views instead of one"));
  EXPECT_EQ(findings_after([](json& job) { job.erase("views"); }), "");
}

TEST(Catalogue, refuses_forms_and_indexes_over_what_is_not_there) {
  EXPECT_THAT(findings_after([](json& job) { job["form"][0]["columns"] = {"gone"}; }),
              HasSubstr("form General: column \"gone\" does not exist"));
  EXPECT_THAT(
      findings_after([](json& job) { job["indexes"] = json::array({json::array({"gone"})}); }),
      HasSubstr("indexes: column \"gone\" does not exist"));
  EXPECT_THAT(findings_after([](json& job) { job["indexes"] = json::array({"title"}); }),
              HasSubstr("other than lists of column names"));
}

TEST(Catalogue, wants_a_name_column_of_all_but_link_tables) {
  EXPECT_THAT(findings_after([](json& job) { job.erase("name_column"); }),
              HasSubstr("job: has no \"name_column\""));
  EXPECT_THAT(findings_after([](json& job) { job["name_column"] = "priority"; }),
              HasSubstr("not a text column"));
  EXPECT_EQ(findings_after([](json& job) {
              job.erase("name_column");
              job["kind"] = "intersect";
            }),
            "");
}

TEST(Catalogue, refuses_anything_that_is_not_the_json_it_expects) {
  for (const char* text : {"1", "[]", "null", "\"account\"", "{}"})
    EXPECT_FALSE(Catalogue::load(std::vector<std::string>{text})) << text;
  for (const char* key : {"number", "name", "set", "kind", "label", "plural", "primary_key"}) {
    EXPECT_NE(findings_after([&](json& job) { job.erase(key); }), "") << key;
    EXPECT_NE(findings_after([&](json& job) { job[key] = json::array({1}); }), "") << key;
  }
  for (const char* key : {"columns", "views", "form", "indexes"})
    EXPECT_NE(findings_after([&](json& job) { job[key] = {{"a", 1}}; }), "") << key;
}

TEST(Audience, has_a_name) {
  for (const auto audience : {Audience::customer, Audience::partner, Audience::staff})
    EXPECT_EQ(parse_audience(to_string(audience)).value(), audience);
  EXPECT_FALSE(parse_audience("public"));
}

}  // namespace
}  // namespace fieldbook::schema
