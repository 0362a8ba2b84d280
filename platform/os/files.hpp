#pragma once

// Files with the guarantees that keys, configuration and queues need.

#include <cstdint>
#include <filesystem>
#include <string>

#include "shared/base/bytes.hpp"

namespace fieldbook::platform {

enum class Privacy : std::uint8_t {
  owner_only,  ///< mode 0600
  shared       ///< mode 0644
};

/// The whole file. Returns Errc::not_found when it is absent, Errc::limit_exceeded when it is
/// larger than `max_bytes`, Errc::storage when it cannot be read.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t max_bytes);

/// Replaces the file as a whole: a temporary beside it is written, synced and renamed over it, and
/// the folder is synced. After a crash the file is the old or the new one. Returns Errc::storage.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view contents,
                                Privacy privacy);

/// Creates the folder and its parents, mode 0700 where they are new. Returns Errc::storage.
[[nodiscard]] Status make_private_directory(const std::filesystem::path& path);

/// An exclusive lock on a file, held until the end of the scope (also when the process is killed).
class FileLock {
 public:
  /// Never waits. Returns Errc::unavailable when another process holds it, Errc::storage when the
  /// file cannot be made.
  [[nodiscard]] static Result<FileLock> acquire(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace fieldbook::platform
