#include "tests/unit/syncd/http/http_world.hpp"

#include <boost/asio/write.hpp>
#include <sys/socket.h>

namespace fieldbook::syncd {

namespace asio = boost::asio;

TestClient::TestClient(std::uint16_t port) {
  socket_.connect({asio::ip::address_v4::loopback(), port});
  // A test that waits for an answer that never comes must fail, not hang.
  const timeval patience{20, 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

void TestClient::send(std::string_view bytes) {
  boost::system::error_code ignored;  // the daemon may have closed already
  asio::write(socket_, asio::buffer(bytes), ignored);
}

bool TestClient::fill() {
  char buffer[16 * 1024];
  const auto count = ::recv(socket_.native_handle(), buffer, sizeof buffer, 0);
  if (count <= 0) return false;
  input_.append(buffer, static_cast<std::size_t>(count));
  return true;
}

std::string TestClient::take_line() {
  while (input_.find("\r\n") == std::string::npos)
    if (!fill()) return "";
  const auto end = input_.find("\r\n");
  std::string line = input_.substr(0, end);
  input_.erase(0, end + 2);
  return line;
}

HttpAnswer TestClient::head() {
  HttpAnswer out;
  const std::string first = take_line();
  if (!first.starts_with("HTTP/1.1 ")) return out;
  out.status = std::stoi(first.substr(9, 3));
  for (std::string line = take_line(); !line.empty(); line = take_line()) {
    const auto colon = line.find(": ");
    std::string name = line.substr(0, colon);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    out.headers[name] = line.substr(colon + 2);
  }
  return out;
}

std::string TestClient::chunk() {
  const std::string size = take_line();
  const std::size_t length = size.empty() ? 0 : std::stoul(size, nullptr, 16);
  while (input_.size() < length + 2)
    if (!fill()) return "";
  std::string out = input_.substr(0, length);
  input_.erase(0, length + 2);
  return out;
}

HttpAnswer TestClient::answer() {
  HttpAnswer out = head();
  if (out.headers.contains("transfer-encoding")) {
    for (std::string part = chunk(); !part.empty(); part = chunk()) out.body += part;
  } else if (out.headers.contains("content-length")) {
    const std::size_t length = std::stoul(out.headers["content-length"]);
    while (input_.size() < length && fill()) {
    }
    out.body = input_.substr(0, length);
    input_.erase(0, length);
  }
  return out;
}

bool TestClient::is_closed() { return input_.empty() && !fill() && errno != EAGAIN; }

std::string make_request(std::string_view method, std::string_view target, std::string_view body,
                         std::vector<std::pair<std::string, std::string>> headers) {
  std::string out = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n", method, target);
  for (const auto& [name, value] : headers) out += fmt::format("{}: {}\r\n", name, value);
  if (!body.empty()) out += fmt::format("Content-Length: {}\r\n", body.size());
  return out + "\r\n" + std::string(body);
}

RunningDaemon::RunningDaemon(const std::filesystem::path& directory, const Clock& clock,
                             Random& random, const Change& change)
    : log_(clock, LogLevel::error, LogFormat::human),
      open_(std::make_unique<OpenOrganisation>(directory, clock, random)) {
  Config& config = open_->config;
  config.listen.port = 0;
  ServerOptions options;
  options.stop = std::chrono::milliseconds(2'000);
  change(config, options);
  auto started = Daemon::start({.config = config,
                                .store = open_->organisation->store(),
                                .exposure = open_->organisation->exposure(),
                                .committer = open_->organisation->committer(),
                                .clock = clock,
                                .random = random,
                                .log = log_,
                                .database = database_path(config),
                                .options = options});
  if (!started) {
    ADD_FAILURE() << started.error().message;
    std::abort();
  }
  daemon_ = *std::move(started);
  admin_ = std::make_unique<AdminContext>(open_->admin.config, open_->admin.store,
                                          open_->admin.committer, clock, random, daemon_->writer(),
                                          daemon_->core());
  const Status served =
      daemon_->serve_admin([this](const std::string& line) { return answer_line(*admin_, line); });
  EXPECT_TRUE(served) << served.error().message;
  thread_ = std::thread([this] { daemon_->run(); });
}

RunningDaemon::~RunningDaemon() { stop(); }

void RunningDaemon::stop() {
  if (!thread_.joinable()) return;
  daemon_->stop();
  thread_.join();
}

OrderedJson RunningDaemon::run(std::string_view verb, const Json& arguments) {
  auto result = run_verb(*admin_, verb, arguments);
  if (!result) {
    ADD_FAILURE() << verb << ": " << result.error().message;
    return OrderedJson::object();
  }
  return *std::move(result);
}

Json sign_in_body(const std::string& signin, const std::string& password, std::uint8_t device) {
  Json body;
  body["signin"] = signin;
  body["password"] = password;
  body["device"] = to_string(Uuid{{device, 1}});
  body["device_name"] = "Tablet";
  body["device_public_key"] = std::string(64, '1');
  return body;
}

SignedIn sign_in(std::uint16_t port, const std::string& signin, const std::string& password,
                 std::uint8_t device) {
  TestClient client(port);
  SignedIn out;
  out.answer = client.exchange(
      make_request("POST", "/v1/sign-in", sign_in_body(signin, password, device).dump()));
  const Json json = out.answer.json();
  if (json.is_object()) {
    out.access = json.value("access_token", "");
    out.refresh = json.value("refresh_token", "");
  }
  return out;
}

}  // namespace fieldbook::syncd
