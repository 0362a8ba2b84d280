#include "ui/models/app_model.hpp"

#include <algorithm>

namespace fieldbook::ui {
namespace {

constexpr std::size_t kBackMax = 50;

void merge(client::Notice& into, const client::Notice& notice) {
  for (const std::uint32_t entity : notice.entities)
    if (std::ranges::find(into.entities, entity) == into.entities.end())
      into.entities.push_back(entity);
  into.outbox = into.outbox || notice.outbox;
  into.status = into.status || notice.status;
}

}  // namespace

ClientModels::ClientModels(client::Client& client, Mailbox& mailbox)
    : list(client, mailbox),
      list_export(client, mailbox),
      online(client, mailbox),
      offer_plan(client, mailbox),
      detail(client, mailbox),
      add(client, mailbox),
      picker(client, mailbox),
      decision(client, mailbox),
      sync(client, mailbox),
      conflicts(client, mailbox),
      search(client, mailbox),
      home(client, mailbox),
      charts(client, mailbox),
      schedule(client, mailbox),
      assets(client, mailbox),
      recruitment(client, mailbox),
      distribution(client, mailbox),
      integration(client, mailbox),
      weights(client, mailbox),
      devices(client, mailbox),
      presence(client, mailbox),
      sign_out(client, mailbox) {}

AppModel::AppModel(Mailbox& mailbox, Settings with)
    : sign_in(mailbox), settings(std::move(with)), mailbox_(mailbox), recipient_(mailbox) {
  sign_in.signed_in = [this] {
    take_status();
    back_.clear();
    set_place({.kind = PlaceKind::home});
  };
}

void AppModel::attach(client::Client& client) {
  detach();
  client_ = &client;
  models_.emplace(client, mailbox_);
  models_->presence.changed = [this] { take_navigation(); };
  models_->sign_out.folder = exports;
  models_->list_export.folder = exports;
  sign_in.attach(&client);
  client.listen([done = recipient_.deliver<client::Notice>([this](Result<client::Notice> notice) {
    note(*notice);
  })](const client::Notice& notice) { done(notice); });
  take_status();
  back_.clear();
  set_place({.kind = status_.signed_in ? PlaceKind::home : PlaceKind::sign_in});
}

void AppModel::detach() {
  if (client_ == nullptr) return;
  client_->listen({});
  recipient_.renew();
  sign_in.attach(nullptr);
  models_.reset();
  client_ = nullptr;
  noted_.reset();
  missed_.reset();
  status_ = {};
  navigation_.clear();
  asking_sign_out_ = false;
  back_.clear();
  place_ = {.kind = PlaceKind::sign_in};
}

void AppModel::take_status() {
  if (client_ == nullptr) return;
  const bool was_complete = status_.complete;
  status_ = client_->status();
  if (models_ && status_.complete && !was_complete) models_->presence.renew();
  take_navigation();
}

/// While the first sync is on, what has not arrived yet may still come.
void AppModel::take_navigation() {
  const bool knows = models_ && status_.complete;
  navigation_ = ui::navigation(*client_->catalogue(), status_,
                               knows ? models_->presence.empty() : std::set<std::string>());
  if (!models_ || !status_.signed_in) return;
  std::vector<std::string> listed;
  for (const NavigationArea& area : ui::navigation(*client_->catalogue(), status_))
    for (const NavigationItem& item : area.items)
      if (item.place.kind == PlaceKind::list) listed.push_back(item.place.entity);
  models_->presence.watch(listed);
}

void AppModel::go(Place place) {
  if (place == place_) return;
  if (place_.kind != PlaceKind::sign_in) back_.push_back(place_);
  if (back_.size() > kBackMax) back_.erase(back_.begin());
  set_place(std::move(place));
}

void AppModel::go_back() {
  if (back_.empty()) return;
  Place place = std::move(back_.back());
  back_.pop_back();
  set_place(std::move(place));
}

void AppModel::set_place(Place place) {
  // What was asked of the server belongs to the place it was asked at.
  if (models_) models_->online.close();
  if (models_) models_->offer_plan.close();
  if (models_) models_->devices.close();
  place_ = std::move(place);
  arrive();
}

void AppModel::arrive() {
  if (!models_) return;
  switch (place_.kind) {
    case PlaceKind::home:
      models_->home.refresh();
      models_->charts.refresh();
      models_->sync.refresh();
      models_->conflicts.refresh();
      break;
    case PlaceKind::list:
      models_->list_export.forget();
      models_->list.show(place_.entity, place_.view);
      tell_what_is_in_sight();
      break;
    case PlaceKind::detail:
      models_->detail.show(place_.entity, place_.row);
      if (place_.entity == kAssetEntity) models_->assets.refresh();
      tell_what_is_in_sight();
      break;
    case PlaceKind::add: models_->add.show(place_.entity); break;
    case PlaceKind::schedule: models_->schedule.refresh(); break;
    case PlaceKind::assets: models_->assets.refresh(); break;
    case PlaceKind::recruitment: models_->recruitment.refresh(); break;
    case PlaceKind::distribution: models_->distribution.refresh(); break;
    case PlaceKind::integration: models_->integration.refresh(); break;
    case PlaceKind::administration:
      models_->weights.refresh();
      models_->devices.refresh();
      break;
    case PlaceKind::sync_centre: models_->sync.refresh(); break;
    case PlaceKind::conflicts: models_->conflicts.refresh(); break;
    case PlaceKind::search:
    case PlaceKind::settings:
    case PlaceKind::sign_in: break;
  }
}

void AppModel::note(const client::Notice& notice) {
  if (!noted_) noted_.emplace();
  merge(*noted_, notice);
}

bool AppModel::receive() {
  const bool any = mailbox_.open_all() > 0;
  // Many notices of one frame are told to the models as one.
  if (noted_) on_notice(*std::exchange(noted_, std::nullopt));
  return any;
}

void AppModel::on_notice(const client::Notice& notice) {
  take_status();
  if (!models_) return;
  models_->sync.on_notice(notice);
  models_->conflicts.on_notice(notice);
  models_->presence.on_notice(notice);
  // What is not in sight is read again when a person goes there.
  if (!missed_) missed_.emplace();
  merge(*missed_, notice);
  tell_what_is_in_sight();
  tell_the_place(notice);
}

void AppModel::tell_the_place(const client::Notice& notice) {
  switch (place_.kind) {
    case PlaceKind::home:
      models_->home.on_notice(notice);
      models_->charts.on_notice(notice);
      break;
    case PlaceKind::detail:
      if (place_.entity == kAssetEntity) models_->assets.on_notice(notice);
      break;
    case PlaceKind::search: models_->search.on_notice(notice); break;
    case PlaceKind::schedule: models_->schedule.on_notice(notice); break;
    case PlaceKind::assets: models_->assets.on_notice(notice); break;
    case PlaceKind::recruitment: models_->recruitment.on_notice(notice); break;
    case PlaceKind::distribution: models_->distribution.on_notice(notice); break;
    default: break;
  }
}

/// Lists and records stand beside each other on wide windows, so both are in sight or none.
void AppModel::tell_what_is_in_sight() {
  if (place_.kind != PlaceKind::list && place_.kind != PlaceKind::detail) return;
  if (!missed_) return;
  const client::Notice notice = *std::exchange(missed_, std::nullopt);
  models_->list.on_notice(notice);
  models_->detail.on_notice(notice);
}

void AppModel::ask_sign_out() {
  asking_sign_out_ = true;
  if (!models_) return;
  models_->sync.refresh();
  models_->sign_out.begin();
}

/// The way out does not wait for the network: the session ends here at once, at the daemon when it
/// is in reach.
void AppModel::confirm_sign_out() {
  asking_sign_out_ = false;
  if (client_ == nullptr) return;
  client_->sign_out(recipient_.deliver<client::StatusSnapshot>(
      [this](Result<client::StatusSnapshot>) { take_status(); }));
  back_.clear();
  set_place({.kind = PlaceKind::sign_in});
}

}  // namespace fieldbook::ui
