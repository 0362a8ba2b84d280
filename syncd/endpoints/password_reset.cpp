// POST /v1/password-reset and POST /v1/password-reset/confirm: another password by a code that
// comes by e-mail. Whether a name exists is told by neither, in answer or time.

#include "syncd/auth/password_reset.hpp"

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/session.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::PasswordResetRequest;
using protocol::ProblemKind;

struct Asked {
  PasswordResetRequest body;
  std::string signin;  ///< folded
};

/// Reads and limits either request; the answer where it goes no further.
std::expected<Asked, Response> read_request(const Services& services, const Request& request) {
  const auto stop = [](Response response) { return std::unexpected(std::move(response)); };
  if (!services.sends_mail) return stop(problem_response(ProblemKind::mail_off));
  const auto json = protocol::parse_json(request.body);
  if (!json) return stop(problem_response(protocol::problem_of(json.error())));
  auto body = protocol::password_reset_request_from_json(*json);
  if (!body) return stop(problem_response(protocol::problem_of(body.error())));
  const auto signin = fold_signin(body->signin);
  if (!signin) return stop(problem_response(protocol::problem_of(signin.error())));
  // Apart from signing in: who asks for a code must not lock the owner out.
  const auto wait = std::max(services.sign_in_limits.address.take(request.address),
                             services.sign_in_limits.account.take("reset\n" + *signin));
  if (wait.count() == 0) return Asked{*std::move(body), *signin};
  services.meter.signed_in("rate_limited");
  return stop(problem_response(ProblemKind::too_many_sign_ins, {}, (wait.count() + 999) / 1000));
}

/// The user of the name who may sign in; nothing for all others.
Result<std::optional<User>> user_of(const Services& services, ReadTransaction& transaction,
                                    const std::string& signin) {
  TRY(auto user, transaction.user_by_signin(signin));
  if (!user || user->disabled) return std::optional<User>();
  const auto person = services.exposure.person(user->person, transaction);
  if (!person && person.error().code != Errc::not_found) return std::unexpected(person.error());
  return person && person->active ? std::move(user) : std::optional<User>();
}

}  // namespace

Answer ask_reset(const Services& services, const Request& request) {
  auto asked = read_request(services, request);
  if (!asked) return asked.error();
  const Status done =
      services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
        TRY(const auto user, user_of(services, transaction, asked->signin));
        CHECK(ask_password_reset(transaction, user ? user->person : Uuid{}, services.clock.now()));
        return AfterCommit{};
      });
  if (!done) return problem_response(protocol::problem_of(done.error()));
  services.meter.signed_in("reset_asked");
  services.mail_wanted();
  Response response = json_response("{}");
  response.status = 202;
  return response;
}

Answer confirm_reset(const Services& services, const Request& request) {
  auto asked = read_request(services, request);
  if (!asked) return asked.error();
  if (const Status good = check_new_password(asked->body.password); !good)
    return problem_response(ProblemKind::credentials_refused, good.error().message);
  // Before the code is looked at, so that a wrong one takes as long as the right one.
  auto hash = hash_password(asked->body.password);
  if (!hash) return problem_response(protocol::problem_of(hash.error()));
  bool is_right = false;
  const Status done =
      services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
        AfterCommit after;
        TRY(const auto user, user_of(services, transaction, asked->signin));
        TRY(is_right, try_password_reset(transaction, user ? &*user : nullptr, asked->body.code,
                                         services.clock.now()));
        if (!is_right) return after;
        CHECK(set_password_hash(transaction, user->person, *hash));
        CHECK(end_password_reset(transaction, user->person));
        TRY(auto group, services.committer.open(transaction));
        TRY(auto part, group.begin_part());
        CHECK(part.apply({}, Cause{.kind = "password.reset", .actor = user->person}));
        CHECK(part.release());
        TRY(after.outcome, group.finish());
        after.ended_persons.push_back(user->person);
        return after;
      });
  if (!done) return problem_response(protocol::problem_of(done.error()));
  services.meter.signed_in(is_right ? "reset" : "not_reset");
  if (!is_right) return problem_response(ProblemKind::reset_refused);
  services.sign_in_limits.account.forget(asked->signin);
  return json_response(nlohmann::ordered_json{{"signin", asked->signin}}.dump());
}

}  // namespace fieldbook::syncd
