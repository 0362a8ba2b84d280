// POST /v1/redeem: an invitation's code for a sign-in of one's own (DOMAIN.md 4.2). The ordinary
// sign-in follows.

#include "shared/base/ascii.hpp"
#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/session.hpp"
#include "shared/rules/invitation.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;
using rules::InvitationState;

constexpr std::size_t kRowsPerRead = 1'000;

/// What the person is told; an empty detail stands for the problem's own text.
struct Refusal {
  ProblemKind kind = ProblemKind::invitation_refused;
  std::string_view detail;
};

/// Whoever has the code may know what became of it.
std::optional<Refusal> refusal_of(InvitationState state) {
  const auto refuse = [](std::string_view detail) {
    return Refusal{ProblemKind::invitation_refused, detail};
  };
  switch (state) {
    case InvitationState::open: return std::nullopt;
    case InvitationState::used:
      return refuse(
          "This invitation was used already. Sign in with the name and the password that were "
          "chosen then.");
    case InvitationState::expired:
      return refuse("This invitation has ended. Ask whoever invited you for another one.");
    case InvitationState::withdrawn: break;
  }
  return refuse(
      "This invitation was withdrawn or replaced by another one. Use the latest code, or ask "
      "whoever invited you.");
}

/// The invitation of the code. All are looked at: only hashes of codes are kept, and a code that
/// came with an import is kept as it was.
Result<std::optional<schema::Row>> find_invitation(ReadTransaction& rows, std::string_view code) {
  const schema::Entity& entity = rows.catalogue().entity("adx_invitation");
  const auto kept = rows.catalogue().column("adx_invitation", "adx_invitationcode");
  for (RowNumber after = 0;;) {
    TRY(const auto page, rows.scan(entity, after, kRowsPerRead));
    for (const StoredRow& stored : page)
      if (rules::is_invitation_code(stored.row.text(kept), code)) return std::optional(stored.row);
    if (page.size() < kRowsPerRead) return std::optional<schema::Row>();
    after = page.back().number;
  }
}

/// Gives the person their sign-in. Returns a refusal, with which the transaction is rolled back.
Result<std::optional<Refusal>> give_sign_in(WriteTransaction& transaction, const NewUser& wanted,
                                            Instant now) {
  TRY(const auto taken, transaction.user_by_signin(wanted.signin));
  if (taken && taken->person != wanted.person)
    return std::optional(Refusal{ProblemKind::sign_in_name_taken, {}});
  TRY(auto user, transaction.user(wanted.person));
  if (!user) {
    CHECK(add_user(transaction, wanted, now));
    return std::optional<Refusal>();
  }
  if (!user->password_hash.empty())
    return std::optional(Refusal{
        ProblemKind::invitation_refused,
        "You sign in already. If you forgot the password, ask your administrator for another."});
  user->signin = wanted.signin;
  user->password_hash = wanted.password_hash;
  CHECK(transaction.put_user(*user));
  return std::optional<Refusal>();
}

/// What the redeeming of an invitation changes, and who may sign in by it.
struct Redemption {
  Uuid person;                             ///< nil: nobody may
  std::vector<schema::RowChange> changes;  ///< empty: nobody may any more
};
Result<Redemption> redeem_row(WriteTransaction& transaction, const schema::Row& invitation,
                              const protocol::RedeemRequest& request, const std::string& signin,
                              Instant now) {
  const schema::Catalogue& catalogue = transaction.catalogue();
  Redemption out;
  if (rules::is_group_invitation(catalogue, invitation)) {
    out.person = rules::newcomer_id(invitation.id, signin);
    const rules::Newcomer newcomer{out.person, signin, std::string(trimmed(request.firstname)),
                                   std::string(trimmed(request.lastname))};
    TRY(out.changes, rules::redeem_group_invitation(transaction, invitation, newcomer, now));
    return out;
  }
  const auto person = invitation.lookup(catalogue.column("adx_invitation", "adx_invitecontact"));
  TRY(out.changes, rules::redeem_invitation(transaction, invitation, now));
  if (!person || out.changes.empty()) return Redemption{};
  out.person = *person;
  schema::RowChange named({catalogue.entity("contact").number, *person});
  named.set(catalogue.column("contact", "adx_identity_username"), signin);
  out.changes.push_back(std::move(named));
  return out;
}

/// Everything that redeeming does, in one commit. The writer makes one at a time, and each looks at
/// the invitation anew: of people who bring one code at once as many are let in as it says.
Result<AfterCommit> redeem_in(const Services& services, WriteTransaction& transaction,
                              const schema::RowKey& key, const protocol::RedeemRequest& request,
                              NewUser wanted, std::optional<Refusal>& refusal) {
  const Instant now = services.clock.now();
  const auto stop = [&](const Refusal& why) -> Result<AfterCommit> {
    refusal = why;
    return fail(Errc::conflict, "the invitation was not redeemed");
  };
  TRY(const auto row, transaction.get(key));
  const auto state = row ? rules::invitation_state(transaction.catalogue(), *row, now)
                         : InvitationState::withdrawn;
  if (const auto why = refusal_of(state)) return stop(*why);
  TRY(const auto redemption, redeem_row(transaction, *row, request, wanted.signin, now));
  const Uuid& person = wanted.person = redemption.person;
  if (person.is_nil()) return stop({});
  TRY(const auto why, give_sign_in(transaction, wanted, now));
  if (why) return stop(*why);
  if (redemption.changes.empty()) return stop({});
  TRY(auto group, services.committer.open(transaction));
  TRY(auto part, group.begin_part());
  part.look_again_at(person);
  CHECK(part.apply(redemption.changes, Cause{.kind = "invitation.redeem",
                                             .actor = person,
                                             .target = key,
                                             .facts = {{"signin", wanted.signin}}}));
  CHECK(part.release());
  AfterCommit after;
  TRY(after.outcome, group.finish());
  return after;
}

Response refuse(const Services& services, const Refusal& refusal) {
  services.meter.signed_in("not_redeemed");
  return problem_response(refusal.kind, refusal.detail);
}

}  // namespace

Answer redeem(const Services& services, const Request& request) {
  const auto json = protocol::parse_json(request.body);
  if (!json) return problem_response(protocol::problem_of(json.error()));
  const auto body = protocol::redeem_request_from_json(*json);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  if (const auto wait = services.sign_in_limits.address.take(request.address); wait.count() > 0) {
    services.meter.signed_in("rate_limited");
    return problem_response(ProblemKind::too_many_sign_ins, {}, (wait.count() + 999) / 1000);
  }
  const auto signin = fold_signin(body->signin);
  if (!signin) return refuse(services, {ProblemKind::credentials_refused, signin.error().message});
  if (const Status good = check_new_password(body->password); !good)
    return refuse(services, {ProblemKind::credentials_refused, good.error().message});
  std::optional<schema::Row> invitation;
  {
    const auto transaction = services.store.begin_read();
    if (!transaction) return problem_response(protocol::problem_of(transaction.error()));
    auto found = find_invitation(**transaction, trimmed(body->code));
    if (!found) return problem_response(protocol::problem_of(found.error()));
    if (!*found) return refuse(services, {});
    const auto state =
        rules::invitation_state((*transaction)->catalogue(), **found, services.clock.now());
    if (const auto why = refusal_of(state)) return refuse(services, *why);
    invitation = *std::move(found);
  }
  auto hash = hash_password(body->password);
  if (!hash) return problem_response(protocol::problem_of(hash.error()));
  const NewUser wanted{.signin = *signin, .password_hash = *std::move(hash)};
  std::optional<Refusal> refusal;
  const Status done = services.writer.write([&](WriteTransaction& transaction) {
    return redeem_in(services, transaction, invitation->key(), *body, wanted, refusal);
  });
  if (refusal) return refuse(services, *refusal);
  if (!done) return problem_response(protocol::problem_of(done.error()));
  services.meter.signed_in("redeemed");
  return json_response(nlohmann::ordered_json{{"signin", *signin}}.dump());
}

}  // namespace fieldbook::syncd
