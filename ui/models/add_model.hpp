#pragma once

// A record being added: the fields of its form that the person may fill in, saved as record.create.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/addable.hpp"
#include "ui/models/form_draft.hpp"
#include "ui/models/mailbox.hpp"
#include "ui/models/picker_model.hpp"

namespace fieldbook::ui {

struct AddSection {
  std::string label;                 ///< English
  std::vector<std::string> columns;  ///< names of fields in drafts()
};

class AddModel {
 public:
  AddModel(client::Client& client, Mailbox& mailbox);

  /// Another entity forgets what was typed; the same one keeps it.
  void show(std::string entity);
  /// The same, to another record: `column` names it from the beginning.
  void show_under(std::string entity, std::string column, const PickedRow& other);
  /// Makes the fields, empty, in this language; does nothing while there are some.
  void begin(const TextContext& context);
  void cancel();

  /// Null when such records cannot be added.
  [[nodiscard]] const schema::Entity* entity() const { return entity_; }
  [[nodiscard]] const std::vector<AddSection>& sections() const { return sections_; }
  [[nodiscard]] std::map<std::string, FieldDraft>& drafts() { return draft_.fields(); }
  void check_draft(const std::string& column) { draft_.check(column); }
  [[nodiscard]] PickerModel::Question question(const std::string& column);
  /// Something is filled in, and nothing is wrong.
  [[nodiscard]] bool can_save() const { return draft_.has_changes() && !saving_; }
  /// Marks what is missing; saves on this device when nothing is.
  void save();
  [[nodiscard]] bool saving() const { return saving_; }
  [[nodiscard]] const std::optional<client::IntentOutcome>& outcome() const { return outcome_; }

 private:
  void add_field(const schema::Column& column, AddSection& section);
  void add_opportunity(AddSection& section);

  client::Client& client_;
  Recipient recipient_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  const schema::Entity* entity_ = nullptr;
  std::string entity_name_;
  schema::Audience audience_ = schema::Audience::customer;
  std::vector<AddSection> sections_;
  std::deque<schema::Column> columns_;  ///< of fields that differ from the catalogue's
  std::string under_column_;            ///< empty: it is added to no other record
  PickedRow under_;
  FormDraft draft_;
  bool begun_ = false;
  bool saving_ = false;
  std::optional<client::IntentOutcome> outcome_;
};

}  // namespace fieldbook::ui
