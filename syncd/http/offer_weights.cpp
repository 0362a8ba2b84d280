#include "syncd/http/offer_weights.hpp"

#include <fmt/format.h>

#include "shared/rules/support.hpp"

namespace fieldbook::syncd {

Result<std::string> StoredWeights::read(ReadTransaction& transaction) {
  TRY(const StaffWeights weights, read_staff_weights(transaction));
  TRY(const std::string name, rules::person_name(transaction, weights.by));
  return weights_json(mode_, settings_, weights, name).dump();
}

Result<AfterCommit> StoredWeights::change(WriteTransaction& transaction, const Uuid& person,
                                          Instant now, const nlohmann::json& changes) {
  TRY(const StaffWeights before, read_staff_weights(transaction));
  TRY(StaffWeights after, changed_weights(before, changes));
  AfterCommit out;
  if (after.weights == before.weights) return out;
  after.changed = now;
  after.by = person;
  CHECK(put_staff_weights(transaction, after));
  Cause cause;
  cause.kind = "distribution.weights";
  cause.actor = person;
  for (const MetricRow& row : metric_table()) {
    const auto& weight = after.weights[static_cast<std::size_t>(row.metric)];
    if (weight != before.weights[static_cast<std::size_t>(row.metric)])
      cause.facts.emplace_back(row.name, weight ? fmt::format("{}", *weight) : "as configured");
  }
  TRY(auto group, committer_.open(transaction));
  TRY(auto part, group.begin_part());
  CHECK(part.apply({}, cause));
  CHECK(part.release());
  TRY(out.outcome, group.finish());
  return out;
}

}  // namespace fieldbook::syncd
