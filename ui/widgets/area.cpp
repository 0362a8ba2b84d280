#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

float card_padding(const Ui& ui) {
  return ui.metrics.space(ui.metrics.width_class() == WidthClass::narrow ? 4 : 5);
}

/// Makes what is left narrower at the right, or gives it back.
void move_right_edge(float by) {
  ImGuiWindow& window = *ImGui::GetCurrentWindow();
  window.ContentRegionRect.Max.x += by;
  window.WorkRect.Max.x += by;
}

}  // namespace

Card::Card(Ui& ui, std::string_view id)
    : ui_(ui),
      id_(id),
      ground_(ui, ui.theme.surface),
      layers_(std::make_unique<ImDrawListSplitter>()) {
  const ImVec2 low = ImGui::GetCursorScreenPos();
  x_ = low.x;
  y_ = low.y;
  width_ = width_left();
  const float pad = card_padding(ui_);
  layers_->Split(ImGui::GetWindowDrawList(), 2);
  layers_->SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  ImGui::SetCursorScreenPos({x_ + pad, y_ + pad});
  move_right_edge(-pad);
  ImGui::BeginGroup();
  ui_.recorder.push_scope(id);
}

Card::~Card() {
  ui_.recorder.pop_scope();
  const float pad = card_padding(ui_);
  ImGui::EndGroup();
  move_right_edge(pad);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 low{x_, y_};
  const ImVec2 high{x_ + width_, std::floor(ImGui::GetItemRectMax().y + pad)};
  layers_->SetCurrentChannel(list, 0);
  const float rounding = ui_.metrics.space(2.5F);
  fill(low, high, ui_.theme.surface, rounding);
  outline(low, high, ui_.theme.border, rounding, ui_.metrics.scale);
  layers_->Merge(list);
  WidgetRecord record = record_at(ui_, Role::card, id_, "", low, high);
  record.foreground = 0;
  record.reachable = false;
  ui_.recorder.add(std::move(record));
  ImGui::SetCursorScreenPos(low);
  ImGui::Dummy({high.x - low.x, high.y - low.y});
}

ScrollArea::ScrollArea(Ui& ui, std::string_view id, float width, float height, bool padded)
    : ui_(ui) {
  const float pad =
      padded ? ui.metrics.space(ui.metrics.width_class() == WidthClass::narrow ? 3 : 6) : 0;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad));
  ImGui::BeginChild(
      ui.recorder.path(id).c_str(), {width, height}, false,
      ImGuiWindowFlags_NoNav | (padded ? ImGuiWindowFlags_AlwaysUseWindowPadding : 0));
  ImGui::PopStyleVar();
  ui_.recorder.push_scope(id);
}

ScrollArea::~ScrollArea() {
  ui_.recorder.pop_scope();
  scroll_by_dragging(ui_);
  ImGui::EndChild();
}

namespace {

/// The innermost window under the pointer that can scroll.
ImGuiWindow* scrolled_by_pointer() {
  ImGuiWindow* window = ImGui::GetCurrentContext()->HoveredWindow;
  while (window != nullptr && window->ScrollMax.y <= 0)
    window = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0 ? window->ParentWindow : nullptr;
  return window;
}

}  // namespace

void scroll_by_dragging(Ui& ui) {
  if (ui.metrics.input != InputMode::touch) return;
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGuiWindow* const window = ImGui::GetCurrentWindow();
  ImGuiStorage* const storage = ImGui::GetStateStorage();
  const ImGuiID key = ImHashStr("glide", 0, window->ID);
  float speed = storage->GetFloat(key, 0);
  const float threshold = ui.metrics.space(2);
  const bool typing =
      context.InputTextState.ID != 0 && context.ActiveId == context.InputTextState.ID;
  if (ImGui::IsMouseDragging(0, threshold) && !typing && !ui.pen_is_down &&
      scrolled_by_pointer() == window) {
    // A drag is no press of what it began on.
    if (context.ActiveId != 0) ImGui::ClearActiveID();
    speed = context.IO.MouseDelta.y;
    ImGui::SetScrollY(window, window->Scroll.y - speed);
  } else if (ImGui::IsMouseDown(0)) {
    speed = 0;
  } else if (std::abs(speed) >= 1) {
    speed *= 0.93F;
    ImGui::SetScrollY(window, window->Scroll.y - speed);
    ui.wake_at(ui.now + std::chrono::milliseconds(16));
  } else {
    speed = 0;
  }
  storage->SetFloat(key, speed);
}

void beside(Ui& ui, float steps) { ImGui::SameLine(0, ui.metrics.space(steps)); }

void gap(Ui& ui, float steps) {
  ImGui::Dummy({0, std::max(0.0F, ui.metrics.space(steps) - ImGui::GetStyle().ItemSpacing.y)});
}

void align_right(Ui& ui, float width) {
  (void)ui;
  const float left = width_left() - width;
  if (left > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + left);
}

void separator(Ui& ui) {
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = width_left();
  ImGui::Dummy({width, ui.metrics.scale});
  fill(low, {low.x + width, low.y + ui.metrics.scale}, ui.theme.border, 0);
}

float width_left() { return std::max(1.0F, ImGui::GetContentRegionAvail().x); }

float height_left() { return std::max(1.0F, ImGui::GetContentRegionAvail().y); }

}  // namespace fieldbook::ui
