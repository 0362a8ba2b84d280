#include "shared/merge/merge.hpp"

#include <algorithm>
#include <set>

#include "shared/schema/value_check.hpp"

namespace fieldbook::merge {
namespace {

using schema::MergeRule;
using schema::Value;

MergedField take(const FieldEdit& edit, FieldOutcome outcome, Value value) {
  MergedField merged{edit.column, outcome, std::move(value), false};
  merged.mine_lost = merged.value != edit.mine;
  return merged;
}

MergedField ask(const FieldEdit& edit) {
  return {edit.column, FieldOutcome::needs_decision, edit.theirs, true};
}

/// theirs + (mine - base); null counts as 0. Nothing when it does not fit 64 bits.
std::optional<Value> add_difference(const FieldEdit& edit) {
  const auto number = [](const Value& value) {
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer == nullptr ? std::int64_t{0} : *integer;
  };
  std::int64_t difference = 0;
  std::int64_t sum = 0;
  if (__builtin_sub_overflow(number(edit.mine), number(edit.base), &difference) ||
      __builtin_add_overflow(number(edit.theirs), difference, &sum))
    return std::nullopt;
  return Value(sum);
}

bool is_countable(const Value& value) {
  return schema::is_null(value) || std::holds_alternative<std::int64_t>(value);
}

std::optional<std::set<std::int64_t>> to_set(const Value& value) {
  if (schema::is_null(value)) return std::set<std::int64_t>{};
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  const auto numbers = schema::parse_multichoice(*text);
  if (!numbers) return std::nullopt;
  return std::set<std::int64_t>(numbers->begin(), numbers->end());
}

/// theirs with what mine added and without what mine took away.
std::optional<Value> unite(const FieldEdit& edit) {
  const auto base = to_set(edit.base);
  const auto mine = to_set(edit.mine);
  auto out = to_set(edit.theirs);
  if (!base || !mine || !out) return std::nullopt;
  for (const std::int64_t option : *base)
    if (!mine->contains(option)) out->erase(option);
  for (const std::int64_t option : *mine)
    if (!base->contains(option)) out->insert(option);
  if (out->empty()) return Value(schema::Null{});
  return Value(schema::join_multichoice({out->begin(), out->end()}));
}

MergedField combine(const FieldEdit& edit, std::optional<Value> value) {
  // Nothing of mine is lost in a combination although the value differs from both.
  if (value) return {edit.column, FieldOutcome::combined, *std::move(value), false};
  return ask(edit);
}

MergedField merge_changed(const FieldEdit& edit, Latest latest) {
  switch (edit.column->merge) {
    case MergeRule::server_wins: return take(edit, FieldOutcome::keep_theirs, edit.theirs);
    case MergeRule::latest:
      return latest == Latest::mine ? take(edit, FieldOutcome::take_mine, edit.mine)
                                    : take(edit, FieldOutcome::keep_theirs, edit.theirs);
    case MergeRule::sum:
      if (is_countable(edit.base) && is_countable(edit.mine) && is_countable(edit.theirs))
        return combine(edit, add_difference(edit));
      return ask(edit);
    case MergeRule::set_union: return combine(edit, unite(edit));
    case MergeRule::ask: break;
  }
  return ask(edit);
}

MergedField merge_field(const FieldEdit& edit, Latest latest) {
  // Two people who each added five made ten, although both ended at the same number.
  const bool counts_both = edit.column->merge == MergeRule::sum && edit.mine != edit.base;
  if (edit.theirs == edit.mine && !counts_both)
    return take(edit, FieldOutcome::keep_theirs, edit.theirs);
  if (edit.theirs == edit.base) return take(edit, FieldOutcome::take_mine, edit.mine);
  // Typed back to what it was: the author wants nothing changed.
  if (edit.mine == edit.base) return {edit.column, FieldOutcome::keep_theirs, edit.theirs, false};
  return merge_changed(edit, latest);
}

}  // namespace

std::vector<MergedField> merge_fields(const std::vector<FieldEdit>& edits, Latest latest) {
  std::vector<MergedField> out;
  out.reserve(edits.size());
  for (const FieldEdit& edit : edits) out.push_back(merge_field(edit, latest));
  return out;
}

}  // namespace fieldbook::merge
