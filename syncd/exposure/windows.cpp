#include "syncd/exposure/windows.hpp"

#include <algorithm>
#include <span>

#include "shared/base/time.hpp"
#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {
namespace {

using Values = std::set<std::int64_t>;

struct Known {
  std::string_view entity;
  std::string_view state;  ///< empty: a row is finished once its day has passed
  Values unfinished;
  std::string_view status;
  Values finished;
  std::vector<std::string_view> finished_on;
};

const Known kKnown[] = {
    {"msdyn_workorder",
     "statecode",
     {0},
     "msdyn_systemstatus",
     {690'970'004, 690'970'005},
     {"msdyn_timeclosed", "modifiedon"}},
    {"bookableresourcebooking", "", {}, "", {}, {"endtime"}},
    {"incident", "statecode", {0}, "", {}, {"adx_resolutiondate", "modifiedon"}},
    {"invoice", "statecode", {0}, "", {}, {"modifiedon"}},
    {"quote", "statecode", {0, 1}, "", {}, {"closedon", "modifiedon"}},
    {"opportunity", "statecode", {0}, "", {}, {"actualclosedate", "modifiedon"}},
    {"msdyn_project", "statecode", {0}, "", {}, {"msdyn_actualend", "modifiedon"}},
};

struct KnownDetail {
  std::string_view entity, lookup;
  std::string_view parent;  ///< empty: whatever the lookup names that has a window
};
/// Number of the parent's entity where the lookup names one of several.
constexpr std::uint32_t kAnyWithWindow = 0;

constexpr KnownDetail kDetails[] = {
    {"msdyn_workorderproduct", "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorderservice", "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorderservicetask", "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorderincident", "msdyn_workorder", "msdyn_workorder"},
    {"incidentresolution", "incidentid", "incident"},
    {"incident_opportunity_link", "incidentid", "incident"},
    {"annotation", "objectid", ""},
    {"invoicedetail", "invoiceid", "invoice"},
    {"quotedetail", "quoteid", "quote"},
    {"fieldbook_quotedecision", "quoteid", "quote"},
    {"opportunityproduct", "opportunityid", "opportunity"},
    {"adx_opportunity_product", "opportunityid", "opportunity"},
    {"adx_opportunity_contact", "opportunityid", "opportunity"},
    {"adx_opportunitynote", "adx_opportunityid", "opportunity"},
    {"adx_dealregistrationrequest", "adx_opportunityid", "opportunity"},
    {"msdyn_projecttask", "msdyn_project", "msdyn_project"},
    {"msdyn_projectteam", "msdyn_project", "msdyn_project"},
    {"msdyn_resourceassignment", "msdyn_projectteamid", "msdyn_projectteam"},
};

}  // namespace

Windows::Windows(const schema::Catalogue& catalogue, const WindowDays& days, ColumnUse& use) {
  for (const Known& known : kKnown) {
    const auto set = days.find(known.entity);
    if (set == days.end() || set->second <= 0) continue;
    Rule rule{.days = set->second, .unfinished = known.unfinished, .finished = known.finished};
    if (!known.state.empty()) rule.state = use(known.entity, known.state);
    if (!known.status.empty()) rule.status = use(known.entity, known.status);
    for (const std::string_view column : known.finished_on)
      rule.finished_on.push_back(use(known.entity, column));
    rules_.emplace(catalogue.entity(known.entity).number, std::move(rule));
  }
  for (const KnownDetail& detail : kDetails) {
    const std::uint32_t parent =
        detail.parent.empty() ? kAnyWithWindow : catalogue.entity(detail.parent).number;
    const bool is_concerned = parent == kAnyWithWindow
                                  ? !rules_.empty()
                                  : rules_.contains(parent) || parents_.contains(parent);
    if (!is_concerned) continue;
    parents_.emplace(catalogue.entity(detail.entity).number,
                     Parent{use(detail.entity, detail.lookup), parent});
  }
}

Result<bool> Windows::carries(const schema::Row& row, std::int64_t day,
                              schema::RowReader& rows) const {
  if (const auto rule = rules_.find(row.entity->number); rule != rules_.end())
    return is_inside(row, rule->second, day);
  const auto detail = parents_.find(row.entity->number);
  if (detail == parents_.end()) return true;
  const auto& [lookup, entity] = detail->second;
  if (entity != kAnyWithWindow) {
    TRY(const auto parent, row_at(row, lookup, entity, rows));
    if (!parent) return true;
    return carries(*parent, day, rows);
  }
  for (const auto& [with_window, rule] : rules_) {
    TRY(const auto parent, row_at(row, lookup, with_window, rows));
    if (parent) return is_inside(*parent, rule, day);
  }
  return true;
}

bool Windows::is_inside(const schema::Row& row, const Rule& rule, std::int64_t day) const {
  const auto is_one_of = [&](const std::optional<schema::ColumnHandle>& column,
                             const Values& values) {
    const auto value = column ? row.integer(*column) : std::nullopt;
    return value && values.contains(*value);
  };
  const bool is_finished = !rule.state || !is_one_of(rule.state, rule.unfinished) ||
                           is_one_of(rule.status, rule.finished);
  if (!is_finished) return true;
  for (const schema::ColumnHandle column : rule.finished_on) {
    const auto value = row.integer(column);
    if (!value) continue;
    const bool is_day = row.entity->columns[column.ordinal].type == schema::ColumnType::date;
    return (is_day ? *value : day_of(Instant{*value})) >= day - rule.days;
  }
  return true;
}

std::set<std::uint32_t> Windows::entities() const {
  std::set<std::uint32_t> out;
  for (const auto& [entity, rule] : rules_) out.insert(entity);
  return out;
}

Status Windows::details(const schema::Row& parent, schema::RowReader& rows,
                        std::set<schema::RowKey>& out) const {
  for (const auto& [entity, detail] : parents_) {
    const bool is_parent = detail.entity == kAnyWithWindow ? rules_.contains(parent.entity->number)
                                                           : detail.entity == parent.entity->number;
    if (!is_parent) continue;
    TRY(const auto found, rows_naming(detail.lookup, parent.id, rows));
    for (const schema::Row& row : found) {
      out.insert(row.key());
      CHECK(details(row, rows, out));
    }
  }
  return {};
}

}  // namespace fieldbook::syncd
