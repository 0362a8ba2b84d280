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

bool is_proven_in_time(const Handled& handled) {
  return handled.reason == actions::Reason::offer_expired &&
         std::ranges::any_of(handled.detail, [](const auto& fact) {
           return fact.first == "decided_in_time" && fact.second == "yes";
         });
}

/// The decision comes too late to count, but it was not the partner who let the offer expire: the
/// touch rate reads this mark (design.md section 8).
Status mark_decided_in_time(const HandlerInput& input, Handled& handled) {
  const schema::Catalogue& catalogue = input.store.catalogue();
  const auto of = [&](std::string_view name) {
    return catalogue.column("fieldbook_opportunitydelivery", name);
  };
  const schema::ColumnHandle opportunity = of("opportunityid");
  TRY(const auto ids, input.store.find(opportunity, input.rule.action.target));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.store.get({opportunity.entity_number, id}));
    if (!row || row->lookup(of("partnerid")) != input.rule.actor.account ||
        row->integer(of("deliveredon")) != input.rule.action.basis.delivered_day)
      continue;
    handled.changes.emplace_back(row->key());
    handled.changes.back().set(of("decidedintime"), std::int64_t{1});
  }
  return {};
}

}  // namespace

Status complete_opportunity(const HandlerInput& input, Handled& handled) {
  if (is_proven_in_time(handled)) return mark_decided_in_time(input, handled);
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
