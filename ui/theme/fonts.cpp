#include <array>
#include <cmath>
#include <imgui.h>
#include <imgui_freetype.h>
#include <vector>

#include "ui/theme/font_files.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/theme.hpp"

namespace fieldbook::ui {
namespace {

struct File {
  const unsigned char* begin;
  const unsigned char* end;
};

// Dear ImGui measures a font by ascent and descent: this many em in each file.
constexpr float kLineHeight = 1.362F;  // Noto Sans, regular, bold and Hebrew
constexpr float kArabicHeight = 2.112F;
constexpr float kSymbolsHeight = 2.05F;
constexpr float kIdeographsHeight = 1.172F;

// What names and texts of people are written in. Each pair of bounds is inclusive; 0 ends.
constexpr std::array<ImWchar, 21> kLatinGreekCyrillic = {
    0x0020, 0x007e, 0x00a0, 0x017f, 0x018f, 0x0192, 0x01a0, 0x01b0, 0x0218, 0x021b, 0x0386,
    0x03ce, 0x0401, 0x045f, 0x0490, 0x0491, 0x1ea0, 0x1ef9, 0x0000, 0x0000, 0x0000};
constexpr std::array<ImWchar, 13> kSigns = {0x2010, 0x2026, 0x2030, 0x203a, 0x20a0, 0x20bf, 0x2116,
                                            0x2122, 0x2212, 0x2212, 0xfffd, 0xfffd, 0};
constexpr std::array<ImWchar, 3> kArrows = {0x2190, 0x2193, 0};
// Letters that join nothing, such as hamza, stay as they are.
constexpr std::array<ImWchar, 11> kArabic = {0x060c, 0x060c, 0x061b, 0x0652, 0x0660, 0x066c,
                                             0xfb50, 0xfbff, 0xfe70, 0xfefc, 0};
constexpr std::array<ImWchar, 5> kHebrew = {0x05d0, 0x05ea, 0x05f3, 0x05f4, 0};

ImFont* add_file(ImFontAtlas& atlas, const File& file, float size, const ImWchar* ranges,
                 bool merge, float down = 0) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.MergeMode = merge;
  config.PixelSnapH = true;
  config.OversampleH = 1;
  config.OversampleV = 1;
  config.GlyphOffset = {0, down};
  // The atlas only reads what it does not own; its parameter is not const.
  void* const data = const_cast<unsigned char*>(file.begin);
  return atlas.AddFontFromMemoryTTF(data, static_cast<int>(file.end - file.begin), size, &config,
                                    ranges);
}

/// One range a glyph: only the icons in use are drawn into the atlas.
const ImWchar* icon_ranges() {
  static const std::array<ImWchar, 2 * kIconCount + 1> kRanges = [] {
    std::array<ImWchar, 2 * kIconCount + 1> out{};
    std::size_t next = 0;
    for (std::size_t i = 1; i < kIconCount; ++i) {
      const char16_t code = code_point(static_cast<Icon>(i));
      out[next++] = static_cast<ImWchar>(code);
      out[next++] = static_cast<ImWchar>(code);
    }
    return out;
  }();
  return kRanges.data();
}

const File kRegular{fieldbook_font_regular, fieldbook_font_regular_end};
const File kBold{fieldbook_font_bold, fieldbook_font_bold_end};
const File kArabicFile{fieldbook_font_arabic, fieldbook_font_arabic_end};
const File kHebrewFile{fieldbook_font_hebrew, fieldbook_font_hebrew_end};
const File kIdeographsFile{fieldbook_font_ideographs, fieldbook_font_ideographs_end};
const File kSymbolsFile{fieldbook_font_symbols, fieldbook_font_symbols_end};
const File kIconFile{fieldbook_font_icons, fieldbook_font_icons_end};

/// One range a character, ended with 0.
std::vector<ImWchar> ranges_of(std::span<const char16_t> characters) {
  std::vector<ImWchar> out;
  for (const char16_t character : characters)
    out.insert(out.end(), 2, static_cast<ImWchar>(character));
  out.push_back(0);
  return out;
}

ImFont* add_font(ImFontAtlas& atlas, const File& latin, float em, const ImWchar* rare) {
  const float size = std::round(em * kLineHeight);
  ImFont* const font = add_file(atlas, latin, size, kLatinGreekCyrillic.data(), false);
  add_file(atlas, latin, size, kSigns.data(), true);
  add_file(atlas, kSymbolsFile, std::round(em * kSymbolsHeight), kArrows.data(), true);
  add_file(atlas, kArabicFile, std::round(em * kArabicHeight), kArabic.data(), true);
  add_file(atlas, kHebrewFile, size, kHebrew.data(), true);
  if (*rare != 0) add_file(atlas, kIdeographsFile, std::round(em * kIdeographsHeight), rare, true);
  // Icons stand a little larger than capitals, their middle on that of the line.
  const float icon = std::round(em * 1.3F);
  add_file(atlas, kIconFile, icon, icon_ranges(), true, std::round(em * 0.14F));
  return font;
}

}  // namespace

ImFont* Fonts::of(TextStyle style) const {
  switch (style) {
    case TextStyle::caption: return caption;
    case TextStyle::body: return body;
    case TextStyle::body_bold: return body_bold;
    case TextStyle::title: return title;
    case TextStyle::display: return display;
  }
  return body;
}

Fonts build_fonts(float scale, std::span<const char16_t> rare) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  // The atlas reads the ranges until it is built.
  const std::vector<ImWchar> ranges = ranges_of(rare);
  Fonts fonts;
  fonts.body = add_font(atlas, kRegular, 15 * scale, ranges.data());
  fonts.caption = add_font(atlas, kRegular, 13 * scale, ranges.data());
  fonts.body_bold = add_font(atlas, kBold, 15 * scale, ranges.data());
  fonts.title = add_font(atlas, kBold, 18 * scale, ranges.data());
  fonts.display = add_font(atlas, kBold, 24 * scale, ranges.data());
  atlas.Build();
  return fonts;
}

}  // namespace fieldbook::ui
