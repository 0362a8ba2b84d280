#pragma once

// The data directory opened: lock, catalogue, exposure, store. Whoever holds one of these is the
// only process that touches the organisation's data.
//
//   syncd.lock  fieldbook.db (-wal, -shm)  admin.sock  first-passwords.json

#include <filesystem>
#include <memory>

#include "platform/os/files.hpp"
#include "syncd/changelog/commit.hpp"
#include "syncd/config/config.hpp"

namespace fieldbook::syncd {

class Organisation {
 public:
  /// Takes the lock, opens the store, and makes it at the first start. Returns Errc::unavailable
  /// when another process holds the lock, and what opening the store returns.
  [[nodiscard]] static Result<std::unique_ptr<Organisation>> open(const Config& config,
                                                                  const Clock& clock,
                                                                  Random& random);

  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const Exposure& exposure() const { return *exposure_; }
  [[nodiscard]] const Committer& committer() const { return committer_; }

 private:
  Organisation(platform::FileLock lock, std::shared_ptr<const Exposure> exposure,
               std::unique_ptr<Store> store, const Clock& clock)
      : lock_(std::move(lock)),
        exposure_(std::move(exposure)),
        store_(std::move(store)),
        committer_(exposure_, clock) {}

  platform::FileLock lock_;
  std::shared_ptr<const Exposure> exposure_;
  std::unique_ptr<Store> store_;
  Committer committer_;
};

/// The catalogue of this build with the packs in the configured directory, in the order of their
/// names. Returns Errc::invalid_argument with every finding, each with file and column.
[[nodiscard]] Result<std::shared_ptr<const schema::Catalogue>> load_catalogue(const Config& config);

/// The exposure settings that a configuration makes.
[[nodiscard]] ExposureSettings exposure_settings(const Config& config);

[[nodiscard]] inline std::filesystem::path database_path(const Config& config) {
  return config.data.directory / "fieldbook.db";
}
[[nodiscard]] inline std::filesystem::path admin_socket_path(const Config& config) {
  return config.data.directory / "admin.sock";
}

}  // namespace fieldbook::syncd
