#pragma once

// What may be added by whom, and what follows from who adds it (DOMAIN.md 4.3, 4.4, 5.1, 5.2).

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

/// The row that record.create is about to add.
struct Draft {
  const schema::Entity& entity;
  schema::Row row;
  std::vector<std::string> not_editable = {};
  std::vector<std::string> invalid = {};
  std::vector<schema::RowChange> beside = {};  ///< rows that are added with it

  [[nodiscard]] schema::ColumnHandle column(std::string_view name) const {
    const schema::Column* found = entity.find(name);
    ASSERT(found != nullptr);
    return {entity.number, found->ordinal};
  }
  void set(std::string_view name, schema::Value value) { row[column(name)] = std::move(value); }
  [[nodiscard]] std::optional<Uuid> lookup(std::string_view name) const {
    return row.lookup(column(name));
  }
};

/// Whether the actor may fill in the column of a new record: what they may edit, and what is said
/// once and never edited afterwards.
[[nodiscard]] bool may_fill_in(const RuleInput& input, const schema::Entity& entity,
                               const schema::Column& column);

/// Checks the right to add such a record and sets what follows from who adds it. A reason: refused.
[[nodiscard]] Result<std::optional<Reason>> prepare(const RuleInput& input, Draft& draft);

/// A record that has the draft's natural key already: a customer's name with its postal code, a
/// contact's e-mail address within its account. Only rows that the actor's account manages (or
/// staff's own view) are asked, so that the answer tells nobody of another partner's customers.
[[nodiscard]] Result<std::optional<schema::Row>> same_record(const RuleInput& input,
                                                             const Draft& draft);

}  // namespace fieldbook::rules
