#pragma once

// What the command line says. Everything that a person can set in the window stays theirs: an
// option holds for this run and is not kept.

#include <filesystem>
#include <optional>
#include <string>

#include "ui/models/settings.hpp"

namespace fieldbook::ui {

struct AppOptions {
  std::string profile = "default";  ///< a name under `home`, or a path with a slash
  std::filesystem::path home;       ///< folder of profiles
  std::string server;               ///< offered at sign-in
  int width = 1280;
  int height = 800;
  std::optional<std::string> language;
  std::optional<std::string> theme;  ///< "light" or "dark"
  std::optional<double> scale;
  bool touch = false;
  std::string zone;                ///< "+01:00"; empty = the machine's
  std::filesystem::path tour;      ///< a script to work through instead of a person
  std::filesystem::path pictures;  ///< where its pictures go

  [[nodiscard]] std::filesystem::path profile_folder() const;
  [[nodiscard]] std::filesystem::path settings_file() const;
  /// Minutes east of UTC.
  [[nodiscard]] int zone_offset_minutes() const;
  /// `kept` as this run shows it.
  [[nodiscard]] Settings applied_to(Settings kept) const;
};

/// `kept` with what a person changed from `before` to `after`: options of the run are left out.
[[nodiscard]] Settings with_changes(Settings kept, const Settings& before, const Settings& after);

/// Reads the arguments. An integer is what the program ends with (after --help, --version or a
/// usage error, which are printed).
[[nodiscard]] std::expected<AppOptions, int> read_options(int count, char** arguments);

}  // namespace fieldbook::ui
