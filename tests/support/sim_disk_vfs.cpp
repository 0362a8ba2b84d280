// The SQLite VFS over SimDisk (https://www.sqlite.org/vfs.html). Locks work between the
// connections of one thread, as the daemon's writer and readers need them.

#include <cstring>
#include <sqlite3.h>

#include "shared/base/result.hpp"
#include "tests/support/sim_file.hpp"

namespace fieldbook::tests {
namespace {

struct OpenFile {
  sqlite3_file base{};
  SimDisk* disk = nullptr;
  std::shared_ptr<SimFile>* file = nullptr;
  int lock = SQLITE_LOCK_NONE;
  bool maps_index = false;
  int index_shared = 0;     // bit mask of slots
  int index_exclusive = 0;  // bit mask of slots

  [[nodiscard]] SimFile& content() const { return **file; }
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int unlock(OpenFile& open, int level) {
  SimFile& file = open.content();
  if (open.lock <= level) return SQLITE_OK;
  if (file.exclusive == &open) file.exclusive = nullptr;
  if (file.reserved == &open) file.reserved = nullptr;
  if (level == SQLITE_LOCK_NONE && open.lock >= SQLITE_LOCK_SHARED && file.shared > 0)
    --file.shared;
  open.lock = level;
  return SQLITE_OK;
}

int do_close(sqlite3_file* handle) {
  OpenFile& open = of(handle);
  unlock(open, SQLITE_LOCK_NONE);
  delete open.file;
  open.file = nullptr;
  return SQLITE_OK;
}

int do_read(sqlite3_file* handle, void* out, int amount, sqlite3_int64 offset) {
  OpenFile& open = of(handle);
  if (!open.disk->may_read()) return SQLITE_IOERR_READ;
  const Bytes& content = open.content().content;
  const auto at = static_cast<std::size_t>(offset);
  const auto wanted = static_cast<std::size_t>(amount);
  const std::size_t there = at < content.size() ? std::min(wanted, content.size() - at) : 0;
  if (there > 0) std::memcpy(out, content.data() + at, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int do_write(sqlite3_file* handle, const void* bytes, int amount, sqlite3_int64 offset) {
  OpenFile& open = of(handle);
  const auto at = static_cast<std::size_t>(offset);
  const ByteView all(static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(amount));
  std::size_t fits = 0;
  if (!open.disk->may_grow(open.content().content.size(), at + all.size(), all.size(), fits))
    return SQLITE_IOERR_WRITE;
  if (fits > 0) open.content().write(at, all.first(fits));
  return fits == all.size() || open.disk->swallows() ? SQLITE_OK : SQLITE_FULL;
}

int do_truncate(sqlite3_file* handle, sqlite3_int64 size) {
  OpenFile& open = of(handle);
  if (!open.disk->may_write()) return SQLITE_IOERR_TRUNCATE;
  const std::size_t before = open.content().content.size();
  open.content().truncate(static_cast<std::size_t>(size));
  open.disk->give_back(before - std::min(before, static_cast<std::size_t>(size)));
  return SQLITE_OK;
}

int do_sync(sqlite3_file* handle, int) {
  OpenFile& open = of(handle);
  if (!open.disk->may_write()) return SQLITE_IOERR_FSYNC;
  if (!open.disk->ignores_syncs()) open.content().sync();
  return SQLITE_OK;
}

int do_size(sqlite3_file* handle, sqlite3_int64* out) {
  *out = static_cast<sqlite3_int64>(of(handle).content().content.size());
  return SQLITE_OK;
}

int do_lock(sqlite3_file* handle, int level) {
  OpenFile& open = of(handle);
  SimFile& file = open.content();
  if (open.lock >= level) return SQLITE_OK;
  if (open.lock == SQLITE_LOCK_NONE) {
    if (file.exclusive != nullptr) return SQLITE_BUSY;
    ++file.shared;
    open.lock = SQLITE_LOCK_SHARED;
    if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  }
  if (file.reserved != nullptr && file.reserved != &open) return SQLITE_BUSY;
  file.reserved = &open;
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    if (file.shared > 1) return SQLITE_BUSY;
    file.exclusive = &open;
  }
  open.lock = level;
  return SQLITE_OK;
}

int do_unlock(sqlite3_file* handle, int level) { return unlock(of(handle), level); }

int do_check_reserved(sqlite3_file* handle, int* out) {
  *out = of(handle).content().reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int do_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int do_sector_size(sqlite3_file*) { return 512; }
int do_characteristics(sqlite3_file*) { return 0; }

int do_index_map(sqlite3_file* handle, int page, int size, int extend, void volatile** out) {
  OpenFile& open = of(handle);
  SimFile& file = open.content();
  *out = nullptr;
  if (!open.maps_index) {
    open.maps_index = true;
    ++file.index_users;
  }
  const auto wanted = static_cast<std::size_t>(page);
  if (static_cast<std::size_t>(size) != 32 * 1024) return SQLITE_IOERR_SHMMAP;
  if (file.index_pages.size() <= wanted) {
    if (extend == 0) return SQLITE_OK;
    while (file.index_pages.size() <= wanted)
      file.index_pages.push_back(std::make_unique<std::array<std::uint8_t, 32 * 1024>>());
  }
  *out = file.index_pages[wanted]->data();
  return SQLITE_OK;
}

int do_index_lock(sqlite3_file* handle, int offset, int count, int flags) {
  OpenFile& open = of(handle);
  SimFile& file = open.content();
  const int mask = ((1 << count) - 1) << offset;
  const auto first = static_cast<std::size_t>(offset);
  const std::size_t end = first + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (std::size_t slot = first; slot < end; ++slot) {
      if ((open.index_shared >> slot & 1) != 0) --file.index_shared[slot];
      if (file.index_exclusive[slot] == &open) file.index_exclusive[slot] = nullptr;
    }
    open.index_shared &= ~mask;
    open.index_exclusive &= ~mask;
    return SQLITE_OK;
  }
  if ((flags & SQLITE_SHM_SHARED) != 0) {
    if ((open.index_shared & mask) != 0) return SQLITE_OK;
    const void* holder = file.index_exclusive[first];
    if (holder != nullptr && holder != &open) return SQLITE_BUSY;
    ++file.index_shared[first];
    open.index_shared |= mask;
    return SQLITE_OK;
  }
  for (std::size_t slot = first; slot < end; ++slot) {
    const void* holder = file.index_exclusive[slot];
    const int mine = open.index_shared >> slot & 1;
    if ((holder != nullptr && holder != &open) || file.index_shared[slot] > mine)
      return SQLITE_BUSY;
  }
  for (std::size_t slot = first; slot < end; ++slot) file.index_exclusive[slot] = &open;
  open.index_exclusive |= mask;
  return SQLITE_OK;
}

void do_index_barrier(sqlite3_file*) {}

int do_index_unmap(sqlite3_file* handle, int) {
  OpenFile& open = of(handle);
  SimFile& file = open.content();
  do_index_lock(handle, 0, 8, SQLITE_SHM_UNLOCK);
  if (open.maps_index) {
    open.maps_index = false;
    if (--file.index_users <= 0) file.index_pages.clear();
  }
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_check_reserved,
    .xFileControl = do_control,
    .xSectorSize = do_sector_size,
    .xDeviceCharacteristics = do_characteristics,
    .xShmMap = do_index_map,
    .xShmLock = do_index_lock,
    .xShmBarrier = do_index_barrier,
    .xShmUnmap = do_index_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

/// Temporary files belong to no disk and never fail.
SimDisk& temporary_disk() {
  static SimDisk disk;
  return disk;
}

int vfs_open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* handle, int flags, int* out_flags) {
  auto* open = new (handle) OpenFile;
  open->base.pMethods = nullptr;
  if (out_flags != nullptr) *out_flags = flags;
  if (path == nullptr) {
    open->disk = &temporary_disk();
    open->file = new std::shared_ptr<SimFile>(std::make_shared<SimFile>());
  } else {
    std::string name;
    open->disk = find_sim_disk(path, name);
    if (open->disk == nullptr || !open->disk->may_read()) return SQLITE_CANTOPEN;
    auto file = open->disk->open(name, (flags & SQLITE_OPEN_CREATE) != 0);
    if (!file) return SQLITE_CANTOPEN;
    open->file = new std::shared_ptr<SimFile>(std::move(file));
  }
  open->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char* path, int) {
  std::string name;
  SimDisk* disk = find_sim_disk(path, name);
  if (disk == nullptr || !disk->may_write()) return SQLITE_IOERR_DELETE;
  if (!disk->exists(name)) return SQLITE_IOERR_DELETE_NOENT;
  disk->remove(name);
  return SQLITE_OK;
}

int vfs_access(sqlite3_vfs*, const char* path, int, int* out) {
  std::string name;
  SimDisk* disk = find_sim_disk(path, name);
  *out = disk != nullptr && disk->exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* path, int size, char* out) {
  if (std::strlen(path) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::strcpy(out, path);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs*, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(i * 37 + 11);
  return size;
}

int vfs_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int vfs_time(sqlite3_vfs*, double* out) {
  *out = 2461000.5;
  return SQLITE_OK;
}
int vfs_time64(sqlite3_vfs*, sqlite3_int64* out) {
  *out = 212'630'443'200'000;
  return SQLITE_OK;
}
int vfs_last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

void register_sim_vfs() {
  static sqlite3_vfs vfs = {
      .iVersion = 2,
      .szOsFile = sizeof(OpenFile),
      .mxPathname = 512,
      .pNext = nullptr,
      .zName = kSimVfs,
      .pAppData = nullptr,
      .xOpen = vfs_open,
      .xDelete = vfs_delete,
      .xAccess = vfs_access,
      .xFullPathname = vfs_full_path,
      .xDlOpen = nullptr,
      .xDlError = nullptr,
      .xDlSym = nullptr,
      .xDlClose = nullptr,
      .xRandomness = vfs_randomness,
      .xSleep = vfs_sleep,
      .xCurrentTime = vfs_time,
      .xGetLastError = vfs_last_error,
      .xCurrentTimeInt64 = vfs_time64,
      .xSetSystemCall = nullptr,
      .xGetSystemCall = nullptr,
      .xNextSystemCall = nullptr,
  };
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  ASSERT(registered == SQLITE_OK);
}

}  // namespace fieldbook::tests
