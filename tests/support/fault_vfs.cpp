#include "tests/support/fault_vfs.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <sqlite3.h>

#include "shared/base/random.hpp"

namespace fieldbook::tests {
namespace {

using File = FaultDisk::File;

constexpr std::size_t kSectorBytes = 512;

int to_code(FaultDisk::Answer answer, int io_error) {
  switch (answer) {
    case FaultDisk::Answer::ok: return SQLITE_OK;
    case FaultDisk::Answer::io_error: return io_error;
    case FaultDisk::Answer::disk_full: return SQLITE_FULL;
  }
  return io_error;
}

/// What SQLite sees of an open file; it allocates the memory.
struct OpenFile {
  sqlite3_file base;
  FaultDisk* disk;
  std::shared_ptr<File>* file;
  std::string* delete_path;  // of a file that goes when it is closed
  std::uint64_t generation;
  int lock;
  unsigned shm_shared, shm_exclusive;  // slots that this connection holds
  bool uses_shm;

  [[nodiscard]] bool is_dead() const { return disk->is_down() || generation != disk->generation(); }
};

OpenFile& self(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

void release_lock(OpenFile& open, int level) {
  File& file = **open.file;
  if (open.lock >= SQLITE_LOCK_EXCLUSIVE && level < SQLITE_LOCK_EXCLUSIVE) file.exclusive = false;
  if (open.lock >= SQLITE_LOCK_PENDING && level < SQLITE_LOCK_PENDING) file.pending = false;
  if (open.lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) file.reserved = false;
  if (open.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --file.shared;
  open.lock = std::min(open.lock, level);
}

void release_shm(OpenFile& open) {
  if (!open.uses_shm) return;
  File& file = **open.file;
  for (unsigned slot = 0; slot < 8; ++slot) {
    if ((open.shm_shared >> slot & 1U) != 0) --file.shm_shared[slot];
    if ((open.shm_exclusive >> slot & 1U) != 0) file.shm_exclusive[slot] = false;
  }
  open.shm_shared = open.shm_exclusive = 0;
  open.uses_shm = false;
  if (--file.shm_users == 0) file.regions.clear();
}

int close_file(sqlite3_file* handle) {
  OpenFile& open = self(handle);
  // A restart has cleared the locks of everybody.
  if (open.generation == open.disk->generation()) {
    release_shm(open);
    release_lock(open, SQLITE_LOCK_NONE);
    if (open.delete_path != nullptr) open.disk->remove(*open.delete_path);
  }
  delete open.file;
  delete open.delete_path;
  return SQLITE_OK;
}

int read_file(sqlite3_file* handle, void* out, int amount, sqlite3_int64 offset) {
  OpenFile& open = self(handle);
  if (open.is_dead()) return SQLITE_IOERR_READ;
  const Bytes& content = (*open.file)->content;
  const auto begin = std::min(static_cast<std::size_t>(offset), content.size());
  const auto size = std::min(static_cast<std::size_t>(amount), content.size() - begin);
  if (size > 0) std::memcpy(out, content.data() + begin, size);
  if (size == static_cast<std::size_t>(amount)) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + size, 0, static_cast<std::size_t>(amount) - size);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* handle, const void* data, int amount, sqlite3_int64 offset) {
  OpenFile& open = self(handle);
  if (open.is_dead()) return SQLITE_IOERR_WRITE;
  const auto answer = open.disk->storage_call();
  if (answer == FaultDisk::Answer::ok)
    open.disk->write(**open.file, static_cast<std::size_t>(offset),
                     {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(amount)});
  return to_code(answer, SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* handle, sqlite3_int64 size) {
  OpenFile& open = self(handle);
  if (open.is_dead()) return SQLITE_IOERR_TRUNCATE;
  const auto answer = open.disk->storage_call();
  if (answer == FaultDisk::Answer::ok)
    open.disk->truncate(**open.file, static_cast<std::size_t>(size));
  return answer == FaultDisk::Answer::ok ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* handle, int) {
  OpenFile& open = self(handle);
  if (open.is_dead()) return SQLITE_IOERR_FSYNC;
  if (open.disk->storage_call() != FaultDisk::Answer::ok) return SQLITE_IOERR_FSYNC;
  FaultDisk::sync(**open.file);
  return SQLITE_OK;
}

int file_size(sqlite3_file* handle, sqlite3_int64* out) {
  OpenFile& open = self(handle);
  if (open.is_dead()) return SQLITE_IOERR_FSTAT;
  *out = static_cast<sqlite3_int64>((*open.file)->content.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* handle, int level) {
  OpenFile& open = self(handle);
  File& file = **open.file;
  if (open.is_dead()) return SQLITE_IOERR_LOCK;
  if (open.lock >= level) return SQLITE_OK;
  if (open.lock < SQLITE_LOCK_SHARED) {
    if (file.pending || file.exclusive) return SQLITE_BUSY;
    ++file.shared;
    open.lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && open.lock < SQLITE_LOCK_RESERVED) {
    if (file.reserved) return SQLITE_BUSY;
    file.reserved = true;
    open.lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    file.pending = true;
    open.lock = SQLITE_LOCK_PENDING;
    if (file.shared > 1) return SQLITE_BUSY;
    file.exclusive = true;
    open.lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int unlock_file(sqlite3_file* handle, int level) {
  OpenFile& open = self(handle);
  if (open.generation == open.disk->generation()) release_lock(open, level);
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* handle, int* out) {
  *out = (*self(handle).file)->reserved ? 1 : 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kSectorBytes); }
int device_characteristics(sqlite3_file*) { return 0; }

int shm_map(sqlite3_file* handle, int region, int size, int extend, void volatile** out) {
  OpenFile& open = self(handle);
  File& file = **open.file;
  if (open.is_dead()) return SQLITE_IOERR_SHMMAP;
  if (!open.uses_shm) {
    open.uses_shm = true;
    ++file.shm_users;
  }
  *out = nullptr;
  const auto index = static_cast<std::size_t>(region);
  if (index >= file.regions.size()) {
    if (extend == 0) return SQLITE_OK;
    while (file.regions.size() <= index)
      file.regions.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
  }
  *out = file.regions[index]->data();
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* handle, int offset, int count, int flags) {
  OpenFile& open = self(handle);
  File& file = **open.file;
  if (open.is_dead()) return SQLITE_IOERR_SHMLOCK;
  const auto first = static_cast<unsigned>(offset);
  const auto last = static_cast<unsigned>(offset + count);
  const bool shared = (flags & SQLITE_SHM_SHARED) != 0;
  for (unsigned slot = first; slot < last; ++slot) {
    const unsigned bit = 1U << slot;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      if ((open.shm_shared & bit) != 0) --file.shm_shared[slot];
      if ((open.shm_exclusive & bit) != 0) file.shm_exclusive[slot] = false;
      open.shm_shared &= ~bit;
      open.shm_exclusive &= ~bit;
      continue;
    }
    const int others = file.shm_shared[slot] - ((open.shm_shared & bit) != 0 ? 1 : 0);
    if (file.shm_exclusive[slot] && (open.shm_exclusive & bit) == 0) return SQLITE_BUSY;
    if (!shared && others > 0) return SQLITE_BUSY;
  }
  if ((flags & SQLITE_SHM_UNLOCK) != 0) return SQLITE_OK;
  for (unsigned slot = first; slot < last; ++slot) {
    const unsigned bit = 1U << slot;
    if (shared && (open.shm_shared & bit) == 0) {
      ++file.shm_shared[slot];
      open.shm_shared |= bit;
    } else if (!shared) {
      file.shm_exclusive[slot] = true;
      open.shm_exclusive |= bit;
    }
  }
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int shm_unmap(sqlite3_file* handle, int) {
  OpenFile& open = self(handle);
  if (open.generation == open.disk->generation()) release_shm(open);
  return SQLITE_OK;
}

const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods table = [] {
    sqlite3_io_methods out{};
    out.iVersion = 2;
    out.xClose = close_file;
    out.xRead = read_file;
    out.xWrite = write_file;
    out.xTruncate = truncate_file;
    out.xSync = sync_file;
    out.xFileSize = file_size;
    out.xLock = lock_file;
    out.xUnlock = unlock_file;
    out.xCheckReservedLock = check_reserved;
    out.xFileControl = control_file;
    out.xSectorSize = sector_size;
    out.xDeviceCharacteristics = device_characteristics;
    out.xShmMap = shm_map;
    out.xShmLock = shm_lock;
    out.xShmBarrier = shm_barrier;
    out.xShmUnmap = shm_unmap;
    return out;
  }();
  return table;
}

FaultDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultDisk*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* out_flags) {
  FaultDisk& disk = disk_of(vfs);
  handle->pMethods = nullptr;
  if (disk.is_down()) return SQLITE_CANTOPEN;
  const std::string path = name != nullptr ? name : "scratch";
  const bool create = (flags & SQLITE_OPEN_CREATE) != 0 || name == nullptr;
  if (create && !disk.exists(path) && disk.storage_call() != FaultDisk::Answer::ok)
    return SQLITE_CANTOPEN;
  auto file = name != nullptr ? disk.open(path, create) : std::make_shared<File>();
  if (file == nullptr) return SQLITE_CANTOPEN;
  OpenFile& open = self(handle);
  open.disk = &disk;
  open.file = new std::shared_ptr<File>(std::move(file));
  open.delete_path =
      (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 && name != nullptr ? new std::string(path) : nullptr;
  open.generation = disk.generation();
  open.lock = SQLITE_LOCK_NONE;
  open.shm_shared = open.shm_exclusive = 0;
  open.uses_shm = false;
  handle->pMethods = &methods();
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int) {
  FaultDisk& disk = disk_of(vfs);
  if (disk.is_down()) return SQLITE_IOERR_DELETE;
  if (!disk.exists(name)) return SQLITE_IOERR_DELETE_NOENT;
  if (disk.storage_call() != FaultDisk::Answer::ok) return SQLITE_IOERR_DELETE;
  disk.remove(name);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* out) {
  *out = disk_of(vfs).exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

// SQLite asks for bytes for the salt of a WAL and for temporary names: the same each time.
int randomness(sqlite3_vfs*, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(i * 37 + 11);
  return size;
}

int no_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int current_time(sqlite3_vfs*, sqlite3_int64* out) {
  *out = 212'000'000'000'000;  // Julian day in milliseconds: some day of this age
  return SQLITE_OK;
}

int current_day(sqlite3_vfs*, double* out) {
  *out = 2'453'703.7;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

FaultDisk::FaultDisk() : vfs_(std::make_unique<sqlite3_vfs>()) {
  static std::atomic<std::uint64_t> made{0};
  own_name_ = "fault-" + std::to_string(++made);
  name_ = own_name_;
  std::memset(vfs_.get(), 0, sizeof(sqlite3_vfs));
  vfs_->iVersion = 2;
  vfs_->szOsFile = sizeof(OpenFile);
  vfs_->mxPathname = 512;
  vfs_->zName = own_name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = open_file;
  vfs_->xDelete = delete_file;
  vfs_->xAccess = access_file;
  vfs_->xFullPathname = full_path;
  vfs_->xRandomness = randomness;
  vfs_->xSleep = no_sleep;
  vfs_->xCurrentTime = current_day;
  vfs_->xCurrentTimeInt64 = current_time;
  vfs_->xGetLastError = last_error;
  ASSERT(sqlite3_vfs_register(vfs_.get(), 0) == SQLITE_OK);
#if FIELDBOOK_SQLITE_ENCRYPTION
  // The layer that encrypts stands over a VFS of its own name.
  ASSERT(sqlite3mc_vfs_create(vfs_->zName, 0) == SQLITE_OK);
  name_ = "multipleciphers-" + own_name_;
#endif
}

FaultDisk::~FaultDisk() {
#if FIELDBOOK_SQLITE_ENCRYPTION
  sqlite3mc_vfs_destroy(name_.c_str());
#endif
  sqlite3_vfs_unregister(vfs_.get());
}

void FaultDisk::fail_at(std::uint64_t call, Fault fault) {
  fail_at_ = calls_ + call;
  fault_ = fault;
  failed_ = false;
}

void FaultDisk::fail_never() { fail_at_ = 0; }

FaultDisk::Answer FaultDisk::storage_call() {
  if (down_) return Answer::io_error;
  if (++calls_ != fail_at_) return Answer::ok;
  failed_ = true;
  if (fault_ == Fault::crash) down_ = true;
  return fault_ == Fault::disk_full ? Answer::disk_full : Answer::io_error;
}

namespace {

void apply_change(Bytes& content, const File::Change& change) {
  if (change.truncates) {
    content.resize(change.offset);
    return;
  }
  if (content.size() < change.offset + change.bytes.size())
    content.resize(change.offset + change.bytes.size());
  std::copy(change.bytes.begin(), change.bytes.end(),
            content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

/// Some sectors of each write arrive, in any order: as if later ones had been flushed first.
void apply_torn(Bytes& content, const File::Change& change, SeededRandom& random) {
  if (change.truncates) {
    if (random.below(2) == 0) apply_change(content, change);
    return;
  }
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t in_sector = kSectorBytes - (change.offset + at) % kSectorBytes;
    const std::size_t size = std::min(in_sector, change.bytes.size() - at);
    const auto begin = change.bytes.begin() + static_cast<std::ptrdiff_t>(at);
    if (random.below(2) == 0)
      apply_change(content, {change.offset + at,
                             Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)), false});
    at += size;
  }
}

}  // namespace

void FaultDisk::restart(Unsynced unsynced, std::uint64_t seed) {
  SeededRandom random(seed);
  for (auto& [path, file] : files_) {
    auto fresh = std::make_shared<File>();
    fresh->content = file->durable;
    for (const File::Change& change : file->changes) {
      if (unsynced == Unsynced::kept) apply_change(fresh->content, change);
      if (unsynced == Unsynced::torn) apply_torn(fresh->content, change, random);
    }
    fresh->durable = fresh->content;
    file = std::move(fresh);
  }
  down_ = failed_ = false;
  fail_at_ = 0;
  ++generation_;
}

bool FaultDisk::exists(const std::string& path) const { return files_.contains(path); }

Bytes FaultDisk::read(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? Bytes{} : found->second->content;
}

void FaultDisk::put(const std::string& path, Bytes content) {
  auto file = open(path, true);
  file->durable = file->content = std::move(content);
  file->changes.clear();
}

void FaultDisk::remove(const std::string& path) { files_.erase(path); }

std::vector<std::string> FaultDisk::paths() const {
  std::vector<std::string> out;
  for (const auto& [path, file] : files_) out.push_back(path);
  return out;
}

std::shared_ptr<File> FaultDisk::open(const std::string& path, bool create) {
  const auto found = files_.find(path);
  if (found != files_.end()) return found->second;
  if (!create) return nullptr;
  return files_[path] = std::make_shared<File>();
}

void FaultDisk::write(File& file, std::size_t offset, ByteView bytes) {
  file.changes.push_back({offset, Bytes(bytes.begin(), bytes.end()), false});
  apply_change(file.content, file.changes.back());
}

void FaultDisk::truncate(File& file, std::size_t size) {
  file.changes.push_back({size, {}, true});
  apply_change(file.content, file.changes.back());
}

void FaultDisk::sync(File& file) {
  for (const File::Change& change : file.changes) apply_change(file.durable, change);
  file.changes.clear();
}

void FaultDisk::rename(const std::string& from, const std::string& to) {
  files_[to] = files_.at(from);
  files_.erase(from);
}

}  // namespace fieldbook::tests
