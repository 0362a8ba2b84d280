#pragma once

// One record: form sections, what belongs to it, what may be decided on it, and its editing.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/form_draft.hpp"
#include "ui/models/form_sections.hpp"
#include "ui/models/mailbox.hpp"
#include "ui/models/picker_model.hpp"
#include "ui/models/status_text.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

class DetailModel {
 public:
  DetailModel(client::Client& client, Mailbox& mailbox);

  void show(std::string entity, Uuid row);
  void on_notice(const client::Notice& notice);

  enum class State : std::uint8_t { nothing, reading, here, gone };
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const schema::Entity* entity() const { return entity_; }
  [[nodiscard]] Uuid row_id() const { return row_; }
  [[nodiscard]] const std::optional<client::DetailSnapshot>& snapshot() const { return detail_; }
  [[nodiscard]] std::string title(const TextContext& context) const;
  /// Empty columns are left out unless the form is being edited.
  [[nodiscard]] std::vector<FormSectionView> sections(const TextContext& context) const;
  /// Decisions that are open, or would be but for time: an offer that expired is among them with
  /// its reason. What another role decides, or what is decided already, is not.
  [[nodiscard]] const std::vector<client::DecisionSnapshot>& decisions() const {
    return decisions_;
  }
  /// Where others decide: whom to ask. Empty for everything else.
  [[nodiscard]] std::string decision_note(const TextContext& context) const;
  /// The deadline that a countdown shows: of a delivered opportunity, of a quote. 0 = none.
  [[nodiscard]] std::int64_t deadline_ms() const;

  // --- Editing -----------------------------------------------------------------------------------
  [[nodiscard]] bool can_edit() const;
  [[nodiscard]] bool editing() const { return editing_; }
  void begin_edit(const TextContext& context);
  void cancel_edit();
  [[nodiscard]] std::map<std::string, FieldDraft>& drafts() { return draft_.fields(); }
  void check_draft(const std::string& column) { draft_.check(column); }
  /// What the picker asks for a lookup that is edited; the answer goes into its draft.
  [[nodiscard]] PickerModel::Question question(const std::string& column);
  /// Something differs, and nothing is wrong with it.
  [[nodiscard]] bool has_changes() const { return draft_.has_changes(); }
  /// Saves what differs as one record.update; the outcome arrives later and ends the editing when
  /// it was saved.
  void save();
  [[nodiscard]] bool saving() const { return saving_; }
  [[nodiscard]] const std::optional<client::IntentOutcome>& outcome() const { return outcome_; }
  void forget_outcome() { outcome_.reset(); }
  /// The last error of reading.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void read();
  void take(Result<client::DetailSnapshot> answer);
  [[nodiscard]] bool concerns(const client::Notice& notice) const;
  [[nodiscard]] FormField field(const schema::Column& column, const TextContext& context) const;
  [[nodiscard]] bool is_editable(const schema::Column& column) const;
  void add_type_of(const std::string& lookup, client::Intent& intent) const;

  client::Client& client_;
  Recipient recipient_;
  Recipient saves_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  const schema::Entity* entity_ = nullptr;
  std::string entity_name_;
  Uuid row_;
  State state_ = State::nothing;
  std::optional<client::DetailSnapshot> detail_;
  std::vector<client::DecisionSnapshot> decisions_;
  bool reading_ = false;
  bool stale_ = false;  ///< changed since it was asked for
  FormDraft draft_;
  /// The row as it was when the editing began: what the changes are made against.
  std::optional<schema::Row> edited_;
  bool editing_ = false;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
  std::optional<Error> error_;
};

}  // namespace fieldbook::ui
