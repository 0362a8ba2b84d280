#pragma once

// Areas and their lists, by audience, role and feature (domain.md 2.4; on screen in its order).
// Pure: what a person sees follows from catalogue and status alone.

#include <set>
#include <string>
#include <vector>

#include "client/api/client.hpp"
#include "ui/models/place.hpp"
#include "ui/theme/icons.hpp"

namespace fieldbook::ui {

struct NavigationItem {
  std::string id;     ///< stable: "quote", "sync_centre"
  std::string label;  ///< English catalogue label or key; the screen translates
  bool label_is_key = false;
  Icon icon = Icon::record;
  Place place;
};

struct NavigationArea {
  std::string key;  ///< of the area's name: "area.field_service"
  std::vector<NavigationItem> items;
};

/// Home, then Partner Program, Project Service Automation, Field Service, Customers, Support as far
/// as the audience receives one of their entities, the roles open it and the feature is on; then
/// search, conflicts, sync centre. Signed out: empty. An area is left out when this device holds no
/// row of any of its entities (`empty`) and the person can add none.
[[nodiscard]] std::vector<NavigationArea> navigation(const schema::Catalogue& catalogue,
                                                     const client::StatusSnapshot& status,
                                                     const std::set<std::string>& empty = {});

}  // namespace fieldbook::ui
