#include "platform/os/paths.hpp"

#include <cstdlib>

namespace fieldbook::platform {
namespace {

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::filesystem::path(value) : std::filesystem::path();
}

}  // namespace

std::filesystem::path data_home() {
  if (auto home = from_environment("FIELDBOOK_HOME"); !home.empty()) return home;
  // The specification says to ignore relative paths.
  if (auto data = from_environment("XDG_DATA_HOME"); data.is_absolute()) return data / "fieldbook";
  return from_environment("HOME") / ".local/share/fieldbook";
}

}  // namespace fieldbook::platform
