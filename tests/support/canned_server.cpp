#include "tests/support/canned_server.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/base/result.hpp"

namespace fieldbook::tests {
namespace {

/// Reads one request: its head, and as much body as Content-Length says.
std::string read_request(int connection) {
  std::string request;
  std::size_t wanted = std::string::npos;
  char buffer[4096];
  while (request.size() < wanted) {
    const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) break;
    request.append(buffer, static_cast<std::size_t>(count));
    const auto end = request.find("\r\n\r\n");
    if (end == std::string::npos || wanted != std::string::npos) continue;
    std::size_t length = 0;
    const auto header = request.find("Content-Length: ");
    if (header != std::string::npos)
      std::from_chars(request.data() + header + 16, request.data() + request.size(), length);
    wanted = end + 4 + length;
  }
  return request;
}

}  // namespace

CannedServer::CannedServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT(listener_ >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  ASSERT(::listen(listener_, 8) == 0);
  socklen_t length = sizeof address;
  ASSERT(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

CannedServer::~CannedServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void CannedServer::serve() {
  for (std::size_t served = 0;; ++served) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    answer(connection, answers_[std::min(served, answers_.size() - 1)]);
  }
}

void CannedServer::answer(int connection, const std::string& text) {
  std::string request = read_request(connection);
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
  }
  static_cast<void>(::send(connection, text.data(), text.size(), MSG_NOSIGNAL));
  ::shutdown(connection, SHUT_RDWR);
  ::close(connection);
}

std::string CannedServer::base_url() const { return fmt::format("http://127.0.0.1:{}", port_); }

std::vector<std::string> CannedServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string http_answer(std::string_view status, std::string_view headers, std::string_view body) {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n{}", status,
                     headers, body.size(), body);
}

}  // namespace fieldbook::tests
