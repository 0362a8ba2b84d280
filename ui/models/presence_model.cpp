#include "ui/models/presence_model.hpp"

#include <algorithm>

namespace fieldbook::ui {

PresenceModel::PresenceModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void PresenceModel::watch(const std::vector<std::string>& entities) {
  for (const std::string& entity : entities)
    if (watched_.try_emplace(entity).second) ask(entity);
}

void PresenceModel::on_notice(const client::Notice& notice) {
  if (notice.entities.empty()) return;
  const auto catalogue = client_.catalogue();
  for (const auto& [name, watched] : watched_) {
    const schema::Entity* entity = catalogue->find(name);
    if (entity != nullptr &&
        std::ranges::find(notice.entities, entity->number) != notice.entities.end())
      ask(name);
  }
}

void PresenceModel::renew() {
  empty_.clear();
  for (const auto& [name, watched] : watched_) ask(name);
}

void PresenceModel::ask(const std::string& entity) {
  Watched& watched = watched_.at(entity);
  watched.stale = watched.asked;
  if (watched.asked) return;
  watched.asked = true;
  client_.list(
      {.entity = entity, .view = "*", .limit = 1},
      recipient_.deliver<client::ListSnapshot>([this, entity](Result<client::ListSnapshot> answer) {
        Watched& one = watched_.at(entity);
        one.asked = false;
        if (one.stale) return ask(entity);
        if (!answer) return;
        const bool differs =
            answer->rows.empty() ? empty_.insert(entity).second : empty_.erase(entity) > 0;
        if (differs && changed) changed();
      }));
}

}  // namespace fieldbook::ui
