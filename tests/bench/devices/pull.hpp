#pragma once

// One device's first sync as frames: decompressed and read, not stored.

#include "shared/protocol/messages.hpp"

namespace fieldbook::bench {

struct DeviceToken {
  std::string access;
  std::string signin;
};

struct Pulled {
  std::size_t wire_bytes = 0;   ///< of bodies, as they came
  std::size_t frame_bytes = 0;  ///< decompressed
  std::size_t rows = 0;
  protocol::SyncRequest position;  ///< what a next request begins with
};

/// Exchanges POST /v1/sync until a checkpoint. Throws what goes wrong.
[[nodiscard]] Pulled pull_everything(std::uint16_t port, bool tls, const std::string& token);

}  // namespace fieldbook::bench
