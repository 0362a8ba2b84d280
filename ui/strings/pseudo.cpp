#include "ui/strings/pseudo.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fieldbook::ui {
namespace {

constexpr std::array<std::pair<char, std::string_view>, 24> kAccented = {{
    {'a', "à"}, {'c', "ç"}, {'d', "ď"}, {'e', "é"}, {'g', "ğ"}, {'i', "ï"}, {'l', "ľ"}, {'n', "ñ"},
    {'o', "ô"}, {'r', "ř"}, {'s', "š"}, {'t', "ť"}, {'u', "ü"}, {'y', "ý"}, {'z', "ž"}, {'A', "Å"},
    {'C', "Ç"}, {'E', "É"}, {'I', "Î"}, {'N', "Ñ"}, {'O', "Ö"}, {'S', "Š"}, {'U', "Û"}, {'Y', "Ý"},
}};

std::string accented(char letter) {
  const auto found =
      std::ranges::find(kAccented, letter, &std::pair<char, std::string_view>::first);
  return found == kAccented.end() ? std::string(1, letter) : std::string(found->second);
}

}  // namespace

std::string pseudo_text(std::string_view english) {
  std::string out = "[";
  bool in_argument = false;
  for (const char c : english) {
    if (c == '{') in_argument = true;
    out += in_argument ? std::string(1, c) : accented(c);
    if (c == '}') in_argument = false;
  }
  out += ' ';
  out.append(english.size() / 3 + 1, '~');
  return out + "]";
}

}  // namespace fieldbook::ui
