#pragma once

// Conflict cards: fields that two people changed, before, mine and theirs, and the choice a field.

#include <map>
#include <optional>
#include <set>
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
  /// Two texts that can stand beside each other.
  [[nodiscard]] bool may_keep_both(const client::ConflictSnapshot::Field& field) const;
  /// Types theirs and mine beside each other, to be worked on.
  void keep_both(const client::ConflictSnapshot::Field& field);
  /// Every field of the current card has a side.
  [[nodiscard]] bool complete() const;
  /// Why the typed value of a field cannot be used; empty when it can, or is not chosen.
  [[nodiscard]] std::string problem(const std::string& column, const TextContext& context) const;
  /// Sends a record.update with the chosen values, decided against theirs; "theirs" everywhere
  /// settles it, too, and lets a record go that was removed. Does nothing while complete() is false
  /// or a typed value has a problem.
  void decide(const TextContext& context);
  [[nodiscard]] bool saving() const { return saving_; }
  [[nodiscard]] const std::optional<client::IntentOutcome>& outcome() const { return outcome_; }

 private:
  void read();
  void take(std::vector<client::ConflictSnapshot> all);
  void settle(const client::ConflictSnapshot& card);
  void begin_card();
  [[nodiscard]] const client::ConflictSnapshot* card() const;
  [[nodiscard]] const schema::Column* column_of(const std::string& column) const;
  [[nodiscard]] schema::Value chosen(const client::ConflictSnapshot::Field& field,
                                     const TextContext& context) const;

  client::Client& client_;
  Recipient recipient_;
  std::vector<client::ConflictSnapshot> open_;
  std::size_t current_ = 0;
  std::map<std::string, ConflictSide> sides_;
  std::map<std::string, std::string> typed_;
  std::set<Uuid> put_away_;  ///< decided here; the replica says so a moment later
  bool reading_ = false;
  bool stale_ = false;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
};

}  // namespace fieldbook::ui
