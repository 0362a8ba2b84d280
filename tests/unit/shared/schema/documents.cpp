#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

std::vector<std::string> texts_of(const std::vector<nlohmann::json>& documents) {
  std::vector<std::string> out;
  for (const auto& document : documents) out.push_back(document.dump());
  return out;
}

}  // namespace

nlohmann::json account_document() {
  return nlohmann::json::parse(R"({
    "number": 1, "name": "account", "set": "accounts", "kind": "business",
    "label": "Account", "plural": "Accounts",
    "primary_key": "accountid", "name_column": "name",
    "columns": [{"number": 1, "name": "name", "type": "text", "label": "Name"}]})");
}

nlohmann::json job_document() {
  return nlohmann::json::parse(R"({
    "number": 2, "name": "job", "set": "jobs", "kind": "business",
    "label": "Job", "plural": "Jobs", "primary_key": "jobid", "name_column": "title",
    "feature": "field_service",
    "columns": [
      {"number": 1, "name": "title", "type": "text", "length": 10, "label": "Title",
       "audiences": ["customer", "partner", "staff"], "editable": ["staff"], "search": 5,
       "required": true},
      {"number": 2, "name": "notes", "type": "memo", "label": "Notes", "audiences": ["staff"]},
      {"number": 3, "name": "priority", "type": "choice", "label": "Priority",
       "audiences": ["partner", "staff"],
       "options": [{"value": 1, "label": "Low"}, {"value": 2, "label": "High"}]},
      {"number": 4, "name": "skills", "type": "multichoice", "label": "Skills",
       "merge": "set_union", "options": [{"value": 1, "label": "Gas"},
       {"value": 2, "label": "Water"}, {"value": 5, "label": "Power"}]},
      {"number": 5, "name": "urgent", "type": "bool", "label": "Urgent"},
      {"number": 6, "name": "visits", "type": "integer", "label": "Visits", "merge": "sum"},
      {"number": 7, "name": "hours", "type": "decimal", "label": "Hours"},
      {"number": 8, "name": "total", "type": "money", "label": "Total", "material": true,
       "audiences": ["customer", "staff"]},
      {"number": 9, "name": "latitude", "type": "float", "label": "Latitude"},
      {"number": 10, "name": "startson", "type": "datetime", "label": "Starts On"},
      {"number": 11, "name": "dueon", "type": "date", "label": "Due On"},
      {"number": 12, "name": "customerid", "type": "lookup", "label": "Customer",
       "targets": ["account", "job"], "type_column": "customeridtype"},
      {"number": 13, "name": "customeridtype", "type": "text", "label": "Customer Type"},
      {"number": 14, "name": "accountid", "type": "lookup", "label": "Account",
       "targets": ["account"], "required": true},
      {"number": 15, "name": "statecode", "type": "state", "label": "State",
       "options": [{"value": 0, "label": "Open"}, {"value": 1, "label": "Closed"}]},
      {"number": 16, "name": "statuscode", "type": "status", "label": "Reason",
       "options": [{"value": 1, "label": "Planned", "state": 0},
                   {"value": 2, "label": "Done", "state": 1}]},
      {"number": 17, "name": "photo", "type": "blob", "label": "Photo"},
      {"number": 18, "name": "warehouse", "type": "uuid", "label": "Warehouse",
       "reference": true},
      {"number": 19, "name": "process", "type": "uuid", "label": "Process"},
      {"number": 40, "name": "versionnumber", "type": "integer", "label": "Version"}
    ],
    "views": [
      {"name": "open", "label": "Open Jobs", "default": true,
       "where": [{"column": "statecode", "is": "equal", "value": 0}],
       "columns": ["title", "dueon"], "sort": [{"column": "dueon", "direction": "descending"},
                                               {"column": "title", "direction": "ascending"}]},
      {"name": "late", "label": "Late Jobs",
       "where": [{"column": "statecode", "is": "equal", "value": 0},
                 {"column": "dueon", "is": "last_days", "value": 7},
                 {"column": "priority", "is": "in", "values": [1, 2]},
                 {"column": "title", "is": "is_not_null"}],
       "columns": ["title"], "sort": [{"column": "dueon", "direction": "descending"}]}],
    "form": [{"label": "General", "columns": ["title", "notes"]}],
    "indexes": [["accountid", "statecode"], ["priority", "urgent"]]})");
}

std::shared_ptr<const Catalogue> loaded(const std::vector<nlohmann::json>& documents) {
  auto catalogue = Catalogue::load(texts_of(documents));
  if (!catalogue) assertion_failed(catalogue.error().message, catalogue.error().where);
  return *std::move(catalogue);
}

std::string findings_of(const std::vector<nlohmann::json>& documents) {
  const auto catalogue = Catalogue::load(texts_of(documents));
  return catalogue ? std::string() : catalogue.error().message;
}

const Catalogue& small_catalogue() {
  static const auto catalogue = loaded({account_document(), job_document()});
  return *catalogue;
}

const Entity& job() { return small_catalogue().entity("job"); }

const Column& job_column(std::string_view name) { return *job().find(name); }

}  // namespace fieldbook::schema
