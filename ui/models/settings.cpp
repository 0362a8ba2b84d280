#include "ui/models/settings.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/os/files.hpp"

namespace fieldbook::ui {
namespace {

using nlohmann::json;

constexpr std::size_t kBytesMax = 64 * 1024;
constexpr double kScaleMin = 0.75;
constexpr double kScaleMax = 2.5;

std::string text_of(const json& object, const char* name, const std::string& otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

/// Each member that is missing or of another kind keeps its default.
Settings from_json(const json& object) {
  Settings out;
  out.language = text_of(object, "language", out.language);
  out.theme = text_of(object, "theme", "light") == "dark" ? ThemeName::dark : ThemeName::light;
  if (const auto touch = object.find("touch"); touch != object.end() && touch->is_boolean())
    out.touch = touch->get<bool>();
  if (const auto scale = object.find("scale"); scale != object.end() && scale->is_number())
    out.scale = std::clamp(scale->get<double>(), kScaleMin, kScaleMax);
  out.server = text_of(object, "server", {});
  out.signin = text_of(object, "signin", {});
  return out;
}

}  // namespace

Settings load_settings(const std::filesystem::path& file) {
  const auto contents = platform::read_file(file, kBytesMax);
  if (!contents && contents.error().code == Errc::not_found) return {};
  const json object = contents ? json::parse(*contents, nullptr, false) : json();
  if (object.is_object()) return from_json(object);
  std::filesystem::path aside = file;
  aside += ".damaged";
  std::error_code ignored;
  std::filesystem::rename(file, aside, ignored);
  return {};
}

Status save_settings(const std::filesystem::path& file, const Settings& settings) {
  if (file.has_parent_path()) CHECK(platform::make_private_directory(file.parent_path()));
  const nlohmann::ordered_json object = {
      {"language", settings.language},
      {"theme", settings.theme == ThemeName::dark ? "dark" : "light"},
      {"touch", settings.touch},
      {"scale", settings.scale},
      {"server", settings.server},
      {"signin", settings.signin}};
  return platform::write_file(file, object.dump(2) + "\n", platform::Privacy::owner_only);
}

}  // namespace fieldbook::ui
