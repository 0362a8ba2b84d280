#pragma once

// Everything a window shows, without a window: the place, the way back, and one model a screen.
// Screens draw it and call it; it talks to one client.

#include <memory>
#include <optional>
#include <vector>

#include "ui/models/add_model.hpp"
#include "ui/models/administration_model.hpp"
#include "ui/models/asset_model.hpp"
#include "ui/models/board_model.hpp"
#include "ui/models/chart_model.hpp"
#include "ui/models/conflict_model.hpp"
#include "ui/models/decision_model.hpp"
#include "ui/models/detail_model.hpp"
#include "ui/models/home_model.hpp"
#include "ui/models/integration_model.hpp"
#include "ui/models/list_export.hpp"
#include "ui/models/list_model.hpp"
#include "ui/models/navigation.hpp"
#include "ui/models/online_model.hpp"
#include "ui/models/picker_model.hpp"
#include "ui/models/place.hpp"
#include "ui/models/presence_model.hpp"
#include "ui/models/schedule_model.hpp"
#include "ui/models/search_model.hpp"
#include "ui/models/settings.hpp"
#include "ui/models/sign_in_model.hpp"
#include "ui/models/sign_out_model.hpp"
#include "ui/models/sync_model.hpp"

namespace fieldbook::ui {

/// The models of an open client; made anew when another profile is opened.
struct ClientModels {
  ClientModels(client::Client& client, Mailbox& mailbox);
  ListModel list;
  ListExport list_export;
  OnlineModel online;
  OfferPlanModel offer_plan;
  DetailModel detail;
  AddModel add;
  PickerModel picker;
  DecisionModel decision;
  SyncModel sync;
  ConflictModel conflicts;
  SearchModel search;
  HomeModel home;
  ChartModel charts;
  ScheduleModel schedule;
  AssetModel assets;
  RecruitmentModel recruitment;
  DistributionModel distribution;
  IntegrationModel integration;
  WeightsModel weights;
  DevicesModel devices;
  PresenceModel presence;
  SignOutModel sign_out;
};

class AppModel {
 public:
  AppModel(Mailbox& mailbox, Settings settings);
  AppModel(const AppModel&) = delete;
  AppModel& operator=(const AppModel&) = delete;

  /// Takes an open client (owned by the composition root, which outlives the model) and listens to
  /// it. Goes home when it is signed in, else to sign-in.
  void attach(client::Client& client);
  void detach();

  // --- Places ------------------------------------------------------------------------------------
  [[nodiscard]] const Place& place() const { return place_; }
  void go(Place place);
  [[nodiscard]] bool can_go_back() const { return !back_.empty(); }
  void go_back();

  // --- Each frame --------------------------------------------------------------------------------
  /// Runs what arrived; returns whether anything did.
  bool receive();
  [[nodiscard]] const client::StatusSnapshot& status() const { return status_; }
  [[nodiscard]] const std::vector<NavigationArea>& navigation() const { return navigation_; }
  [[nodiscard]] client::Client* client() { return client_; }
  [[nodiscard]] ClientModels* models() { return models_ ? &*models_ : nullptr; }
  SignInModel sign_in;
  Settings settings;
  /// Where files go that a person asks for.
  std::filesystem::path exports;

  // --- Leaving -----------------------------------------------------------------------------------
  /// Asks first when work waits: how much, and what shall become of it (product.md 3.2 (7)).
  void ask_sign_out();
  [[nodiscard]] bool asking_sign_out() const { return asking_sign_out_; }
  void cancel_sign_out() { asking_sign_out_ = false; }
  void confirm_sign_out();

 private:
  void note(const client::Notice& notice);
  void on_notice(const client::Notice& notice);
  /// Reads what the place shows.
  void arrive();
  void set_place(Place place);
  void tell_what_is_in_sight();
  void tell_the_place(const client::Notice& notice);
  void take_status();
  void take_navigation();

  Mailbox& mailbox_;
  Recipient recipient_;
  client::Client* client_ = nullptr;
  std::optional<ClientModels> models_;
  client::StatusSnapshot status_;
  std::vector<NavigationArea> navigation_;
  Place place_{.kind = PlaceKind::sign_in};
  std::vector<Place> back_;               ///< at most 50
  std::optional<client::Notice> noted_;   ///< what came since the last frame, as one
  std::optional<client::Notice> missed_;  ///< what lists and records were not told yet
  bool asking_sign_out_ = false;
};

}  // namespace fieldbook::ui
