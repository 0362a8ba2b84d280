#pragma once

// What the daemon remembers of actions: verdicts by action id for ever, the numbers of each
// stream, tries, and the actions in its custody (design.md section 7).

#include "shared/actions/action.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

/// The verdict on one action, written in the same transaction as its effect.
struct ActionResult {
  actions::Receipt receipt;  ///< its number is that of `stream`
  Uuid stream;               ///< under which the action was decided
  Uuid device;
  Uuid actor;
  std::string kind;
  schema::RowKey target;
  Instant decided;
  bool operator==(const ActionResult&) const = default;
};

/// What a number of a stream stands for. Another action under a number that is taken means that
/// the device was cloned or rolled back.
struct NumberedAction {
  std::uint64_t number = 0;
  Uuid action;
  FixedBytes<32> action_hash{};
  bool operator==(const NumberedAction&) const = default;
};

/// The answer to an action that its device's signature does not vouch for. It is kept by stream
/// and number alone: an id that nobody signed says nothing about the action that bears it. A signed
/// action takes the number over.
struct UnprovenAction {
  Uuid stream;
  actions::Receipt receipt;  ///< its action is what the body says; nil where it does not read
  bool operator==(const UnprovenAction&) const = default;
};

/// A device's sequence of actions.
struct Stream {
  Uuid id;
  Uuid device;
  Uuid person;
  std::uint64_t last = 0;          ///< highest number that has a verdict
  std::uint64_t acknowledged = 0;  ///< verdicts up to this are durable on the device
  Instant last_seen;
  bool forked = false;  ///< answered with `fork`; takes no more actions
  bool operator==(const Stream&) const = default;
};

/// An action in the daemon's custody: its handler failed limits::kActionTriesMax times.
struct HeldAction {
  actions::SignedAction action;
  Uuid id;
  Uuid stream;
  Uuid device;
  Uuid actor;
  std::string cause;
  std::uint32_t tries = 0;
  Instant since;
  bool operator==(const HeldAction&) const = default;
};

}  // namespace fieldbook::syncd
