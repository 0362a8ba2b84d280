#include "shared/rules/follow_ups.hpp"

#include <algorithm>
#include <array>

#include "shared/rules/booking_status.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kUsed = 690970001;  // msdyn_linestatus
constexpr std::size_t kAncestorsMax = 50;

/// An estimate and its actual twin (DOMAIN.md 1.4.3).
struct Twin {
  std::string_view entity, estimate, actual;
};
constexpr std::array<Twin, 4> kTwins = {{
    {"msdyn_workorderproduct", "msdyn_estimatequantity", "msdyn_quantity"},
    {"msdyn_workorderproduct", "msdyn_estimateunitamount", "msdyn_unitamount"},
    {"msdyn_workorderservice", "msdyn_estimateduration", "msdyn_duration"},
    {"msdyn_workorderservicetask", "msdyn_estimatedduration", "msdyn_actualduration"},
}};

/// The row as it will be.
schema::Row after(const schema::Entity& entity, const schema::Row* before,
                  const schema::RowChange& change) {
  schema::Row row = before != nullptr ? *before : schema::Row(entity, change.key.id);
  for (const auto& [ordinal, value] : change.values) row.values[ordinal] = value;
  return row;
}

bool names(const schema::RowChange& change, const schema::Entity& entity, std::string_view column) {
  const schema::Column* found = entity.find(column);
  return std::ranges::find(change.values, found->ordinal,
                           &std::pair<std::uint32_t, schema::Value>::first) != change.values.end();
}

void take_over_estimates(const schema::Entity& entity, const schema::Row& row,
                         schema::RowChange& change) {
  const bool is_task = entity.name == "msdyn_workorderservicetask";
  const std::string_view trigger = is_task ? "msdyn_percentcomplete" : "msdyn_linestatus";
  if (!names(change, entity, trigger)) return;
  const auto value = row.integer({entity.number, entity.find(trigger)->ordinal});
  if (value != (is_task ? 100 : kUsed)) return;
  for (const Twin& twin : kTwins) {
    if (twin.entity != entity.name) continue;
    const std::uint32_t estimate = entity.find(twin.estimate)->ordinal;
    const std::uint32_t actual = entity.find(twin.actual)->ordinal;
    if (schema::is_null(row.values[actual]) && !schema::is_null(row.values[estimate]))
      change.values.emplace_back(actual, row.values[estimate]);
  }
}

Status drive_work_order(const RuleInput& input, const schema::Row& row,
                        std::vector<schema::RowChange>& changes) {
  TRY(const BookingStage stage, booking_stage(input, row));
  TRY(auto order, work_order_change(input, row, stage));
  if (order) changes.push_back(*std::move(order));
  return {};
}

Status find_master(const RuleInput& input, const schema::Entity& entity, const schema::Row& row,
                   schema::RowChange& change) {
  const schema::ColumnHandle parent = {entity.number, entity.find("msdyn_parentasset")->ordinal};
  schema::Value master = schema::Null{};
  auto next = row.lookup(parent);
  for (std::size_t i = 0; next && i < kAncestorsMax && *next != row.id; ++i) {
    master = *next;
    TRY(const auto ancestor, input.rows.get({entity.number, *next}));
    next = ancestor ? ancestor->lookup(parent) : std::nullopt;
  }
  change.values.emplace_back(entity.find("msdyn_masterasset")->ordinal, master);
  return {};
}

}  // namespace

Status follow_up(const RuleInput& input, const schema::Row* before,
                 std::vector<schema::RowChange>& changes) {
  schema::RowChange& change = changes.front();
  const schema::Entity& entity = *input.rows.catalogue().find_number(change.key.entity);
  if (entity.name.starts_with("msdyn_workorder") && entity.name != "msdyn_workorder" &&
      entity.name != "msdyn_workorderincident")
    take_over_estimates(entity, after(entity, before, change), change);
  if (entity.name == "msdyn_customerasset" && names(change, entity, "msdyn_parentasset"))
    return find_master(input, entity, after(entity, before, change), change);
  const bool moves_booking =
      entity.name == "bookableresourcebooking" &&
      (names(change, entity, "bookingstatus") || names(change, entity, "statecode"));
  if (moves_booking) return drive_work_order(input, after(entity, before, change), changes);
  return {};
}

}  // namespace fieldbook::rules
