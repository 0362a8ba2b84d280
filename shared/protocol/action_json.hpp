#pragma once

// An action as a JSON object, for people with curl and for `decode`. Members have the names of
// actions::Action; unset ones are left out. Values that JSON cannot tell apart are written
// {"uuid":"…"} and {"bytes":"<hex>"}; whole numbers are integers, others floats. README.md,
// "Actions", shows one of each.

#include <nlohmann/json.hpp>

#include "shared/actions/action.hpp"

namespace fieldbook::protocol {

[[nodiscard]] nlohmann::ordered_json to_json(const actions::Action& action);
/// Returns Errc::invalid_argument with the member that is wrong. Unknown members are refused: a
/// misspelled one would change what the user decided.
[[nodiscard]] Result<actions::Action> action_from_json(const nlohmann::json& json);

}  // namespace fieldbook::protocol
