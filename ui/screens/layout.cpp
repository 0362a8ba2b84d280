#include "ui/screens/layout.hpp"

#include <algorithm>
#include <imgui.h>
#include <imgui_internal.h>
#include <string>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/draw.hpp"

namespace fieldbook::ui {
Region::Region(Ui& ui, std::string_view id, const RegionLook& look)
    : ui_(ui), ground_(ui, look.ground), scrolls_(look.scrolls) {
  ImGui::SetCursorPos({look.x, look.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.padding_x, look.padding_y));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0.0F);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, packed(look.ground));
  ImGuiWindowFlags flags = ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoNav;
  if (look.scrolls && !look.scroll_bar) flags |= ImGuiWindowFlags_NoScrollbar;
  if (!look.scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::BeginChild(std::string(id).c_str(), {look.width, look.height}, false, flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  ui_.recorder.push_scope(id);
}

Region::~Region() {
  ui_.recorder.pop_scope();
  if (scrolls_) scroll_by_dragging(ui_);
  ImGui::EndChild();
}

float button_line_height(const Ui& ui) {
  return std::max(ui.metrics.target(), 34 * ui.metrics.scale);
}

float foot_height(const Ui& ui, float height) { return height + ui.metrics.space(6); }

Foot::Foot(Ui& ui, std::string_view id, float height)
    : region_(ui, id,
              {.y = ImGui::GetWindowHeight() - foot_height(ui, height),
               .width = ImGui::GetWindowWidth(),
               .height = foot_height(ui, height),
               .padding_x = page_padding(ui),
               .padding_y = ui.metrics.space(3),
               .ground = ui.theme.surface}) {
  const ImVec2 at = ImGui::GetWindowPos();
  const float right = at.x + ImGui::GetWindowWidth();
  ImGui::PushClipRect(at, {right, at.y + ImGui::GetWindowHeight()}, false);
  hairline(ui, at.x, at.y, right, at.y);
  ImGui::PopClipRect();
}

Grid::Grid(Ui& ui, std::string_view id, float cell_em, std::size_t columns_max) : ui_(ui) {
  const float fit = width_left() / (cell_em * ui.metrics.em());
  columns_ = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(fit, 1.0F)), 1, columns_max);
  const float pad = ui.metrics.space(2);
  const auto count = static_cast<float>(columns_);
  cell_width_ = (width_left() - 2 * pad * (count - 1)) / count;
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(pad, pad));
  // The padding of the first row would stand below that of what is around it.
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - pad / 2);
  constexpr auto kFlags = ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoPadOuterX |
                          ImGuiTableFlags_NoSavedSettings;
  open_ = ImGui::BeginTable(ui.recorder.path(id).c_str(), static_cast<int>(columns_), kFlags);
}

void Grid::next() {
  if (!open_) return;
  ImGui::TableNextColumn();
  // Cells stand on the top of their row, whatever baseline the cell before had.
  ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset = 0;
}

Grid::~Grid() {
  if (open_) ImGui::EndTable();
  ImGui::PopStyleVar();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui_.metrics.space(1));
}

Column::Column(Ui& ui, std::string_view id, float width_em) : ui_(ui) {
  const float room = width_left();
  const float width = std::min(room, width_em * ui.metrics.em());
  indent_ = (room - width) / 2;
  if (indent_ > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent_);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(0, 0));
  open_ =
      ImGui::BeginTable(ui.recorder.path(id).c_str(), 1,
                        ImGuiTableFlags_NoPadOuterX | ImGuiTableFlags_NoSavedSettings, {width, 0});
  ImGui::PopStyleVar();
  if (open_) ImGui::TableNextColumn();
}

Column::~Column() {
  if (open_) ImGui::EndTable();
}

Stack::Stack() { ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0)); }

Stack::~Stack() { ImGui::PopStyleVar(); }

void scroll_to_what_is_told(bool told) {
  bool* const before = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("told"), false);
  if (told && !*before) ImGui::SetScrollY(0);
  *before = told;
}

float page_padding(const Ui& ui) {
  return ui.metrics.space(ui.metrics.width_class() == WidthClass::narrow ? 3 : 6);
}

}  // namespace fieldbook::ui
