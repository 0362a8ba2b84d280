#include "client/runtime/action_words.hpp"

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/actions/verdict_text.hpp"

namespace fieldbook::client {
namespace {

std::string state_text(const QueuedAction& action) {
  switch (action.state) {
    case ActionState::saved: return "Saved on this device";
    case ActionState::waiting:
      switch (action.wait) {
        case WaitReason::other_action: return "Waiting to send (after an earlier action)";
        case WaitReason::needs_update: return "Waiting to send (this app needs an update)";
        case WaitReason::answer: return "Waiting to send (no answer yet)";
        case WaitReason::none: break;
      }
      return "Waiting to send";
    case ActionState::sending: return "Sending";
    case ActionState::received: return "Received";
    case ActionState::done: return "Done";
    case ActionState::not_accepted: return "Not accepted";
    case ActionState::needs_you: return "Needs your decision";
    case ActionState::on_hold: return "On hold";
    case ActionState::withdrawn: return "Withdrawn";
  }
  return {};
}

std::string wait_word(const QueuedAction& action) {
  if (action.state != ActionState::waiting || action.wait == WaitReason::none) return {};
  return std::string(to_string(action.wait));
}

std::vector<std::pair<std::string, schema::Value>> named_fields(
    const actions::Action& action, const schema::Catalogue& catalogue) {
  std::vector<std::pair<std::string, schema::Value>> out;
  const schema::Entity* entity = catalogue.find(action.entity);
  if (entity == nullptr) return out;
  for (const auto& [number, value] : action.fields)
    if (const schema::Column* column = entity->find_number(number))
      out.emplace_back(column->name, value);
  return out;
}

}  // namespace

ActionSnapshot to_snapshot(const QueuedAction& action, std::string_view name,
                           std::string_view received_by, const schema::Catalogue& catalogue) {
  ActionSnapshot out{.id = action.action.id,
                     .kind = action.action.kind,
                     .entity = action.action.entity,
                     .target = action.action.target,
                     .name = std::string(name),
                     .arguments = action.action.arguments,
                     .fields = named_fields(action.action, catalogue),
                     .state = std::string(to_string(action.state)),
                     .wait = wait_word(action),
                     .state_text = state_text(action),
                     .received_by = std::string(received_by),
                     .saved_ms = action.saved_ms,
                     .received_ms = action.received_ms,
                     .settled_ms = action.settled_ms,
                     .attempts = action.attempts,
                     .number = action.number,
                     .dismissed = action.dismissed};
  const auto* row = actions::find_action(action.action.kind);
  out.sentence = row != nullptr ? actions::action_sentence(*row, name)
                                : fmt::format("{} {}", action.action.kind, name);
  if (action.forecast != actions::Reason::none) out.forecast = to_string(action.forecast);
  if (action.receipt) {
    out.verdict = to_string(action.receipt->verdict);
    if (action.receipt->reason != actions::Reason::none)
      out.reason = to_string(action.receipt->reason);
    out.facts = action.receipt->detail;
    out.verdict_text =
        actions::verdict_text(*action.receipt, {action.action.kind, name}).sentence();
  }
  return out;
}

namespace {

std::string unnamed(const schema::Entity& entity, const Uuid& id) {
  if (id.is_nil()) return "new " + entity.label;  // not saved: it has no id
  return entity.label + " " + to_string(id).substr(0, 8);
}

}  // namespace

std::string row_name(const schema::Row& row) {
  if (const schema::Column* column = row.entity->find(row.entity->name_column))
    if (const auto* text = std::get_if<std::string>(&row.values[column->ordinal])) return *text;
  return unnamed(*row.entity, row.id);
}

std::string target_name(schema::RowReader& rows, const actions::Action& action) {
  const schema::Entity* entity = rows.catalogue().find(action.entity);
  if (entity == nullptr) return {};
  const auto row = rows.get({entity->number, action.target});
  return row && *row ? row_name(**row) : unnamed(*entity, action.target);
}

std::string refusal_text(const rules::Refusal& refusal, std::string_view kind,
                         std::string_view name) {
  const actions::Receipt receipt{
      .verdict = refusal.verdict, .reason = refusal.reason, .detail = refusal.detail};
  return actions::verdict_text(receipt, {kind, name}).sentence();
}

}  // namespace fieldbook::client
