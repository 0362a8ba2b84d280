#include "ui/widgets/draw.hpp"

#include <algorithm>
#include <cfloat>
#include <imgui_internal.h>

#include "ui/theme/rare_characters.hpp"
#include "ui/widgets/bidi.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::string_view kEllipsis = "…";

/// The number of bytes of `text` that fit `width`, at a character's end.
std::size_t bytes_that_fit(const ImFont& font, std::string_view text, float width) {
  const char* end = text.data();
  (void)font.CalcTextSizeA(font.FontSize, width, 0, text.data(), text.data() + text.size(), &end);
  return static_cast<std::size_t>(end - text.data());
}

/// Splits a paragraph into lines; at least a character a line, so that it ends.
void wrap_paragraph(const ImFont& font, std::string_view rest, float width,
                    std::vector<std::string>& out) {
  while (true) {
    std::size_t taken = bytes_that_fit(font, rest, width);
    if (taken >= rest.size()) {
      out.emplace_back(rest);
      return;
    }
    const std::size_t space = rest.rfind(' ', taken);
    if (space != std::string_view::npos && space > 0) taken = space;
    taken = std::max<std::size_t>(taken, 1);
    while (taken < rest.size() && (static_cast<unsigned char>(rest[taken]) & 0xc0U) == 0x80U)
      ++taken;
    out.emplace_back(rest.substr(0, taken));
    rest.remove_prefix(taken);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.empty()) return;
  }
}

}  // namespace

ImU32 packed(Colour colour) {
  return IM_COL32((colour >> 24U) & 0xffU, (colour >> 16U) & 0xffU, (colour >> 8U) & 0xffU,
                  colour & 0xffU);
}

Colour blend(Colour colour, Colour ground) {
  const auto alpha = colour & 0xffU;
  const auto channel = [&](unsigned shift) {
    const auto over = (colour >> shift) & 0xffU;
    const auto under = (ground >> shift) & 0xffU;
    return ((over * alpha + under * (255 - alpha)) / 255) << shift;
  };
  return channel(24) | channel(16) | channel(8) | 0xffU;
}

float text_width(const ImFont& font, std::string_view text) {
  return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

std::string fitted(const ImFont& font, std::string_view text, float width) {
  // Half a pixel of rounding does not count as too wide.
  if (text_width(font, text) <= width + 0.5F) return std::string(text);
  const float room = width - text_width(font, kEllipsis);
  const std::size_t taken = room > 0 ? bytes_that_fit(font, text, room) : 0;
  return std::string(text.substr(0, taken)).append(kEllipsis);
}

std::vector<std::string> wrapped(const ImFont& font, std::string_view text, float width) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    wrap_paragraph(font, text.substr(0, end), std::max(width, font.FontSize), out);
    if (end == text.size()) return out;
    text.remove_prefix(end + 1);
  }
}

bool draw_line(const ImFont& font, float x, float y, float width, Colour ink, std::string_view text,
               Align align) {
  const std::string cut = fitted(font, text, width);
  const std::string shown = display_text(cut);
  if (RareCharacters* rare = RareCharacters::current()) rare->note(font, shown);
  const float wide = align == Align::left ? 0 : text_width(font, shown);
  if (align == Align::middle) x += std::max(0.0F, (width - wide) / 2);
  if (align == Align::right) x += std::max(0.0F, width - wide);
  ImGui::GetWindowDrawList()->AddText(&font, font.FontSize,
                                      {std::floor(x), std::floor(y - font.FontSize / 2)},
                                      packed(ink), shown.data(), shown.data() + shown.size());
  return cut != text;
}

void draw_icon(const ImFont& font, float x, float y, Colour ink, Icon icon) {
  const std::string_view text = glyph(icon);
  if (text.empty()) return;
  const float wide = text_width(font, text);
  draw_line(font, x - wide / 2, y, wide + 1, ink, text);
}

void fill(ImVec2 low, ImVec2 high, Colour colour, float rounding) {
  if ((colour & 0xffU) == 0) return;
  ImGui::GetWindowDrawList()->AddRectFilled(low, high, packed(colour), rounding);
}

void outline(ImVec2 low, ImVec2 high, Colour colour, float rounding, float thickness) {
  const float half = thickness / 2;
  ImGui::GetWindowDrawList()->AddRect({low.x + half, low.y + half}, {high.x - half, high.y - half},
                                      packed(colour), rounding, 0, thickness);
}

Rectangle in_sight(ImVec2 low, ImVec2 high) {
  const ImRect& clip = ImGui::GetCurrentWindow()->ClipRect;
  const float left = std::max(low.x, clip.Min.x);
  const float top = std::max(low.y, clip.Min.y);
  const float right = std::min(high.x, clip.Max.x);
  const float bottom = std::min(high.y, clip.Max.y);
  if (right <= left || bottom <= top) return {};
  return {left, top, right - left, bottom - top};
}

void hairline(const Ui& ui, float x1, float y1, float x2, float y2) {
  ImGui::GetWindowDrawList()->AddLine({x1, y1}, {x2, y2}, packed(ui.theme.border),
                                      ui.metrics.scale);
}

}  // namespace fieldbook::ui
