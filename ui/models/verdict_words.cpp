#include "ui/models/verdict_words.hpp"

#include <fmt/format.h>

#include "ui/models/calendar.hpp"

namespace fieldbook::ui {
namespace {

/// What a text about a verdict is made of.
struct Telling {
  std::string_view verdict;
  std::string_view reason;
  std::string_view kind;
  const std::string& name;
  const client::Facts& facts;
  const TextContext& context;

  [[nodiscard]] std::string fact(std::string_view wanted) const {
    for (const auto& [candidate, text] : facts)
      if (candidate == wanted) return text;
    return {};
  }
  /// A part of the sentence around a fact; nothing when the fact is missing.
  [[nodiscard]] std::string part(std::string_view key, std::string_view argument,
                                 std::string value) const {
    return value.empty() ? value : context.strings.text(key, {{argument, std::move(value)}});
  }
};

std::string record_words(const Telling& telling) {
  const std::string_view area = telling.kind.substr(0, telling.kind.find('.'));
  std::string key = fmt::format("target.{}", area);
  if (!telling.context.strings.has(key)) key = "target.other";
  return telling.context.strings.text(key, {{"name", telling.name}});
}

/// A day as people read it; the fact as it came when it is none.
std::string day_words(const Telling& telling, std::string_view fact) {
  const std::string text = telling.fact(fact);
  const auto day = parse_day(text);
  return day ? day_text(*day, telling.context.strings) : text;
}

std::string moment_words(const Telling& telling, std::string_view fact) {
  const std::string text = telling.fact(fact);
  const auto moment = parse_instant(text);
  if (!moment) return text;
  const LocalTime local = local_time(moment->ms, telling.context.zone_offset_minutes);
  return telling.context.strings.text("time.date_and_time",
                                      {{"date", day_text(local.day, telling.context.strings)},
                                       {"time", minute_text(local.minute)}});
}

/// Labels joined with commas, each in the person's language.
std::string field_words(const Telling& telling) {
  std::string_view rest;
  const std::string joined = telling.fact("fields");
  std::string out;
  for (rest = joined; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(", "), rest.size());
    out += (out.empty() ? "" : ", ") + telling.context.strings.label(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 2, rest.size()));
  }
  return out;
}

std::string change_words(const Telling& telling, std::string_view what) {
  const std::string before = telling.fact(fmt::format("{}_before", what));
  const std::string after = telling.fact(fmt::format("{}_now", what));
  if (after.empty() || before == after) return {};
  if (before.empty())
    return telling.context.strings.text(fmt::format("fact.{}_is", what), {{"after", after}});
  return telling.context.strings.text(fmt::format("fact.{}", what),
                                      {{"before", before}, {"after", after}});
}

std::string quote_changes(const Telling& telling) {
  const std::string revision = change_words(telling, "revision");
  const std::string total = change_words(telling, "total");
  return revision + (revision.empty() || total.empty() ? "" : ", ") + total;
}

std::string decision_word(const Telling& telling) {
  const std::string decision = telling.fact("decision");
  const std::string key = fmt::format("fact.{}", decision.empty() ? "decided" : decision);
  return telling.context.strings.has(key) ? telling.context.strings.text(key) : decision;
}

/// The key of the text: the reason, with the cases in which one reason has two texts.
std::string verdict_key(const Telling& telling) {
  const bool success = telling.verdict == "applied" || telling.verdict == "merged";
  if (success && telling.reason == "conflict") return "verdict.merged_conflict";
  if (success && (telling.reason == "column_not_editable" || telling.reason == "invalid_value"))
    return "verdict.merged_fields";
  if (telling.verdict == "withdrawn") return "verdict.withdrawn";
  if (success && !telling.fact("code").empty())
    return telling.fact("times").empty() ? "verdict.invited" : "verdict.invited_group";
  if (success && telling.reason.empty() && !telling.fact("partner_name").empty())
    return "verdict.offered";
  if (telling.kind == "contact.invite" && telling.reason == "already_exists")
    return "verdict.signs_in_already";
  if (const std::string vote = telling.fact("vote"); !vote.empty())
    return vote == "own" ? "verdict.vote_own" : "verdict.vote_closed";
  if (telling.reason == "already_exists" && !telling.fact("name").empty())
    return "verdict.already_exists_named";
  if (telling.kind == "record.create" && telling.reason == "not_available")
    return "verdict.cannot_add";
  if (telling.kind == "record.create" &&
      (telling.reason == "not_permitted" || telling.reason == "role_ended"))
    return "verdict.may_not_add";
  if (telling.reason.empty())
    return telling.verdict == "merged" ? "verdict.merged"
           : success                   ? "verdict.done"
                                       : "verdict.malformed";
  if (telling.reason == "offer_expired" && telling.fact("decided_in_time") == "yes")
    return "verdict.offer_expired_in_time";
  if (telling.reason == "offer_withdrawn" && telling.fact("offered_again") == "yes")
    return "verdict.offered_again";
  return fmt::format("verdict.{}", telling.reason);
}

std::string whom_words(const Telling& telling) {
  const Strings& strings = telling.context.strings;
  const std::string role = telling.fact("role");
  return role.empty() ? strings.text("fact.colleague")
                      : strings.text("fact.role", {{"role", role}});
}

/// Every argument that some text about a verdict takes.
StringArguments arguments_of(const Telling& telling) {
  const Strings& strings = telling.context.strings;
  const std::string fields = field_words(telling);
  const std::string decided = day_words(telling, "decided_on");
  const std::string day = decided.empty() ? day_words(telling, "expired_on") : decided;
  const std::string by = telling.fact("by");
  return {{"record", record_words(telling)},
          {"done", decision_sentence(telling.kind, telling.name, strings)},
          {"name", telling.name},
          {"on", telling.part("fact.on", "date", day)},
          {"received", telling.part("fact.on", "date", day_words(telling, "received_on"))},
          {"by", telling.part("fact.by", "name", by)},
          {"others", by.empty() ? strings.text("fact.others") : by},
          {"from", telling.part("fact.from", "time", moment_words(telling, "old_start"))},
          {"to", telling.part("fact.to", "time", moment_words(telling, "new_start"))},
          {"fields", telling.part("fact.fields", "fields", fields)},
          {"these", fields.empty() ? strings.text("fact.these_fields") : fields},
          {"changes", telling.part("fact.changes", "changes", quote_changes(telling))},
          {"decision", decision_word(telling)},
          {"whom", whom_words(telling)},
          {"code", telling.fact("code")},
          {"existing", telling.fact("name")},
          {"times", telling.fact("times")},
          {"partner", telling.fact("partner_name")}};
}

/// `otherwise` for a reason that this build has no text for.
std::string tell(const Telling& telling, const std::string& otherwise) {
  const std::string key = verdict_key(telling);
  if (!telling.context.strings.has(key)) return otherwise;
  return telling.context.strings.text(key, arguments_of(telling));
}

}  // namespace

std::string decision_sentence(std::string_view kind, const std::string& name,
                              const Strings& strings) {
  const std::string key = fmt::format("action.{}", kind);
  if (!strings.has(key)) return fmt::format("{} {}", kind, name);
  return strings.text(key, {{"name", name}});
}

std::string verdict_sentence(const client::ActionSnapshot& action, const TextContext& context) {
  if (action.verdict.empty()) return {};
  return tell({action.verdict, action.reason, action.kind, action.name, action.facts, context},
              action.verdict_text);
}

std::string forecast_sentence(const client::ActionSnapshot& action, const TextContext& context) {
  if (action.forecast.empty() || !action.verdict.empty()) return {};
  const client::Facts none;
  const std::string reason =
      tell({"refused", action.forecast, action.kind, action.name, none, context}, action.forecast);
  return context.strings.text("state.detail.forecast", {{"reason", reason}});
}

std::string refusal_sentence(const client::DecisionSnapshot& decision, const std::string& name,
                             const TextContext& context) {
  if (decision.refusal.empty()) return {};
  const Telling telling{"refused", decision.refusal,       decision.kind,
                        name,      decision.refusal_facts, context};
  const std::string key = fmt::format("refusal.{}", decision.refusal);
  if (!context.strings.has(key)) return tell(telling, decision.refusal_text);
  return context.strings.text(key, arguments_of(telling));
}

std::string outcome_sentence(const client::IntentOutcome& outcome, const TextContext& context) {
  if (outcome.saved) return {};
  // A text that came from no rule: a value that does not fit, a disk that refused.
  if (outcome.reason.empty()) {
    if (context.strings.has_label(outcome.text)) return context.strings.label(outcome.text);
    const Telling telling{"refused", "", outcome.kind, outcome.name, outcome.facts, context};
    const std::string key = fmt::format("error.content.{}", telling.fact("error"));
    return context.strings.has(key) ? context.strings.text(key) : outcome.text;
  }
  return tell({"refused", outcome.reason, outcome.kind, outcome.name, outcome.facts, context},
              outcome.text);
}

}  // namespace fieldbook::ui
