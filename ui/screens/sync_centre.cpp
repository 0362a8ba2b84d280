#include <array>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/screens/sync_parts.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::array kTabs = {SyncTab::overview, SyncTab::outbox, SyncTab::history};

void draw_tabs(Ui& ui, AppModel& app) {
  const std::array<Tab, kTabs.size()> all = {
      Tab{.id = "overview", .label = ui.text("sync.overview")},
      Tab{.id = "outbox",
          .label = ui.text("sync.outbox"),
          .badge = app.models()->sync.outbox().size()},
      Tab{.id = "history", .label = ui.text("sync.history")}};
  std::size_t selected = 0;
  for (std::size_t i = 0; i < kTabs.size(); ++i)
    if (kTabs[i] == app.place().tab) selected = i;
  if (const auto pressed = tabs(ui, "tabs", all, selected))
    go(ui, app, {.kind = PlaceKind::sync_centre, .tab = kTabs[*pressed]});
}

void draw_message(Ui& ui, SyncModel& sync) {
  const std::string message = sync.message(text_context(ui));
  if (message.empty()) return;
  banner(ui, "message", Tone::warning, Icon::warning, ui.text("sync.message"), message);
  if (button(ui, "forget_message", ui.text("verdicts.dismiss"), {.style = ButtonStyle::quiet}))
    sync.forget_message();
  gap(ui, 3);
}

}  // namespace

void draw_sync_centre(Ui& ui, AppModel& app) {
  const ScrollArea area(ui, "sync_centre");
  const Column column(ui, "column", 72);
  draw_tabs(ui, app);
  gap(ui, 4);
  draw_message(ui, app.models()->sync);
  switch (app.place().tab) {
    case SyncTab::overview: draw_sync_overview(ui, app); break;
    case SyncTab::outbox: draw_outbox(ui, app); break;
    case SyncTab::history: draw_history(ui, app); break;
  }
  gap(ui, 4);
}

}  // namespace fieldbook::ui
