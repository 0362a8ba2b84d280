#pragma once

// A disk in memory that SQLite and the journal write to, made to fail the way disks fail: it can
// stop at any chosen storage operation, and after the power comes back each write that was not
// synced is there, gone, or torn. It can run out of room, and get it back. Files can be copied as a
// whole and put back: cloned tablets, rolled-back devices, backups of the daemon.
//
// One thread. The VFS that SQLite uses is registered once a process under kSimVfs; a disk's files
// are named "<number of the disk>/<name>", which path() gives.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::tests {

/// Name of the SQLite VFS under which every SimDisk is reached.
inline constexpr const char* kSimVfs = "fieldbook-sim";

struct SimFile;  // one file's bytes and what is not synced (sim_disk_vfs.cpp)

/// What becomes of writes that were not synced when the power fails.
enum class PowerLoss : std::uint8_t {
  keeps,  ///< only the process died: the system still writes everything
  drops,  ///< nothing of it arrived
  tears   ///< each write arrived, or not, or up to a 512-byte boundary, without any order
};

class SimDisk {
 public:
  /// Names and bytes of all files.
  using Image = std::map<std::string, Bytes>;

  SimDisk();
  ~SimDisk();
  SimDisk(const SimDisk&) = delete;
  SimDisk& operator=(const SimDisk&) = delete;

  /// What to pass to SQLite for the file `name`.
  [[nodiscard]] std::string path(const std::string& name) const;

  /// Storage operations that change something: writes, truncations, syncs, removals.
  [[nodiscard]] std::uint64_t operations() const { return operations_; }
  /// The operation number `at` (as operations() counts) and all that follow fail until
  /// power_on(); the one that fails has no effect. 0: none.
  void fail_from(std::uint64_t at) { fail_from_ = at; }
  /// True when an operation has failed since the last power_on().
  [[nodiscard]] bool has_failed() const { return failed_; }
  /// From now on everything fails, as when the process is gone but its objects still close.
  void power_off() { failed_ = true; }
  /// Bytes by which all files together may still grow; nothing: as many as they like. A write that
  /// needs more leaves what fits and fails as a full disk does.
  void set_room(std::optional<std::uint64_t> bytes);
  /// True when something did not fit since the last set_room().
  [[nodiscard]] bool ran_out() const { return ran_out_; }
  /// A disk that lies: it says that what did not fit was written.
  void swallow_when_full(bool swallow) { swallows_ = swallow; }
  /// A disk that lies: what it was told to sync is lost with the power all the same.
  void ignore_syncs(bool ignore) { ignores_syncs_ = ignore; }
  [[nodiscard]] bool ignores_syncs() const { return ignores_syncs_; }
  /// After every connection to the disk was closed: decides what is left of unsynced writes.
  void power_on(PowerLoss loss, Random& random);

  /// The files as they are now, unsynced writes included, -shm excluded.
  [[nodiscard]] Image image() const;
  /// Puts these files in the place of all others. No connection may be open.
  void put_image(const Image& image);
  /// Null when there is no such file.
  [[nodiscard]] const Bytes* find(const std::string& name) const;

  // --- For the journal ------------------------------------------------------------------------
  [[nodiscard]] bool append(const std::string& name, ByteView bytes);
  [[nodiscard]] bool sync(const std::string& name);
  /// Durable and whole, or without effect.
  [[nodiscard]] bool replace(const std::string& name, ByteView bytes);
  [[nodiscard]] bool rename(const std::string& from, const std::string& to);

  // --- For the VFS ----------------------------------------------------------------------------
  /// Counts one operation; false when it is to fail.
  [[nodiscard]] bool may_write();
  [[nodiscard]] bool may_read() const { return !failed_; }
  /// Counts one write; false when it is to fail for good. `fits` is how much of it is kept.
  [[nodiscard]] bool may_grow(std::size_t size, std::size_t end, std::size_t bytes,
                              std::size_t& fits);
  [[nodiscard]] bool swallows() const { return swallows_; }
  void give_back(std::size_t bytes);
  /// Null when there is none and `create` is false.
  [[nodiscard]] std::shared_ptr<SimFile> open(const std::string& name, bool create);
  [[nodiscard]] bool exists(const std::string& name) const { return files_.contains(name); }
  void remove(const std::string& name);

 private:
  std::uint64_t number_;
  std::map<std::string, std::shared_ptr<SimFile>> files_;
  std::uint64_t operations_ = 0;
  std::uint64_t fail_from_ = 0;
  bool failed_ = false;
  bool ignores_syncs_ = false;
  std::optional<std::uint64_t> room_;
  bool ran_out_ = false;
  bool swallows_ = false;
};

}  // namespace fieldbook::tests
