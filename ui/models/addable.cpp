#include "ui/models/addable.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "ui/models/form_draft.hpp"

namespace fieldbook::ui {
namespace {

using schema::Audience;
using schema::AudienceSet;

constexpr AudienceSet kCustomers = {0b001}, kPartners = {0b010}, kBoth = {0b011};

/// One entity that customers or partners add to.
struct Addable {
  std::string_view entity;
  AudienceSet audiences;
  std::string_view role;   ///< that opens it; empty: any
  std::string_view once;   ///< columns that are filled in once and never edited, in commas
  std::string_view under;  ///< entity to whose records it is added; empty: to none
  std::string_view column;
};
constexpr std::string_view kWorkLine =
    ",msdyn_name,msdyn_workorder,msdyn_booking,msdyn_customerasset,msdyn_workorderincident,";
constexpr std::array<Addable, 8> kAddables = {{
    {"opportunity", kPartners, "", ",customerid,", "account", "customerid"},
    {"account", kPartners, "", ",", "", ""},
    {"contact", kPartners, "", ",parentcustomerid,", "account", "parentcustomerid"},
    {"msdyn_workorderproduct", kPartners, "", kWorkLine, "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorderservice", kPartners, "", kWorkLine, "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorderservicetask", kPartners, "", kWorkLine, "msdyn_workorder", "msdyn_workorder"},
    {"msdyn_workorder", kCustomers, "FS Customer Approver",
     ",msdyn_customerasset,msdyn_primaryincidentdescription,msdyn_workordersummary,"
     "msdyn_timewindowstart,msdyn_timewindowend,msdyn_datewindowstart,msdyn_datewindowend,",
     "msdyn_customerasset", "msdyn_customerasset"},
    {"incident", kBoth, "",
     ",title,description,customerid,primarycontactid,casetypecode,prioritycode,productid,"
     "adx_stepstoreproduce,",
     "opportunity", kOpportunityArgument},
}};

const Addable* find_addable(std::string_view entity, Audience audience) {
  const auto found = std::ranges::find(kAddables, entity, &Addable::entity);
  return found != kAddables.end() && found->audiences.has(audience) ? &*found : nullptr;
}

bool is_once(const schema::Entity& entity, const schema::Column& column, Audience audience) {
  const Addable* addable = find_addable(entity.name, audience);
  return addable != nullptr && addable->once.contains(fmt::format(",{},", column.name));
}

/// Columns that staff may edit make a record theirs to add; those alone that say its state do not.
bool is_kept_by_staff(const schema::Entity& entity) {
  return std::ranges::any_of(entity.columns, [](const schema::Column& column) {
    return column.editable.has(Audience::staff) && is_fillable(column) &&
           !follows_by_itself(column);
  });
}

}  // namespace

bool follows_by_itself(const schema::Column& column) {
  return column.type == schema::ColumnType::state || column.type == schema::ColumnType::status;
}

bool may_fill(const schema::Entity& entity, const schema::Column& column, Audience audience) {
  if (!is_fillable(column) || follows_by_itself(column)) return false;
  if (column.editable.has(audience) || is_once(entity, column, audience)) return true;
  return audience == Audience::staff && column.required && column.audiences.has(audience);
}

bool follows_from_person(const schema::Entity& entity, const schema::Column& column,
                         Audience audience) {
  return entity.name == "incident" && column.name == "customerid" && audience != Audience::staff;
}

bool may_add(const schema::Entity& entity, Audience audience, std::span<const std::string> roles) {
  if (entity.kind != schema::EntityKind::business) return false;
  if (audience != Audience::staff) {
    const Addable* addable = find_addable(entity.name, audience);
    return addable != nullptr &&
           (addable->role.empty() || std::ranges::find(roles, addable->role) != roles.end());
  }
  if (!is_kept_by_staff(entity)) return false;
  return std::ranges::all_of(entity.columns, [&](const schema::Column& column) {
    return !column.required || follows_by_itself(column) || may_fill(entity, column, audience);
  });
}

std::vector<std::string> targets_of(const schema::Entity& entity, const schema::Column& column,
                                    Audience audience) {
  const bool is_company = column.name == "customerid" || column.name == "parentcustomerid";
  if (is_company && is_once(entity, column, audience)) return {"account"};
  return column.targets;
}

bool takes_opportunity(const schema::Entity& entity, Audience audience) {
  return entity.name == "incident" && audience != Audience::customer;
}

std::vector<AddedUnder> added_under(const schema::Catalogue& catalogue,
                                    const schema::Entity& entity, Audience audience,
                                    std::span<const std::string> roles) {
  std::vector<AddedUnder> out;
  for (const Addable& addable : kAddables) {
    const schema::Entity* added = catalogue.find(addable.entity);
    if (addable.under != entity.name || added == nullptr) continue;
    const bool links =
        addable.column != kOpportunityArgument || takes_opportunity(*added, audience);
    if (links && audience != Audience::staff && may_add(*added, audience, roles))
      out.push_back({added, std::string(addable.column)});
  }
  return out;
}

std::string add_label(const Strings& strings, const schema::Entity& entity, Audience audience) {
  const std::string key = fmt::format("add.new.{}", entity.name);
  return audience != Audience::staff && strings.has(key) ? strings.text(key)
                                                         : strings.text("list.add");
}

}  // namespace fieldbook::ui
