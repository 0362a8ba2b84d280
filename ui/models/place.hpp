#pragma once

// Where a person is in the app, as a value: what the back button remembers.

#include <string>

#include "shared/base/uuid.hpp"

namespace fieldbook::ui {

enum class PlaceKind : std::uint8_t {
  sign_in,
  home,
  list,            ///< `entity`, `view`
  detail,          ///< `entity`, `row`; beside its list on wide windows
  add,             ///< `entity`
  schedule,        ///< bookings by day and week
  assets,          ///< as a tree
  recruitment,     ///< applications by state
  distribution,    ///< offers, and how partners deal with them
  integration,     ///< with Finance and Operations
  administration,  ///< weights and devices
  search,          ///< over everything
  sync_centre,     ///< `tab`
  conflicts,
  settings
};

enum class SyncTab : std::uint8_t { overview, outbox, history };

struct Place {
  PlaceKind kind = PlaceKind::home;
  std::string entity;
  std::string view;  ///< empty: the default one
  Uuid row;
  SyncTab tab = SyncTab::overview;
  bool operator==(const Place&) const = default;
};

}  // namespace fieldbook::ui
