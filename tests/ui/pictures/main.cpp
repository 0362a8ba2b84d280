// Writes a picture of every scene, to look at:
//
//   scene_pictures FOLDER [SCENE] [WIDTHxHEIGHT] [dark] [touch] [LANGUAGE]
//
// Needs no display.

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <span>

#include "tests/ui/support/scenes.hpp"

namespace {

using fieldbook::tests::Look;

bool read_size(std::string_view word, Look& look) {
  const auto cross = word.find('x');
  if (cross == std::string_view::npos) return false;
  const auto number = [](std::string_view digits, int& out) {
    return std::from_chars(digits.data(), digits.data() + digits.size(), out).ec == std::errc();
  };
  return number(word.substr(0, cross), look.width) && number(word.substr(cross + 1), look.height);
}

}  // namespace

int main(int count, char** words) {
  const std::span arguments(words, static_cast<std::size_t>(count));
  if (arguments.size() < 2) {
    fmt::print("usage: scene_pictures FOLDER [SCENE] [WIDTHxHEIGHT] [dark] [touch] [LANGUAGE]\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  Look look;
  std::string only;
  for (const std::string_view word : arguments.subspan(2)) {
    if (word == "dark") {
      look.theme = fieldbook::ui::ThemeName::dark;
    } else if (word == "touch") {
      look.touch = true;
    } else if (word == "en" || word == "de" || word == "qps") {
      look.language = word;
    } else if (!read_size(word, look)) {
      only = word;
    }
  }
  for (const auto& scene : fieldbook::tests::scenes()) {
    if (!only.empty() && !scene.name.starts_with(only)) continue;
    fieldbook::tests::SceneWorld at(scene, look);
    const auto file = folder / (scene.name + ".png");
    const auto saved = at.world.window().save_picture(file);
    if (!saved) {
      fmt::print("{}\n", saved.error().message);
      return 1;
    }
  }
  return 0;
}
