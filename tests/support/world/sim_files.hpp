#pragma once

// The journal and the folder of a replica on a simulated disk.

#include "client/actions/journal_file.hpp"
#include "tests/support/sim_disk.hpp"

namespace fieldbook::tests {

class SimJournalFile final : public client::JournalFile {
 public:
  SimJournalFile(SimDisk& disk, std::string name) : disk_(disk), name_(std::move(name)) {}

  [[nodiscard]] Result<Bytes> read_all() override {
    if (!disk_.may_read()) return fail(Errc::storage, "the simulated disk is off");
    const Bytes* content = disk_.find(name_);
    return content == nullptr ? Bytes{} : *content;
  }
  [[nodiscard]] Status append(ByteView bytes) override {
    return answer(disk_.append(name_, bytes));
  }
  [[nodiscard]] Status sync() override { return answer(disk_.sync(name_)); }
  [[nodiscard]] Status replace(ByteView bytes) override {
    return answer(disk_.replace(name_, bytes));
  }

 private:
  static Status answer(bool done) {
    if (!done) return fail(Errc::storage, "the simulated disk refused");
    return {};
  }
  SimDisk& disk_;
  std::string name_;
};

class SimReplicaFolder final : public client::ReplicaFolder {
 public:
  explicit SimReplicaFolder(SimDisk& disk) : disk_(disk) {}

  [[nodiscard]] Result<std::string> set_aside(const std::string& path) override {
    std::string name = path.substr(path.find('/') + 1);
    std::string to;
    for (int i = 1; to.empty() || disk_.exists(to); ++i)
      to = name + ".damaged-" + std::to_string(i);
    for (const char* suffix : {"", "-wal", "-shm"}) {
      if (!disk_.rename(name + suffix, to + suffix))
        return fail(Errc::storage, "the simulated disk refused");
    }
    return disk_.path(to);
  }

 private:
  SimDisk& disk_;
};

}  // namespace fieldbook::tests
