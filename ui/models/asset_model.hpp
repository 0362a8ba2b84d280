#pragma once

// The tree of assets on screen: which this device holds, which branches are open, what is searched.

#include <memory>
#include <optional>
#include <set>

#include "ui/models/asset_tree.hpp"
#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

inline constexpr std::string_view kAssetEntity = "msdyn_customerasset";

class AssetModel {
 public:
  static constexpr std::size_t kPageRows = 500;
  static constexpr std::size_t kPagesMax = 10;
  /// Up to so many stand open from the beginning.
  static constexpr std::size_t kOpenMax = 60;

  AssetModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  void on_notice(const client::Notice& notice);

  /// Null until the assets are read.
  [[nodiscard]] const AssetForest* forest() const { return forest_ ? &*forest_ : nullptr; }
  [[nodiscard]] std::vector<AssetLine> lines() const;
  [[nodiscard]] bool is_open(const Uuid& asset) const;
  void toggle(const Uuid& asset);
  std::string words;  ///< bound to the search field
  /// There are more assets than are read.
  [[nodiscard]] bool is_cut() const { return cut_; }

 private:
  void read();
  void read_page(std::size_t page);
  void take();

  client::Client& client_;
  Recipient recipient_;
  std::vector<AssetNode> read_;
  std::optional<AssetForest> forest_;
  std::set<Uuid> open_;
  bool reading_ = false;
  bool stale_ = false;
  bool cut_ = false;
};

}  // namespace fieldbook::ui
