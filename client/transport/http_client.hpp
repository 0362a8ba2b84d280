#pragma once

// HTTP over libcurl's multi interface: one connection kept alive, answers streamed to a sink, and
// every way to fail told apart, because each has its own words on screen (product.md 3.4).
//
// An answer counts only with a media type that the caller names: a captive portal's HTML under
// status 200 is recognised and never taken for an answer. Redirects are not followed.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/sync/engine.hpp"
#include "shared/base/bytes.hpp"

namespace fieldbook::client {

struct HttpOptions {
  std::string base_url;  ///< "https://edge.example:8443", without a slash at the end
  std::string ca_file;   ///< extra certificates to trust; empty = the system's
  std::string proxy;     ///< empty = as the environment says (http_proxy, no_proxy)
  std::chrono::milliseconds connect_timeout{10'000};
  /// An answer slower than 1 byte a second for this long has broken off.
  std::chrono::seconds stall_timeout{30};
};

struct HttpRequest {
  std::string method = "GET";
  std::string path;  ///< "/v1/sync"
  std::vector<std::pair<std::string, std::string>> headers;
  Bytes body;
  /// Media types that an answer of ours has; checked before the first byte reaches the sink.
  std::vector<std::string> accept;
  /// Longest silence of a stream that is held open; zero = stall_timeout.
  std::chrono::seconds silence_max{0};
};

struct HttpResult {
  int status = 0;  ///< 0 when no answer came
  std::optional<FailureKind> failure;
  std::string message;  ///< for the person, with `failure`
  std::chrono::milliseconds retry_after{0};
  std::string content_type;
  std::string content_encoding;
  std::string etag;
  Bytes error_body;          ///< of a status other than 2xx, at most 64 KiB
  bool interrupted = false;  ///< by interrupt()
};

class HttpClient {
 public:
  /// Takes the bytes of a 2xx answer as they come. A returned error ends the exchange with
  /// FailureKind::broken (Errc::storage: FailureKind::storage).
  using Sink = std::function<Status(const HttpResult& head, ByteView bytes)>;

  explicit HttpClient(HttpOptions options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Exchanges one request; returns when the answer ended, broke off or was interrupted. One
  /// thread at a time.
  [[nodiscard]] HttpResult perform(const HttpRequest& request, const Sink& sink);
  /// Ends the running perform() soon, and the next one at once if none runs; any thread.
  void interrupt();
  /// Forgets an interrupt() that no perform() has seen.
  void clear_interrupt();
  [[nodiscard]] const HttpOptions& options() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fieldbook::client
