#include "syncd/http/health.hpp"

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::syncd {

std::vector<HealthCheck> DaemonHealth::checks() {
  std::vector<HealthCheck> out;
  out.push_back({"serving", !stopping_, stopping_ ? "the daemon is stopping" : ""});
  out.push_back(database());
  const std::size_t waiting = writer_.depth();
  out.push_back({"writer", writer_.is_healthy() && waiting < limits::kWriterQueueMax / 2,
                 fmt::format("{} waiting{}", waiting,
                             writer_.is_healthy() ? "" : ", the last commit failed")});
  out.push_back(disk());
  out.push_back(certificate());
  out.push_back({"sqlite", true, sqlite::library_version()});
  for (const auto& peer : peers_) out.push_back(peer());
  return out;
}

HealthCheck DaemonHealth::database() {
  const auto transaction = store_.begin_read();
  if (!transaction) return {"database", false, transaction.error().message};
  const OrganisationHead& head = (*transaction)->head();
  return {"database", true, fmt::format("commit {}, epoch {}", head.commit, head.lineage.size())};
}

HealthCheck DaemonHealth::disk() const {
  std::error_code error;
  const auto space = std::filesystem::space(directory_, error);
  if (error) return {"disk", false, error.message()};
  const auto free_mib = static_cast<std::int64_t>(space.available / (1024 * 1024));
  return {"disk", free_mib >= disk_free_mib_,
          fmt::format("{} MiB free, at least {} wanted", free_mib, disk_free_mib_)};
}

HealthCheck DaemonHealth::certificate() const {
  const Instant expires{certificate_expires_ms_};
  if (expires.ms == 0) return {"certificate", true, "none: loopback only"};
  return {"certificate", clock_.now() < expires, "valid until " + format_instant(expires)};
}

}  // namespace fieldbook::syncd
