#pragma once

// What became of an action, in the person's language: one text a reason, made from stable names and
// facts (shared/actions/verdict_text.hpp says the same in English for terminals). Pure.

#include "client/api/client.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

/// "Approve quote Q-88", by kind; the kind itself where this build does not know it.
[[nodiscard]] std::string decision_sentence(std::string_view kind, const std::string& name,
                                            const Strings& strings);

/// What a settled (or held) action came to: what happened, what it means, what to do. The client's
/// own text for a reason that this build does not know; empty while undecided.
[[nodiscard]] std::string verdict_sentence(const client::ActionSnapshot& action,
                                           const TextContext& context);
/// What the rules on this device say about an action that is not decided yet; empty when it is
/// likely to be accepted.
[[nodiscard]] std::string forecast_sentence(const client::ActionSnapshot& action,
                                            const TextContext& context);
/// Why a decision is not open; empty when it is.
[[nodiscard]] std::string refusal_sentence(const client::DecisionSnapshot& decision,
                                           const std::string& name, const TextContext& context);
/// Why an intent was not saved; empty when it was.
[[nodiscard]] std::string outcome_sentence(const client::IntentOutcome& outcome,
                                           const TextContext& context);

}  // namespace fieldbook::ui
