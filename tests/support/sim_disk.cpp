#include "tests/support/sim_disk.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/result.hpp"
#include "tests/support/sim_file.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::size_t kSector = 512;

/// SQLite names files by path alone, so there is one table of disks a process.
std::map<std::uint64_t, SimDisk*>& disks() {
  static std::map<std::uint64_t, SimDisk*> table;
  return table;
}

std::uint64_t next_number() {
  static std::uint64_t last = 0;
  return ++last;
}

void put(Bytes& content, std::size_t offset, ByteView bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

void SimFile::write(std::size_t offset, ByteView bytes) {
  Unsynced undo{.offset = offset, .size_before = content.size()};
  const std::size_t end = std::min(content.size(), offset + bytes.size());
  if (offset < end) {
    undo.before.assign(content.begin() + static_cast<std::ptrdiff_t>(offset),
                       content.begin() + static_cast<std::ptrdiff_t>(end));
  }
  undo.after.assign(bytes.begin(), bytes.end());
  put(content, offset, bytes);
  undo.size_after = content.size();
  unsynced.push_back(std::move(undo));
}

void SimFile::truncate(std::size_t size) {
  Unsynced undo{.offset = size, .size_before = content.size(), .size_after = size};
  if (size < content.size())
    undo.before.assign(content.begin() + static_cast<std::ptrdiff_t>(size), content.end());
  content.resize(size);
  unsynced.push_back(std::move(undo));
}

void SimFile::lose_power(PowerLoss loss, Random& random) {
  shared = 0;
  reserved = exclusive = nullptr;
  index_pages.clear();
  index_shared = {};
  index_exclusive = {};
  index_users = 0;
  std::vector<Unsynced> lost;
  lost.swap(unsynced);
  if (loss == PowerLoss::keeps) return;
  for (auto undo = lost.rbegin(); undo != lost.rend(); ++undo) {
    content.resize(undo->size_before);
    put(content, undo->offset, undo->before);
    content.resize(undo->size_before);
  }
  if (loss == PowerLoss::drops) return;
  for (const Unsynced& redo : lost) {
    const auto luck = random.below(4);
    if (luck == 0) continue;
    if (redo.after.empty()) {
      if (redo.size_after <= content.size()) content.resize(redo.size_after);
      continue;
    }
    ByteView arrived(redo.after);
    if (luck == 1 && arrived.size() > kSector)
      arrived = arrived.first(kSector * (1 + random.below(arrived.size() / kSector)));
    put(content, redo.offset, arrived);
  }
}

SimDisk::SimDisk() : number_(next_number()) {
  register_sim_vfs();
  disks().emplace(number_, this);
}

SimDisk::~SimDisk() { disks().erase(number_); }

std::string SimDisk::path(const std::string& name) const {
  return std::to_string(number_) + "/" + name;
}

SimDisk* find_sim_disk(const std::string& path, std::string& name) {
  const auto slash = path.find('/');
  if (slash == std::string::npos) return nullptr;
  std::uint64_t number = 0;
  std::from_chars(path.data(), path.data() + slash, number);
  const auto found = disks().find(number);
  if (found == disks().end()) return nullptr;
  name = path.substr(slash + 1);
  return found->second;
}

bool SimDisk::may_write() {
  if (failed_) return false;
  if (++operations_ == fail_from_) failed_ = true;
  return !failed_;
}

void SimDisk::set_room(std::optional<std::uint64_t> bytes) {
  room_ = bytes;
  ran_out_ = false;
}

bool SimDisk::may_grow(std::size_t size, std::size_t end, std::size_t bytes, std::size_t& fits) {
  if (!may_write()) return false;
  fits = bytes;
  if (!room_ || end <= size) return true;
  const std::size_t growth = end - size;
  const std::size_t granted = std::min<std::size_t>(growth, *room_);
  *room_ -= granted;
  if (granted < growth) {
    ran_out_ = true;
    fits = bytes - std::min(bytes, growth - granted);
  }
  return true;
}

void SimDisk::give_back(std::size_t bytes) {
  if (room_) *room_ += bytes;
}

void SimDisk::remove(const std::string& name) {
  const auto found = files_.find(name);
  if (found == files_.end()) return;
  give_back(found->second->content.size());
  files_.erase(found);
}

void SimDisk::power_on(PowerLoss loss, Random& random) {
  for (auto& [name, file] : files_) file->lose_power(loss, random);
  failed_ = false;
  fail_from_ = 0;
}

SimDisk::Image SimDisk::image() const {
  Image out;
  for (const auto& [name, file] : files_) out.emplace(name, file->content);
  return out;
}

void SimDisk::put_image(const Image& image) {
  files_.clear();
  for (const auto& [name, content] : image) {
    auto file = std::make_shared<SimFile>();
    file->content = content;
    files_.emplace(name, std::move(file));
  }
  failed_ = false;
  fail_from_ = 0;
}

const Bytes* SimDisk::find(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second->content;
}

std::shared_ptr<SimFile> SimDisk::open(const std::string& name, bool create) {
  const auto found = files_.find(name);
  if (found != files_.end()) return found->second;
  if (!create) return nullptr;
  return files_.emplace(name, std::make_shared<SimFile>()).first->second;
}

bool SimDisk::append(const std::string& name, ByteView bytes) {
  const auto file = open(name, true);
  const std::size_t at = file->content.size();
  std::size_t fits = 0;
  if (!may_grow(at, at + bytes.size(), bytes.size(), fits)) return false;
  if (fits > 0) file->write(at, bytes.first(fits));
  return fits == bytes.size() || swallows_;
}

bool SimDisk::sync(const std::string& name) {
  if (!may_write()) return false;
  if (const auto file = open(name, false); file && !ignores_syncs_) file->sync();
  return true;
}

bool SimDisk::replace(const std::string& name, ByteView bytes) {
  // The new file is written beside the old one, which goes when it is complete.
  std::size_t fits = 0;
  if (!may_grow(0, bytes.size(), bytes.size(), fits)) return false;
  if (fits < bytes.size() && !swallows_) {
    give_back(fits);
    return false;
  }
  remove(name);
  auto file = std::make_shared<SimFile>();
  file->content.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(fits));
  files_[name] = std::move(file);
  return true;
}

bool SimDisk::rename(const std::string& from, const std::string& to) {
  if (!may_write()) return false;
  auto node = files_.extract(from);
  if (node.empty()) return true;
  node.key() = to;
  files_.insert(std::move(node));
  return true;
}

}  // namespace fieldbook::tests
