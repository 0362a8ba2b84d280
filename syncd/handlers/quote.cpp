#include <algorithm>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/actions/evidence.hpp"
#include "shared/rules/support.hpp"
#include "syncd/handlers/handler.hpp"

namespace fieldbook::syncd {
namespace {

/// The row of the decision among the changes; null for a decision that changes nothing.
schema::RowChange* decision_change(const schema::Catalogue& catalogue, Handled& handled) {
  const std::uint32_t number = catalogue.entity("fieldbook_quotedecision").number;
  const auto found = std::ranges::find_if(handled.changes, [&](const schema::RowChange& change) {
    return change.key.entity == number;
  });
  return found == handled.changes.end() ? nullptr : &*found;
}

Result<actions::Evidence> gather(const HandlerInput& input, const Handled& handled) {
  const actions::Action& action = input.rule.action;
  const schema::Catalogue& catalogue = input.store.catalogue();
  actions::Evidence out;
  out.action_body = input.signed_action.body;
  out.device_signature = input.signed_action.signature;
  TRY(const auto device, input.store.device(input.device));
  if (device) out.device_key = device->public_key;
  out.receipt = actions::encode_receipt({input.signed_action.number, action.id, handled.verdict,
                                         handled.reason, input.commit, handled.detail,
                                         actions::action_hash(input.signed_action.body)});
  out.organisation = input.store.head().name;
  TRY(out.person, rules::person_name(input.rule.rows, input.rule.actor.id));
  out.role = actions::kQuoteApproverRole;
  const auto revision = catalogue.column("quote", "revisionnumber");
  const auto total = catalogue.column("quote", "totalamount");
  TRY(const auto quote, input.rule.rows.get({revision.entity_number, action.target}));
  if (!quote) return fail(Errc::not_found, "the quote of a decision");
  out.quote = rules::name_of(*quote);
  out.revision = quote->integer(revision).value_or(0);
  out.total = quote->integer(total).value_or(0);
  out.earliest = input.rule.daemon->earliest;
  out.latest = input.rule.daemon->latest;
  out.received = input.rule.daemon->received;
  return out;
}

}  // namespace

Status complete_quote(const HandlerInput& input, Handled& handled) {
  const actions::Action& action = input.rule.action;
  handled.facts.emplace_back("role", actions::kQuoteApproverRole);
  handled.facts.emplace_back("quote_hash", to_hex(action.basis.material_hash));
  for (const auto name : {actions::arguments::kShownRevision, actions::arguments::kShownTotal})
    if (const auto* value = action.argument(name))
      if (const auto* number = std::get_if<std::int64_t>(value))
        handled.facts.emplace_back(name, fmt::format("{}", *number));
  handled.facts.emplace_back("signature", to_hex(input.signed_action.signature));
  CHECK(complete_contract(input, handled));
  schema::RowChange* row = decision_change(input.store.catalogue(), handled);
  if (row == nullptr) return {};
  TRY(auto evidence, gather(input, handled));
  row->set(input.store.catalogue().column("fieldbook_quotedecision", "evidence"),
           to_hex(actions::seal_evidence(std::move(evidence), input.store.head().signing_key)));
  return {};
}

}  // namespace fieldbook::syncd
