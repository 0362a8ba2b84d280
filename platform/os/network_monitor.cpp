#include "platform/os/network_monitor.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace fieldbook::platform {

Result<NetworkMonitor> NetworkMonitor::open() {
  const int descriptor =
      ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  if (descriptor < 0) return fail(Errc::unavailable, "no notices about the network here");
  NetworkMonitor monitor(descriptor);
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE;
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return fail(Errc::unavailable, "no notices about the network here");
  return monitor;
}

NetworkMonitor::NetworkMonitor(NetworkMonitor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

NetworkMonitor::~NetworkMonitor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool NetworkMonitor::wait(std::chrono::milliseconds timeout) {
  pollfd poll_descriptor{descriptor_, POLLIN, 0};
  if (::poll(&poll_descriptor, 1, static_cast<int>(timeout.count())) <= 0) return false;
  char buffer[8192];
  while (::recv(descriptor_, buffer, sizeof buffer, 0) > 0) {
  }
  return true;
}

}  // namespace fieldbook::platform
