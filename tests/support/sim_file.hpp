#pragma once

// One file of a SimDisk: what it holds, and how to take back what was not synced.

#include <array>
#include <memory>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"
#include "tests/support/sim_disk.hpp"

namespace fieldbook::tests {

struct SimFile {
  /// One write or truncation since the last sync, with what it replaced.
  struct Unsynced {
    std::size_t offset = 0;
    Bytes before;  ///< of the range, as far as it existed
    Bytes after;   ///< empty for a truncation
    std::size_t size_before = 0;
    std::size_t size_after = 0;
  };

  Bytes content;
  std::vector<Unsynced> unsynced;

  // Locks of the file (SQLite's five levels) and of the WAL index, by connection.
  int shared = 0;
  const void* reserved = nullptr;
  const void* exclusive = nullptr;
  std::vector<std::unique_ptr<std::array<std::uint8_t, 32 * 1024>>> index_pages;
  std::array<int, 8> index_shared{};
  std::array<const void*, 8> index_exclusive{};
  int index_users = 0;

  void write(std::size_t offset, ByteView bytes);
  void truncate(std::size_t size);
  void sync() { unsynced.clear(); }
  void lose_power(PowerLoss loss, Random& random);
};

/// Registers the VFS once a process.
void register_sim_vfs();
/// The disk and file that a path names; null when there is no such disk.
[[nodiscard]] SimDisk* find_sim_disk(const std::string& path, std::string& name);

}  // namespace fieldbook::tests
