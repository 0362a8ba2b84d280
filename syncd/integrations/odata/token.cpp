#include "syncd/integrations/odata/token.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "syncd/integrations/odata/json.hpp"
#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {
namespace {

using namespace std::chrono_literals;

constexpr JsonBounds kTokenBounds{.bytes = 64 * 1024, .depth = 8, .values = 100};
constexpr auto kLifetimeUnsaid = 300s;
constexpr auto kLifetimeMax = 24h;
/// A token is renewed before its end: requests take a while, and clocks differ.
constexpr auto kEarly = 60s;

/// Names without `error_description`, which may quote what was sent.
std::string issuer_reason(const Answer& answer) {
  const auto json = parse_bounded(answer.body, kTokenBounds);
  if (!json || !json->is_object()) return "without a reason";
  const auto error = json->find("error");
  if (error == json->end() || !error->is_string()) return "without a reason";
  return error->get<std::string>().substr(0, 100);
}

bool is_header_text(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

TokenSource::TokenSource(TokenOptions options, Transport& transport, const Clock& clock)
    : options_(std::move(options)), transport_(transport), clock_(clock) {}

ODataResult<std::string> TokenSource::authorization() {
  if (options_.url.empty()) return std::string();
  if (!token_ || clock_.since_boot() >= token_->good_until) {
    if (auto fetched = fetch(); !fetched) return std::unexpected(std::move(fetched).error());
  }
  return "Bearer " + token_->text;
}

ODataResult<void> TokenSource::fetch() {
  token_.reset();
  Request request{.method = "POST", .url = options_.url};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = fmt::format("grant_type=client_credentials&client_id={}&client_secret={}",
                             percent_encoded(options_.client_id),
                             percent_encoded(options_.client_secret.reveal()));
  if (!options_.scope.empty()) request.body += "&scope=" + percent_encoded(options_.scope);
  const Answer answer = transport_.exchange({&request, 1}).front();
  if (answer.failure) return std::unexpected(*answer.failure);
  if (answer.status != 200) {
    ODataError error =
        read_error(answer.status, answer.content_type, "", answer.retry_after, clock_.now());
    if (concerns_row(error.failure)) error.failure = Failure::unauthenticated;
    error.message =
        fmt::format("the issuer of tokens answered {}: {}", answer.status, issuer_reason(answer));
    return std::unexpected(std::move(error));
  }
  const auto json = parse_bounded(answer.body, kTokenBounds);
  const auto text =
      json && json->is_object() ? json->find("access_token") : nlohmann::json::const_iterator();
  if (!json || !json->is_object() || text == json->end() || !text->is_string() ||
      !is_header_text(text->get_ref<const std::string&>()))
    return odata_fail(Failure::foreign, "the issuer of tokens gave no token");
  std::chrono::milliseconds lifetime = kLifetimeUnsaid;
  if (const auto expires = json->find("expires_in"); expires != json->end()) {
    // The first version of the endpoint wrote the number as text.
    const auto seconds =
        expires->is_string()
            ? std::strtoll(expires->get_ref<const std::string&>().c_str(), nullptr, 10)
        : expires->is_number_integer() ? expires->get<std::int64_t>()
                                       : std::int64_t{0};
    if (seconds > 0)
      lifetime = std::min<std::chrono::milliseconds>(
          std::chrono::seconds(std::min<std::int64_t>(seconds, 1'000'000)), kLifetimeMax);
  }
  const auto early = std::min<std::chrono::milliseconds>(kEarly, lifetime / 2);
  token_ = Token{text->get<std::string>(), clock_.since_boot() + lifetime - early};
  return {};
}

}  // namespace fieldbook::syncd::odata
