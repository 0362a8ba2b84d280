#pragma once

// The history of an opportunity: what was done with it, by whom, in words (DOMAIN.md 1.8.2). The
// alerts of 3.6 read its age.

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

/// The row that the action adds: `title` names what happened, `text` is what the person wrote.
[[nodiscard]] schema::RowChange opportunity_note(const RuleInput& input, const Uuid& opportunity,
                                                 std::string title, std::string text);

}  // namespace fieldbook::rules
