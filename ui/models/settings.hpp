#pragma once

// What a person sets on this device: kept in a small JSON file beside the profiles.

#include <filesystem>
#include <string>

#include "shared/base/result.hpp"
#include "ui/theme/theme.hpp"

namespace fieldbook::ui {

struct Settings {
  std::string language = "en";
  ThemeName theme = ThemeName::light;
  bool touch = false;
  double scale = 1.0;  ///< of the person, on top of the screen's; 0.75 to 2.5
  std::string server;  ///< last used
  std::string signin;
  bool operator==(const Settings&) const = default;
};

/// Defaults where the file is absent or damaged (a damaged one is set aside, not overwritten).
[[nodiscard]] Settings load_settings(const std::filesystem::path& file);
/// Writes a file beside and renames it. Returns Errc::storage when the disk refuses.
[[nodiscard]] Status save_settings(const std::filesystem::path& file, const Settings& settings);

}  // namespace fieldbook::ui
