// POST /v1/token: a refresh token for the next pair.

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"
#include "syncd/endpoints/tokens.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;

Result<std::string> read_token(const std::string& body) {
  TRY(const auto json, protocol::parse_json(body));
  const auto member = json.is_object() ? json.find("refresh_token") : json.end();
  if (!json.is_object() || member == json.end() || !member->is_string())
    return fail(Errc::invalid_argument, "refresh_token must be a text");
  return member->get<std::string>();
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
  const auto token = read_token(request.body);
  if (!token) return problem_response(protocol::problem_of(token.error()));
  Renewal renewal;
  const std::uint64_t revision = services.sessions.revision();
  const Status written =
      services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
        TRY(renewal,
            renew_session(transaction, *token, services.times, services.clock, services.random));
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
  const auto body = session_tokens(*renewal.tokens, services.clock.now());
  return json_response(protocol::to_json(body).dump());
}

}  // namespace fieldbook::syncd
