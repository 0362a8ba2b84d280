#include "syncd/http/notify.hpp"

#include <charconv>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace fieldbook::syncd {

ServiceNotifier::ServiceNotifier(std::string socket, const std::string& watchdog_us)
    : socket_(std::move(socket)) {
  std::int64_t us = 0;
  std::from_chars(watchdog_us.data(), watchdog_us.data() + watchdog_us.size(), us);
  watchdog_interval_ = std::chrono::milliseconds(us / 2000);  // twice in the time it allows
}

void ServiceNotifier::send(std::string_view state) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';  // an abstract name
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return;
  const auto length = offsetof(sockaddr_un, sun_path) + socket_.size();
  // Whether anybody listens is not the daemon's concern.
  [[maybe_unused]] const auto sent =
      ::sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(length));
  ::close(descriptor);
}

}  // namespace fieldbook::syncd
