#include "ui/app/options.hpp"

#include <CLI/CLI.hpp>
#include <ctime>

#include "platform/os/paths.hpp"

namespace fieldbook::ui {
namespace {

constexpr int kUsage = 2;

constexpr const char* kFooter =
    "Profiles live under FIELDBOOK_HOME, else XDG_DATA_HOME/fieldbook; fieldbookctl opens the "
    "same\n"
    "ones, one program at a time. FIELDBOOK_PASSPHRASE seals or opens a profile, FIELDBOOK_SCALE\n"
    "overrides the scale of the screen.";

void add_options(CLI::App& app, AppOptions& options) {
  app.add_option("--profile", options.profile, "Name of the profile, or its folder")
      ->capture_default_str();
  app.add_option("--home", options.home, "Folder of profiles");
  app.add_option("--server", options.server, "Server to offer at sign-in, https://host:port");
  app.add_option("--width", options.width, "Width of the window")
      ->capture_default_str()
      ->check(CLI::Range(320, 8000));
  app.add_option("--height", options.height, "Height of the window")
      ->capture_default_str()
      ->check(CLI::Range(320, 8000));
  app.add_option("--theme", options.theme, "light or dark")
      ->check(CLI::IsMember({"light", "dark"}));
  app.add_option("--language", options.language, "en or de");
  app.add_option("--scale", options.scale, "Size of everything, 0.75 to 2.5")
      ->check(CLI::Range(0.75, 2.5));
  app.add_flag("--touch", options.touch, "Targets for fingers");
  app.add_option("--zone", options.zone, "Time zone as +hh:mm, else the machine's")
      ->check([](const std::string& zone) {
        const bool fits = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
        return fits ? std::string() : std::string("a zone looks like +01:00");
      });
  app.add_option("--tour", options.tour, "Work through this script, then close (ui/app/README.md)")
      ->check(CLI::ExistingFile);
  app.add_option("--pictures", options.pictures, "Folder for the pictures of a tour");
}

}  // namespace

std::expected<AppOptions, int> read_options(int count, char** arguments) {
  CLI::App app("Fieldbook: work offline, be in step again.", "fieldbook");
  app.footer(kFooter);
  app.set_version_flag("--version", FIELDBOOK_VERSION);
  AppOptions options;
  add_options(app, options);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return std::unexpected(app.exit(error) == 0 ? 0 : kUsage);
  }
  if (options.home.empty()) options.home = platform::data_home();
  return options;
}

std::filesystem::path AppOptions::profile_folder() const {
  return profile.find('/') != std::string::npos ? std::filesystem::path(profile) : home / profile;
}

std::filesystem::path AppOptions::settings_file() const { return home / "window.json"; }

int AppOptions::zone_offset_minutes() const {
  if (!zone.empty()) {
    const int minutes = std::atoi(zone.substr(1, 2).c_str()) * 60 + std::atoi(&zone[4]);
    return zone[0] == '-' ? -minutes : minutes;
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return static_cast<int>(local.tm_gmtoff / 60);
}

Settings AppOptions::applied_to(Settings kept) const {
  if (language) kept.language = *language;
  if (theme) kept.theme = *theme == "dark" ? ThemeName::dark : ThemeName::light;
  if (scale) kept.scale = *scale;
  if (touch) kept.touch = true;
  if (!server.empty()) kept.server = server;
  return kept;
}

Settings with_changes(Settings kept, const Settings& before, const Settings& after) {
  if (before.language != after.language) kept.language = after.language;
  if (before.theme != after.theme) kept.theme = after.theme;
  if (before.touch != after.touch) kept.touch = after.touch;
  if (before.scale != after.scale) kept.scale = after.scale;
  if (before.server != after.server) kept.server = after.server;
  if (before.signin != after.signin) kept.signin = after.signin;
  return kept;
}

}  // namespace fieldbook::ui
