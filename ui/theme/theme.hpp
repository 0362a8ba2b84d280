#pragma once

// How Fieldbook looks: colours by meaning, spacing, type scale, icons. Two themes, dark and light;
// every pair of text and ground keeps a contrast of 4.5:1 (WCAG 2.2, 1.4.3), which a test proves.

#include <cstdint>
#include <span>
#include <string_view>

struct ImFont;
struct ImGuiStyle;

namespace fieldbook::ui {

/// 0xRRGGBBAA.
using Colour = std::uint32_t;

enum class ThemeName : std::uint8_t { light, dark };

/// What a colour says. States are always said in words and with an icon too.
enum class Tone : std::uint8_t { neutral, accent, success, warning, danger, info };

/// A ground and what is written on it.
struct Pair {
  Colour ground = 0;
  Colour text = 0;
};

struct Theme {
  ThemeName name = ThemeName::light;
  Colour window = 0;          ///< behind everything
  Colour surface = 0;         ///< cards, lists, forms
  Colour surface_raised = 0;  ///< dialogs, menus
  Colour surface_hover = 0;
  Colour surface_selected = 0;
  Colour rail = 0;  ///< navigation
  Colour border = 0;
  Colour border_strong = 0;  ///< of fields: 3:1 against the surface
  Colour text = 0;
  Colour text_secondary = 0;
  Colour focus = 0;  ///< ring around what has the keyboard
  Colour scrim = 0;  ///< behind dialogs
  Pair accent;       ///< primary button
  Pair danger;       ///< button that rejects or discards
  /// Chip, banner and badge of a tone: soft ground with strong text.
  [[nodiscard]] Pair soft(Tone tone) const;
  /// Text or icon of a tone on `surface`.
  [[nodiscard]] Colour strong(Tone tone) const;

  [[nodiscard]] static const Theme& light();
  [[nodiscard]] static const Theme& dark();
};

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2).
[[nodiscard]] double contrast(Colour a, Colour b);

/// Sizes at scale 1, in pixels of an em: caption 13, body 15, title 18, display 24. A line is 1.362
/// of it high.
enum class TextStyle : std::uint8_t { caption, body, body_bold, title, display };

/// The fonts of one scale, made when the scale changes. Each holds Noto Sans (Latin, Greek,
/// Cyrillic, Arabic presentation forms, Hebrew) with the icons merged in.
struct Fonts {
  ImFont* caption = nullptr;
  ImFont* body = nullptr;
  ImFont* body_bold = nullptr;
  ImFont* title = nullptr;
  ImFont* display = nullptr;
  [[nodiscard]] ImFont* of(TextStyle style) const;
};

/// Builds the atlas of the current Dear ImGui context for `scale`, with the characters that texts
/// need beyond the alphabets (rare_characters.hpp), ascending. Replaces the fonts before. Call
/// between frames only (platform::Window::prepare), then Window::reload_fonts().
[[nodiscard]] Fonts build_fonts(float scale, std::span<const char16_t> rare = {});

/// Sets paddings, roundings and colours of Dear ImGui for theme and scale.
void apply_theme(const Theme& theme, float scale, bool touch, ImGuiStyle& style);

}  // namespace fieldbook::ui
