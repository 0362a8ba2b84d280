#include "client/runtime/read_offer_plan.hpp"

#include "client/runtime/answer_json.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;
using Candidate = OfferPlanSnapshot::Candidate;

Result<Candidate> read_candidate(const json& one) {
  TRY(const Uuid partner, parse_uuid(text_in(one, "partner")));
  Candidate out{.partner = partner,
                .name = text_in(one, "name"),
                .available = flag_in(one, "available"),
                .active = whole_in(one, "active"),
                .capacity = member(one, "capacity").is_number_integer()
                                ? std::optional(whole_in(one, "capacity"))
                                : std::nullopt,
                .rules = {},
                .metrics = {},
                .score = number_in(one, "score")};
  for (const auto& [name, rule] : member(one, "rules").items())
    out.rules.push_back({name, flag_in(rule, "passed"), text_in(rule, "answer")});
  for (const auto& [name, metric] : member(one, "metrics").items())
    out.metrics.push_back({name, number_in(metric, "value"), number_in(metric, "weight"),
                           number_in(metric, "contribution"), text_in(metric, "note")});
  return out;
}

}  // namespace

Result<OfferPlanSnapshot> read_offer_plan(const nlohmann::json& answer) {
  const auto unreadable = [] {
    return fail(Errc::unavailable, "The server's answer could not be read.");
  };
  const auto opportunity = parse_uuid(text_in(answer, "opportunity"));
  const json& candidates = member(answer, "candidates");
  if (!opportunity || !candidates.is_array()) return unreadable();
  OfferPlanSnapshot out{.opportunity = *opportunity};
  out.available =
      static_cast<std::size_t>(std::max<std::int64_t>(0, whole_in(answer, "available")));
  for (const json& one : candidates) {
    auto candidate = read_candidate(one);
    if (!candidate) return unreadable();
    out.candidates.push_back(*std::move(candidate));
  }
  return out;
}

}  // namespace fieldbook::client
