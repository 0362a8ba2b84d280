#include "ui/models/asset_model.hpp"

#include <algorithm>

#include "ui/models/row_values.hpp"

namespace fieldbook::ui {
namespace {

std::string named(const client::NameMap& names, const Uuid& id) {
  const auto found = names.find(id);
  return found == names.end() ? std::string() : found->second;
}

}  // namespace

AssetModel::AssetModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void AssetModel::refresh() {
  if (reading_)
    stale_ = true;
  else
    read();
}

void AssetModel::on_notice(const client::Notice& notice) {
  const schema::Entity* entity = client_.catalogue()->find(kAssetEntity);
  if (entity != nullptr &&
      std::ranges::find(notice.entities, entity->number) != notice.entities.end())
    refresh();
}

void AssetModel::read() {
  if (client_.catalogue()->find(kAssetEntity) == nullptr) return;
  reading_ = true;
  stale_ = false;
  read_.clear();
  read_page(0);
}

void AssetModel::read_page(std::size_t page) {
  client_.list(
      {.entity = std::string(kAssetEntity),
       .view = "active",
       .offset = page * kPageRows,
       .limit = kPageRows},
      recipient_.deliver<client::ListSnapshot>([this, page](Result<client::ListSnapshot> answer) {
        if (!answer) return take();
        for (const client::RowSnapshot& row : answer->rows) {
          const Uuid master = lookup_in(row.row, "msdyn_masterasset").value_or(Uuid{});
          read_.push_back({.id = row.row.id,
                           .name = name_in(row.row),
                           .account = named(answer->names,
                                            lookup_in(row.row, "msdyn_account").value_or(Uuid{})),
                           .parent = lookup_in(row.row, "msdyn_parentasset").value_or(Uuid{}),
                           .master = master,
                           .master_name = named(answer->names, master)});
        }
        const bool is_last = answer->rows.size() < kPageRows;
        cut_ = !is_last && page + 1 == kPagesMax;
        if (is_last || cut_) return take();
        read_page(page + 1);
      }));
}

void AssetModel::take() {
  const bool first = !forest_;
  forest_.emplace(std::move(read_));
  read_.clear();
  reading_ = false;
  if (first && forest_->nodes().size() <= kOpenMax)
    for (const AssetNode& node : forest_->nodes()) open_.insert(node.id);
  if (stale_) read();
}

std::vector<AssetLine> AssetModel::lines() const {
  if (!forest_) return {};
  return words.find_first_not_of(' ') == std::string::npos ? forest_->visible(open_)
                                                           : forest_->matching(words);
}

bool AssetModel::is_open(const Uuid& asset) const {
  return words.find_first_not_of(' ') != std::string::npos || open_.contains(asset);
}

void AssetModel::toggle(const Uuid& asset) {
  if (open_.erase(asset) == 0) open_.insert(asset);
}

}  // namespace fieldbook::ui
