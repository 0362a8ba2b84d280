#include "platform/os/files.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace fieldbook::platform {
namespace {

std::unexpected<Error> system_failure(std::string_view doing, const std::filesystem::path& path) {
  const int code = errno;
  return fail(code == ENOENT ? Errc::not_found : Errc::storage,
              fmt::format("{} {}: {}", doing, path.string(), std::strerror(code)));
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

Status write_all(int descriptor, std::string_view contents, const std::filesystem::path& path) {
  while (!contents.empty()) {
    const ssize_t written = ::write(descriptor, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure("write", path);
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_failure("read", path);
  std::string contents;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", path);
    if (count == 0) return contents;
    contents.append(buffer, static_cast<std::size_t>(count));
    if (contents.size() > max_bytes)
      return fail(Errc::limit_exceeded,
                  fmt::format("{} is larger than {} bytes", path.string(), max_bytes));
  }
}

Status write_file(const std::filesystem::path& path, std::string_view contents, Privacy privacy) {
  const std::filesystem::path temporary = path.string() + ".new";
  const mode_t mode = privacy == Privacy::owner_only ? 0600 : 0644;
  {
    // A left-over of a crash may have another mode.
    ::unlink(temporary.c_str());
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.get() < 0) return system_failure("create", temporary);
    CHECK(write_all(file.get(), contents, temporary));
    if (::fsync(file.get()) != 0) return system_failure("sync", temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return system_failure("rename", path);
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) return system_failure("sync", folder);
  return {};
}

Status make_private_directory(const std::filesystem::path& path) {
  std::filesystem::path made;
  for (const auto& part : path) {
    made /= part;
    if (::mkdir(made.c_str(), 0700) != 0 && errno != EEXIST)
      return system_failure("create folder", made);
  }
  if (!std::filesystem::is_directory(path))
    return fail(Errc::storage, path.string() + " is not a folder");
  return {};
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_failure("lock", path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return FileLock(descriptor);
  const int code = errno;
  ::close(descriptor);
  errno = code;
  if (code == EWOULDBLOCK)
    return fail(Errc::unavailable, path.string() + " is in use by another process");
  return system_failure("lock", path);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace fieldbook::platform
