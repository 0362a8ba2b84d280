#pragma once

// What /readyz asks: each thing that must be so for the daemon to serve.

#include <atomic>
#include <filesystem>
#include <functional>

#include "syncd/endpoints/services.hpp"
#include "syncd/http/writer.hpp"

namespace fieldbook::syncd {

class DaemonHealth final : public Health {
 public:
  DaemonHealth(Store& store, const Writer& writer, const Clock& clock,
               std::filesystem::path directory, std::int64_t disk_free_mib)
      : store_(store),
        writer_(writer),
        clock_(clock),
        directory_(std::move(directory)),
        disk_free_mib_(disk_free_mib) {}

  [[nodiscard]] std::vector<HealthCheck> checks() override;
  void stopping() { stopping_ = true; }
  /// Asked with every check: a system above the daemon.
  void add_peer(std::function<HealthCheck()> check) { peers_.push_back(std::move(check)); }
  /// When the certificate ends; 0: there is none.
  void certificate_expires(Instant at) { certificate_expires_ms_ = at.ms; }

 private:
  [[nodiscard]] HealthCheck database();
  [[nodiscard]] HealthCheck disk() const;
  [[nodiscard]] HealthCheck certificate() const;

  Store& store_;
  const Writer& writer_;
  const Clock& clock_;
  std::filesystem::path directory_;
  std::int64_t disk_free_mib_;
  std::vector<std::function<HealthCheck()>> peers_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> certificate_expires_ms_{0};
};

}  // namespace fieldbook::syncd
