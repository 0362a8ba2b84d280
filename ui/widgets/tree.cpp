#include <algorithm>

#include "ui/widgets/items.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

/// Deeper levels move in by this, less where there is little room.
float step_of(const Ui& ui) {
  return ui.metrics.width_class() == WidthClass::narrow ? ui.metrics.space(3) : ui.metrics.space(6);
}

bool draw_branch_button(Ui& ui, std::string_view id, const TreeItem& item, ImVec2 low, float size) {
  const std::string path = std::string(id).append(".branch");
  const Press area = press_at(ui, path, low, {size, size});
  if (area.hovered) fill(area.low, area.high, ui.theme.surface_hover, size / 2);
  draw_icon(*ui.fonts.title, low.x + size / 2, area.middle(), ui.theme.text_secondary,
            item.open ? Icon::chevron_down : Icon::chevron_right);
  focus_ring(ui, area, size / 2);
  tooltip(ui, area, item.branch_label);
  ui.recorder.add(record_of(ui, Role::button, path, item.branch_label, area));
  return area.pressed;
}

}  // namespace

TreePress tree_item(Ui& ui, std::string_view id, const TreeItem& item) {
  const ImFont& body = *ui.fonts.body;
  const ImFont& caption = *ui.fonts.caption;
  const float words = body.FontSize + (item.detail.empty() ? 0 : caption.FontSize);
  const float button = std::max(ui.metrics.target(), ui.metrics.space(8));
  const float height = std::max(button, words + 2 * ui.metrics.space(1.5F));
  const float width = width_left();
  const Press whole = place({width, height}, -1);
  const float inset = static_cast<float>(item.depth) * step_of(ui);
  const float branch = std::min(inset, width / 2);
  TreePress out = TreePress::nothing;
  // Lines of the levels above, so that the eye finds the parent.
  for (std::size_t level = 0; level < item.depth; ++level) {
    const float x = whole.low.x + static_cast<float>(level) * step_of(ui) + button / 2;
    if (x < whole.low.x + branch)
      fill({x, whole.low.y}, {x + ui.metrics.scale, whole.high.y}, ui.theme.border, 0);
  }
  if (item.branches &&
      draw_branch_button(ui, id, item, {whole.low.x + branch, whole.middle() - button / 2}, button))
    out = TreePress::toggled;
  const float left = whole.low.x + branch + button;
  const Press area = press_at(ui, id, {left, whole.low.y}, {whole.high.x - left, height});
  const float rounding = ui.metrics.space(1.5F);
  if (item.selected || area.hovered)
    fill(area.low, area.high, item.selected ? ui.theme.surface_selected : ui.theme.surface_hover,
         rounding);
  float x = left + ui.metrics.space(2);
  if (item.icon != Icon::none) {
    draw_icon(body, x + body.FontSize / 2, area.middle(), ui.theme.text_secondary, item.icon);
    x += body.FontSize + ui.metrics.space(2);
  }
  float room = area.high.x - ui.metrics.space(2) - x;
  if (!item.trailing.empty()) {
    const float trailing = std::min(text_width(caption, item.trailing), room * 0.45F);
    draw_line(caption, area.high.x - ui.metrics.space(2) - trailing, area.middle(), trailing + 1,
              ui.theme.text_secondary, item.trailing);
    room -= trailing + ui.metrics.space(3);
  }
  const float top = area.middle() - words / 2;
  bool cut = draw_line(body, x, top + body.FontSize / 2, room, ui.theme.text, item.title);
  if (!item.detail.empty())
    cut = draw_line(caption, x, top + words - caption.FontSize / 2, room, ui.theme.text_secondary,
                    item.detail) ||
          cut;
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, item.title + "\n" + item.detail);
  WidgetRecord record = record_of(ui, Role::row, id, item.title, area);
  record.value = item.detail + (item.trailing.empty() ? "" : ", " + item.trailing);
  record.selected = item.selected;
  ui.recorder.add(std::move(record));
  return area.pressed ? TreePress::opened : out;
}

}  // namespace fieldbook::ui
