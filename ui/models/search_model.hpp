#pragma once

// Search over everything that this device holds, as the person types.

#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

class SearchModel {
 public:
  static constexpr std::size_t kHitsMax = 50;

  SearchModel(client::Client& client, Mailbox& mailbox);
  void search(std::string words);  ///< a later call makes answers to earlier ones void
  void on_notice(const client::Notice& notice);
  [[nodiscard]] const std::string& words() const { return words_; }
  /// Nothing while the first answer is awaited.
  [[nodiscard]] const std::optional<std::vector<client::SearchHitSnapshot>>& hits() const {
    return hits_;
  }

 private:
  void read();

  client::Client& client_;
  Recipient recipient_;
  std::string words_;
  std::optional<std::vector<client::SearchHitSnapshot>> hits_;
};

}  // namespace fieldbook::ui
