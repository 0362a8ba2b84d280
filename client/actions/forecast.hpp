#pragma once

// What a person may do with one row, as the rules say on this device now. Nothing is saved.

#include <optional>
#include <vector>

#include "client/replica/identity.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::client {

struct DecisionForecast {
  const actions::ActionRow* action = nullptr;
  /// Nothing: likely accepted. A decision that already stands as this one would make it has the
  /// verdict `applied` with the reason `already_done`.
  std::optional<rules::Refusal> refusal;
};

/// The decisions of the action table on rows of the target's entity that are open to the person's
/// audience, in the table's order. Returns Errc::storage or Errc::corrupt when rows that a rule
/// looks at cannot be read.
[[nodiscard]] Result<std::vector<DecisionForecast>> forecast_decisions(
    schema::RowReader& rows, const Identity& identity, const actions::TimeEvidence& time,
    const schema::Row& target);

/// Ordinals of the columns that record.update may change: those that the person's audience edits,
/// where the write rights of shared/rules let this person change the row.
[[nodiscard]] Result<std::vector<std::uint32_t>> editable_columns(schema::RowReader& rows,
                                                                  const Identity& identity,
                                                                  const actions::TimeEvidence& time,
                                                                  const schema::Row& target);

}  // namespace fieldbook::client
