#pragma once

// What waits to go to a system above the daemon, what went, and how it ended: one item a row and
// task of a peer, so that the outbox never holds more than there are rows. A row that changes again
// while it waits keeps its one item. syncd/integrations/outbox says how items move; here they are
// only kept.

#include <optional>
#include <string>

#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

enum class OutboxState : std::uint8_t {
  waiting,  ///< to be sent, in the order of positions
  sending,  ///< may be with the peer: written before the first byte leaves
  sent,     ///< the peer has what `sent` is the hash of
  failed,   ///< refused with `detail`; tried again or skipped by policy
  skipped   ///< given up with `detail`, until the row changes or somebody retries it
};
inline constexpr std::size_t kOutboxStateCount = 5;
[[nodiscard]] std::string_view to_string(OutboxState state);

struct OutboxItem {
  std::string peer;  ///< "finance"
  std::string task;  ///< the peer's own name for what is done with the row: "actuals"
  schema::RowKey row;
  OutboxState state = OutboxState::waiting;
  std::uint64_t position = 0;  ///< ascending over the peer; every change takes a later one
  FixedBytes<16> sent{};       ///< hash of what the peer is known to have; zero: nothing
  FixedBytes<16> intended{};   ///< hash of what was on its way when it became `sending`
  std::uint32_t tries = 0;     ///< refusals since it last changed
  Instant since;               ///< when it came to wait (or changed state)
  std::string detail;          ///< JSON of what was wrong; empty otherwise
  bool operator==(const OutboxItem&) const = default;
};

/// How many items of a task are in a state, and since when the oldest is.
struct OutboxCount {
  std::string task;
  OutboxState state = OutboxState::waiting;
  std::uint64_t items = 0;
  Instant oldest;
  bool operator==(const OutboxCount&) const = default;
};

/// One run of a peer, for history: numbered from 1, its body as JSON.
struct OutboxRun {
  std::uint64_t number = 0;
  std::string body;
  bool operator==(const OutboxRun&) const = default;
};

}  // namespace fieldbook::syncd
