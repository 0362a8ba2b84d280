#pragma once

// One exchange with the other side as values. The interface is what tests put a double behind;
// curl_transport.hpp is the real one.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syncd/integrations/odata/failure.hpp"

namespace fieldbook::syncd::odata {

struct Request {
  std::string method = "GET";
  std::string url;  ///< absolute
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Takes the bytes of a 2xx answer as they come instead of Answer::body; false ends the
  /// exchange with Failure::malformed.
  std::function<bool(std::string_view)> sink;
};

struct Answer {
  int status = 0;  ///< 0 when no head came
  std::string content_type;
  std::string retry_after;
  std::string etag;
  std::string body;  ///< as far as it came, also with `failure`
  /// Why there is no whole answer; nothing when there is one, whatever its status.
  std::optional<ODataError> failure;
  /// The request may have reached the peer. False only where it certainly did not.
  bool was_sent = true;
  std::chrono::microseconds took{0};
};

/// Counters of a transport since it was made.
struct TransportUse {
  std::uint64_t requests = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  std::chrono::microseconds waited{0};  ///< in exchange(), whether one request ran or several
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// Exchanges all requests, several at once within the transport's bound; one answer each, in
  /// order. One thread at a time.
  [[nodiscard]] virtual std::vector<Answer> exchange(std::span<const Request> requests) = 0;
  /// Ends the running exchange() soon with Failure::interrupted, and every later one; any thread.
  virtual void interrupt() = 0;
  [[nodiscard]] virtual TransportUse use() const = 0;  ///< any thread
};

}  // namespace fieldbook::syncd::odata
