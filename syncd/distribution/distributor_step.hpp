#pragma once

// What one step of the distributor carries along; only its own files include this.

#include "syncd/distribution/distributor.hpp"

namespace fieldbook::syncd {

struct Distributor::Work {
  OpportunityFacts facts;
  std::vector<Delivery> deliveries;
};

struct Distributor::Step {
  WriteTransaction& transaction;
  CommitGroup group;
  Instant now;
  std::int64_t today;
  PlanSettings settings;
  StepReport report{};
  std::size_t plans = 0;
};

/// Opportunities that one step deals with: some 20 ms of the writer, then actions get their turn.
inline constexpr std::size_t kOpportunitiesPerStep = 200;
/// Plans that one step makes, each over all partners (about 5 ms over 10,000 of them).
inline constexpr std::size_t kPlansPerStep = 16;
/// Entries of the log that one step reads.
inline constexpr std::size_t kEntriesPerStep = 5'000;
/// How often an expired offer asks whether its partner's devices were heard of.
inline constexpr auto kDevicesAskedEvery = std::chrono::seconds(60);

/// Errors after which a write transaction must be dropped.
[[nodiscard]] inline bool spoils_transaction(const Error& error) {
  return error.code == Errc::storage || error.code == Errc::corrupt;
}

}  // namespace fieldbook::syncd
