#include "ui/screens/parts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

#include "ui/models/verdict_words.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using namespace std::chrono_literals;

/// How many verdicts came to what, for the one-line summary.
struct Summary {
  std::int64_t sent = 0;
  std::int64_t merged = 0;
  std::int64_t needs_you = 0;
};

/// At home, where there are other things to see.
constexpr std::size_t kVerdictsAtHome = 3;

bool needs_person(const client::ActionSnapshot& action) {
  return action.state == "needs_you" || action.state == "not_accepted";
}

Summary summary_of(const std::vector<client::ActionSnapshot>& inbox) {
  Summary out;
  for (const auto& action : inbox) {
    ++out.sent;
    if (action.verdict == "merged") ++out.merged;
    if (needs_person(action)) ++out.needs_you;
  }
  return out;
}

std::string summary_text(const Ui& ui, const Summary& summary) {
  std::string out = ui.strings.count("verdicts.sent", summary.sent);
  if (summary.merged > 0) out += ", " + ui.strings.count("verdicts.merged", summary.merged);
  if (summary.needs_you > 0)
    out += ", " + ui.strings.count("verdicts.needs_you", summary.needs_you);
  return ui.strings.text("verdicts.summary", {{"changes", out}});
}

void open_target(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  if (action.entity == "fieldbook_conflict" || action.reason == "conflict")
    go(ui, app, {.kind = PlaceKind::conflicts});
  else
    go(ui, app, {.kind = PlaceKind::detail, .entity = action.entity, .row = action.target});
}

/// Its two buttons; beside the sentence where there is room, else under it.
void draw_verdict_buttons(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  const bool decides = action.reason == "conflict";
  if (button(ui, "open", ui.text(decides ? "verdicts.decide" : "verdicts.open"),
             {.style = decides ? ButtonStyle::primary : ButtonStyle::secondary}))
    open_target(ui, app, action);
  beside(ui);
  if (button(ui, "dismiss", ui.text("verdicts.dismiss"), {.style = ButtonStyle::quiet}))
    app.models()->sync.run(OutboxCommand::dismiss, action);
}

float verdict_buttons_width(const Ui& ui, const client::ActionSnapshot& action) {
  const bool decides = action.reason == "conflict";
  return button_width(ui, ui.text(decides ? "verdicts.decide" : "verdicts.open")) +
         button_width(ui, ui.text("verdicts.dismiss"), {.style = ButtonStyle::quiet}) +
         ui.metrics.space(2);
}

void draw_verdict(Ui& ui, AppModel& app, const client::ActionSnapshot& action) {
  const StateText state = action_text(action, text_context(ui));
  const float buttons = verdict_buttons_width(ui, action);
  const bool one_line = width_left() > 40 * ui.metrics.em();
  if (one_line) ImGui::AlignTextToFramePadding();
  chip(ui, "state", state.tone, state.icon, state.text);
  if (one_line) {
    beside(ui, 3);
    const float room = width_left() - buttons - ui.metrics.space(4);
    line(ui, action_sentence(action, ui.strings), TextStyle::body_bold, room);
    ImGui::SameLine();
    align_right(ui, buttons);
    draw_verdict_buttons(ui, app, action);
  } else {
    text(ui, action_sentence(action, ui.strings), TextStyle::body_bold);
  }
  if (const std::string detail = detail_of(action, state); !detail.empty()) text(ui, detail);
  if (!one_line) draw_verdict_buttons(ui, app, action);
}

}  // namespace

TextContext text_context(const Ui& ui) {
  return {.strings = ui.strings, .zone_offset_minutes = ui.zone_offset_minutes, .now = ui.now};
}

std::string stable_words(const Ui& ui, std::string key, std::string name) {
  std::ranges::replace(key, ' ', '_');
  if (ui.strings.has(key)) return ui.text(key);
  std::ranges::replace(name, '_', ' ');
  return name;
}

void go(Ui& ui, AppModel& app, Place place) {
  ui.later.emplace_back([&app, place = std::move(place)] { app.go(place); });
}

float status_chip_width(const Ui& ui, const AppModel& app) {
  const StatusText status = status_text(app.status(), text_context(ui));
  const bool narrow = ui.metrics.width_class() == WidthClass::narrow;
  return chip_width(ui, status.icon, narrow ? status.short_chip : status.chip);
}

void draw_status_chip(Ui& ui, AppModel& app) {
  const StatusText status = status_text(app.status(), text_context(ui));
  if (status.next_change_ms > 0) ui.wake_at({status.next_change_ms});
  const bool narrow = ui.metrics.width_class() == WidthClass::narrow;
  if (chip(ui, "status", status.tone, status.icon, narrow ? status.short_chip : status.chip, true))
    go(ui, app, {.kind = PlaceKind::sync_centre});
}

void draw_error(Ui& ui, std::string_view id, const ErrorText& error) {
  const IdScope scope(ui, id);
  banner(ui, "banner", Tone::danger, Icon::error, error.title, error.content);
  secondary_text(ui, ui.strings.text("error.code", {{"code", error.code}}));
  beside(ui, 3);
  if (link(ui, "copy", ui.text("error.copy")))
    ImGui::SetClipboardText(
        fmt::format("{}\n{}\n{}", error.title, error.content, error.code).c_str());
}

std::string detail_of(const client::ActionSnapshot& action, const StateText& state) {
  return action.verdict == "applied" && action.reason.empty() ? std::string() : state.detail;
}

void draw_verdicts(Ui& ui, AppModel& app, Verdicts which) {
  const auto& inbox = app.models()->sync.inbox();
  if (inbox.empty()) return;
  const IdScope scope(ui, "verdicts");
  const Summary summary = summary_of(inbox);
  const bool needs_you = summary.needs_you > 0;
  banner(ui, "summary", needs_you ? Tone::warning : Tone::success,
         needs_you ? Icon::warning : Icon::done, summary_text(ui, summary), {});
  gap(ui, 2);
  // What needs the person stands first.
  std::vector<client::ActionSnapshot> shown = inbox;
  std::ranges::stable_partition(shown, needs_person);
  const std::size_t count =
      which == Verdicts::all ? shown.size() : std::min(shown.size(), kVerdictsAtHome);
  {
    const Card card(ui, "card");
    for (std::size_t i = 0; i < count; ++i) {
      const IdScope one(ui, "verdict", i);
      if (i > 0) separator(ui);
      draw_verdict(ui, app, shown[i]);
    }
    if (count < shown.size()) {
      separator(ui);
      const auto more = static_cast<std::int64_t>(shown.size() - count);
      if (link(ui, "more", ui.strings.count("detail.more_rows", more)))
        go(ui, app, {.kind = PlaceKind::sync_centre});
    }
  }
  gap(ui, 4);
}

void draw_outcome(Ui& ui, std::string_view id, const client::IntentOutcome& outcome) {
  if (outcome.saved)
    banner(ui, id, Tone::success, Icon::done, ui.text("outcome.saved"),
           ui.text("outcome.saved_meaning"));
  else
    banner(ui, id, Tone::danger, Icon::error, ui.text("outcome.not_saved"),
           outcome_sentence(outcome, text_context(ui)));
}

void draw_countdown(Ui& ui, std::string_view id, std::int64_t deadline_ms) {
  const Countdown left = countdown(deadline_ms, text_context(ui));
  if (left.next_change_ms > 0) ui.wake_at({left.next_change_ms});
  const Tone tone = left.expired ? Tone::danger : left.soon ? Tone::warning : Tone::info;
  chip(ui, id, tone, Icon::clock, left.text);
}

std::string ago_text(Ui& ui, std::int64_t ms) {
  ui.wake_at(ui.now + 60s);
  return ago(ms, text_context(ui));
}

}  // namespace fieldbook::ui
