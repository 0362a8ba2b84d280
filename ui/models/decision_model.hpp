#pragma once

// A decision being made: approve or reject a quote with name and comment, accept or decline an
// opportunity or a booking. Knows what the decision needs (from the action table, through the
// snapshot), checks it, and gives the intent. What it says after saving is what the client said.

#include <optional>
#include <string>

#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

class DecisionModel {
 public:
  DecisionModel(client::Client& client, Mailbox& mailbox);

  /// Opens the dialog for one of DetailSnapshot::decisions.
  void begin(const client::DecisionSnapshot& decision, std::string entity, Uuid target,
             std::string target_name);
  /// What stands on the screen beside the decision (revision, total); goes with it as evidence
  /// where the action takes it.
  void note_shown(const schema::Row& row);
  void cancel();
  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] const client::DecisionSnapshot& decision() const { return decision_; }
  [[nodiscard]] const std::string& target_name() const { return target_name_; }

  std::string comment;      ///< bound to the field on screen
  std::string signer_name;  ///< of a quote decision: typed name of who decides

  /// Quote decisions are signed with the typed name of the person who is signed in.
  [[nodiscard]] bool needs_name() const;
  /// A key of the strings when it cannot be sent yet.
  [[nodiscard]] std::optional<std::string> problem() const;
  /// Saves on this device; the outcome arrives later.
  void confirm();
  [[nodiscard]] bool saving() const { return saving_; }
  /// After confirm(): saved, or why not. Cleared by begin() and cancel().
  [[nodiscard]] const std::optional<client::IntentOutcome>& outcome() const { return outcome_; }

 private:
  [[nodiscard]] bool takes(std::string_view argument) const;
  [[nodiscard]] const client::DecisionSnapshot::Argument* comment_argument() const;

  client::Client& client_;
  Recipient recipient_;
  client::DecisionSnapshot decision_;
  std::string entity_;
  Uuid target_;
  std::string target_name_;
  std::vector<std::pair<std::string, schema::Value>> shown_;
  bool open_ = false;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
};

}  // namespace fieldbook::ui
