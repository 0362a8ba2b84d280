#pragma once

// Fields while they are typed: of a record that is edited or added, and of what a decision asks
// for. Text is read in the language in which the typing began; lookups are chosen, never typed.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

/// A field while it is edited: its text, and what is wrong with it.
struct FieldDraft {
  std::string text;  ///< of a lookup: the chosen row's name
  std::string original;
  std::string problem;  ///< empty when it can be saved
  const schema::Column* column = nullptr;
  Uuid link;  ///< of a lookup: the chosen row; nil for none
  Uuid original_link;
  std::string link_entity;
};

/// Whether a person can give a value of this column in a form at all.
[[nodiscard]] bool is_fillable(const schema::Column& column);

class FormDraft {
 public:
  using Values = std::vector<std::pair<std::string, schema::Value>>;

  /// Forgets what was typed; the language and the zone are those of the moment.
  void begin(const TextContext& context);
  void clear();
  /// The column lives as long as the draft. `names` has the name of a looked-up row.
  void add(const schema::Column& column, const schema::Value& value, const Names& names,
           std::string link_entity = {});

  [[nodiscard]] std::map<std::string, FieldDraft>& fields() { return fields_; }
  [[nodiscard]] const std::map<std::string, FieldDraft>& fields() const { return fields_; }
  /// Writes down what is wrong with the field, if anything.
  void check(const std::string& column);
  void check_all();
  /// A lookup's row; nil takes it away.
  void choose(const std::string& column, std::string entity, const Uuid& row, std::string name);
  /// Something differs from how it began, and nothing is wrong with it.
  [[nodiscard]] bool has_changes() const;
  [[nodiscard]] bool is_sound() const;
  /// What the fields say, in the order of their names; call check_all() and is_sound() before.
  /// changed() leaves out what stands as it began, given() what is empty.
  [[nodiscard]] Values changed() const;
  [[nodiscard]] Values given() const;

 private:
  [[nodiscard]] TextContext context() const;
  [[nodiscard]] schema::Value value_of(const FieldDraft& draft) const;

  std::map<std::string, FieldDraft> fields_;
  std::optional<Strings> strings_;
  int zone_offset_minutes_ = 0;
};

}  // namespace fieldbook::ui
