#include <arpa/inet.h>
#include <cstring>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/floor/floors.hpp"

namespace fieldbook::bench {
namespace {

constexpr std::size_t kMessageBytes = 512;  // about one changed row on the wire

/// Both ends of a TCP connection over loopback.
std::pair<int, int> loopback_pair() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::listen(listener, 1) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    give_up("a loopback socket");
  const int near = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(near, reinterpret_cast<sockaddr*>(&address), length) != 0)
    give_up("connecting over loopback");
  const int far = ::accept(listener, nullptr, nullptr);
  ::close(listener);
  const int on = 1;
  for (const int end : {near, far}) ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return {near, far};
}

void read_all(int from, void* into, std::size_t size) {
  auto* at = static_cast<char*>(into);
  while (size > 0) {
    const ssize_t got = ::read(from, at, size);
    if (got <= 0) std::_Exit(0);
    at += got;
    size -= static_cast<std::size_t>(got);
  }
}

/// Takes messages; commits one update a message; answers with the time after the commit.
[[noreturn]] void commit_each(int socket, const std::string& path, const std::string& key) {
  Bare file(path, key, 4096);
  std::string table;
  std::int64_t most = -1;
  for (const std::string& name : entity_tables(file)) {
    const std::int64_t rows = file.number("SELECT count(*) FROM " + quoted_name(name));
    if (rows > most) std::tie(most, table) = std::pair(rows, name);
  }
  auto numbers =
      file.rows(fmt::format("SELECT row FROM {} ORDER BY row LIMIT 5000", quoted_name(table)));
  Prepared update(file, fmt::format("UPDATE {} SET row_commit = row_commit + 1, statuscode = "
                                    "coalesce(statuscode, 0) + 1 WHERE row = ?",
                                    quoted_name(table)));
  char message[kMessageBytes];
  for (std::size_t i = 0;; ++i) {
    read_all(socket, message, sizeof message);
    file.execute("BEGIN IMMEDIATE");
    update.run(numbers[i % numbers.size()]);
    file.execute("COMMIT");
    const double after = now_seconds();
    if (::write(socket, &after, sizeof after) != sizeof after) std::_Exit(0);
  }
}

}  // namespace

std::vector<double> loop_floor(const std::string& path, const std::string& key, std::size_t count) {
  const auto [near, far] = loopback_pair();
  const pid_t child = ::fork();
  if (child < 0) give_up("fork");
  if (child == 0) {
    ::close(near);
    commit_each(far, path, key);
  }
  ::close(far);
  std::vector<double> out;
  char message[kMessageBytes] = {};
  for (std::size_t i = 0; i < count + 20; ++i) {
    const double before = now_seconds();
    if (::write(near, message, sizeof message) != sizeof message) give_up("the loop's other end");
    double after = 0;
    read_all(near, &after, sizeof after);
    // The first ones open files and fill caches.
    if (i >= 20) out.push_back(after - before);
  }
  ::close(near);
  ::waitpid(child, nullptr, 0);
  return out;
}

}  // namespace fieldbook::bench
