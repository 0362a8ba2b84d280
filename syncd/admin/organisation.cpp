#include "syncd/admin/organisation.hpp"

#include <algorithm>

#include "shared/schema/packs.hpp"
#include "syncd/changelog/window.hpp"
#include "syncd/store/sqlite_store.hpp"

namespace fieldbook::syncd {
namespace {

/// The largest entity document of ours has a fiftieth of it.
constexpr std::size_t kPackBytesMax = 1024 * 1024;

Result<std::unique_ptr<Store>> open_or_create(const Config& config,
                                              std::shared_ptr<const schema::Catalogue> catalogue,
                                              const Clock& clock, Random& random) {
  const std::string path = database_path(config).string();
  auto store = open_sqlite_store(path, {}, catalogue);
  if (store || store.error().code != Errc::not_found) return store;
  return create_sqlite_store(path, {}, catalogue,
                             {make_uuid(clock, random), config.organisation.name}, random);
}

constexpr std::string_view kExposedBySetting = "exposed_by";

/// Looks at all rows again where they were exposed under other settings or rules than these. What
/// is done stays done when the process ends on the way; the next start goes on.
Status expose_as_configured(Store& store, const std::shared_ptr<const Exposure>& exposure,
                            const Clock& clock) {
  const std::string wanted = exposure->fingerprint();
  bool has_rows = false;
  {
    TRY(const auto transaction, store.begin_read());
    TRY(const auto known, transaction->setting(kExposedBySetting));
    if (known == wanted) return {};
    has_rows = transaction->head().commit > 0;
  }
  if (!exposure->windows().are_off()) {
    TRY(const auto transaction, store.begin_write());
    CHECK(transaction->put_setting(kWindowDaySetting, std::to_string(day_of(clock.now()))));
    CHECK(transaction->commit());
  }
  const Committer committer(exposure, clock);
  for (const schema::Entity& entity : store.catalogue().entities()) {
    RowNumber after = 0;
    for (RowNumber reached = -1; has_rows && reached != after;) {
      reached = after;
      TRY(const auto transaction, store.begin_write());
      TRY(const CommitOutcome outcome,
          committer.expose_anew(*transaction, entity, after, limits::kImportRowsPerCommit));
      if (!outcome.is_empty) CHECK(transaction->commit());
    }
  }
  TRY(const auto transaction, store.begin_write());
  CHECK(transaction->put_setting(kExposedBySetting, wanted));
  return transaction->commit();
}

Status take_name(Store& store, const std::string& name) {
  if (name.empty()) return {};
  TRY(const auto transaction, store.begin_write());
  if (transaction->head().name == name) return {};
  CHECK(transaction->put_organisation_name(name));
  return transaction->commit();
}

}  // namespace

Result<std::shared_ptr<const schema::Catalogue>> load_catalogue(const Config& config) {
  if (config.catalogue.packs.empty()) return schema::Catalogue::embedded();
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(config.catalogue.packs, error))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  if (error)
    return fail(Errc::invalid_argument, config.catalogue.packs.string() + ": " + error.message());
  std::ranges::sort(files);
  std::vector<schema::Pack> packs;
  for (const auto& file : files) {
    TRY(auto text, platform::read_file(file, kPackBytesMax));
    packs.push_back({file.filename().string(), std::move(text)});
  }
  return schema::with_packs(*schema::Catalogue::embedded(), packs);
}

ExposureSettings exposure_settings(const Config& config) {
  ExposureSettings out = ExposureSettings::defaults();
  for (const auto& [entity, column] : config.expose_to_customer)
    out.expose_to_customer[entity] = column;
  for (const auto& [entity, column] : config.visible_to_customer)
    out.visible_to_customer[entity] = column;
  out.field_service = config.features.field_service;
  out.project_service = config.features.project_service;
  out.article_language = config.exposure.article_language;
  out.published_cases = config.exposure.published_cases;
  out.closed_contracts = config.exposure.closed_contracts;
  out.window_days = {{"msdyn_workorder", config.windows.work_orders},
                     {"bookableresourcebooking", config.windows.bookings},
                     {"incident", config.windows.cases},
                     {"invoice", config.windows.invoices},
                     {"quote", config.windows.quotes},
                     {"opportunity", config.windows.opportunities},
                     {"msdyn_project", config.windows.projects}};
  out.resource_list = static_cast<ResourceList>(config.exposure.confirmed_resources);
  return out;
}

Result<std::unique_ptr<Organisation>> Organisation::open(const Config& config, const Clock& clock,
                                                         Random& random) {
  CHECK(platform::make_private_directory(config.data.directory));
  auto lock = platform::FileLock::acquire(config.data.directory / "syncd.lock");
  if (!lock)
    return std::unexpected(
        std::move(lock).error().with_context(config.data.directory.string() + " is in use"));
  TRY(const auto catalogue, load_catalogue(config));
  auto exposure = std::make_shared<const Exposure>(catalogue, exposure_settings(config));
  TRY(auto store, open_or_create(config, catalogue, clock, random));
  CHECK(take_name(*store, config.organisation.name));
  CHECK(expose_as_configured(*store, exposure, clock));
  return std::unique_ptr<Organisation>(
      new Organisation(*std::move(lock), std::move(exposure), std::move(store), clock));
}

}  // namespace fieldbook::syncd
