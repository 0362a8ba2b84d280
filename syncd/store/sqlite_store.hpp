#pragma once

// The store on SQLite: one file an organisation, write-ahead log, one writing connection and a
// small pool of readers (design.md section 9).

#include "shared/base/random.hpp"
#include "shared/sqlite/connection.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

struct SqliteStoreOptions {
  std::optional<sqlite::Key> key;  ///< none: a plain file
  std::string vfs;                 ///< name of a registered VFS; empty = the system's
  sqlite::Synchronous synchronous = sqlite::Synchronous::full;
};

struct NewOrganisation {
  Uuid id;
  std::string name;
};

/// Makes the file, its tables and the organisation with its keys and first epoch, drawn from
/// `random`. Returns Errc::already_exists when the file holds an organisation.
[[nodiscard]] Result<std::unique_ptr<Store>> create_sqlite_store(
    const std::string& path, const SqliteStoreOptions& options,
    std::shared_ptr<const schema::Catalogue> catalogue, const NewOrganisation& organisation,
    Random& random);

/// Opens what create_sqlite_store made, adding what `catalogue` has beyond the tables. Returns
/// Errc::not_found when there is no such file or no organisation in it, Errc::unsupported when a
/// later version wrote it, Errc::corrupt for a damaged file or a wrong key.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_store(
    const std::string& path, const SqliteStoreOptions& options,
    std::shared_ptr<const schema::Catalogue> catalogue);

}  // namespace fieldbook::syncd
