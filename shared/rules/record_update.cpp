// record.update: changes fields of one record by a three-way merge (design.md sections 7 and 8).

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/conflict_row.hpp"
#include "shared/rules/follow_ups.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::rules {
namespace {

/// opportunity.statuscode: Delivered, Declined, Expired.
constexpr std::array<std::int64_t, 3> kNotInWork = {100000001, 100000006, 100000007};

/// The fields of an action, sorted by what may become of them.
struct Sorted {
  std::vector<merge::FieldEdit> edits;
  std::vector<std::string> not_editable;  ///< labels, or numbers that no column has
  std::vector<std::string> invalid;
};

bool is_editable(const schema::Column& column, schema::Audience audience) {
  return column.editable.has(audience) && column.audiences.has(audience);
}

schema::Value base_value(const actions::Action& action, std::uint32_t number) {
  for (const auto& [candidate, value] : action.basis.fields)
    if (candidate == number) return value;
  return schema::Null{};
}

bool fits(const schema::Column& column, const schema::Value& value) {
  if (schema::is_null(value)) return !column.required;
  return !schema::value_problem(column, value);
}

Sorted sort_fields(const RuleInput& input, const schema::Entity& entity, const schema::Row* row) {
  Sorted sorted;
  for (const auto& [number, value] : input.action.fields) {
    const schema::Column* column = entity.find_number(number);
    if (column == nullptr || !is_editable(*column, input.actor.audience))
      sorted.not_editable.push_back(column == nullptr ? fmt::format("{}", number) : column->label);
    else if (!fits(*column, value))
      sorted.invalid.push_back(column->label);
    else
      sorted.edits.push_back({column, base_value(input.action, number), value,
                              row == nullptr ? schema::Value() : row->values[column->ordinal]});
  }
  return sorted;
}

std::string join(const std::vector<std::string>& labels) {
  return fmt::format("{}", fmt::join(labels, ", "));
}

std::string labels(const schema::Entity& entity, const actions::Action& action) {
  std::vector<std::string> out;
  for (const auto& [number, value] : action.fields)
    if (const schema::Column* column = entity.find_number(number)) out.push_back(column->label);
  return join(out);
}

/// The record is gone or hidden: the text is kept in a conflict row, nothing of the record shows.
Outcome answer_gone(const RuleInput& input, const schema::Entity& entity) {
  std::vector<ConflictField> fields;
  for (merge::FieldEdit& edit : sort_fields(input, entity, nullptr).edits)
    fields.push_back({std::move(edit), FieldFate::deleted});
  Refusal refusal{Verdict::refused, Reason::record_deleted, {}, {}};
  if (!fields.empty()) {
    TRY(auto row, conflict_row(input, nullptr, fields));
    refusal.detail.emplace_back("conflict", to_string(row.key.id));
    refusal.changes.push_back(std::move(row));
  }
  return Decided(std::unexpected(std::move(refusal)));
}

Outcome refuse_fields(const Sorted& sorted) {
  if (sorted.not_editable.empty())
    return refuse(Verdict::refused, Reason::invalid_value, {{"fields", join(sorted.invalid)}});
  return refuse(Verdict::refused, Reason::column_not_editable,
                {{"fields", join(sorted.not_editable)}});
}

merge::Latest younger(const RuleInput& input, const schema::Row& row) {
  const schema::Column* column = row.entity->find("modifiedon");
  if (column == nullptr) return merge::Latest::mine;
  const auto modified = row.integer({row.entity->number, column->ordinal});
  return modified && *modified > input.now.ms ? merge::Latest::theirs : merge::Latest::mine;
}

/// What merging gave: changes of the row, fields for the conflict row, and which of them wait.
struct Merged {
  schema::RowChange change;
  std::vector<ConflictField> kept;
  std::vector<std::string> asked;
  bool mixed = false;  ///< a value came from both sides, or theirs was kept
};

Merged merge_row(const RuleInput& input, const schema::Row& row, const Sorted& sorted) {
  Merged out{schema::RowChange(row.key()), {}, {}, false};
  const auto fields = merge::merge_fields(sorted.edits, younger(input, row));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const merge::MergedField& field = fields[i];
    const merge::FieldEdit& edit = sorted.edits[i];
    if (field.outcome == merge::FieldOutcome::needs_decision) {
      out.asked.push_back(field.column->label);
      out.kept.push_back({edit, FieldFate::ask});
      continue;
    }
    if (field.mine_lost) out.kept.push_back({edit, FieldFate::kept_theirs});
    if (field.mine_lost || field.outcome == merge::FieldOutcome::combined) out.mixed = true;
    if (field.value != edit.theirs)
      out.change.values.emplace_back(field.column->ordinal, field.value);
  }
  return out;
}

const schema::Value* changed(const schema::RowChange& change, const schema::Column& column) {
  for (const auto& [ordinal, value] : change.values)
    if (ordinal == column.ordinal) return &value;
  return nullptr;
}

std::optional<std::int64_t> number(const schema::Value* value) {
  const auto* integer = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return integer == nullptr ? std::nullopt : std::optional(*integer);
}

/// Each status reason belongs to one state (DOMAIN.md 1.0): the one that was not named follows.
void keep_state_and_status_together(const schema::Row& row, schema::RowChange& change) {
  const schema::Column* state = row.entity->find("statecode");
  const schema::Column* status = row.entity->find("statuscode");
  if (state == nullptr || status == nullptr) return;
  const auto wanted_state = number(changed(change, *state));
  if (const auto wanted = number(changed(change, *status))) {
    const schema::Option* option = schema::find_option(*status, *wanted);
    if (option == nullptr || !option->state || wanted_state == option->state) return;
    std::erase_if(change.values, [&](const auto& pair) { return pair.first == state->ordinal; });
    change.values.emplace_back(state->ordinal, *option->state);
  } else if (wanted_state) {
    const auto first = std::ranges::find_if(status->options, [&](const schema::Option& option) {
      return option.state == wanted_state;
    });
    if (first != status->options.end()) change.values.emplace_back(status->ordinal, first->value);
  }
}

/// A contact's full name is made of its parts (it is no column that people edit).
void keep_full_name(const schema::Row& row, schema::RowChange& change) {
  if (row.entity->name != "contact") return;
  const auto part = [&](std::string_view name) {
    const schema::Column* column = row.entity->find(name);
    const schema::Value* value = changed(change, *column);
    const auto* text =
        std::get_if<std::string>(value == nullptr ? &row.values[column->ordinal] : value);
    return text == nullptr ? std::string() : *text;
  };
  if (changed(change, *row.entity->find("firstname")) == nullptr &&
      changed(change, *row.entity->find("lastname")) == nullptr)
    return;
  const std::string first = part("firstname"), last = part("lastname");
  change.values.emplace_back(row.entity->find("fullname")->ordinal,
                             first.empty() || last.empty() ? first + last : first + " " + last);
}

/// The conflict that this update decides, closed where it is the actor's own.
Result<std::optional<schema::RowChange>> settle_conflict(const RuleInput& input) {
  const auto* argument = input.action.argument(actions::arguments::kConflict);
  const auto* id = argument == nullptr ? nullptr : std::get_if<Uuid>(argument);
  if (id == nullptr) return std::optional<schema::RowChange>();
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("fieldbook_conflict", name);
  };
  TRY(const auto row, input.rows.get({of("title").entity_number, *id}));
  const auto* author = row ? std::get_if<Uuid>(&(*row)[of("authorid")]) : nullptr;
  if (author == nullptr || *author != input.actor.id) return std::optional<schema::RowChange>();
  schema::RowChange change(row->key());
  change.set(of("statecode"), std::int64_t{1})
      .set(of("statuscode"), std::int64_t{2})
      .set(of("modifiedon"), input.now.ms);
  return std::optional(std::move(change));
}

/// The person keeps nothing of a record that is gone: the update names the conflict that told of
/// it and changes no field from what was shown. Nothing where it asks for something else.
Result<std::optional<schema::RowChange>> let_go(const RuleInput& input) {
  const bool keeps_theirs = std::ranges::all_of(input.action.fields, [&](const auto& field) {
    return field.second == base_value(input.action, field.first);
  });
  if (!keeps_theirs) return std::optional<schema::RowChange>();
  return settle_conflict(input);
}

/// An offer and an opportunity that has ended are read-only for partners (DOMAIN.md 2.4, 3.5).
/// What changes nothing may pass: so a conflict can be settled in favour of what stands.
std::optional<Outcome> answer_read_only(const RuleInput& input, const schema::Row& row,
                                        const Sorted& sorted) {
  if (row.entity->name != "opportunity" || input.actor.audience == schema::Audience::staff)
    return std::nullopt;
  if (std::ranges::all_of(sorted.edits,
                          [](const merge::FieldEdit& edit) { return edit.mine == edit.theirs; }))
    return std::nullopt;
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("opportunity", name);
  };
  const auto status = row.integer(of("statuscode")).value_or(0);
  const bool is_open = row.integer(of("statecode")).value_or(0) == 0;
  if (is_open && std::ranges::find(kNotInWork, status) == kNotInWork.end()) return std::nullopt;
  Detail detail = {{"decision", option_label(*row.entity->find("statuscode"), status)}};
  if (const auto day = row.integer(of("actualclosedate")))
    detail.insert(detail.begin(), {"decided_on", format_day(*day)});
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

struct Finding {
  Reason reason = Reason::none;
  std::string fields;
};

/// The reason that a person must know of first.
Finding finding_of(const Sorted& sorted, const Merged& merged) {
  if (!merged.asked.empty()) return {Reason::conflict, join(merged.asked)};
  if (!sorted.not_editable.empty()) return {Reason::column_not_editable, join(sorted.not_editable)};
  if (!sorted.invalid.empty()) return {Reason::invalid_value, join(sorted.invalid)};
  return {};
}

Outcome finish(const RuleInput& input, const schema::Row& row, const Sorted& sorted,
               Merged merged) {
  Effect effect;
  const Finding finding = finding_of(sorted, merged);
  effect.reason = finding.reason;
  if (!finding.fields.empty()) effect.detail.emplace_back("fields", finding.fields);
  const bool changes_row = !merged.change.values.empty();
  if (changes_row) {
    keep_state_and_status_together(row, merged.change);
    keep_full_name(row, merged.change);
    stamp_modified(merged.change, *row.entity, input.now);
    effect.changes.push_back(std::move(merged.change));
    CHECK(follow_up(input, &row, effect.changes));
  }
  if (!merged.kept.empty()) {
    TRY(auto conflict, conflict_row(input, &row, merged.kept));
    effect.detail.emplace_back("conflict", to_string(conflict.key.id));
    effect.changes.push_back(std::move(conflict));
  }
  // Nothing of it could be used as it is: a refusal that keeps the text.
  if (!merged.asked.empty() && merged.asked.size() == sorted.edits.size()) {
    std::ranges::sort(effect.detail);
    return Decided(std::unexpected(Refusal{Verdict::refused, Reason::conflict,
                                           std::move(effect.detail), std::move(effect.changes)}));
  }
  TRY(auto settled, settle_conflict(input));
  if (settled) effect.changes.push_back(*std::move(settled));
  if (effect.reason != Reason::none || merged.mixed) effect.verdict = Verdict::merged;
  if (effect.changes.empty() && effect.reason == Reason::none) effect.reason = Reason::already_done;
  std::ranges::sort(effect.detail);
  return Decided(std::move(effect));
}

}  // namespace

Outcome update_record(const RuleInput& input) {
  const schema::Entity* entity = input.rows.catalogue().find(input.action.entity);
  if (entity == nullptr) return refuse(Verdict::refused, Reason::malformed);
  TRY(const auto row, read_target(input));
  if (!row || !is_visible(input)) {
    TRY(auto settled, let_go(input));
    if (!settled) return answer_gone(input, *entity);
    Effect effect;
    effect.changes.push_back(*std::move(settled));
    return Decided(std::move(effect));
  }
  TRY(const bool permitted, may_write(input, *row));
  if (!permitted) return refuse(Verdict::refused, missing_right(input));
  const Sorted sorted = sort_fields(input, *entity, &*row);
  if (const auto owner = owner_elsewhere(input, *row))
    return refuse(Verdict::refused, Reason::column_not_editable,
                  {{"fields", labels(*entity, input.action)}, {"owner", *owner}});
  if (sorted.edits.empty()) return refuse_fields(sorted);
  if (auto answer = answer_read_only(input, *row, sorted)) return *std::move(answer);
  return finish(input, *row, sorted, merge_row(input, *row, sorted));
}

Result<std::vector<schema::RowKey>> update_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  const auto* argument = input.action.argument(actions::arguments::kConflict);
  if (const auto* id = argument == nullptr ? nullptr : std::get_if<Uuid>(argument))
    out.push_back({input.rows.catalogue().entity("fieldbook_conflict").number, *id});
  return out;
}

}  // namespace fieldbook::rules
