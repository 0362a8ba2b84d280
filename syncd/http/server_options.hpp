#pragma once

// How the server treats its peers, and what every connection shares.

#include <atomic>
#include <chrono>

#include "syncd/config/config.hpp"
#include "syncd/endpoints/services.hpp"
#include "syncd/http/live_registry.hpp"
#include "syncd/http/log.hpp"
#include "syncd/http/metrics.hpp"
#include "syncd/http/workers.hpp"
#include "syncd/http/writer.hpp"

namespace fieldbook::syncd {

/// The limits of the configuration in milliseconds, which tests make short.
struct ServerOptions {
  std::size_t connections = 1000;
  std::size_t connections_per_address = 1000;
  std::chrono::milliseconds handshake{5'000};
  std::chrono::milliseconds header{10'000};
  std::chrono::milliseconds idle{75'000};
  std::chrono::milliseconds body_grace{10'000};  ///< before the minimum rate of a body counts
  std::size_t body_bytes_per_second = 1024;
  std::chrono::milliseconds write_stall{30'000};
  std::chrono::milliseconds beat{25'000};
  std::chrono::milliseconds stop{20'000};

  [[nodiscard]] static ServerOptions from(const Config& config) {
    return {.connections = config.limits.connections,
            .connections_per_address = config.limits.connections_per_address,
            .handshake = config.limits.handshake_time,
            .header = config.limits.header_time,
            .idle = config.limits.idle_time,
            .body_bytes_per_second = config.limits.body_bytes_per_second,
            .write_stall = config.limits.write_stall_time,
            .beat = config.sync.beat_time,
            .stop = config.limits.stop_time};
  }
};

inline constexpr std::size_t kDeskQueueMax = 16;  ///< questions of staff that wait for one another

struct ServerContext {
  const Services& services;
  Writer& writer;
  WorkerPool& readers;
  WorkerPool& passwords;
  WorkerPool& desk;
  LiveRegistry& live;
  Metrics& metrics;
  EventLog& log;
  ServerOptions options;
  std::atomic<bool> stopping{false};
};

}  // namespace fieldbook::syncd
