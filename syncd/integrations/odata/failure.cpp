#include "syncd/integrations/odata/failure.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "shared/base/ascii.hpp"
#include "syncd/integrations/odata/json.hpp"

namespace fieldbook::syncd::odata {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMessageBytesMax = 1000;
constexpr auto kRetryAfterUnread = 30s;
constexpr auto kRetryAfterMax = 600s;

constexpr std::array<std::string_view, 16> kNames = {
    "unreachable",       "timed_out", "broken_off", "tls",
    "foreign",           "too_large", "malformed",  "throttled",
    "unauthenticated",   "forbidden", "not_found",  "already_exists",
    "changed_meanwhile", "refused",   "server",     "interrupted"};

/// One line of bounded length; cut between characters.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const bool blank = static_cast<unsigned char>(c) < 0x20 || c == ' ';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  if (out.size() <= kMessageBytesMax) return out;
  std::size_t end = kMessageBytesMax;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

bool contains_without_case(std::string_view text, std::string_view part) {
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i)
    if (equal_without_case(text.substr(i, part.size()), part)) return true;
  return false;
}

/// The field of "Field 'Currency' must be filled in" and "The value '…' in field 'Customer' …".
std::string field_in(std::string_view message) {
  for (const std::string_view before : {"Field '", "field '"}) {
    const auto start = message.find(before);
    if (start == std::string_view::npos) continue;
    const auto from = start + before.size();
    const auto end = message.find('\'', from);
    if (end != std::string_view::npos) return std::string(message.substr(from, end - from));
  }
  return {};
}

std::string text_of(const nlohmann::json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  // OData 3 wrote {"message": {"lang": …, "value": …}}.
  if (found->is_object()) return text_of(*found, "value");
  return found->is_string() ? found->get<std::string>() : std::string();
}

void read_error_object(const nlohmann::json& error, ODataError& out) {
  out.code = one_line(text_of(error, "code"));
  std::string message = text_of(error, "message");
  out.field = text_of(error, "target");
  if (const auto inner = error.find("innererror"); inner != error.end() && inner->is_object()) {
    // Finance and Operations says "An error has occurred." outside and what it was inside.
    const std::string detail = text_of(*inner, "message");
    if (!detail.empty()) message = detail;
  }
  if (const auto details = error.find("details"); details != error.end() && details->is_array()) {
    for (const auto& detail : *details) {
      if (!detail.is_object()) continue;
      if (out.field.empty()) out.field = text_of(detail, "target");
      message += (message.empty() ? "" : " ") + text_of(detail, "message");
    }
  }
  out.message = one_line(message);
  if (out.field.empty()) out.field = field_in(out.message);
}

Failure failure_of(int status) {
  switch (status) {
    case 401: return Failure::unauthenticated;
    case 403: return Failure::forbidden;
    case 404:
    case 410: return Failure::not_found;
    case 409: return Failure::already_exists;
    case 412:
    case 428: return Failure::changed_meanwhile;
    case 413: return Failure::too_large;
    case 408:
    case 504: return Failure::timed_out;
    case 429:
    case 503: return Failure::throttled;
    default: break;
  }
  if (status >= 500) return Failure::server;
  return status >= 400 ? Failure::refused : Failure::foreign;
}

bool looks_like_html(std::string_view content_type, std::string_view body) {
  return contains_without_case(content_type, "html") || trimmed(body).starts_with('<');
}

std::optional<int> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::ranges::find(kMonths, name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<int>(found - kMonths.begin()) + 1;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", the form that senders must use.
std::optional<Instant> read_http_date(std::string_view text) {
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto month = month_of(text.substr(8, 3));
  if (!month) return std::nullopt;
  const auto instant = parse_instant(fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4), *month,
                                                 text.substr(5, 2), text.substr(17, 8)));
  if (!instant) return std::nullopt;
  return *instant;
}

}  // namespace

std::string_view to_string(Failure failure) { return kNames[static_cast<std::size_t>(failure)]; }

bool concerns_row(Failure failure) {
  switch (failure) {
    case Failure::not_found:
    case Failure::already_exists:
    case Failure::changed_meanwhile:
    case Failure::refused: return true;
    default: return false;
  }
}

bool passes_by_itself(Failure failure) {
  switch (failure) {
    case Failure::unreachable:
    case Failure::timed_out:
    case Failure::broken_off:
    case Failure::throttled:
    case Failure::server: return true;
    default: return false;
  }
}

std::string ODataError::sentence() const {
  std::string out(to_string(failure));
  if (status != 0) out += fmt::format(" ({})", status);
  if (!message.empty()) out += ": " + message;
  if (!field.empty()) out += fmt::format(" [{}]", field);
  return out;
}

std::chrono::milliseconds read_retry_after(std::string_view text, Instant now) {
  const std::string_view value = trimmed(text);
  if (value.empty()) return 0ms;
  std::int64_t seconds = 0;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), seconds);
  std::chrono::milliseconds wait = kRetryAfterUnread;
  if (parsed.ec == std::errc::result_out_of_range) {
    wait = kRetryAfterMax;
  } else if (parsed.ec == std::errc{} && parsed.ptr == value.data() + value.size()) {
    wait = std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kRetryAfterMax.count()));
  } else if (const auto date = read_http_date(value)) {
    wait = *date - now;
  }
  return std::clamp<std::chrono::milliseconds>(wait, 0ms, kRetryAfterMax);
}

ODataError read_error(int status, std::string_view content_type, std::string_view body,
                      std::string_view retry_after, Instant now) {
  ODataError out{.failure = failure_of(status), .status = status};
  out.retry_after = read_retry_after(retry_after, now);
  if (looks_like_html(content_type, body)) {
    out.message = fmt::format("status {} came with a page of HTML instead of JSON", status);
    // A page under a status of validation was written by something before the peer.
    if (concerns_row(out.failure)) out.failure = Failure::foreign;
    return out;
  }
  if (const auto json = parse_bounded(body); json && json->is_object()) {
    if (const auto error = json->find("error"); error != json->end() && error->is_object())
      read_error_object(*error, out);
  }
  if (out.message.empty()) out.message = one_line(body);
  if (out.message.empty()) out.message = "the peer gave no reason";
  // Finance and Operations reports a taken key as a failed write, not as 409.
  if (out.failure == Failure::refused &&
      contains_without_case(out.message, "record already exists"))
    out.failure = Failure::already_exists;
  return out;
}

}  // namespace fieldbook::syncd::odata
