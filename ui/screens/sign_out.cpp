#include <fmt/format.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

void draw_waiting(Ui& ui, AppModel& app) {
  const auto waiting = static_cast<std::int64_t>(app.status().waiting);
  text(ui, waiting > 0 ? ui.strings.count("sign_out.waiting", waiting)
                       : ui.text("sign_out.nothing_waits"));
  if (waiting == 0) return;
  gap(ui, 2);
  for (const client::ActionSnapshot& action : app.models()->sync.outbox())
    text(ui, "• " + action_sentence(action, ui.strings));
}

/// What a list that was written, or could not be, came to.
void draw_written(Ui& ui, const SignOutModel& model) {
  if (!model.file().empty()) {
    gap(ui, 2);
    banner(ui, "written", Tone::success, Icon::done, ui.text("sign_out.written"),
           ui.strings.text("sign_out.written_meaning", {{"file", model.file().string()}}));
  }
  if (model.error()) {
    gap(ui, 2);
    draw_error(ui, "error", error_text(*model.error(), ui.strings));
  }
}

/// The number that is typed to discard.
void draw_discard(Ui& ui, AppModel& app) {
  SignOutModel& model = app.models()->sign_out;
  const auto& outbox = app.models()->sync.outbox();
  const auto count = static_cast<std::int64_t>(outbox.size());
  gap(ui, 3);
  banner(ui, "discard_meaning", Tone::danger, Icon::warning,
         ui.strings.count("sign_out.discard_what", count), ui.text("sign_out.discard_meaning"));
  gap(ui, 2);
  text_field(ui, "count",
             ui.strings.text("sign_out.discard_type", {{"number", fmt::format("{}", count)}}),
             model.typed_count, {.length_max = 12, .width = 12 * ui.metrics.em()});
  gap(ui, 2);
  if (button(ui, "discard_now", ui.text("sign_out.discard"),
             {.style = ButtonStyle::danger,
              .icon = Icon::decline,
              .enabled = model.may_discard(outbox.size()),
              .why_disabled = ui.text("sign_out.discard_why")}))
    ui.later.emplace_back([&app] { app.models()->sign_out.discard(app.models()->sync.outbox()); });
  beside(ui);
  if (button(ui, "keep", ui.text("sign_out.keep"), {.style = ButtonStyle::quiet}))
    model.ask_discard(false);
}

/// What can be done with work that is not sent.
void draw_choices(Ui& ui, AppModel& app) {
  SignOutModel& model = app.models()->sign_out;
  gap(ui, 3);
  if (button(ui, "send_now", ui.text("sign_out.send_now"),
             {.style = ButtonStyle::primary, .icon = Icon::sync})) {
    app.cancel_sign_out();
    app.models()->sync.sync_now();
    go(ui, app, {.kind = PlaceKind::sync_centre, .tab = SyncTab::outbox});
  }
  beside(ui);
  if (!model.folder.empty()) {
    if (button(ui, "write", ui.text("sign_out.write"), {.icon = Icon::outbox}))
      model.write_list(app.models()->sync.outbox(), text_context(ui));
    beside(ui);
  }
  if (button(ui, "discard", ui.text("sign_out.discard_ask"), {.style = ButtonStyle::quiet}))
    model.ask_discard(true);
  draw_written(ui, model);
  if (model.asks_discard()) draw_discard(ui, app);
}

}  // namespace

void draw_sign_out(Ui& ui, AppModel& app) {
  if (!app.asking_sign_out()) return;
  const Dialog dialog(ui, "sign_out", ui.text("settings.sign_out"));
  if (dialog.dismissed()) app.cancel_sign_out();
  if (!dialog.visible() || !app.asking_sign_out()) return;
  draw_waiting(ui, app);
  const bool waits = app.status().waiting > 0;
  if (waits) draw_choices(ui, app);
  gap(ui, 3);
  separator(ui);
  gap(ui, 2);
  if (waits) {
    secondary_text(ui, ui.text("sign_out.stays"));
    gap(ui, 1);
  }
  if (button(
          ui, "confirm", ui.text("sign_out.confirm"),
          {.style = waits ? ButtonStyle::secondary : ButtonStyle::primary, .icon = Icon::sign_out}))
    ui.later.emplace_back([&app] { app.confirm_sign_out(); });
  beside(ui);
  if (button(ui, "cancel", ui.text("decision.cancel"), {.style = ButtonStyle::quiet}))
    app.cancel_sign_out();
}

}  // namespace fieldbook::ui
