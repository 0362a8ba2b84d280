#pragma once

// An action of the queue in the words of the screen.

#include "client/actions/action_state.hpp"
#include "client/api/snapshots.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::client {

/// `name` is the target's name as this device knows it; empty when the row is not here. Fields of
/// columns that the catalogue does not know are left out.
[[nodiscard]] ActionSnapshot to_snapshot(const QueuedAction& action, std::string_view name,
                                         std::string_view received_by,
                                         const schema::Catalogue& catalogue);

/// The row's name, else the label of its entity with the start of its id.
[[nodiscard]] std::string row_name(const schema::Row& row);
/// The target's name from the rows here, else the name of the entity.
[[nodiscard]] std::string target_name(schema::RowReader& rows, const actions::Action& action);

/// Why this device did not save a decision, in one paragraph.
[[nodiscard]] std::string refusal_text(const rules::Refusal& refusal, std::string_view kind,
                                       std::string_view name);

}  // namespace fieldbook::client
