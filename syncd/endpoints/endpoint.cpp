#include "syncd/endpoints/endpoint.hpp"

#include <array>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kSmallBody = 16 * 1024;  // sign-in and token bodies hold a few short texts

constexpr std::array kRoutes = {
    Route{"POST", "/v1/sync", limits::kRequestBodyBytesMax, NeedsSignIn::yes, Lane::reader, &sync},
    Route{"GET", "/v1/live", 0, NeedsSignIn::yes, Lane::reader, &live},
    Route{"POST", "/v1/search", kSmallBody, NeedsSignIn::yes, Lane::reader, &search},
    Route{"POST", "/v1/distribution/preview", kSmallBody, NeedsSignIn::yes, Lane::reader,
          &distribution_preview},
    Route{"POST", "/v1/distribution/weights", kSmallBody, NeedsSignIn::yes, Lane::reader,
          &distribution_weights},
    Route{"POST", "/v1/distribution/alerts", kSmallBody, NeedsSignIn::yes, Lane::reader,
          &distribution_alerts},
    Route{"POST", "/v1/devices", kSmallBody, NeedsSignIn::yes, Lane::reader, &devices},
    Route{"POST", "/v1/integration", kSmallBody, NeedsSignIn::yes, Lane::desk, &integration},
    Route{"GET", "/v1/catalogue", 0, NeedsSignIn::yes, Lane::reader, &catalogue},
    Route{"POST", "/v1/sign-in", kSmallBody, NeedsSignIn::no, Lane::password, &sign_in},
    Route{"POST", "/v1/redeem", kSmallBody, NeedsSignIn::no, Lane::password, &redeem},
    Route{"POST", "/v1/password-reset", kSmallBody, NeedsSignIn::no, Lane::password, &ask_reset},
    Route{"POST", "/v1/password-reset/confirm", kSmallBody, NeedsSignIn::no, Lane::password,
          &confirm_reset},
    Route{"POST", "/v1/token", kSmallBody, NeedsSignIn::no, Lane::reader, &renew_token},
    Route{"POST", "/v1/sign-out", kSmallBody, NeedsSignIn::yes, Lane::reader, &sign_out},
    Route{"GET", "/livez", 0, NeedsSignIn::no, Lane::network, &alive},
    Route{"GET", "/readyz", 0, NeedsSignIn::no, Lane::reader, &ready},
    Route{"GET", "/healthz", 0, NeedsSignIn::no, Lane::reader, &ready},
    Route{"GET", "/metrics", 0, NeedsSignIn::no, Lane::reader, &metrics},
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    if (pair.substr(0, equals) != name) continue;
    return percent_decoded(pair.substr(std::min(equals + 1, pair.size())));
  }
  return std::nullopt;
}

Response problem_response(const protocol::Problem& problem) {
  Response out{problem.status, protocol::kProblemMediaType, protocol::problem_body(problem), {}};
  if (problem.retry_after_s > 0)
    out.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_s));
  if (problem.status == 401) out.headers.emplace_back("WWW-Authenticate", "Bearer");
  return out;
}

Response problem_response(protocol::ProblemKind kind, std::string_view detail,
                          std::int64_t retry_after_s) {
  return problem_response(protocol::make_problem(kind, detail, retry_after_s));
}

Response json_response(std::string body) { return {200, "application/json", std::move(body), {}}; }

Result<Session> authenticate(const Services& services, const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  constexpr std::size_t kTokenCharactersMax = 128;
  std::string_view token = request.authorization;
  if (!token.starts_with(kScheme) || token.size() > kScheme.size() + kTokenCharactersMax)
    return fail(Errc::unauthenticated, "no access token");
  token.remove_prefix(kScheme.size());
  const FixedBytes<32> hash = hash_token(token);
  if (auto session = services.sessions.find(hash)) return *session;
  const std::uint64_t revision = services.sessions.revision();
  TRY(const auto transaction, services.store.begin_read());
  TRY(const auto session, find_session(*transaction, hash, services.clock.now()));
  if (!session) return fail(Errc::unauthenticated, "the access token is unknown or has ended");
  services.sessions.add(hash, *session, revision);
  return *session;
}

std::span<const Route> route_table() { return kRoutes; }

const Route* find_route(std::string_view method, std::string_view path, std::string& allow) {
  for (const Route& route : kRoutes) {
    if (route.path != path) continue;
    if (route.method == method) return &route;
    if (!allow.empty()) allow += ", ";
    allow += route.method;
  }
  return nullptr;
}

}  // namespace fieldbook::syncd
