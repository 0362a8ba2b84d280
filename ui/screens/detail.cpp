#include <imgui.h>

#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

/// What was pressed above may have made the model read another record.
bool is_still_here(const DetailModel& detail) { return detail.state() == DetailModel::State::here; }

void draw_record(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  const bool editing = detail.editing();
  const float foot = editing ? edit_bar_height(ui) : decisions_height(ui, detail);
  {
    const ScrollArea area(ui, "record", 0, ImGui::GetWindowHeight() - foot);
    scroll_to_what_is_told(detail.outcome().has_value());
    draw_detail_head(ui, app);
    gap(ui, 3);
    if (is_still_here(detail) && !detail.editing()) draw_extras(ui, app);
    if (is_still_here(detail)) draw_detail_form(ui, app);
    if (is_still_here(detail) && !detail.editing()) draw_related(ui, app);
    gap(ui, 3);
  }
  if (foot == 0 || !is_still_here(detail)) return;
  if (editing)
    draw_edit_bar(ui, app.models()->detail);
  else
    draw_decisions(ui, app);
}

}  // namespace

void draw_detail(Ui& ui, AppModel& app) {
  const IdScope scope(ui, "detail");
  DetailModel& detail = app.models()->detail;
  switch (detail.state()) {
    case DetailModel::State::here: draw_record(ui, app); return;
    case DetailModel::State::gone:
      empty_state(ui, "gone", Icon::empty, ui.text("detail.gone"), ui.text("detail.gone_meaning"));
      return;
    case DetailModel::State::nothing:
    case DetailModel::State::reading: break;
  }
  const ScrollArea area(ui, "reading");
  if (detail.error())
    draw_error(ui, "error", error_text(*detail.error(), ui.strings));
  else
    secondary_text(ui, ui.text("detail.reading"), TextStyle::body);
}

}  // namespace fieldbook::ui
