#include "client/runtime/read_offer_plan.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;
using Candidate = OfferPlanSnapshot::Candidate;

/// The member of that name; null where there is none.
const json& member(const json& object, const char* name) {
  static const json kNull;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : kNull;
}

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

double number_of(const json& value) { return value.is_number() ? value.get<double>() : 0; }

bool flag_of(const json& value) { return value.is_boolean() && value.get<bool>(); }

std::optional<std::int64_t> whole_of(const json& value) {
  return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

Result<Candidate> read_candidate(const json& one) {
  TRY(const Uuid partner, parse_uuid(text_of(member(one, "partner"))));
  Candidate out{.partner = partner,
                .name = text_of(member(one, "name")),
                .available = flag_of(member(one, "available")),
                .active = whole_of(member(one, "active")).value_or(0),
                .capacity = whole_of(member(one, "capacity")),
                .rules = {},
                .metrics = {},
                .score = number_of(member(one, "score"))};
  for (const auto& [name, rule] : member(one, "rules").items())
    out.rules.push_back({name, flag_of(member(rule, "passed")), text_of(member(rule, "answer"))});
  for (const auto& [name, metric] : member(one, "metrics").items())
    out.metrics.push_back(
        {name, number_of(member(metric, "value")), number_of(member(metric, "weight")),
         number_of(member(metric, "contribution")), text_of(member(metric, "note"))});
  return out;
}

}  // namespace

Result<OfferPlanSnapshot> read_offer_plan(const nlohmann::json& answer) {
  const auto unreadable = [] {
    return fail(Errc::unavailable, "The server's answer could not be read.");
  };
  const auto opportunity = parse_uuid(text_of(member(answer, "opportunity")));
  const json& candidates = member(answer, "candidates");
  if (!opportunity || !candidates.is_array()) return unreadable();
  OfferPlanSnapshot out{.opportunity = *opportunity};
  out.available = static_cast<std::size_t>(
      std::max<std::int64_t>(0, whole_of(member(answer, "available")).value_or(0)));
  for (const json& one : candidates) {
    auto candidate = read_candidate(one);
    if (!candidate) return unreadable();
    out.candidates.push_back(*std::move(candidate));
  }
  return out;
}

}  // namespace fieldbook::client
