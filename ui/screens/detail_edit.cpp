#include <imgui.h>

#include "platform/window/keys.hpp"
#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {

float edit_bar_height(const Ui& ui) { return foot_height(ui, button_line_height(ui)); }

void draw_edit_bar(Ui& ui, DetailModel& detail) {
  const Foot foot(ui, "editing", button_line_height(ui));
  const bool ready = detail.has_changes() && !detail.saving();
  if (button(ui, "save", ui.text(detail.saving() ? "detail.saving" : "detail.save"),
             {.style = ButtonStyle::primary,
              .icon = Icon::done,
              .enabled = ready,
              .why_disabled = ui.text("detail.nothing_changed")}))
    detail.save();
  beside(ui);
  const bool escaped = ImGui::IsKeyPressed(platform::kKeyEscape, false) &&
                       !ImGui::GetIO().WantTextInput && ui.recorder.focus().top_layer() == 0;
  if (button(ui, "cancel", ui.text("detail.cancel"), {.style = ButtonStyle::quiet}) || escaped)
    detail.cancel_edit();
}

}  // namespace fieldbook::ui
