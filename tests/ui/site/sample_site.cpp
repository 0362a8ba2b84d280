#include "tests/ui/site/sample_site.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <thread>

#include "client/runtime/open_client.hpp"
#include "platform/os/system_clock.hpp"
#include "shared/base/random.hpp"
#include "syncd/admin/direct_writer.hpp"
#include "syncd/admin/organisation.hpp"
#include "syncd/admin/verbs.hpp"
#include "syncd/config/load.hpp"
#include "syncd/endpoints/core.hpp"
#include "syncd/http/daemon.hpp"

namespace fieldbook::tests {
namespace {

template <class T>
T must(Result<T> result, std::string_view what) {
  if (!result) {
    ADD_FAILURE() << what << ": " << result.error().message;
    std::abort();
  }
  return *std::move(result);
}

syncd::Config config_for(const std::filesystem::path& data) {
  syncd::Config config =
      syncd::load_config(std::nullopt, "",
                         {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", data.string()},
                          {"FIELDBOOK_SYNCD_ORGANISATION_NAME", "Sample Field Services"}})
          .config;
  config.listen.port = 0;
  config.limits.disk_free_mib = 0;
  return config;
}

std::map<std::string, std::string> read_passwords(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto json = nlohmann::json::parse(text, nullptr, false);
  std::map<std::string, std::string> out;
  for (const auto& [signin, password] : json.items())
    if (password.is_string()) out[signin] = password.get<std::string>();
  return out;
}

}  // namespace

struct SampleSite::Parts {
  TempDir folder;
  platform::SystemClock clock;
  SeededRandom random{11};
  syncd::EventLog log{clock, syncd::LogLevel::error, syncd::LogFormat::human};
  syncd::Config config = config_for(folder / "data");
  std::unique_ptr<syncd::Organisation> organisation;
  std::unique_ptr<syncd::Daemon> daemon;
  std::map<std::string, std::string> passwords;  ///< by sign-in
  std::thread thread;
};

SampleSite::SampleSite() : parts_(std::make_unique<Parts>()) {
  Parts& parts = *parts_;
  parts.organisation =
      must(syncd::Organisation::open(parts.config, parts.clock, parts.random), "the organisation");
  syncd::Organisation& organisation = *parts.organisation;
  {
    syncd::Core core(organisation.store(), organisation.committer(), syncd::DeciderSettings{},
                     parts.clock, parts.random);
    syncd::DirectWriter writer(organisation.store(), core);
    syncd::AdminContext admin{parts.config, organisation.store(), organisation.committer(),
                              parts.clock,  parts.random,         writer,
                              core};
    (void)must(syncd::run_verb(admin, "import",
                               {{"directory", FIELDBOOK_SOURCE_DIR "/tests/data/sample"},
                                {"rebase_dates", true}}),
               "the import");
  }
  parts.passwords = read_passwords(parts.folder / "data" / "first-passwords.json");
  syncd::ServerOptions options;
  options.stop = std::chrono::milliseconds(2'000);
  parts.daemon = must(syncd::Daemon::start({.config = parts.config,
                                            .store = organisation.store(),
                                            .exposure = organisation.exposure(),
                                            .committer = organisation.committer(),
                                            .clock = parts.clock,
                                            .random = parts.random,
                                            .log = parts.log,
                                            .database = syncd::database_path(parts.config),
                                            .options = options}),
                      "the daemon");
  parts.thread = std::thread([&daemon = *parts.daemon] { daemon.run(); });
}

SampleSite::~SampleSite() { stop(); }

void SampleSite::stop() {
  if (!parts_->thread.joinable()) return;
  parts_->daemon->stop();
  parts_->thread.join();
}

std::string SampleSite::url() const {
  return fmt::format("http://127.0.0.1:{}", parts_->daemon->port());
}

std::string SampleSite::signin(std::string_view name) const {
  for (const auto& [signin, password] : parts_->passwords)
    if (signin.starts_with(fmt::format("{}@", name))) return signin;
  ADD_FAILURE() << "nobody of the sample signs in as " << name;
  std::abort();
}

std::string SampleSite::password(std::string_view name) const {
  return parts_->passwords.at(signin(name));
}

std::unique_ptr<client::Client> SampleSite::open_device(const std::string& device) {
  client::ClientOptions options;
  options.profile = parts_->folder / device;
  options.http.base_url = url();
  options.device_name = device;
  return must(client::open_client(options), "the device");
}

}  // namespace fieldbook::tests
