#include "client/actions/journal_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace fieldbook::client {
namespace {

std::unexpected<Error> system_failure(std::string_view doing, const std::string& path) {
  return fail(Errc::storage, fmt::format("{} {}: {}", doing, path, std::strerror(errno)));
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

constexpr int kPrivate = 0600;

Status write_all(int descriptor, ByteView bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_failure("write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

class SystemJournalFile final : public JournalFile {
 public:
  SystemJournalFile(std::string path, Descriptor descriptor)
      : path_(std::move(path)), descriptor_(std::move(descriptor)) {}

  [[nodiscard]] Result<Bytes> read_all() override {
    Bytes out;
    std::uint8_t block[64 * 1024];
    while (true) {
      const ssize_t read =
          ::pread(descriptor_.get(), block, sizeof block, static_cast<off_t>(out.size()));
      if (read < 0 && errno == EINTR) continue;
      if (read < 0) return system_failure("read", path_);
      if (read == 0) return out;
      out.insert(out.end(), block, block + read);
    }
  }

  [[nodiscard]] Status append(ByteView bytes) override {
    return write_all(descriptor_.get(), bytes, path_);
  }

  [[nodiscard]] Status sync() override {
    return ::fdatasync(descriptor_.get()) == 0 ? Status{} : system_failure("sync", path_);
  }

  [[nodiscard]] Status replace(ByteView bytes) override {
    const std::string next = path_ + ".new";
    Descriptor fresh(
        ::open(next.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, kPrivate));
    if (fresh.get() < 0) return system_failure("create", next);
    CHECK(write_all(fresh.get(), bytes, next));
    if (::fsync(fresh.get()) != 0) return system_failure("sync", next);
    if (::rename(next.c_str(), path_.c_str()) != 0) return system_failure("rename", next);
    descriptor_ = std::move(fresh);
    // The rename itself is durable once the folder is.
    const auto parent = std::filesystem::path(path_).parent_path();
    const std::string folder = parent.empty() ? "." : parent.string();
    Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) return system_failure("sync", folder);
    return {};
  }

 private:
  std::string path_;
  Descriptor descriptor_;
};

class SystemReplicaFolder final : public ReplicaFolder {
 public:
  [[nodiscard]] Result<std::string> set_aside(const std::string& path) override {
    namespace fs = std::filesystem;
    std::error_code error;
    std::string aside;
    for (int i = 1; aside.empty() || fs::exists(aside, error); ++i)
      aside = fmt::format("{}.damaged-{}", path, i);
    for (const char* suffix : {"-shm", "-wal", ""}) {
      if (!fs::exists(path + suffix, error)) continue;
      fs::rename(path + suffix, aside + suffix, error);
      if (error)
        return fail(Errc::storage, fmt::format("rename {}{}: {}", path, suffix, error.message()));
    }
    return aside;
  }
};

}  // namespace

Result<std::unique_ptr<JournalFile>> open_journal_file(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kPrivate));
  if (descriptor.get() < 0) return system_failure("open", path);
  return std::make_unique<SystemJournalFile>(path, std::move(descriptor));
}

std::unique_ptr<ReplicaFolder> make_replica_folder() {
  return std::make_unique<SystemReplicaFolder>();
}

}  // namespace fieldbook::client
