#include "ui/models/status_text.hpp"

#include <fmt/format.h>

#include "ui/models/calendar.hpp"
#include "ui/models/verdict_words.hpp"

namespace fieldbook::ui {
namespace {

using client::ActionSnapshot;
using client::StatusSnapshot;

/// What a person is told about one state of the connection.
enum class Reach : std::uint8_t {
  signed_out,
  offline,
  unreachable,
  captive_portal,
  certificate,
  connecting,
  held_up,
  syncing,
  first_sync,
  live,
  up_to_date
};

struct ReachLook {
  Reach reach;
  Tone tone;
  Icon icon;
  const char* word;
  bool tries_again;  ///< a next attempt is worth a sentence
};

constexpr ReachLook kLooks[] = {
    {Reach::signed_out, Tone::warning, Icon::lock, "status.signed_out", false},
    {Reach::offline, Tone::warning, Icon::offline, "status.offline", true},
    {Reach::unreachable, Tone::warning, Icon::offline, "status.unreachable", true},
    {Reach::captive_portal, Tone::warning, Icon::warning, "status.captive_portal", true},
    {Reach::certificate, Tone::danger, Icon::error, "status.certificate", true},
    {Reach::connecting, Tone::neutral, Icon::sync, "status.connecting", false},
    {Reach::held_up, Tone::warning, Icon::warning, "status.held_up", true},
    {Reach::syncing, Tone::info, Icon::sync, "status.syncing", false},
    {Reach::first_sync, Tone::info, Icon::sync, "status.first_sync", false},
    {Reach::live, Tone::success, Icon::online, "status.live", false},
    {Reach::up_to_date, Tone::success, Icon::online, "status.up_to_date", false},
};

const ReachLook& look_of(Reach reach) {
  return *std::ranges::find(kLooks, reach, &ReachLook::reach);
}

Reach reach_of(const StatusSnapshot& status) {
  const std::string& connection = status.connection;
  if (!status.signed_in || connection == "signed_out") return Reach::signed_out;
  if (connection == "offline") return Reach::offline;
  if (connection == "unreachable") return Reach::unreachable;
  if (connection == "captive_portal") return Reach::captive_portal;
  if (connection == "certificate") return Reach::certificate;
  if (connection == "syncing") return status.complete ? Reach::syncing : Reach::first_sync;
  if (connection == "live") return Reach::live;
  if (connection == "up_to_date") return Reach::up_to_date;
  return status.message.empty() ? Reach::connecting : Reach::held_up;
}

std::string counted_or_nothing(const Strings& strings, const char* some, const char* nothing,
                               std::int64_t count) {
  return count > 0 ? strings.count(some, count) : strings.text(nothing);
}

std::string first_sync_sentence(const StatusSnapshot& status, const Strings& strings) {
  if (status.rows_total == 0) return strings.text("status.sentence.first_sync_begins");
  return strings.count("status.sentence.first_sync", static_cast<std::int64_t>(status.rows_total),
                       {{"done", strings.number(static_cast<std::int64_t>(status.rows_done))}});
}

/// The daemon's own words where they can be said in this language.
std::string held_up_sentence(const StatusSnapshot& status, const Strings& strings) {
  return strings.has_label(status.message) ? strings.label(status.message)
                                           : strings.text("status.sentence.held_up");
}

/// What happened; for some states with what it means for the work.
std::string what_happened(const StatusSnapshot& status, Reach reach, const TextContext& context) {
  const Strings& strings = context.strings;
  const auto waiting = static_cast<std::int64_t>(status.waiting);
  switch (reach) {
    case Reach::signed_out:
      return counted_or_nothing(strings, "status.sentence.signed_out",
                                "status.sentence.signed_out_nothing", waiting);
    case Reach::offline:
      return counted_or_nothing(strings, "status.sentence.offline",
                                "status.sentence.offline_nothing", waiting);
    case Reach::unreachable: return strings.text("status.sentence.unreachable");
    case Reach::captive_portal: return strings.text("status.sentence.captive_portal");
    case Reach::certificate:
      return strings.text("status.sentence.certificate",
                          {{"time", clock_time(context.now.ms, context)}});
    case Reach::connecting: return strings.text("status.sentence.connecting");
    case Reach::held_up: return held_up_sentence(status, strings);
    case Reach::syncing: return strings.text("status.sentence.syncing");
    case Reach::first_sync: return first_sync_sentence(status, strings);
    case Reach::live: return strings.text("status.sentence.live");
    case Reach::up_to_date: return strings.text("status.sentence.up_to_date");
  }
  return {};
}

void add_sentence(std::string& out, const std::string& next) {
  if (!next.empty()) out += (out.empty() ? "" : " ") + next;
}

/// A retry is promised only where one is planned.
std::string next_try(const StatusSnapshot& status, const TextContext& context) {
  if (status.next_attempt_ms <= 0) return context.strings.text("status.no_next_try");
  return context.strings.text("status.next_try",
                              {{"time", clock_time(status.next_attempt_ms, context)}});
}

std::string sentence_of(const StatusSnapshot& status, const ReachLook& look,
                        const TextContext& context) {
  std::string out = what_happened(status, look.reach, context);
  const bool says_work = look.reach == Reach::signed_out || look.reach == Reach::offline ||
                         look.reach == Reach::first_sync;
  if (!says_work)
    add_sentence(out, counted_or_nothing(context.strings, "status.saved", "status.nothing_waits",
                                         static_cast<std::int64_t>(status.waiting)));
  if (look.tries_again && (look.reach != Reach::offline || status.next_attempt_ms > 0))
    add_sentence(out, next_try(status, context));
  return out;
}

std::string chip_of(const StatusSnapshot& status, const ReachLook& look, float fraction,
                    const TextContext& context) {
  const Strings& strings = context.strings;
  std::vector<std::string> parts = {strings.text(look.word)};
  if (fraction >= 0)
    parts.push_back(strings.text(
        "status.percent", {{"percent", fmt::format("{}", static_cast<int>(fraction * 100))}}));
  if (status.waiting > 0)
    parts.push_back(strings.count("status.waiting", static_cast<std::int64_t>(status.waiting)));
  if (status.needs_you > 0)
    parts.push_back(strings.count("status.needs_you", static_cast<std::int64_t>(status.needs_you)));
  if (status.server_ms > 0 && look.reach != Reach::live)
    parts.push_back(
        strings.text("status.data_from", {{"time", clock_time(status.server_ms, context)}}));
  return fmt::format("{}", fmt::join(parts, " · "));
}

std::string short_chip_of(const StatusSnapshot& status, const ReachLook& look, float fraction,
                          const Strings& strings) {
  std::string out = strings.text(look.word);
  if (fraction >= 0)
    out += " · " + strings.text("status.percent",
                                {{"percent", fmt::format("{}", static_cast<int>(fraction * 100))}});
  if (status.waiting > 0) out += " · " + strings.number(static_cast<std::int64_t>(status.waiting));
  return out;
}

/// Times of today become dates at midnight.
std::int64_t next_midnight(const TextContext& context) {
  const LocalTime now = local_time(context.now.ms, context.zone_offset_minutes);
  return midnight_ms(now.day + 1, context.zone_offset_minutes);
}

// --- Actions ------------------------------------------------------------------------------------

/// The state that may be said: "Received" and "Done" only with the receipt that proves them.
std::string_view proven_state(const ActionSnapshot& action) {
  const bool settled = !action.verdict.empty() && action.settled_ms > 0;
  if (action.state == "received" && action.received_ms <= 0) return "waiting";
  const bool is_verdict = action.state == "done" || action.state == "not_accepted" ||
                          action.state == "needs_you" || action.state == "withdrawn";
  if (is_verdict && !settled) return action.received_ms > 0 ? "received" : "waiting";
  return action.state;
}

struct StateLook {
  std::string_view state;
  Tone tone;
  Icon icon;
};

constexpr StateLook kStates[] = {
    {"saved", Tone::info, Icon::outbox},          {"waiting", Tone::info, Icon::waiting},
    {"sending", Tone::info, Icon::sync},          {"received", Tone::info, Icon::online},
    {"done", Tone::success, Icon::done},          {"not_accepted", Tone::danger, Icon::error},
    {"needs_you", Tone::warning, Icon::conflict}, {"on_hold", Tone::neutral, Icon::hold},
    {"withdrawn", Tone::neutral, Icon::withdraw},
};

std::string waiting_words(const ActionSnapshot& action, const Strings& strings) {
  const char* why = action.wait == "other_action"   ? "state.why.earlier_action"
                    : action.wait == "needs_update" ? "state.why.needs_update"
                    : action.wait == "answer"       ? "state.why.no_answer"
                                                    : nullptr;
  if (why == nullptr) return strings.text("state.waiting");
  return strings.text("state.waiting_why", {{"why", strings.text(why)}});
}

std::string received_words(const ActionSnapshot& action, const TextContext& context) {
  const std::string time = clock_time(action.received_ms, context);
  if (action.received_by.empty())
    return context.strings.text("state.received_at", {{"time", time}});
  return context.strings.text("state.received_by",
                              {{"organisation", action.received_by}, {"time", time}});
}

std::string state_words(std::string_view state, const ActionSnapshot& action,
                        const TextContext& context) {
  if (state == "waiting") return waiting_words(action, context.strings);
  if (state == "received") return received_words(action, context);
  return context.strings.text(fmt::format("state.{}", state));
}

std::string detail_of(std::string_view state, const ActionSnapshot& action,
                      const TextContext& context) {
  const Strings& strings = context.strings;
  if (const std::string verdict = verdict_sentence(action, context); !verdict.empty())
    return verdict;
  std::string out;
  if (state == "saved") out = strings.text("state.detail.saved");
  if (state == "on_hold") out = strings.text("state.detail.on_hold");
  if (state == "received") out = strings.text("state.detail.received");
  add_sentence(out, forecast_sentence(action, context));
  return out;
}

std::string_view code_of(Errc code) { return to_string(code); }

}  // namespace

StatusText status_text(const StatusSnapshot& status, const TextContext& context) {
  const ReachLook& look = look_of(reach_of(status));
  StatusText out{.tone = look.tone, .icon = look.icon};
  out.busy = look.reach == Reach::syncing || look.reach == Reach::first_sync ||
             look.reach == Reach::connecting;
  if (look.reach == Reach::first_sync && status.rows_total > 0)
    out.fraction = std::min(
        1.0F, static_cast<float>(status.rows_done) / static_cast<float>(status.rows_total));
  out.chip = chip_of(status, look, out.fraction, context);
  out.short_chip = short_chip_of(status, look, out.fraction, context.strings);
  out.sentence = sentence_of(status, look, context);
  out.next_change_ms = next_midnight(context);
  return out;
}

StateText action_text(const ActionSnapshot& action, const TextContext& context) {
  const std::string_view state = proven_state(action);
  const auto* look = std::ranges::find(kStates, state, &StateLook::state);
  if (look == std::end(kStates))
    return {.tone = Tone::neutral, .icon = Icon::information, .text = action.state_text};
  return {.tone = look->tone,
          .icon = look->icon,
          .text = state_words(state, action, context),
          .detail = detail_of(state, action, context)};
}

std::string action_sentence(const ActionSnapshot& action, const Strings& strings) {
  if (!strings.has(fmt::format("action.{}", action.kind))) return action.sentence;
  return decision_sentence(action.kind, action.name, strings);
}

ErrorText error_text(const Error& error, const Strings& strings) {
  const std::string_view code = code_of(error.code);
  // Sentences of the error guide are said as they are; what only programs read is not.
  const bool is_sentence = error.message.ends_with('.') && strings.has_label(error.message);
  return {.title = strings.text(fmt::format("error.title.{}", code)),
          .content = is_sentence ? strings.label(error.message)
                                 : strings.text(fmt::format("error.content.{}", code)),
          .code = std::string(code)};
}

}  // namespace fieldbook::ui
