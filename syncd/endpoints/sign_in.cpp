// POST /v1/sign-in: name and password for a session on a registered device.

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/session.hpp"
#include "syncd/endpoints/endpoint.hpp"
#include "syncd/endpoints/tokens.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;

std::int64_t whole_seconds(std::chrono::milliseconds wait) { return (wait.count() + 999) / 1000; }

/// A failure that the person is told about, with the word for the metric.
struct Refusal {
  ProblemKind kind;
  std::string_view outcome;
  std::int64_t retry_after_s = 0;
};

struct Recognised {
  User user;
  Person person;
  schema::Audience audience = schema::Audience::customer;
};
using Recognition = std::expected<Recognised, Refusal>;

Recognition refuse_with(ProblemKind kind, std::string_view outcome) {
  return std::unexpected(Refusal{kind, outcome});
}

std::optional<Refusal> over_limit(const Services& services, const Request& request,
                                  const std::string& signin) {
  const auto wait = std::max(services.sign_in_limits.address.take(request.address),
                             services.sign_in_limits.account.take(signin));
  if (wait.count() == 0) return std::nullopt;
  return Refusal{ProblemKind::too_many_sign_ins, "rate_limited", whole_seconds(wait)};
}

/// Which audience the sign-in gets: the wanted one if the person holds it, else the preferred.
std::expected<schema::Audience, Refusal> choose_audience(const Person& person,
                                                         const std::string& wanted) {
  const Refusal refused{ProblemKind::audience_not_held, "audience_not_held"};
  if (person.audiences.empty()) return std::unexpected(refused);
  if (wanted.empty()) return person.audiences.front();
  const auto audience = schema::parse_audience(wanted);
  if (!audience || std::ranges::find(person.audiences, *audience) == person.audiences.end())
    return std::unexpected(refused);
  return *audience;
}

Result<Recognition> recognise(const Services& services, const protocol::SignInRequest& body,
                              const std::string& signin) {
  TRY(const auto transaction, services.store.begin_read());
  TRY(const auto user, transaction->user_by_signin(signin));
  const bool has_password = user && !user->password_hash.empty();
  // The hash is computed in every case and before anything else is looked at, so that neither the
  // answer nor its time tells whether the name exists.
  if (!services.passwords.matches(has_password ? &user->password_hash : nullptr, body.password))
    return refuse_with(ProblemKind::sign_in_failed, "failed");
  if (user->disabled) return refuse_with(ProblemKind::user_disabled, "disabled");
  auto person = services.exposure.person(user->person, *transaction);
  if (!person && person.error().code != Errc::not_found)
    return std::unexpected(std::move(person).error());
  if (!person || !person->active) return refuse_with(ProblemKind::user_disabled, "inactive");
  const auto audience = choose_audience(*person, body.audience);
  if (!audience) return Recognition(std::unexpected(audience.error()));
  return Recognition(Recognised{*user, *std::move(person), *audience});
}

/// An audit line, and the grants of a person that signs in for the first time.
Result<AfterCommit> record(const Services& services, WriteTransaction& transaction,
                           const Uuid& person, const Uuid& device) {
  TRY(auto group, services.committer.open(transaction));
  TRY(auto part, group.begin_part());
  part.look_again_at(person);
  CHECK(part.apply({}, Cause{.kind = "sign-in", .actor = person, .device = device}));
  CHECK(part.release());
  AfterCommit after;
  TRY(after.outcome, group.finish());
  return after;
}

Result<IssuedTokens> open(const Services& services, const Request& request,
                          const protocol::SignInRequest& body, const Recognised& who) {
  IssuedTokens tokens;
  CHECK(services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    const DeviceIntroduction introduction{body.device, body.device_name, body.device_public_key,
                                          request.user_agent};
    TRY(const Device device, register_device(transaction, who.user.person, introduction,
                                             services.unsigned_devices, services.clock.now()));
    User user = who.user;
    user.last_sign_in = services.clock.now();
    CHECK(transaction.put_user(user));
    TRY(tokens, open_session(transaction, device, who.audience, services.times, services.clock,
                             services.random));
    TRY(AfterCommit after, record(services, transaction, who.user.person, device.id));
    return after;
  }));
  return tokens;
}

Result<protocol::SignInResponse> describe(const Services& services, const Recognised& who,
                                          const IssuedTokens& tokens) {
  TRY(const auto transaction, services.store.begin_read());
  const OrganisationHead& head = transaction->head();
  protocol::SignInResponse out;
  out.tokens = session_tokens(tokens, services.clock.now());
  out.user = who.person.id;
  out.user_name = who.person.name;
  out.account = who.person.account;
  out.audience = schema::to_string(who.audience);
  for (const auto audience : who.person.audiences)
    out.audiences.emplace_back(schema::to_string(audience));
  out.roles = who.person.roles;
  out.organisation = head.id;
  out.organisation_name = head.name;
  out.digest_key = head.digest_key;
  out.receipt_public_key = head.signing_key.public_key();
  out.server_ms = services.clock.now().ms;
  return out;
}

Response device_refused(const Services& services, const Error& error) {
  services.meter.signed_in("device");
  if (error.code == Errc::permission_denied) return problem_response(ProblemKind::device_revoked);
  if (error.code == Errc::conflict) return problem_response(ProblemKind::device_conflict);
  return problem_response(protocol::problem_of(error));
}

}  // namespace

Answer sign_in(const Services& services, const Request& request) {
  const auto json = protocol::parse_json(request.body);
  if (!json) return problem_response(protocol::problem_of(json.error()));
  const auto body = protocol::sign_in_request_from_json(*json);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  const auto signin = fold_signin(body->signin);
  if (!signin || body->password.size() > limits::kPasswordBytesMax) {
    services.meter.signed_in("failed");
    return problem_response(ProblemKind::sign_in_failed);
  }
  const auto refuse = [&](const Refusal& refusal) {
    services.meter.signed_in(refusal.outcome);
    return problem_response(refusal.kind, {}, refusal.retry_after_s);
  };
  if (const auto refusal = over_limit(services, request, *signin)) return refuse(*refusal);
  const auto who = recognise(services, *body, *signin);
  if (!who) return problem_response(protocol::problem_of(who.error()));
  if (!*who) return refuse(who->error());
  const std::uint64_t revision = services.sessions.revision();
  const auto tokens = open(services, request, *body, **who);
  if (!tokens) return device_refused(services, tokens.error());
  services.sign_in_limits.account.forget(*signin);
  services.sessions.add(tokens->access_hash, tokens->session, revision);
  const auto response = describe(services, **who, *tokens);
  if (!response) return problem_response(protocol::problem_of(response.error()));
  services.meter.signed_in("succeeded");
  return json_response(protocol::to_json(*response).dump());
}

}  // namespace fieldbook::syncd
