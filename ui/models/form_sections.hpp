#pragma once

// A row as its entity's form has it: sections of labels and values. Pure.

#include <string>
#include <vector>

#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

struct FormField {
  const schema::Column* column = nullptr;
  std::string label;     ///< English
  std::string value;     ///< as read
  bool pending = false;  ///< changed on this device, not settled
  bool editable = false;
  Uuid link;  ///< of a lookup to a row that this device holds; else nil
  std::string link_entity;
};
struct FormSectionView {
  std::string label;  ///< English
  std::vector<FormField> fields;
};

/// The entity that a lookup of this row leads to; empty where it cannot be told.
[[nodiscard]] std::string target_of(const schema::Row& row, const schema::Column& column);

/// `names` has the rows that this device holds.
[[nodiscard]] FormField form_field(const schema::Row& row, const schema::Column& column,
                                   const Names& names, const TextContext& context);

/// Whether there is anything to read in it: a value, and not a lookup to a row that is not here.
[[nodiscard]] bool says_something(const FormField& field, const schema::Row& row);

/// What says something, section by section; only to be read.
[[nodiscard]] std::vector<FormSectionView> form_sections(const schema::Row& row, const Names& names,
                                                         const TextContext& context);

}  // namespace fieldbook::ui
