#include "syncd/handlers/handler.hpp"

#include "shared/actions/action_table.hpp"

namespace fieldbook::syncd {

Status complete(const HandlerInput& input, Handled& handled) {
  const actions::Action& action = input.rule.action;
  if (const auto* comment = action.argument(actions::arguments::kComment))
    if (const auto* text = std::get_if<std::string>(comment))
      handled.facts.emplace_back("comment", *text);
  if (action.time.wall_ms != 0)
    handled.facts.emplace_back("device_clock", format_instant(Instant{action.time.wall_ms}));
  handled.facts.emplace_back("decided_not_before", format_instant(input.rule.daemon->earliest));
  handled.facts.emplace_back("decided_not_after", format_instant(input.rule.daemon->latest));
  handled.facts.emplace_back("received", format_instant(input.rule.daemon->received));
  namespace kinds = actions::kinds;
  if (action.kind == kinds::kQuoteApprove || action.kind == kinds::kQuoteReject)
    return complete_quote(input, handled);
  if (action.kind == kinds::kOpportunityAccept || action.kind == kinds::kOpportunityDecline)
    return complete_opportunity(input, handled);
  if (action.kind == kinds::kContactInvite || action.kind == kinds::kAccountInvite)
    return complete_invitation(input, handled);
  return {};
}

}  // namespace fieldbook::syncd
