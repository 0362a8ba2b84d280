#pragma once

// What became of an intent, for the form that took it: a device that cannot answer says why in the
// same place where a rule's refusal stands.

#include "client/api/client.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::ui {

[[nodiscard]] inline client::IntentOutcome intent_outcome(Result<client::IntentOutcome> answer) {
  if (answer) return *std::move(answer);
  return {.text = answer.error().message,
          .facts = {{"error", std::string(to_string(answer.error().code))}}};
}

}  // namespace fieldbook::ui
