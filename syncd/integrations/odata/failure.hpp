#pragma once

// What can go wrong with the other side, told apart by what somebody does about it: a row waits
// for its correction, a run stops and says why, a request is sent again.

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "shared/base/time.hpp"

namespace fieldbook::syncd::odata {

enum class Failure : std::uint8_t {
  unreachable,        ///< no connection, no such host
  timed_out,          ///< connected, but no answer in time
  broken_off,         ///< the answer ended before its end
  tls,                ///< the certificate could not be verified
  foreign,            ///< something else answers: HTML, a redirect, another media type
  too_large,          ///< an answer beyond the bounds
  malformed,          ///< JSON or multipart that does not read, or lacks what it must have
  throttled,          ///< 429, or 503: later, after `retry_after`
  unauthenticated,    ///< 401, also with a token just fetched; or no token to be had
  forbidden,          ///< 403: the application's user lacks a right
  not_found,          ///< 404, 410: the row, or the entity set
  already_exists,     ///< 409, or a key that is taken
  changed_meanwhile,  ///< 412, 428: the row is not as it was read
  refused,            ///< another 4xx: validation; `field` says which column where known
  server,             ///< another 5xx
  interrupted         ///< we were asked to stop
};

/// "unreachable", "timed_out" and so on, for tables, logs and metrics.
[[nodiscard]] std::string_view to_string(Failure failure);
/// Whether the row is to blame and others go on; otherwise the peer or the way there is.
[[nodiscard]] bool concerns_row(Failure failure);
/// Whether the same request may succeed a little later.
[[nodiscard]] bool passes_by_itself(Failure failure);

struct ODataError {
  Failure failure = Failure::server;
  int status = 0;       ///< 0 when there was no answer
  std::string code;     ///< the peer's own
  std::string message;  ///< one line, bounded; never a token, a secret or a stack trace
  std::string field;    ///< the column that the peer complains about, where it says so
  std::chrono::milliseconds retry_after{0};  ///< as asked, bounded; 0 = not asked

  /// "refused (400): Field 'Currency' must be filled in. [CURRENCYCODE]"
  [[nodiscard]] std::string sentence() const;
};

template <class T>
using ODataResult = std::expected<T, ODataError>;

[[nodiscard]] inline std::unexpected<ODataError> odata_fail(Failure failure, std::string message) {
  return std::unexpected(ODataError{.failure = failure, .message = std::move(message)});
}

/// Says what an answer with a status of 400 and above, or a redirect, means. The body may be
/// anything: the error object of OData 4, that of Finance and Operations (its `innererror` holds
/// the text of the Infolog, and a stack trace that is dropped), plain text, HTML, nothing.
[[nodiscard]] ODataError read_error(int status, std::string_view content_type,
                                    std::string_view body, std::string_view retry_after,
                                    Instant now);

/// Reads Retry-After: seconds, or an HTTP date (RFC 9110 section 5.6.7) against `now`. Unreadable
/// text counts as half a minute, the peer's documented sleep. Bounded to ten minutes.
[[nodiscard]] std::chrono::milliseconds read_retry_after(std::string_view text, Instant now);

}  // namespace fieldbook::syncd::odata
