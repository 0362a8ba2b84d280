#pragma once

// A disk in memory that fails on purpose: a SQLite VFS, a journal file and a folder over the same
// files. Deterministic: the same calls and the same seed give the same disk.
//
// Each write, truncation, sync, deletion and rename is one storage call. `fail_at(n, …)` makes the
// n-th call from then fail: once, or as a crash, after which nothing works until restart(). What a
// crash leaves of writes that were not synced is told to restart(). One thread.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/actions/journal_file.hpp"
#include "shared/base/bytes.hpp"

struct sqlite3_vfs;

namespace fieldbook::tests {

/// How a storage call fails.
enum class Fault : std::uint8_t {
  crash,     ///< the power goes before the call; see restart()
  io_error,  ///< this call fails, the next ones work
  disk_full  ///< this call fails for want of space (a sync: with an error), the next ones work
};

/// What becomes of unsynced writes when the power goes.
enum class Unsynced : std::uint8_t {
  dropped,  ///< none of them is there
  kept,     ///< all of them are there
  torn      ///< each 512-byte sector is there or not, by the seed
};

class FaultDisk {
 public:
  /// Registers a VFS under a name of its own.
  FaultDisk();
  ~FaultDisk();
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  /// For ReplicaOptions::vfs.
  [[nodiscard]] const std::string& vfs() const { return name_; }

  /// The n-th storage call from now fails; 1 is the next.
  void fail_at(std::uint64_t call, Fault fault);
  void fail_never();
  [[nodiscard]] std::uint64_t calls() const { return calls_; }
  /// Whether the fault of fail_at() has happened.
  [[nodiscard]] bool has_failed() const { return failed_; }

  /// The power goes and comes back: unsynced writes are treated as told, every open file is dead,
  /// no fault is planned. Connections from before must be gone or never be used again.
  void restart(Unsynced unsynced, std::uint64_t seed = 1);

  [[nodiscard]] bool exists(const std::string& path) const;
  [[nodiscard]] Bytes read(const std::string& path) const;
  /// Puts content there, durably: a copy from elsewhere, or damage.
  void put(const std::string& path, Bytes content);
  void remove(const std::string& path);
  [[nodiscard]] std::vector<std::string> paths() const;

  [[nodiscard]] std::unique_ptr<client::JournalFile> journal_file(std::string path);
  [[nodiscard]] std::unique_ptr<client::ReplicaFolder> folder();

  // The rest is for the VFS.
  struct File {
    Bytes content;
    Bytes durable;
    /// Unsynced changes in order: bytes at an offset, or a new size.
    struct Change {
      std::size_t offset = 0;
      Bytes bytes;
      bool truncates = false;
    };
    std::vector<Change> changes;
    // Locks of database and WAL index, as connections of this process hold them.
    int shared = 0;
    bool reserved = false, pending = false, exclusive = false;
    std::vector<std::unique_ptr<Bytes>> regions;
    int shm_shared[8] = {};
    bool shm_exclusive[8] = {};
    int shm_users = 0;
  };
  enum class Answer : std::uint8_t { ok, io_error, disk_full };
  [[nodiscard]] Answer storage_call();
  [[nodiscard]] std::shared_ptr<File> open(const std::string& path, bool create);
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  [[nodiscard]] bool is_down() const { return down_; }
  void write(File& file, std::size_t offset, ByteView bytes);
  void truncate(File& file, std::size_t size);
  static void sync(File& file);
  void rename(const std::string& from, const std::string& to);

 private:
  std::string own_name_;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::uint64_t calls_ = 0;
  std::uint64_t fail_at_ = 0;
  Fault fault_ = Fault::crash;
  bool failed_ = false;
  bool down_ = false;
  std::uint64_t generation_ = 0;
};

}  // namespace fieldbook::tests
