// POST /v1/token: a refresh token for the next pair, and who the sign-in stands for now.

#include <algorithm>

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"
#include "syncd/endpoints/tokens.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;

Result<protocol::RenewRequest> read_request(const std::string& body) {
  TRY(const auto json, protocol::parse_json(body));
  return protocol::renew_request_from_json(json);
}

bool holds(const Person& person, schema::Audience audience) {
  return std::ranges::find(person.audiences, audience) != person.audiences.end();
}

/// Who the session stands for. Where its audience has ended, it goes on under the one that is asked
/// for, if the person holds that.
Result<std::optional<protocol::Access>> follow(const Services& services,
                                               WriteTransaction& transaction, IssuedTokens& tokens,
                                               const std::string& wanted) {
  const auto person = services.exposure.person(tokens.session.person, transaction);
  if (!person && person.error().code == Errc::not_found) return std::optional<protocol::Access>();
  if (!person) return std::unexpected(person.error());
  const auto audience = schema::parse_audience(wanted);
  if (audience && holds(*person, *audience) && !holds(*person, tokens.session.audience))
    CHECK(set_audience(transaction, tokens, *audience));
  protocol::Access out{.user = person->id,
                       .user_name = person->name,
                       .account = person->account,
                       .audience = std::string(to_string(tokens.session.audience)),
                       .audiences = {},
                       .roles = person->roles};
  for (const schema::Audience held : person->audiences) out.audiences.emplace_back(to_string(held));
  return std::optional(std::move(out));
}

/// Why a session does not go on, as the device is told.
Result<ProblemKind> reason(const Services& services, const Renewal& renewal) {
  if (renewal.was_reuse) return ProblemKind::token_reused;
  TRY(const auto transaction, services.store.begin_read());
  TRY(const auto family, transaction->token_family(renewal.family));
  if (!family) return ProblemKind::sign_in_required;
  TRY(const auto device, transaction->device(family->device));
  if (device && device->wipe) return ProblemKind::wipe;
  if (device && device->revoked) return ProblemKind::device_revoked;
  TRY(const auto user, transaction->user(family->person));
  if (user && user->disabled) return ProblemKind::user_disabled;
  return ProblemKind::sign_in_required;
}

}  // namespace

Answer renew_token(const Services& services, const Request& request) {
  const auto body = read_request(request.body);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  Renewal renewal;
  std::optional<protocol::Access> access;
  const std::uint64_t revision = services.sessions.revision();
  const Status written =
      services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
        TRY(renewal, renew_session(transaction, body->refresh_token, services.times, services.clock,
                                   services.random));
        if (renewal.tokens) {
          TRY(access, follow(services, transaction, *renewal.tokens, body->audience));
        }
        AfterCommit after;
        if (!renewal.tokens && !renewal.family.is_nil())
          after.ended_families.push_back(renewal.family);
        return after;
      });
  if (!written) return problem_response(protocol::problem_of(written.error()));
  if (!renewal.tokens) {
    const auto kind = reason(services, renewal);
    if (!kind) return problem_response(protocol::problem_of(kind.error()));
    return problem_response(*kind);
  }
  services.sessions.add(renewal.tokens->access_hash, renewal.tokens->session, revision);
  const protocol::RenewResponse answer{session_tokens(*renewal.tokens, services.clock.now()),
                                       std::move(access)};
  return json_response(protocol::to_json(answer).dump());
}

}  // namespace fieldbook::syncd
