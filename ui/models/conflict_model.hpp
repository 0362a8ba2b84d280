#pragma once

// Conflict cards: fields that two people changed, before, mine and theirs, and the choice a field.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

enum class ConflictSide : std::uint8_t { undecided, mine, theirs, typed };

class ConflictModel {
 public:
  ConflictModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  void on_notice(const client::Notice& notice);
  [[nodiscard]] const std::vector<client::ConflictSnapshot>& open() const { return open_; }
  [[nodiscard]] std::size_t current() const { return current_; }
  void show(std::size_t index);
  void next();  ///< wraps around

  [[nodiscard]] ConflictSide side(const std::string& column) const;
  void choose(const std::string& column, ConflictSide side);
  [[nodiscard]] std::string& typed(const std::string& column) { return typed_[column]; }
  /// Every field of the current card has a side.
  [[nodiscard]] bool complete() const;
  /// Sends a record.update with the chosen values; "theirs" everywhere settles it, too.
  void decide();
  [[nodiscard]] bool saving() const { return saving_; }
  [[nodiscard]] const std::optional<client::IntentOutcome>& outcome() const { return outcome_; }

 private:
  client::Client& client_;
  Recipient recipient_;
  std::vector<client::ConflictSnapshot> open_;
  std::size_t current_ = 0;
  std::map<std::string, ConflictSide> sides_;
  std::map<std::string, std::string> typed_;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
};

}  // namespace fieldbook::ui
