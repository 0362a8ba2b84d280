#pragma once

// Where a person's files belong (XDG Base Directory Specification).

#include <filesystem>

namespace fieldbook::platform {

/// The folder of profiles: $FIELDBOOK_HOME, else $XDG_DATA_HOME/fieldbook, else
/// ~/.local/share/fieldbook. The folder may not exist.
[[nodiscard]] std::filesystem::path data_home();

}  // namespace fieldbook::platform
