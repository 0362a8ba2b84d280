#pragma once

// The states of an action in the words of the screen (product.md 3.1).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/actions/action.hpp"

namespace fieldbook::client {

enum class ActionState : std::uint8_t {
  saved,         ///< "Saved on this device": durable here, its turn comes with the next sync
  waiting,       ///< "Waiting to send": `wait` says why
  sending,       ///< "Sending": in the request under way
  received,      ///< "Received": the daemon has it on disk; also `held`, "being looked at"
  done,          ///< "Done": the rules accepted it
  not_accepted,  ///< "Not accepted": `reason` says why
  needs_you,     ///< "Needs your decision": a conflict, or what was signed has changed
  on_hold,       ///< "On hold": the user said so
  withdrawn      ///< "Withdrawn"
};
[[nodiscard]] std::string_view to_string(ActionState state);

enum class WaitReason : std::uint8_t {
  none,
  answer,        ///< was sent, no answer came; goes out again under its number
  other_action,  ///< `waits_for` comes first: it is on hold, or this one depends on it
  needs_update   ///< this build cannot send it any more
};
[[nodiscard]] std::string_view to_string(WaitReason reason);

/// One line of the outbox, the inbox or the history.
struct QueuedAction {
  std::int64_t sequence = 0;  ///< order of saving on this device
  actions::Action action;
  ActionState state = ActionState::saved;
  WaitReason wait = WaitReason::none;
  Uuid waits_for;              ///< nil when nothing
  std::uint64_t number = 0;    ///< in the stream; 0 = never sent
  std::uint32_t attempts = 0;  ///< requests that carried it
  std::int64_t saved_ms = 0;   ///< wall clock
  std::int64_t received_ms = 0;
  std::int64_t settled_ms = 0;
  /// What the rule says on this device now: other than none means "likely not accepted".
  actions::Reason forecast = actions::Reason::none;
  std::optional<actions::Receipt> receipt;  ///< the lasting verdict; before it, what was received
  bool dismissed = false;                   ///< seen: no longer in the inbox
  /// Set when a restored daemon decided again and otherwise than before.
  std::optional<actions::Verdict> verdict_before;
  bool operator==(const QueuedAction&) const = default;
};

/// The state that a lasting verdict is shown as.
[[nodiscard]] ActionState settled_state(const actions::Receipt& receipt);

}  // namespace fieldbook::client
