#include "ui/widgets/board.hpp"

#include <algorithm>

#include "ui/widgets/press.hpp"

namespace fieldbook::ui {

float block_height(const Ui& ui) {
  const float words = ui.fonts.body->FontSize + ui.fonts.caption->FontSize;
  return std::max(ui.metrics.target(), words + 2 * ui.metrics.space(1.5F));
}

bool board_block(Ui& ui, std::string_view id, ImVec2 low, ImVec2 size, const Block& block) {
  const Press area = press_at(ui, id, low, size);
  const Pair pair = ui.theme.soft(block.tone);
  const float rounding = ui.metrics.space(1.5F);
  const Colour ground = block.faded ? ui.behind() : pair.ground;
  const Colour ink = block.faded ? ui.theme.text_secondary : pair.text;
  fill(area.low, area.high, ground, rounding);
  if (block.faded || area.hovered)
    outline(area.low, area.high, area.hovered ? ink : ui.theme.border_strong, rounding,
            ui.metrics.scale);
  const ImFont& body = *ui.fonts.body;
  const ImFont& caption = *ui.fonts.caption;
  const float pad = ui.metrics.space(2);
  float x = area.low.x + pad;
  float room = area.high.x - pad - x;
  // The icon goes first where there is no room for words beside it.
  const float icon = caption.FontSize + ui.metrics.space(1);
  if (block.icon != Icon::none && (room > 4 * ui.metrics.em() || room < 2 * ui.metrics.em())) {
    const float middle =
        room < 2 * ui.metrics.em() ? (area.low.x + area.high.x) / 2 : x + caption.FontSize / 2;
    draw_icon(caption, middle, area.middle(), ink, block.icon);
    x += icon;
    room -= icon;
  }
  bool cut = room < 2 * ui.metrics.em();
  if (!cut) {
    const bool two = !block.detail.empty() &&
                     area.height() >= body.FontSize + caption.FontSize + ui.metrics.space(1);
    const float content = two ? body.FontSize + caption.FontSize : body.FontSize;
    const float top = area.middle() - content / 2;
    cut = draw_line(body, x, top + body.FontSize / 2, room, ink, block.title);
    if (two)
      cut = draw_line(caption, x, top + content - caption.FontSize / 2, room, ink, block.detail) ||
            cut;
    cut = cut || !two;
  }
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, block.spoken);
  WidgetRecord record = record_of(ui, Role::link, id, block.spoken, area);
  record.foreground = ink;
  record.background = ground;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

void now_line(const Ui& ui, ImVec2 from, ImVec2 to) {
  const Colour ink = ui.theme.strong(Tone::danger);
  ImGui::GetWindowDrawList()->AddLine(from, to, packed(ink), 2 * ui.metrics.scale);
  ImGui::GetWindowDrawList()->AddCircleFilled(from, 4 * ui.metrics.scale, packed(ink));
}

}  // namespace fieldbook::ui
