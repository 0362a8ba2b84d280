#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::size_t kStars = 5;

bool draw_star(Ui& ui, std::size_t star, std::size_t stars, float size) {
  const IdScope scope(ui, "star", star);
  const std::string label = ui.strings.count("rating.stars", static_cast<std::int64_t>(star));
  const Press area = press(ui, "give", {size, size});
  const Colour ground = area.hovered ? ui.theme.surface_hover : ui.behind();
  if (area.hovered) fill(area.low, area.high, ground, size / 2);
  const bool given = star <= stars;
  const Colour ink = given ? ui.theme.strong(Tone::warning) : ui.theme.text_secondary;
  draw_icon(*ui.fonts.display, (area.low.x + area.high.x) / 2, area.middle(), ink,
            given ? Icon::star : Icon::star_outline);
  focus_ring(ui, area, size / 2);
  tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::radio, "give", label, area);
  record.selected = star == stars;
  record.foreground = ink;
  record.background = ground;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

}  // namespace

std::optional<std::size_t> rating(Ui& ui, std::string_view id, std::string_view label,
                                  std::size_t stars) {
  const IdScope scope(ui, id);
  secondary_text(ui, label);
  const float size = std::max(ui.metrics.target(), 36 * ui.metrics.scale);
  std::optional<std::size_t> pressed;
  for (std::size_t star = 1; star <= kStars; ++star) {
    if (star > 1) ImGui::SameLine(0, 0);
    if (draw_star(ui, star, stars, size)) pressed = star;
  }
  if (stars == 0) return pressed;
  // How many in words: colour and form alone say too little.
  beside(ui, 3);
  const float below = (size - ui.fonts.body->FontSize) / 2;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + below);
  line(ui, ui.strings.count("rating.stars", static_cast<std::int64_t>(stars)));
  return pressed;
}

}  // namespace fieldbook::ui
