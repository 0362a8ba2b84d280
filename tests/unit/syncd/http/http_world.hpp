#pragma once

// A daemon on a loopback port of its own inside the test, and a client that sends what no good
// client would.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <thread>

#include "syncd/http/daemon.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {

/// A parsed answer.
struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< without chunk framing
  [[nodiscard]] Json json() const { return Json::parse(body, nullptr, false); }
  [[nodiscard]] std::string problem() const {
    const Json json = this->json();
    if (!json.is_object()) return "";
    const std::string type = json.value("type", "");
    return type.substr(type.rfind(':') + 1);
  }
};

/// One blocking connection. Reading never waits longer than the test's patience.
class TestClient {
 public:
  explicit TestClient(std::uint16_t port);
  void send(std::string_view bytes);
  /// The next whole answer; status 0 when the connection ended first.
  [[nodiscard]] HttpAnswer answer();
  HttpAnswer exchange(std::string_view bytes) {
    send(bytes);
    return answer();
  }
  /// The head of a streamed answer, then one chunk at a time; empty after the last.
  [[nodiscard]] HttpAnswer head();
  [[nodiscard]] std::string chunk();
  /// True when the peer closed without another byte.
  [[nodiscard]] bool is_closed();

 private:
  bool fill();
  [[nodiscard]] std::string take_line();
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  std::string input_;
};

/// An HTTP/1.1 request as a good client sends it.
[[nodiscard]] std::string make_request(
    std::string_view method, std::string_view target, std::string_view body = {},
    std::vector<std::pair<std::string, std::string>> headers = {});

/// An organisation with its daemon running.
class RunningDaemon {
 public:
  using Change = std::function<void(Config&, ServerOptions&)>;
  RunningDaemon(
      const std::filesystem::path& directory, const Clock& clock, Random& random,
      const Change& change = [](Config&, ServerOptions&) {});
  ~RunningDaemon();
  [[nodiscard]] std::uint16_t port() const { return daemon_->port(); }
  [[nodiscard]] AdminContext& admin() { return *admin_; }
  OrderedJson run(std::string_view verb, const Json& arguments = Json::object());
  /// Begins an orderly stop and waits for its end.
  void stop();
  void begin_stop() { daemon_->stop(); }

 private:
  EventLog log_;
  std::unique_ptr<OpenOrganisation> open_;
  std::unique_ptr<Daemon> daemon_;
  std::unique_ptr<AdminContext> admin_;
  std::thread thread_;
};

/// A sign-in's tokens.
struct SignedIn {
  std::string access;
  std::string refresh;
  HttpAnswer answer;
};
[[nodiscard]] Json sign_in_body(const std::string& signin, const std::string& password,
                                std::uint8_t device);
[[nodiscard]] SignedIn sign_in(std::uint16_t port, const std::string& signin,
                               const std::string& password, std::uint8_t device = 1);

}  // namespace fieldbook::syncd
