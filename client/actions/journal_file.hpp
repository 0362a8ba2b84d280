#pragma once

// The file under the journal, and the few things recovery does to files, as an interface: the
// simulator and the fault tests put one into memory that tears, drops and refuses writes.

#include <memory>
#include <string>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::client {

/// An append-only file. One thread at a time. Every failure is Errc::storage.
class JournalFile {
 public:
  virtual ~JournalFile() = default;
  /// Everything that is in the file; empty when there is none.
  [[nodiscard]] virtual Result<Bytes> read_all() = 0;
  /// Appends; durable only after sync().
  [[nodiscard]] virtual Status append(ByteView bytes) = 0;
  [[nodiscard]] virtual Status sync() = 0;
  /// Puts `bytes` in the place of the whole file: after a crash the old or the new content is
  /// there, never a mixture. Durable when it returns.
  [[nodiscard]] virtual Status replace(ByteView bytes) = 0;
};

/// Renames the replica's files out of the way. Every failure is Errc::storage.
class ReplicaFolder {
 public:
  virtual ~ReplicaFolder() = default;
  /// Renames `path`, `path`-wal and `path`-shm to names that are free, and returns the first one's
  /// new path. Files that are not there are left out.
  [[nodiscard]] virtual Result<std::string> set_aside(const std::string& path) = 0;
};

/// The system's files.
[[nodiscard]] Result<std::unique_ptr<JournalFile>> open_journal_file(const std::string& path);
[[nodiscard]] std::unique_ptr<ReplicaFolder> make_replica_folder();

}  // namespace fieldbook::client
