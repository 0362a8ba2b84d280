// record.create: adds a record (DOMAIN.md 4.3, 4.4, 5.1, 5.2). Who may add what stands in
// creation.cpp; staff add anything that their columns let them fill in.

#include <fmt/format.h>

#include "shared/rules/creation.hpp"
#include "shared/rules/follow_ups.hpp"
#include "shared/rules/write_rights.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::rules {
namespace {

Draft read_fields(const RuleInput& input, const schema::Entity& entity) {
  Draft draft{entity, schema::Row(entity, input.action.target)};
  for (const auto& [number, value] : input.action.fields) {
    const schema::Column* column = entity.find_number(number);
    if (column == nullptr || !may_fill_in(input, entity, *column))
      draft.not_editable.push_back(column == nullptr ? fmt::format("{}", number) : column->label);
    else if (schema::value_problem(*column, value))
      draft.invalid.push_back(column->label);
    else
      draft.row.values[column->ordinal] = value;
  }
  return draft;
}

/// A lookup that may name rows of several entities says of which: the one that has the row.
Status set_types(const RuleInput& input, Draft& draft) {
  for (const schema::Column& column : draft.entity.columns) {
    if (column.type_column.empty()) continue;
    const auto id = draft.row.lookup({draft.entity.number, column.ordinal});
    if (!id || !schema::is_null(draft.row[draft.column(column.type_column)])) continue;
    for (const std::string& target : column.targets) {
      TRY(const auto row, input.rows.get({input.rows.catalogue().entity(target).number, *id}));
      if (!row) continue;
      draft.set(column.type_column, target);
      break;
    }
  }
  return {};
}

void set_full_name(Draft& draft) {
  if (draft.entity.name != "contact") return;
  const std::string first = draft.row.text(draft.column("firstname"));
  const std::string last = draft.row.text(draft.column("lastname"));
  draft.set("fullname", first.empty() || last.empty() ? first + last : first + " " + last);
}

std::vector<std::string> missing_fields(const Draft& draft) {
  std::vector<std::string> out;
  for (const schema::Column& column : draft.entity.columns)
    if (column.required && schema::is_null(draft.row.values[column.ordinal]))
      out.push_back(column.label);
  return out;
}

Outcome refuse_fields(Reason reason, const std::vector<std::string>& labels) {
  return refuse(Verdict::refused, reason, {{"fields", fmt::format("{}", fmt::join(labels, ", "))}});
}

}  // namespace

Outcome create_record(const RuleInput& input) {
  const schema::Entity* entity = input.rows.catalogue().find(input.action.entity);
  if (entity == nullptr) return refuse(Verdict::refused, Reason::malformed);
  TRY(const auto present, read_target(input));
  // Ids are made at random: one that is taken is another record's.
  if (present) return refuse(Verdict::refused, Reason::not_available);
  Draft draft = read_fields(input, *entity);
  if (!draft.not_editable.empty())
    return refuse_fields(Reason::column_not_editable, draft.not_editable);
  if (!draft.invalid.empty()) return refuse_fields(Reason::invalid_value, draft.invalid);
  TRY(const auto refused, prepare(input, draft));
  if (refused) return refuse(Verdict::refused, *refused);
  CHECK(set_types(input, draft));
  set_lifecycle(*entity, draft.row.values, input.now);
  set_full_name(draft);
  if (const auto missing = missing_fields(draft); !missing.empty())
    return refuse_fields(Reason::invalid_value, missing);
  TRY(const auto same, same_record(input, draft));
  if (same)
    return refuse(Verdict::superseded, Reason::already_exists,
                  {{"existing", to_string(same->id)}, {"name", name_of(*same)}});
  schema::RowChange change(draft.row.key());
  for (const schema::Column& column : entity->columns)
    if (!schema::is_null(draft.row.values[column.ordinal]))
      change.values.emplace_back(column.ordinal, draft.row.values[column.ordinal]);
  Effect effect;
  effect.changes.push_back(std::move(change));
  for (schema::RowChange& beside : draft.beside) effect.changes.push_back(std::move(beside));
  CHECK(follow_up(input, nullptr, effect.changes));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> create_reads(const RuleInput& input) {
  return permission_reads(input);
}

}  // namespace fieldbook::rules
