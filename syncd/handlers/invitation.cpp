#include "shared/rules/invitation.hpp"

#include <algorithm>

#include "shared/actions/action_table.hpp"
#include "syncd/handlers/handler.hpp"

namespace fieldbook::syncd {

Status complete_invitation(const HandlerInput& input, Handled& handled) {
  if (handled.verdict != actions::Verdict::applied) return {};
  const actions::Action& action = input.rule.action;
  const bool is_group = action.kind == actions::kinds::kAccountInvite;
  TRY(const auto user,
      is_group ? Result<std::optional<User>>(std::nullopt) : input.store.user(action.target));
  if (user && !user->password_hash.empty()) {
    handled.verdict = actions::Verdict::superseded;
    handled.reason = actions::Reason::already_exists;
    handled.changes.clear();
    return {};
  }
  const schema::Catalogue& catalogue = input.store.catalogue();
  const schema::RowKey key{catalogue.entity("adx_invitation").number,
                           rules::invitation_id(action.id)};
  const auto made = std::ranges::find(handled.changes, key, &schema::RowChange::key);
  if (made == handled.changes.end() || input.random == nullptr)
    return fail(Errc::internal, "an invitation without a row or a source of random bytes");
  const std::string code = rules::make_invitation_code(*input.random);
  made->set(catalogue.column("adx_invitation", "adx_invitationcode"),
            rules::kept_invitation_code(code));
  const schema::ColumnHandle expiry = catalogue.column("adx_invitation", "adx_expirydate");
  const schema::ColumnHandle most = catalogue.column("adx_invitation", "adx_maximumredemptions");
  for (const auto& [ordinal, value] : made->values) {
    if (ordinal == expiry.ordinal)
      handled.detail.emplace_back("expired_on",
                                  format_day(day_of(Instant{std::get<std::int64_t>(value)})));
    if (ordinal == most.ordinal && value != schema::Value(std::int64_t{1}))
      handled.detail.emplace_back("times", std::to_string(std::get<std::int64_t>(value)));
  }
  handled.detail.emplace_back("code", code);
  handled.detail.emplace_back("invitation", to_string(key.id));
  std::ranges::sort(handled.detail);
  handled.facts.emplace_back("invitation", to_string(key.id));
  return {};
}

}  // namespace fieldbook::syncd
