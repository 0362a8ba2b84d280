#include "tests/support/fault_vfs.hpp"

namespace fieldbook::tests {
namespace {

using File = FaultDisk::File;

class DiskJournalFile final : public client::JournalFile {
 public:
  DiskJournalFile(FaultDisk& disk, std::string path)
      : disk_(disk), path_(std::move(path)), generation_(disk.generation()) {}

  [[nodiscard]] Result<Bytes> read_all() override {
    if (is_dead()) return failed();
    return disk_.read(path_);
  }
  [[nodiscard]] Status append(ByteView bytes) override {
    if (is_dead() || disk_.storage_call() != FaultDisk::Answer::ok) return failed();
    File& file = *disk_.open(path_, true);
    disk_.write(file, file.content.size(), bytes);
    return {};
  }
  [[nodiscard]] Status sync() override {
    if (is_dead() || disk_.storage_call() != FaultDisk::Answer::ok) return failed();
    FaultDisk::sync(*disk_.open(path_, true));
    return {};
  }
  [[nodiscard]] Status replace(ByteView bytes) override {
    const std::string next = path_ + ".new";
    if (is_dead() || disk_.storage_call() != FaultDisk::Answer::ok) return failed();
    disk_.remove(next);
    auto file = disk_.open(next, true);
    disk_.write(*file, 0, bytes);
    if (disk_.storage_call() != FaultDisk::Answer::ok) return failed();
    FaultDisk::sync(*file);
    if (disk_.storage_call() != FaultDisk::Answer::ok) return failed();
    disk_.rename(next, path_);
    return {};
  }

 private:
  [[nodiscard]] bool is_dead() const {
    return disk_.is_down() || generation_ != disk_.generation();
  }
  static std::unexpected<Error> failed() {
    return fail(Errc::storage, "the disk failed on purpose");
  }

  FaultDisk& disk_;
  std::string path_;
  std::uint64_t generation_;
};

class DiskFolder final : public client::ReplicaFolder {
 public:
  explicit DiskFolder(FaultDisk& disk) : disk_(disk) {}
  [[nodiscard]] Result<std::string> set_aside(const std::string& path) override {
    std::string aside;
    for (int i = 1; aside.empty() || disk_.exists(aside); ++i)
      aside = path + ".damaged-" + std::to_string(i);
    for (const char* suffix : {"-wal", ""}) {
      if (!disk_.exists(path + suffix)) continue;
      if (disk_.is_down() || disk_.storage_call() != FaultDisk::Answer::ok)
        return fail(Errc::storage, "the disk failed on purpose");
      disk_.rename(path + suffix, aside + suffix);
    }
    return aside;
  }

 private:
  FaultDisk& disk_;
};

}  // namespace

std::unique_ptr<client::JournalFile> FaultDisk::journal_file(std::string path) {
  return std::make_unique<DiskJournalFile>(*this, std::move(path));
}

std::unique_ptr<client::ReplicaFolder> FaultDisk::folder() {
  return std::make_unique<DiskFolder>(*this);
}

}  // namespace fieldbook::tests
