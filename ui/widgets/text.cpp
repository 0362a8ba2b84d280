#include <imgui_internal.h>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

/// Where text begins: on the baseline of what stands before it on the line.
ImVec2 text_start() {
  const ImGuiWindow& window = *ImGui::GetCurrentWindow();
  return {window.DC.CursorPos.x, window.DC.CursorPos.y + window.DC.CurrLineTextBaseOffset};
}

/// Draws wrapped text; the rectangle is what it takes.
ImRect draw_wrapped(const ImFont& font, std::string_view content, Colour ink) {
  const ImVec2 start = text_start();
  const float width = width_left();
  const auto lines = wrapped(font, content, width);
  float widest = 0;
  for (const std::string& row : lines) widest = std::max(widest, text_width(font, row));
  const ImVec2 size{widest, font.FontSize * static_cast<float>(lines.size())};
  const ImRect box(start, {start.x + size.x, start.y + size.y});
  ImGui::ItemSize(size, 0);
  if (!ImGui::ItemAdd(box, 0)) return box;
  float y = start.y + font.FontSize / 2;
  for (const std::string& row : lines) {
    draw_line(font, start.x, y, widest + 1, ink, row);
    y += font.FontSize;
  }
  return box;
}

void record_text(Ui& ui, Role role, std::string_view id, std::string_view content,
                 const ImRect& box, const ImFont& font, Colour ink, bool clipped = false) {
  WidgetRecord record = record_at(ui, role, id, content, box.Min, box.Max);
  record.foreground = ink;
  record.text_size = font.FontSize;
  record.text_is_clipped = clipped;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

/// One line no wider than `width`; the rectangle is what it takes.
ImRect draw_one_line(Ui& ui, const ImFont& font, std::string_view content, Colour ink, float width,
                     bool& cut) {
  const ImVec2 start = text_start();
  const float room = width > 0 ? width : width_left();
  const ImVec2 size{width > 0 ? width : std::min(room, text_width(font, content)), font.FontSize};
  const ImRect box(start, {start.x + size.x, start.y + size.y});
  ImGui::ItemSize(size, 0);
  const WidgetId id = ImHashStr(ui.recorder.path(content).c_str());
  if (!ImGui::ItemAdd(box, id)) {
    cut = text_width(font, content) > room + 0.5F;
    return box;
  }
  cut = draw_line(font, start.x, start.y + font.FontSize / 2, room, ink, content);
  if (cut) {
    Press area{.id = id, .low = box.Min, .high = box.Max};
    area.hovered = ImGui::ItemHoverable(box, id);
    tooltip(ui, area, content);
  }
  return box;
}

}  // namespace

void text(Ui& ui, std::string_view content, TextStyle style) {
  const ImFont& font = *ui.fonts.of(style);
  const ImRect box = draw_wrapped(font, content, ui.theme.text);
  record_text(ui, Role::text, "text", content, box, font, ui.theme.text);
}

void secondary_text(Ui& ui, std::string_view content, TextStyle style) {
  const ImFont& font = *ui.fonts.of(style);
  const ImRect box = draw_wrapped(font, content, ui.theme.text_secondary);
  record_text(ui, Role::text, "text", content, box, font, ui.theme.text_secondary);
}

void line(Ui& ui, std::string_view content, TextStyle style, float width) {
  const ImFont& font = *ui.fonts.of(style);
  bool cut = false;
  const ImRect box = draw_one_line(ui, font, content, ui.theme.text, width, cut);
  record_text(ui, Role::text, "text", content, box, font, ui.theme.text, cut);
}

void heading(Ui& ui, std::string_view id, std::string_view content, TextStyle style) {
  const ImFont& font = *ui.fonts.of(style);
  const ImRect box = draw_wrapped(font, content, ui.theme.text);
  record_text(ui, Role::heading, id, content, box, font, ui.theme.text);
}

void labelled_value(Ui& ui, std::string_view id, std::string_view label, std::string_view value,
                    std::string_view mark) {
  const ImFont& small = *ui.fonts.caption;
  const ImFont& body = *ui.fonts.body;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.metrics.space(2), 0));
  const ImRect above = draw_wrapped(small, label, ui.theme.text_secondary);
  if (!mark.empty()) {
    const Colour ink =
        ui.behind() == ui.theme.surface ? ui.theme.strong(Tone::warning) : ui.theme.text_secondary;
    ImGui::SameLine();
    const std::string words = std::string(glyph(Icon::waiting)).append(" ").append(mark);
    const ImRect box = draw_wrapped(small, words, ink);
    record_text(ui, Role::text, std::string(id).append(".mark"), mark, box, small, ink);
  }
  const ImRect below = draw_wrapped(body, value.empty() ? "–" : value, ui.theme.text);
  ImGui::PopStyleVar();
  ImGui::Dummy({0, 0});
  WidgetRecord record = record_at(ui, Role::text, id, label, above.Min,
                                  {std::max(above.Max.x, below.Max.x), below.Max.y});
  record.value = value;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

}  // namespace fieldbook::ui
