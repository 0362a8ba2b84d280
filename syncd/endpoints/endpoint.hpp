#pragma once

// A route as a value: what comes in, what goes out, and where it runs. Endpoints are synchronous
// and know nothing of sockets; syncd/http turns their answers into HTTP.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/protocol/problems.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

/// A request whose head and body were read within their bounds.
struct Request {
  std::string path;
  std::string query;  ///< without the question mark
  std::string authorization;
  std::string content_type;
  std::string content_encoding;
  std::string accept;
  std::string accept_encoding;
  std::string if_none_match;
  std::string user_agent;
  std::string body;
  std::string address;  ///< of the peer, without the port
  Instant received;
  Session session;  ///< set where the route needs a sign-in

  /// The value of a parameter of the query, percent-decoded; nothing when absent.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The bytes of a streamed body: frames in the form and encoding the device asked for.
class BodySource {
 public:
  virtual ~BodySource() = default;
  [[nodiscard]] virtual Result<Step> next(std::string& out) = 0;
  /// Appends a frame that says that the live stream is alive.
  virtual void beat(Instant now, std::string& out) = 0;
  /// Appends the problem that ends the stream.
  virtual void fail(const protocol::Problem& problem, std::string& out) = 0;
  [[nodiscard]] virtual std::vector<BucketId> buckets() const = 0;
};

struct StreamedBody {
  std::string content_type;
  std::string content_encoding;  ///< empty: identity
  std::unique_ptr<BodySource> source;
  bool is_live = false;
};

using Reply = std::variant<Response, StreamedBody>;

/// Actions to decide on the writer thread before the rest of the answer, which runs on a reader.
struct Decide {
  DecideBatch batch;
  std::function<Reply(Result<DecidedActions>)> then;
};

using Answer = std::variant<Response, StreamedBody, Decide>;

/// Where an endpoint runs.
enum class Lane : std::uint8_t {
  network,   ///< at once, on the thread of the socket: never touches the store
  reader,    ///< on the pool that may read the store, and wait for the writer
  password,  ///< on the one thread that hashes passwords
  desk       ///< on the one thread that may wait for another system's answer
};
enum class NeedsSignIn : std::uint8_t { no, yes };

using Endpoint = Answer (*)(const Services& services, const Request& request);

struct Route {
  std::string_view method;
  std::string_view path;
  std::size_t body_max = 0;  ///< bytes; checked before and while the body is read
  NeedsSignIn sign_in = NeedsSignIn::no;
  Lane lane = Lane::network;
  Endpoint endpoint = nullptr;
};

[[nodiscard]] Response problem_response(const protocol::Problem& problem);
[[nodiscard]] Response problem_response(protocol::ProblemKind kind, std::string_view detail = {},
                                        std::int64_t retry_after_s = 0);
[[nodiscard]] Response json_response(std::string body);

/// Finds the session of "Authorization: Bearer …" in memory, else in the store. Reader thread.
/// Returns Errc::unauthenticated when there is none.
[[nodiscard]] Result<Session> authenticate(const Services& services, const Request& request);

// --- The endpoints, one file each -------------------------------------------------------------
[[nodiscard]] Answer sign_in(const Services& services, const Request& request);
[[nodiscard]] Answer redeem(const Services& services, const Request& request);
[[nodiscard]] Answer ask_reset(const Services& services, const Request& request);
[[nodiscard]] Answer confirm_reset(const Services& services, const Request& request);
[[nodiscard]] Answer renew_token(const Services& services, const Request& request);
[[nodiscard]] Answer sign_out(const Services& services, const Request& request);
[[nodiscard]] Answer sync(const Services& services, const Request& request);
[[nodiscard]] Answer live(const Services& services, const Request& request);
[[nodiscard]] Answer search(const Services& services, const Request& request);
[[nodiscard]] Answer distribution_preview(const Services& services, const Request& request);
[[nodiscard]] Answer distribution_alerts(const Services& services, const Request& request);
[[nodiscard]] Answer distribution_weights(const Services& services, const Request& request);
[[nodiscard]] Answer devices(const Services& services, const Request& request);
[[nodiscard]] Answer integration(const Services& services, const Request& request);
[[nodiscard]] Answer catalogue(const Services& services, const Request& request);
[[nodiscard]] Answer alive(const Services& services, const Request& request);
[[nodiscard]] Answer ready(const Services& services, const Request& request);
[[nodiscard]] Answer metrics(const Services& services, const Request& request);

/// Every route of the daemon.
[[nodiscard]] std::span<const Route> route_table();
/// The route of a path, or null; `allow` collects the methods that the path has when none fits.
[[nodiscard]] const Route* find_route(std::string_view method, std::string_view path,
                                      std::string& allow);

}  // namespace fieldbook::syncd
