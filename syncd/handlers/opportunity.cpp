#include <algorithm>

#include "shared/actions/action_table.hpp"
#include "syncd/handlers/handler.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kResultsLookedAt = 32;

bool is_decision(const ActionResult& result) {
  return result.receipt.verdict == actions::Verdict::applied &&
         result.receipt.reason != actions::Reason::already_done &&
         (result.kind == actions::kinds::kOpportunityAccept ||
          result.kind == actions::kinds::kOpportunityDecline);
}

}  // namespace

Status complete_opportunity(const HandlerInput& input, Handled& handled) {
  if (handled.reason != actions::Reason::already_decided) return {};
  const schema::Catalogue& catalogue = input.store.catalogue();
  const actions::Action& action = input.rule.action;
  TRY(const auto results,
      input.store.results_for({catalogue.entity(action.entity).number, action.target},
                              kResultsLookedAt));
  const auto decision = std::ranges::find_if(results, is_decision);
  if (decision == results.end()) return {};
  const schema::ColumnHandle name = catalogue.column("contact", "fullname");
  TRY(const auto person, input.store.get({name.entity_number, decision->actor}));
  // Only a colleague is named, never anybody of another partner.
  if (!person ||
      person->lookup(catalogue.column("contact", "parentcustomerid")) != input.rule.actor.account)
    return {};
  std::erase_if(handled.detail, [](const auto& fact) { return fact.first == "decided_on"; });
  handled.detail.emplace_back("by", person->text(name));
  handled.detail.emplace_back("decided_on", format_day(day_of(decision->decided)));
  std::ranges::sort(handled.detail);
  return {};
}

}  // namespace fieldbook::syncd
