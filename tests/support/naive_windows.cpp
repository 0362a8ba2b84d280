#include "tests/support/naive_windows.hpp"

#include <optional>
#include <vector>

namespace fieldbook::tests {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class Reader {
 public:
  explicit Reader(const schema::Row& row) : row_(row) {}
  [[nodiscard]] std::optional<std::int64_t> number(const char* column) const {
    const schema::Column* found = row_.entity->find(column);
    if (found == nullptr) return std::nullopt;
    const auto* value = std::get_if<std::int64_t>(&row_.values[found->ordinal]);
    return value == nullptr ? std::nullopt : std::optional(*value);
  }
  /// The day of the first of these columns that has a value.
  [[nodiscard]] std::optional<std::int64_t> day(std::initializer_list<const char*> columns) const {
    for (const char* name : columns) {
      const auto value = number(name);
      if (!value) continue;
      const bool is_date = row_.entity->find(name)->type == schema::ColumnType::date;
      return is_date ? *value : *value / kDayMs;
    }
    return std::nullopt;
  }
  [[nodiscard]] const Uuid* lookup(const char* column) const {
    const schema::Column* found = row_.entity->find(column);
    return found == nullptr ? nullptr : std::get_if<Uuid>(&row_.values[found->ordinal]);
  }

 private:
  const schema::Row& row_;
};

/// The day on which a row was finished; nothing while it is not, or nobody knows when.
std::optional<std::int64_t> finished_on(const schema::Row& row) {
  const Reader of(row);
  const std::string& entity = row.entity->name;
  const bool is_closed = of.number("statecode").value_or(-1) != 0;
  if (entity == "msdyn_workorder") {
    const auto status = of.number("msdyn_systemstatus");
    const bool is_posted_or_cancelled = status == 690'970'004 || status == 690'970'005;
    if (is_closed || is_posted_or_cancelled) return of.day({"msdyn_timeclosed", "modifiedon"});
  }
  if (entity == "bookableresourcebooking") return of.day({"endtime"});
  if (entity == "incident" && is_closed) return of.day({"adx_resolutiondate", "modifiedon"});
  if (entity == "invoice" && is_closed) return of.day({"modifiedon"});
  if (entity == "quote" && is_closed && of.number("statecode") != 1)
    return of.day({"closedon", "modifiedon"});
  if (entity == "opportunity" && is_closed) return of.day({"actualclosedate", "modifiedon"});
  if (entity == "msdyn_project" && is_closed) return of.day({"msdyn_actualend", "modifiedon"});
  return std::nullopt;
}

struct Belonging {
  const char* entity;
  const char* lookup;
  std::vector<const char*> parents;
};

const std::vector<Belonging>& belongings() {
  static const std::vector<Belonging> kAll = {
      {"msdyn_workorderproduct", "msdyn_workorder", {"msdyn_workorder"}},
      {"msdyn_workorderservice", "msdyn_workorder", {"msdyn_workorder"}},
      {"msdyn_workorderservicetask", "msdyn_workorder", {"msdyn_workorder"}},
      {"msdyn_workorderincident", "msdyn_workorder", {"msdyn_workorder"}},
      {"incidentresolution", "incidentid", {"incident"}},
      {"incident_opportunity_link", "incidentid", {"incident"}},
      {"annotation", "objectid", {"incident", "msdyn_workorder", "bookableresourcebooking"}},
      {"invoicedetail", "invoiceid", {"invoice"}},
      {"quotedetail", "quoteid", {"quote"}},
      {"fieldbook_quotedecision", "quoteid", {"quote"}},
      {"opportunityproduct", "opportunityid", {"opportunity"}},
      {"adx_opportunity_product", "opportunityid", {"opportunity"}},
      {"adx_opportunity_contact", "opportunityid", {"opportunity"}},
      {"adx_opportunitynote", "adx_opportunityid", {"opportunity"}},
      {"adx_dealregistrationrequest", "adx_opportunityid", {"opportunity"}},
      {"msdyn_projecttask", "msdyn_project", {"msdyn_project"}},
      {"msdyn_projectteam", "msdyn_project", {"msdyn_project"}},
      {"msdyn_resourceassignment", "msdyn_projectteamid", {"msdyn_projectteam"}},
  };
  return kAll;
}

}  // namespace

bool naive_carries(const schema::Catalogue& catalogue, const schema::Row& row, const FindRow& find,
                   std::int64_t days, std::int64_t today) {
  if (days == 0 || today == 0) return true;
  for (const Belonging& belonging : belongings()) {
    if (row.entity->name != belonging.entity) continue;
    const Uuid* id = Reader(row).lookup(belonging.lookup);
    for (const char* parent : belonging.parents) {
      const schema::Row* of =
          id == nullptr ? nullptr : find({catalogue.entity(parent).number, *id});
      if (of != nullptr) return naive_carries(catalogue, *of, find, days, today);
    }
    return true;
  }
  const auto finished = finished_on(row);
  return !finished || *finished >= today - days;
}

}  // namespace fieldbook::tests
