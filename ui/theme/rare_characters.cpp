#include "ui/theme/rare_characters.hpp"

#include <algorithm>
#include <imgui.h>
#include <imgui_internal.h>

namespace fieldbook::ui {
namespace {

/// Radicals, kana, ideographs, forms of full width.
bool is_rare(unsigned int code) {
  return (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) ||
         (code >= 0xff00 && code <= 0xffee);
}

}  // namespace

RareCharacters* RareCharacters::current() {
  return static_cast<RareCharacters*>(ImGui::GetIO().UserData);
}

void RareCharacters::note(const ImFont& font, std::string_view text) {
  // The first byte of every such character in UTF-8 is at least this.
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xe2; }))
    return;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end && characters_.size() < kMax) {
    unsigned int code = 0;
    at += ImTextCharFromUtf8(&code, at, end);
    if (!is_rare(code) || font.FindGlyphNoFallback(static_cast<ImWchar>(code)) != nullptr) continue;
    // One that no font file has stays noted, so that it does not ask again.
    if (characters_.insert(static_cast<char16_t>(code)).second) grew_ = true;
  }
}

std::vector<char16_t> RareCharacters::take() {
  grew_ = false;
  return {characters_.begin(), characters_.end()};
}

}  // namespace fieldbook::ui
