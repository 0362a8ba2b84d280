#include "ui/models/navigation.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "ui/models/addable.hpp"

namespace fieldbook::ui {
namespace {

using schema::Audience;

/// Who finds an entity in an area. The roles are beginnings of names of web roles (DOMAIN.md 2.1):
/// "FS Customer" stands for its Approver and its Reviewer.
struct Entry {
  const char* entity;
  schema::AudienceSet audiences;
  std::span<const std::string_view> customer_roles;  ///< empty: any
  std::span<const std::string_view> partner_roles;   ///< empty: any
};

struct Area {
  const char* key;
  std::span<const Entry> entries;
};

constexpr schema::AudienceSet set_of(std::initializer_list<Audience> audiences) {
  schema::AudienceSet out;
  for (const Audience audience : audiences)
    out.bits = static_cast<std::uint8_t>(out.bits | 1U << static_cast<unsigned>(audience));
  return out;
}
constexpr auto kAll = set_of({Audience::customer, Audience::partner, Audience::staff});
constexpr auto kPartnerAndStaff = set_of({Audience::partner, Audience::staff});
constexpr auto kCustomerAndStaff = set_of({Audience::customer, Audience::staff});
constexpr auto kStaff = set_of({Audience::staff});

constexpr std::array<std::string_view, 1> kFieldCustomer = {"FS Customer"};
constexpr std::array<std::string_view, 1> kProjectCustomer = {"PSA Customer"};
constexpr std::array<std::string_view, 1> kProjectPartner = {"PSA Partner"};

constexpr std::array<Entry, 4> kPartnerProgram = {{
    {"opportunity", kPartnerAndStaff, {}, {}},
    {"opportunityproduct", kStaff, {}, {}},
    {"adx_dealregistrationrequest", kStaff, {}, {}},
    {"adx_leadtype", kStaff, {}, {}},
}};
constexpr std::array<Entry, 6> kProjectService = {{
    {"msdyn_project", kAll, kProjectCustomer, kProjectPartner},
    {"quote", kCustomerAndStaff, kProjectCustomer, {}},
    {"invoice", kCustomerAndStaff, kProjectCustomer, {}},
    {"salesorder", kCustomerAndStaff, kProjectCustomer, {}},
    {"msdyn_projectteam", kAll, kProjectCustomer, kProjectPartner},
    {"msdyn_projecttask", kStaff, {}, {}},
}};
// Technicians have no web role: what their bookings bring is theirs (DOMAIN.md 2.3).
constexpr std::array<Entry, 5> kFieldService = {{
    {"bookableresourcebooking", kPartnerAndStaff, {}, {}},
    {"msdyn_workorder", kAll, kFieldCustomer, {}},
    {"msdyn_agreement", kAll, kFieldCustomer, {}},
    {"msdyn_customerasset", kAll, kFieldCustomer, {}},
    {"bookableresource", kPartnerAndStaff, {}, {}},
}};
constexpr std::array<Entry, 2> kCustomers = {{
    {"account", kPartnerAndStaff, {}, {}},
    {"contact", kPartnerAndStaff, {}, {}},
}};
constexpr std::array<Entry, 3> kSupport = {{
    {"incident", kAll, {}, {}},
    {"knowledgearticle", kAll, {}, {}},
    {"adx_communityforum", kAll, {}, {}},
}};
constexpr std::array<Area, 5> kAreas = {{
    {"area.partner_program", kPartnerProgram},
    {"area.project_service", kProjectService},
    {"area.field_service", kFieldService},
    {"area.customers", kCustomers},
    {"area.support", kSupport},
}};

bool has_role(const std::vector<std::string>& roles, std::span<const std::string_view> wanted) {
  return wanted.empty() || std::ranges::any_of(roles, [&](const std::string& role) {
           return std::ranges::any_of(
               wanted, [&](std::string_view beginning) { return role.starts_with(beginning); });
         });
}

bool opens(const Entry& entry, Audience audience, const std::vector<std::string>& roles) {
  if (!entry.audiences.has(audience)) return false;
  switch (audience) {
    case Audience::customer: return has_role(roles, entry.customer_roles);
    case Audience::partner: return has_role(roles, entry.partner_roles);
    case Audience::staff: return true;
  }
  return false;
}

NavigationItem list_item(const schema::Entity& entity) {
  return {.id = entity.name,
          .label = entity.plural_label,
          .icon = entity_icon(entity.name),
          .place = {.kind = PlaceKind::list, .entity = entity.name}};
}

/// Rows are here, or the person can add some.
bool is_of_use(const NavigationArea& area, const schema::Catalogue& catalogue, Audience audience,
               const std::vector<std::string>& roles, const std::set<std::string>& empty) {
  return std::ranges::any_of(area.items, [&](const NavigationItem& one) {
    return !empty.contains(one.place.entity) ||
           may_add(*catalogue.find(one.place.entity), audience, roles);
  });
}

NavigationItem item(const char* id, const char* key, Icon icon, PlaceKind kind) {
  return {.id = id, .label = key, .label_is_key = true, .icon = icon, .place = {.kind = kind}};
}

/// A screen of its own over the rows of an entity.
NavigationItem board(const char* id, const char* key, Icon icon, PlaceKind kind,
                     const schema::Entity& entity) {
  NavigationItem out = item(id, key, icon, kind);
  out.place.entity = entity.name;
  return out;
}

/// Boards stand before the list of what they show.
void add_boards(const schema::Entity& entity, Audience audience, NavigationArea& area) {
  if (entity.name == "bookableresourcebooking")
    area.items.push_back(
        board("schedule", "schedule.title", Icon::calendar, PlaceKind::schedule, entity));
  if (entity.name == "msdyn_project" && audience == Audience::staff)
    area.items.push_back(
        board("integration", "integration.title", Icon::sync, PlaceKind::integration, entity));
  if (entity.name != "opportunity" || audience != Audience::staff) return;
  area.items.push_back(
      board("recruitment", "recruitment.title", Icon::account, PlaceKind::recruitment, entity));
  area.items.push_back(
      board("distribution", "distribution.title", Icon::forward, PlaceKind::distribution, entity));
}

}  // namespace

std::vector<NavigationArea> navigation(const schema::Catalogue& catalogue,
                                       const client::StatusSnapshot& status,
                                       const std::set<std::string>& empty) {
  const auto audience = schema::parse_audience(status.audience);
  if (!audience) return {};
  std::vector<NavigationArea> out;
  out.push_back({"area.home", {item("home", "home.title", Icon::home, PlaceKind::home)}});
  for (const Area& area : kAreas) {
    NavigationArea shown{.key = area.key};
    for (const Entry& entry : area.entries) {
      const schema::Entity* entity = catalogue.find(entry.entity);
      // A feature that is off takes its entities out of the catalogue that the daemon serves.
      if (entity == nullptr || entity->projection(*audience).empty()) continue;
      if (!opens(entry, *audience, status.roles)) continue;
      add_boards(*entity, *audience, shown);
      shown.items.push_back(list_item(*entity));
    }
    if (is_of_use(shown, catalogue, *audience, status.roles, empty))
      out.push_back(std::move(shown));
  }
  out.push_back({"area.tools",
                 {item("search", "search.title", Icon::search, PlaceKind::search),
                  item("conflicts", "conflicts.title", Icon::conflict, PlaceKind::conflicts),
                  item("sync_centre", "sync.title", Icon::sync, PlaceKind::sync_centre)}});
  if (*audience == Audience::staff)
    out.back().items.push_back(
        item("administration", "administration.title", Icon::proof, PlaceKind::administration));
  return out;
}

}  // namespace fieldbook::ui
