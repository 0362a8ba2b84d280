#include "syncd/admin/restore.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "syncd/admin/direct_writer.hpp"
#include "syncd/admin/organisation.hpp"
#include "syncd/changelog/epoch.hpp"
#include "syncd/endpoints/core.hpp"
#include "syncd/store/sqlite_store.hpp"

namespace fieldbook::syncd {
namespace {

namespace fs = std::filesystem;

constexpr std::array kOfflineVerbs = {
    OfflineVerb{"verify", "Reads a backup whole, as a restore would.", &verify_backup},
    OfflineVerb{"restore", "Puts a backup in the place of the data.", &restore_backup},
};

Status failed(const std::error_code& error, const fs::path& path) {
  return fail(Errc::storage, path.string() + ": " + error.message());
}

/// Removed with everything in it, at the beginning too: a drill that was killed leaves one.
class ScratchDirectory {
 public:
  explicit ScratchDirectory(fs::path path) : path_(std::move(path)) { clear(); }
  ~ScratchDirectory() { clear(); }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  void clear() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path path_;
};

/// The backup copied to where `config` has its database, and opened there as a daemon opens it.
Result<std::unique_ptr<Organisation>> open_copy(const std::string& file, const Config& config,
                                                const Clock& clock, Random& random) {
  CHECK(platform::make_private_directory(config.data.directory));
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return fail(Errc::not_found, "there is no file " + file);
  const fs::path copy = database_path(config);
  if (!fs::copy_file(file, copy, error)) return std::unexpected(failed(error, copy).error());
  TRY(auto catalogue, load_catalogue(config));
  {
    // Organisation::open would make an organisation where none is.
    const auto probe = open_sqlite_store(copy.string(), {}, std::move(catalogue));
    if (!probe) return fail(probe.error().code, file + ": " + probe.error().message);
  }
  return Organisation::open(config, clock, random);
}

Result<OrderedJson> examine(Organisation& organisation, const Config& config, const Clock& clock,
                            Random& random) {
  Core core(organisation.store(), organisation.committer(), DeciderSettings{}, clock, random);
  DirectWriter writer(organisation.store(), core);
  AdminContext admin{config, organisation.store(), organisation.committer(), clock, random, writer,
                     core};
  return run_verb(admin, "doctor", Json::object());
}

Config beside(const Config& config, std::string_view name) {
  Config out = config;
  out.data.directory = config.data.directory / name;
  return out;
}

Result<OrganisationHead> head_of(Store& store) {
  TRY(const auto transaction, store.begin_read());
  return transaction->head();
}

/// What is there now, if it can be read at all. Opening it also empties its log into it.
std::optional<OrganisationHead> read_present(
    const Config& config, const std::shared_ptr<const schema::Catalogue>& catalogue) {
  const auto store = open_sqlite_store(database_path(config).string(), {}, catalogue);
  if (!store) return std::nullopt;
  auto head = head_of(**store);
  return head ? std::optional(*std::move(head)) : std::nullopt;
}

Status sync_directory(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
  const std::error_code error(errno, std::generic_category());
  if (descriptor >= 0) ::close(descriptor);
  return done ? Status{} : failed(error, path);
}

/// Two restores within a millisecond, or a clock that was set back, take the next number.
fs::path free_name(const fs::path& database, Instant now) {
  fs::path out;
  std::error_code error;
  for (std::int64_t number = now.ms; out.empty() || fs::exists(out, error); ++number)
    out = database.string() + fmt::format(".before-{}", number);
  return out;
}

/// Gives the database a second name and takes its log along: a log that is left would be read into
/// the database that comes in its place. The first name stays until that one replaces it, so that a
/// daemon never starts on nothing.
Status set_aside(const fs::path& database, const fs::path& aside) {
  std::error_code error;
  if (!fs::exists(database, error)) return {};
  fs::create_hard_link(database, aside, error);
  if (error) return failed(error, aside);
  const fs::path log = database.string() + "-wal";
  if (fs::exists(log, error)) fs::rename(log, aside.string() + "-wal", error);
  if (error) return failed(error, log);
  fs::remove(database.string() + "-shm", error);
  return sync_directory(database.parent_path());
}

Status put_in_place(const fs::path& copy, const fs::path& database) {
  std::error_code error;
  if (fs::exists(copy.string() + "-wal", error))
    return fail(Errc::storage, "the log of " + copy.string() + " did not go into it");
  fs::rename(copy, database, error);
  if (error) return failed(error, database);
  return sync_directory(database.parent_path());
}

Status begin_epoch(Store& store, Random& random) {
  TRY(const auto transaction, store.begin_write());
  CHECK(open_epoch_after_restore(*transaction, random));
  return transaction->commit();
}

}  // namespace

std::span<const OfflineVerb> offline_verb_table() { return kOfflineVerbs; }

const OfflineVerb* find_offline_verb(std::string_view name) {
  const auto* found = std::ranges::find(kOfflineVerbs, name, &OfflineVerb::name);
  return found == kOfflineVerbs.end() ? nullptr : found;
}

Result<OrderedJson> verify_backup(const Config& config, const Json& arguments, const Clock& clock,
                                  Random& random) {
  TRY(const auto file, text_argument(arguments, "file"));
  CHECK(platform::make_private_directory(config.data.directory));
  auto lock = platform::FileLock::acquire(config.data.directory / "verify.lock");
  if (!lock) return std::unexpected(std::move(lock).error().with_context("another verify runs"));
  const ScratchDirectory scratch(config.data.directory / "verify");
  const Config copy = beside(config, "verify");
  TRY(const auto organisation, open_copy(file, copy, clock, random));
  return examine(*organisation, copy, clock, random);
}

Result<OrderedJson> restore_backup(const Config& config, const Json& arguments, const Clock& clock,
                                   Random& random) {
  TRY(const auto file, text_argument(arguments, "file"));
  CHECK(platform::make_private_directory(config.data.directory));
  auto lock = platform::FileLock::acquire(config.data.directory / "syncd.lock");
  if (!lock)
    return std::unexpected(
        std::move(lock).error().with_context("stop the daemon first; its data is in use"));
  const ScratchDirectory scratch(config.data.directory / "restore");
  const Config copy = beside(config, "restore");
  TRY(auto organisation, open_copy(file, copy, clock, random));
  TRY(OrderedJson out, examine(*organisation, copy, clock, random));
  out["restored"] = out["findings"].empty();
  if (!out["findings"].empty()) return out;

  TRY(const OrganisationHead head, head_of(organisation->store()));
  TRY(const auto catalogue, load_catalogue(config));
  const auto present = read_present(config, catalogue);
  if (present && present->id != head.id)
    return fail(Errc::conflict, "the backup is of another organisation than the data in " +
                                    config.data.directory.string());
  CHECK(begin_epoch(organisation->store(), random));
  organisation.reset();  // empties its log into the copy and syncs it

  const fs::path aside = free_name(database_path(config), clock.now());
  CHECK(set_aside(database_path(config), aside));
  CHECK(put_in_place(database_path(copy), database_path(config)));
  std::error_code error;
  if (fs::exists(aside, error)) out["set_aside"] = aside.string();
  if (present) out["commits_beyond"] = std::max<Commit>(0, present->commit - head.commit);
  return out;
}

}  // namespace fieldbook::syncd
