#pragma once

// Opens a profile and makes it a running client: one sync thread, one database thread, two
// readers. A profile is a folder: the encrypted replica, its journal and the device's secrets.

#include <filesystem>
#include <memory>
#include <optional>

#include "client/api/client.hpp"
#include "client/sync/engine.hpp"
#include "client/transport/http_client.hpp"

namespace fieldbook::client {

struct ClientOptions {
  std::filesystem::path profile;  ///< created, mode 0700, when it is not there
  HttpOptions http;
  /// Opens the secrets when they are sealed; seals them when the profile is new.
  std::optional<std::string> passphrase;
  std::string device_name;
  bool live = true;           ///< hold a stream open after a sync
  bool sync_at_start = true;  ///< false: only sync_now() syncs
  /// Lists that search wait until the index has every row, as short-lived programs need; otherwise
  /// rows join the index in quiet moments, and StatusSnapshot::index_backlog tells of the rest.
  bool search_waits = false;
  int zone_offset_minutes = 0;  ///< east of UTC, for views such as Last 7 Days
};

/// Returns Errc::unavailable when another process has the profile open, Errc::unauthenticated for
/// a wrong passphrase, Errc::storage when the disk refuses.
[[nodiscard]] Result<std::unique_ptr<Client>> open_client(const ClientOptions& options);

}  // namespace fieldbook::client
