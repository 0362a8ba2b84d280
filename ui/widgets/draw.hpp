#pragma once

// What widgets are drawn with: colours, text that is cut or wrapped, icons, rings.

#include <imgui.h>
#include <string>
#include <string_view>
#include <vector>

#include "ui/theme/icons.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

[[nodiscard]] ImU32 packed(Colour colour);
/// Opaque `colour` over `ground`, by its own opacity.
[[nodiscard]] Colour blend(Colour colour, Colour ground);

[[nodiscard]] float text_width(const ImFont& font, std::string_view text);
/// Cut at a character and ended with "…" where it is wider than `width`.
[[nodiscard]] std::string fitted(const ImFont& font, std::string_view text, float width);
/// Lines no wider than `width`, broken at spaces where there are any.
[[nodiscard]] std::vector<std::string> wrapped(const ImFont& font, std::string_view text,
                                               float width);

/// A hairline in the border's colour, in pixels of the window.
void hairline(const Ui& ui, float x1, float y1, float x2, float y2);

enum class Align : std::uint8_t { left, middle, right };
/// One line from `x`, its middle at `y`, no wider than `width`; says whether it was cut.
bool draw_line(const ImFont& font, float x, float y, float width, Colour ink, std::string_view text,
               Align align = Align::left);
/// A glyph with its middle at (x, y).
void draw_icon(const ImFont& font, float x, float y, Colour ink, Icon icon);

void fill(ImVec2 low, ImVec2 high, Colour colour, float rounding);
void outline(ImVec2 low, ImVec2 high, Colour colour, float rounding, float thickness);

/// What is left of a rectangle in the window's clip rectangle; empty when nothing is.
[[nodiscard]] Rectangle in_sight(ImVec2 low, ImVec2 high);

}  // namespace fieldbook::ui
