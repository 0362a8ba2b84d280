#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "syncd/handlers/handler.hpp"

namespace fieldbook::syncd {

Status complete_quote(const HandlerInput& input, Handled& handled) {
  const actions::Action& action = input.rule.action;
  handled.facts.emplace_back("role", actions::kQuoteApproverRole);
  handled.facts.emplace_back("quote_hash", to_hex(action.basis.material_hash));
  for (const auto name : {actions::arguments::kShownRevision, actions::arguments::kShownTotal})
    if (const auto* value = action.argument(name))
      if (const auto* number = std::get_if<std::int64_t>(value))
        handled.facts.emplace_back(name, fmt::format("{}", *number));
  handled.facts.emplace_back("signature", to_hex(input.signed_action.signature));
  return {};
}

}  // namespace fieldbook::syncd
