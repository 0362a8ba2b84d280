#pragma once

// What became of an intent, for the form that took it: a device that cannot answer says why in the
// same place where a rule's refusal stands.

#include "client/api/client.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::ui {

[[nodiscard]] inline client::IntentOutcome intent_outcome(Result<client::IntentOutcome> answer) {
  return answer ? *std::move(answer) : client::IntentOutcome{.text = answer.error().message};
}

}  // namespace fieldbook::ui
