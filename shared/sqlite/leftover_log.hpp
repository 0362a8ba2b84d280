#pragma once

// Whether a database was closed in order.

#include <string>

namespace fieldbook::sqlite {

/// Whether a write-ahead log with something in it lies beside `path`: SQLite removes it when the
/// last connection closes, so the process or the machine stopped without. Ask before opening the
/// database. `vfs` as in OpenOptions. False for a VFS that is not registered.
[[nodiscard]] bool has_leftover_log(const std::string& path, const std::string& vfs);

}  // namespace fieldbook::sqlite
