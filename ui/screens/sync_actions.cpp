#include "ui/models/action_content.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/sync_parts.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

struct CommandLook {
  const char* id;
  Icon icon;
};

CommandLook look_of(OutboxCommand command) {
  switch (command) {
    case OutboxCommand::withdraw: return {"withdraw", Icon::withdraw};
    case OutboxCommand::hold: return {"hold", Icon::hold};
    case OutboxCommand::release: return {"release", Icon::release};
    case OutboxCommand::retry: return {"retry", Icon::retry};
    case OutboxCommand::dismiss: return {"dismiss", Icon::done};
  }
  return {"dismiss", Icon::done};
}

void draw_commands(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  if (button(ui, "open", ui.text("outbox.open"), {.icon = entity_icon(action.entity)}))
    go(ui, app, {.kind = PlaceKind::detail, .entity = action.entity, .row = action.target});
  for (const OutboxCommand command : SyncModel::commands(action)) {
    const CommandLook look = look_of(command);
    beside(ui);
    if (button(ui, look.id, ui.text(std::string("outbox.") + look.id),
               {.style = ButtonStyle::quiet, .icon = look.icon}))
      app.models()->sync.run(command, action);
  }
}

/// When it was saved, and how often it was tried.
std::string times_of(Ui& ui, const client::ActionSnapshot& action) {
  std::string out = ui.strings.text("outbox.saved", {{"time", ago_text(ui, action.saved_ms)}});
  if (action.received_ms > 0)
    out += " · " + ui.strings.text("outbox.received",
                                   {{"time", clock_time(action.received_ms, text_context(ui))}});
  if (action.attempts > 0) out += " · " + ui.strings.count("outbox.attempts", action.attempts);
  return out;
}

/// What the person gave with it: the name it was signed with, the comment, the new values.
std::string content_of(const Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  return content_sentence(action_content(action, *app.client()->catalogue(), text_context(ui)));
}

void draw_waiting(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  const Card card(ui, "card");
  const StateText state = action_text(action, text_context(ui));
  line(ui, action_sentence(action, ui.strings), TextStyle::body_bold);
  chip(ui, "state", state.tone, state.icon, state.text);
  beside(ui, 3);
  secondary_text(ui, times_of(ui, action));
  if (!state.detail.empty()) text(ui, state.detail);
  if (const std::string content = content_of(ui, app, action); !content.empty())
    secondary_text(ui, content);
  gap(ui, 1);
  draw_commands(ui, app, action);
}

void draw_past(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  const StateText state = action_text(action, text_context(ui));
  const std::int64_t when = action.settled_ms > 0 ? action.settled_ms : action.saved_ms;
  std::string detail = state.text;
  // A verdict that begins with the state's word says it for both.
  if (const std::string more = detail_of(action, state); more.starts_with(state.text))
    detail = more;
  else if (!more.empty())
    detail += " · " + more;
  if (const std::string content = content_of(ui, app, action); !content.empty())
    detail += " · " + content;
  const LineItem item{.icon = state.icon,
                      .tone = state.tone,
                      .title = action_sentence(action, ui.strings),
                      .detail = detail,
                      .trailing = ago_text(ui, when)};
  if (line_item(ui, "open", item))
    go(ui, app, {.kind = PlaceKind::detail, .entity = action.entity, .row = action.target});
}

}  // namespace

void draw_outbox(Ui& ui, AppModel& app) {
  // A copy: a command changes the list under way.
  const std::vector<client::ActionSnapshot> waiting = app.models()->sync.outbox();
  if (waiting.empty()) {
    empty_state(ui, "empty", Icon::done, ui.text("outbox.empty"), ui.text("outbox.empty_meaning"));
    return;
  }
  secondary_text(ui, ui.text("outbox.meaning"), TextStyle::body);
  gap(ui, 2);
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const IdScope scope(ui, "outbox", i);
    draw_waiting(ui, app, waiting[i]);
    gap(ui, 2);
  }
}

void draw_history(Ui& ui, AppModel& app) {
  const std::vector<client::ActionSnapshot> past = app.models()->sync.history();
  if (past.empty()) {
    empty_state(ui, "empty", Icon::history, ui.text("history.empty"),
                ui.text("history.empty_meaning"));
    return;
  }
  const Card card(ui, "history");
  const Stack stack;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const IdScope scope(ui, "history", i);
    draw_past(ui, app, past[i]);
  }
}

}  // namespace fieldbook::ui
