#pragma once

// A small organisation in memory and builders of actions on it: a customer with a quote, a partner
// with an offer, a technician with a booking. Times are days around the day `kToday`.

#include <gtest/gtest.h>

#include "shared/actions/action_table.hpp"
#include "shared/rules/rule.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::tests {

inline constexpr std::int64_t kToday = 20'778;  // 2026-11-21
inline constexpr std::int64_t kMsPerDay = 86'400'000;
/// Noon of a day.
inline Instant noon(std::int64_t day) { return {day * kMsPerDay + kMsPerDay / 2}; }

/// Either side of an outcome with what a test compares.
struct Answer {
  bool applied = false;
  actions::Verdict verdict = actions::Verdict::held;
  actions::Reason reason = actions::Reason::none;
  rules::Detail detail;
  std::vector<schema::RowChange> changes;

  [[nodiscard]] std::string fact(std::string_view name) const;
  bool operator==(const Answer&) const = default;
};

/// "superseded already_decided by=Bea decided_on=2026-11-21".
std::string describe(const Answer& answer);

class RulesWorld {
 public:
  RulesWorld();

  MapReader rows;
  rules::Actor ana;   ///< customer, PSA Customer Approver of Acme
  rules::Actor bea;   ///< her colleague with the same role
  rules::Actor paul;  ///< partner contact of Pipes, may accept
  rules::Actor tina;  ///< technician of Pipes, owns the resource
  rules::RuleSettings settings;

  /// An action as a device makes it, with the basis that the rows give.
  [[nodiscard]] actions::Action act(std::string_view kind, const rules::Actor& actor,
                                    std::string_view id = "action");
  [[nodiscard]] actions::Action update(const rules::Actor& actor, std::string_view entity,
                                       std::string_view target,
                                       std::vector<std::pair<std::string, schema::Value>> fields,
                                       std::string_view id = "action");

  /// What the device answers at `now`, what the daemon answers with `facts`.
  [[nodiscard]] Answer on_device(const actions::Action& action, const rules::Actor& actor,
                                 Instant now = noon(kToday));
  [[nodiscard]] Answer on_daemon(const actions::Action& action, const rules::Actor& actor,
                                 const rules::DaemonFacts& facts);
  /// Received at once, decided at exactly `now`, target visible.
  [[nodiscard]] static rules::DaemonFacts facts_at(Instant now);

  /// Applies the changes to the rows.
  void apply(const std::vector<schema::RowChange>& changes);
  /// Sets one column of one row.
  void set(std::string_view entity, std::string_view id, std::string_view column,
           schema::Value value);
  [[nodiscard]] schema::Value value(std::string_view entity, const Uuid& id,
                                    std::string_view column) const;
};

}  // namespace fieldbook::tests
