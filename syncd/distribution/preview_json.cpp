#include "syncd/distribution/preview_json.hpp"

namespace fieldbook::syncd {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson print_answers(const Candidate& candidate) {
  OrderedJson out = OrderedJson::object();
  for (std::size_t i = 0; i < kRuleCount; ++i)
    out[std::string(to_string(static_cast<Rule>(i)))] = {
        {"passed", is_pass(candidate.answers[i])},
        {"answer", to_string(candidate.answers[i])},
        {"because", sentence(candidate.answers[i])}};
  return out;
}

OrderedJson print_metrics(const Candidate& candidate) {
  OrderedJson out = OrderedJson::object();
  for (const MetricRow& row : metric_table()) {
    const MetricScore& metric = candidate.metrics[static_cast<std::size_t>(row.metric)];
    OrderedJson& line = out[std::string(row.name)];
    line = {
        {"value", metric.value}, {"weight", metric.weight}, {"contribution", metric.contribution}};
    if (metric.note != MetricNote::none) line["note"] = to_string(metric.note);
  }
  return out;
}

OrderedJson print_candidate(const Candidate& candidate, const PartnerFacts& partner,
                            std::size_t rank) {
  OrderedJson out;
  if (candidate.available) out["rank"] = rank;
  out["partner"] = to_string(candidate.partner);
  out["name"] = partner.name;
  out["available"] = candidate.available;
  out["active"] = candidate.active;
  out["capacity"] = partner.capacity ? OrderedJson(*partner.capacity) : OrderedJson(nullptr);
  out["rules"] = print_answers(candidate);
  if (!candidate.available) return out;
  out["metrics"] = print_metrics(candidate);
  out["score"] = candidate.score;
  return out;
}

}  // namespace

OrderedJson preview_json(const Preview& preview, std::size_t candidates_max) {
  OrderedJson out;
  out["opportunity"] = to_string(preview.opportunity.id);
  out["name"] = preview.opportunity.name;
  const Candidate* choice = preview.plan.choice();
  out["choice"] =
      choice == nullptr ? OrderedJson(nullptr) : OrderedJson(to_string(choice->partner));
  out["choice_name"] = choice == nullptr ? OrderedJson(nullptr)
                                         : OrderedJson(preview.partners[choice->position].name);
  out["available"] = preview.plan.available;
  out["candidates"] = OrderedJson::array();
  std::size_t rank = 0;
  for (const Candidate& candidate : preview.plan.candidates) {
    if (rank == candidates_max) break;
    out["candidates"].push_back(
        print_candidate(candidate, preview.partners[candidate.position], ++rank));
  }
  return out;
}

}  // namespace fieldbook::syncd
