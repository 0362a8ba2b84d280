#include "shared/schema/json_form.hpp"

#include <bit>
#include <gmock/gmock.h>

#include "shared/base/random.hpp"
#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kFull = R"({
  "@odata.etag": "W/\"77\"",
  "jobid": "9e8d31ea-b150-4238-a429-4c653356f94d",
  "title": "Pump 上海", "notes": null, "priority": 2, "skills": "1,5", "urgent": true,
  "visits": -3, "hours": 1.25, "total": 24270.5895, "latitude": 47.36181,
  "startson": "2026-11-21T08:00:00Z", "dueon": "2026-11-21",
  "_customerid_value": "586bfa5a-477a-452f-a286-ac1f18df5404",
  "_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
  "_accountid_value": null, "statecode": 0, "statuscode": 1,
  "photo": "0101010101010101010101010101010101010101010101010101010101010101",
  "_warehouse_value": "00000000-0000-0000-0000-000000000001",
  "process": "00000000-0000-0000-0000-000000000002",
  "versionnumber": 77})";

JsonRow read(const json& object) { return from_json(job(), object); }

std::vector<std::string> messages(const std::vector<RowFinding>& findings) {
  std::vector<std::string> out;
  for (const RowFinding& finding : findings) out.push_back(finding.message);
  return out;
}

/// The findings of the full object with `patch` laid over it.
std::vector<std::string> findings_with(const char* patch) {
  json object = json::parse(kFull);
  object.merge_patch(json::parse(patch));
  return messages(read(object).findings);
}

json exported(const JsonRow& row) { return json::parse(to_json(row.row, row.present).dump()); }

TEST(JsonForm, reads_every_type) {
  const JsonRow full = read(json::parse(kFull));
  EXPECT_EQ(messages(full.findings), std::vector<std::string>{});
  EXPECT_EQ(to_string(full.row.id), "9e8d31ea-b150-4238-a429-4c653356f94d");
  const auto at = [&](const char* name) { return full.row.values[job_column(name).ordinal]; };
  EXPECT_EQ(at("title"), Value(std::string("Pump 上海")));
  EXPECT_EQ(at("notes"), Value(Null{}));
  EXPECT_EQ(at("priority"), Value(std::int64_t{2}));
  EXPECT_EQ(at("skills"), Value(std::string("1,5")));
  EXPECT_EQ(at("urgent"), Value(std::int64_t{1}));
  EXPECT_EQ(at("hours"), Value(std::int64_t{12'500}));
  EXPECT_EQ(at("total"), Value(std::int64_t{242'705'895}));
  EXPECT_EQ(at("latitude"), Value(47.36181));
  EXPECT_EQ(at("startson"), Value(std::int64_t{1'795'248'000'000}));
  EXPECT_EQ(at("dueon"), Value(std::int64_t{20'778}));
  EXPECT_EQ(at("customerid"), Value(*parse_uuid("586bfa5a-477a-452f-a286-ac1f18df5404")));
  EXPECT_EQ(at("customeridtype"), Value(std::string("account")));
  EXPECT_EQ(at("photo"), Value(Bytes(32, 1)));
  EXPECT_EQ(full.present.size(), job().columns.size());
  EXPECT_TRUE(full.row.unknown_names.empty());
}

TEST(JsonForm, exports_what_it_imported_key_by_key) {
  const json object = json::parse(kFull);
  EXPECT_EQ(exported(read(object)), object);
}

TEST(JsonForm, keeps_absent_apart_from_null) {
  const json object = {{"jobid", "9e8d31ea-b150-4238-a429-4c653356f94d"}, {"notes", nullptr}};
  const JsonRow row = read(object);
  EXPECT_EQ(row.present, std::vector<std::uint32_t>{1});
  EXPECT_EQ(exported(row), object);
}

TEST(JsonForm, keeps_names_that_the_catalogue_does_not_know) {
  json object = json::parse(kFull);
  object["new_custom"] = {{"nested", {1, 2.5, "ü", nullptr}}};
  object["_new_owner_value"] = nullptr;
  object["_new_owner_value@Microsoft.Dynamics.CRM.lookuplogicalname"] = "systemuser";
  object["_new_owner_value@OData.Community.Display.V1.FormattedValue"] = "Ana";
  object["@odata.editLink"] = "jobs(1)";
  const JsonRow row = read(object);
  EXPECT_EQ(messages(row.findings), std::vector<std::string>{});
  EXPECT_EQ(row.row.unknown_names.size(), 5U);
  EXPECT_EQ(row.row.unknown_names.at("new_custom"), R"({"nested":[1,2.5,"ü",null]})");
  EXPECT_EQ(exported(row), object);
}

TEST(JsonForm, drops_what_dataverse_derives_from_a_known_value) {
  json object = json::parse(kFull);
  object["priority@OData.Community.Display.V1.FormattedValue"] = "High";
  object["_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"] = "customerid";
  EXPECT_EQ(exported(read(object)), json::parse(kFull));
}

TEST(JsonForm, makes_the_etag_of_the_version) {
  json object = json::parse(kFull);
  JsonRow row = read(object);
  row.row[small_catalogue().column("job", "versionnumber")] = std::int64_t{78};
  EXPECT_EQ(exported(row)["@odata.etag"], "W/\"78\"");
  object["@odata.etag"] = "W/\"opaque\"";
  EXPECT_EQ(exported(read(object)), object) << "a tag that is not the version's is kept";
  object.erase("versionnumber");
  EXPECT_EQ(exported(read(object)), object);
}

TEST(JsonForm, keeps_amounts_beyond_a_double_as_strings) {
  const Column& total = job_column("total");
  const Value large = std::int64_t{9'223'372'036'854'775'807};
  EXPECT_EQ(value_to_json(total, large).dump(), "\"922337203685477.5807\"");
  EXPECT_EQ(value_from_json(total, "922337203685477.5807").value(), large);
  const Value exact = std::int64_t{999'999'999'999'999};
  EXPECT_EQ(value_to_json(total, exact).dump(), "99999999999.9999");
  EXPECT_EQ(value_from_json(total, json::parse("99999999999.9999")).value(), exact);
}

TEST(JsonForm, keeps_every_amount_and_every_float) {
  SeededRandom random(21);
  for (int i = 0; i < 5000; ++i) {
    const Value amount =
        static_cast<std::int64_t>(random.below(std::uint64_t{1} << random.below(63))) *
        (random.below(2) == 0 ? 1 : -1);
    const std::string money = value_to_json(job_column("total"), amount).dump();
    ASSERT_EQ(value_from_json(job_column("total"), json::parse(money)).value(), amount) << money;
    const double number = std::bit_cast<double>(random.below(0x7ff0000000000000ULL));
    const std::string text = value_to_json(job_column("latitude"), number).dump();
    const Value again = value_from_json(job_column("latitude"), json::parse(text)).value();
    ASSERT_EQ(std::bit_cast<std::uint64_t>(std::get<double>(again)),
              std::bit_cast<std::uint64_t>(number))
        << text;
  }
}

TEST(JsonForm, names_everything_that_is_wrong_with_a_row) {
  const json object = {{"title", "much too long a title"},
                       {"priority", 9},
                       {"hours", 0.00001},
                       {"dueon", "21.11.2026"},
                       {"visits", 1.5},
                       {"urgent", 1}};
  const auto findings = read(object).findings;
  std::vector<std::string> columns;
  for (const RowFinding& finding : findings) {
    columns.push_back(finding.column);
    EXPECT_THAT(finding.message, HasSubstr(finding.column));
  }
  EXPECT_THAT(columns, testing::UnorderedElementsAre("title", "priority", "hours", "dueon",
                                                     "visits", "urgent", "jobid"));
}

TEST(JsonForm, refuses_values_of_another_type) {
  for (const char* patch : {R"({"title": 5})",
                            R"({"title": ["a"]})",
                            R"({"priority": 2.0})",
                            R"({"skills": 1})",
                            R"({"skills": "1,3"})",
                            R"({"urgent": 1})",
                            R"({"visits": 9223372036854775808})",
                            R"({"hours": true})",
                            R"({"total": 1.00005})",
                            R"({"total": 1e300})",
                            R"({"latitude": "north"})",
                            R"({"startson": 5})",
                            R"({"startson": "2026-11-21"})",
                            R"({"dueon": "2026-11-21T00:00:00Z"})",
                            R"({"_customerid_value": "x"})",
                            R"({"_customerid_value": 5})",
                            R"({"photo": "01"})",
                            R"({"jobid": null})",
                            R"({"jobid": "5"})",
                            R"({"jobid": 5})"})
    EXPECT_EQ(findings_with(patch).size(), 1U) << patch;
  EXPECT_EQ(messages(read(json::array()).findings).size(), 1U);
}

TEST(JsonForm, wants_to_know_which_entity_a_lookup_means) {
  EXPECT_THAT(
      findings_with(R"({"_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "contact"})"),
      testing::ElementsAre(HasSubstr("unknown target \"contact\""),
                           HasSubstr("does not say which entity")));
  EXPECT_THAT(
      findings_with(R"({"_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": null})"),
      testing::ElementsAre(HasSubstr("does not say which entity")));
}

TEST(JsonForm, takes_a_team_as_owner_though_teams_have_no_rows_here) {
  const auto catalogue = Catalogue::embedded();
  const auto read_owned = [&](const char* entity, const char* owner) {
    const Entity& owned = catalogue->entity(entity);
    const json object = {{owned.primary_key, "9e8d31ea-b150-4238-a429-4c653356f94d"},
                         {"_ownerid_value", "0d0a4c52-4d3f-4ac1-9a4f-6e5bbd3ad9a1"},
                         {"_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname", owner}};
    return from_json(owned, object);
  };
  for (const char* entity : {"account", "msdyn_workorder", "quote"}) {
    const JsonRow row = read_owned(entity, "team");
    EXPECT_EQ(messages(row.findings), std::vector<std::string>{}) << entity;
    EXPECT_EQ(messages(check_row(row.row)), std::vector<std::string>{}) << entity;
    EXPECT_EQ(
        to_json(row.row, row.present)["_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"],
        "team");
  }
  EXPECT_THAT(messages(read_owned("account", "contact").findings),
              testing::Contains(HasSubstr("unknown target")));
}

TEST(JsonForm, refuses_an_unknown_target_also_where_the_lookup_has_no_value) {
  for (const json& lookup :
       {json::object({{"customeridtype", "contact"}}),
        json::object({{"customeridtype", "contact"}, {"_customerid_value", nullptr}})}) {
    json object = lookup;
    object["jobid"] = "9e8d31ea-b150-4238-a429-4c653356f94d";
    EXPECT_THAT(messages(read(object).findings),
                testing::ElementsAre(HasSubstr("unknown target \"contact\"")));
  }
}

TEST(JsonForm, clears_the_target_together_with_the_lookup) {
  const JsonRow row =
      read({{"jobid", "9e8d31ea-b150-4238-a429-4c653356f94d"}, {"_customerid_value", nullptr}});
  EXPECT_EQ(messages(row.findings), std::vector<std::string>{});
  EXPECT_EQ(row.present, (std::vector<std::uint32_t>{11, 12}));
}

TEST(JsonForm, takes_a_column_under_both_of_its_names_only_when_they_agree) {
  EXPECT_EQ(findings_with(R"({"customeridtype": "account"})"), std::vector<std::string>{});
  EXPECT_THAT(findings_with(R"({"customeridtype": "job"})"),
              testing::Contains(HasSubstr("two different values")));
}

TEST(JsonForm, refuses_a_status_reason_of_another_state) {
  EXPECT_THAT(findings_with(R"({"statuscode": 2})"),
              testing::ElementsAre(HasSubstr("statuscode 2 (Done) belongs to another statecode")));
  const json half = {{"jobid", "9e8d31ea-b150-4238-a429-4c653356f94d"}, {"statuscode", 2}};
  EXPECT_EQ(messages(read(half).findings), std::vector<std::string>{})
      << "the row as a whole decides";
}

TEST(CheckRow, finds_types_lengths_options_pairs_and_targets) {
  Row row = read(json::parse(kFull)).row;
  EXPECT_EQ(messages(check_row(row)), std::vector<std::string>{});
  const auto set = [&](const char* column, Value value) {
    Row changed = row;
    changed.values[job_column(column).ordinal] = std::move(value);
    return messages(check_row(changed));
  };
  EXPECT_THAT(set("title", std::string(11, 'a')),
              testing::ElementsAre("title is longer than 10 characters"));
  EXPECT_THAT(set("title", std::int64_t{1}),
              testing::ElementsAre("title does not hold a text value"));
  EXPECT_THAT(set("title", std::string("\xff")), testing::ElementsAre("title is not UTF-8 text"));
  EXPECT_THAT(set("priority", std::int64_t{3}), testing::ElementsAre("priority has no option 3"));
  EXPECT_THAT(set("statecode", std::int64_t{1}), testing::ElementsAre(HasSubstr("statuscode 1")));
  EXPECT_THAT(set("statecode", Null{}), testing::ElementsAre(HasSubstr("statuscode 1")));
  EXPECT_THAT(set("statuscode", Null{}), testing::ElementsAre());
  EXPECT_THAT(set("customeridtype", Null{}),
              testing::ElementsAre("customerid does not say which entity it means"));
  EXPECT_THAT(set("latitude", std::numeric_limits<double>::quiet_NaN()),
              testing::ElementsAre("latitude is not a finite number"));
  EXPECT_THAT(set("title", Null{}), testing::ElementsAre()) << "required is for rows made here";
}

/// What a person reads after typing `text`, or the problem.
std::string typed(const char* column, std::string_view text) {
  const auto value = value_from_text(job_column(column), text);
  return value ? value_to_text(job_column(column), *value) : "! " + value.error().message;
}

TEST(ValueText, reads_what_people_type_and_prints_what_they_read) {
  EXPECT_EQ(typed("title", " Pump "), " Pump ");
  EXPECT_EQ(typed("priority", "high"), "High");
  EXPECT_EQ(typed("priority", "2"), "High");
  EXPECT_EQ(typed("skills", "power, 1,GAS"), "Gas, Power");
  EXPECT_EQ(typed("urgent", "Yes"), "yes");
  EXPECT_EQ(typed("urgent", "0"), "no");
  EXPECT_EQ(typed("visits", " 12 "), "12");
  EXPECT_EQ(typed("hours", "1.50"), "1.5");
  EXPECT_EQ(typed("total", "12"), "12.00");
  EXPECT_EQ(typed("latitude", "47.36181"), "47.36181");
  EXPECT_EQ(typed("startson", "2026-11-21T10:00:00+02:00"), "2026-11-21T08:00:00Z");
  EXPECT_EQ(typed("dueon", "2026-11-21"), "2026-11-21");
  EXPECT_EQ(typed("accountid", "586BFA5A-477a-452f-a286-ac1f18df5404"),
            "586bfa5a-477a-452f-a286-ac1f18df5404");
  for (const Column& column : job().columns)
    EXPECT_EQ(value_from_text(column, "  ").value(), Value(Null{})) << column.name;
}

TEST(ValueText, says_what_fits_where_something_does_not) {
  EXPECT_EQ(typed("title", "much too long"), "! title is longer than 10 characters");
  EXPECT_EQ(typed("priority", "urgent"), "! priority is none of: Low, High");
  EXPECT_EQ(typed("skills", "Gas,Fire"), "! skills is no list of: Gas, Water, Power");
  EXPECT_EQ(typed("urgent", "perhaps"), "! urgent is yes or no");
  EXPECT_EQ(typed("visits", "1.5"), "! visits is not a whole number");
  EXPECT_EQ(typed("total", "1.23456"), "! total has more than four decimals");
  EXPECT_EQ(typed("total", "12 EUR"), "! total is not an amount such as 1250.50");
  EXPECT_EQ(typed("latitude", "inf"), "! latitude is not a number such as 47.36181");
  EXPECT_THAT(typed("dueon", "tomorrow"), HasSubstr("! dueon: 'tomorrow' is not a date"));
  EXPECT_THAT(typed("accountid", "5"), testing::StartsWith("! accountid: "));
  EXPECT_EQ(typed("photo", "0101"), "! photo is not a 32-byte hash");
}

TEST(ValueText, reads_typed_text_from_json_strings_too) {
  EXPECT_EQ(value_from_json(job_column("priority"), "Low").value(), Value(std::int64_t{1}));
  EXPECT_EQ(value_from_json(job_column("visits"), "12").value(), Value(std::int64_t{12}));
  EXPECT_EQ(value_from_json(job_column("title"), "").value(), Value(std::string()));
  EXPECT_EQ(value_from_json(job_column("skills"), json::parse("[5,1]")).value(),
            Value(std::string("1,5")));
}

}  // namespace
}  // namespace fieldbook::schema
