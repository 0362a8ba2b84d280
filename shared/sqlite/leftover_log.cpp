#include "shared/sqlite/leftover_log.hpp"

#include <sqlite3.h>
#include <vector>

namespace fieldbook::sqlite {

bool has_leftover_log(const std::string& path, const std::string& vfs) {
  sqlite3_vfs* const files = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
  if (files == nullptr) return false;
  std::vector<char> full(static_cast<std::size_t>(files->mxPathname) + 1, '\0');
  if (files->xFullPathname(files, path.c_str(), files->mxPathname, full.data()) != SQLITE_OK)
    return false;
  const std::string log = std::string(full.data()) + "-wal";
  int exists = 0;
  return files->xAccess(files, log.c_str(), SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK &&
         exists != 0;
}

}  // namespace fieldbook::sqlite
