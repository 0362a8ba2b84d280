#pragma once

// A decision being made: any kind of the action table. Knows what it needs (its arguments, through
// the snapshot), asks for it in a form, checks it, and gives the intent. A comment has its own
// field, a quote is signed with a typed name. What it says after saving is what the client said.

#include <deque>
#include <optional>
#include <string>

#include "ui/models/form_draft.hpp"
#include "ui/models/mailbox.hpp"
#include "ui/models/picker_model.hpp"
#include "ui/models/signature.hpp"

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
  /// Makes the fields of what it asks for beside comment and name; call after begin().
  void begin_form(const TextContext& context);
  void cancel();
  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] const client::DecisionSnapshot& decision() const { return decision_; }
  [[nodiscard]] const std::string& target_name() const { return target_name_; }

  std::string comment;      ///< bound to the field on screen
  std::string signer_name;  ///< of a quote decision: typed name of who decides
  Signature signature;      ///< drawn on the pad; may stay empty

  /// Arguments to fill in, in the order of the action table; none for most kinds.
  [[nodiscard]] const std::deque<schema::Column>& arguments() const { return columns_; }
  [[nodiscard]] std::map<std::string, FieldDraft>& fields() { return form_.fields(); }
  void check_field(const std::string& argument) { form_.check(argument); }
  [[nodiscard]] PickerModel::Question question(const std::string& argument);
  /// Fills in a row that an argument names, as if it had been picked.
  void choose(const std::string& argument, const PickedRow& row);
  [[nodiscard]] bool takes_comment() const { return comment_argument() != nullptr; }
  [[nodiscard]] bool needs_comment() const;

  /// The list of everything that may be decided on the record, where its bar has no room.
  void list_all(bool open) { lists_all_ = open; }
  [[nodiscard]] bool lists_all() const { return lists_all_; }

  /// Quote decisions are signed with the typed name of the person who is signed in.
  [[nodiscard]] bool needs_name() const;
  [[nodiscard]] bool takes_signature() const;
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
  std::deque<schema::Column> columns_;  ///< what the form's arguments are like
  FormDraft form_;
  bool lists_all_ = false;
  bool open_ = false;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
};

}  // namespace fieldbook::ui
