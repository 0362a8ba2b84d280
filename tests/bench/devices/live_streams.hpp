#pragma once

// Live streams that only listen: each keeps the time of the last byte that came, if it was more
// than a beat.

#include <memory>
#include <string>
#include <vector>

#include "shared/protocol/messages.hpp"

namespace fieldbook::bench {

class LiveStreams {
 public:
  virtual ~LiveStreams() = default;
  virtual void add(const std::string& token, const protocol::SyncRequest& position) = 0;
  /// Returns when every stream has its head. Throws when one is refused or breaks off.
  virtual void wait_until_open() = 0;
  virtual void forget() = 0;
  /// Waits, at most 30 s, until `count` streams got a change since forget(). Ascending.
  [[nodiscard]] virtual std::vector<double> arrived(std::size_t count) = 0;
};

[[nodiscard]] std::unique_ptr<LiveStreams> make_live_streams(std::uint16_t port, bool tls);

}  // namespace fieldbook::bench
