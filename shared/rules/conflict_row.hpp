#pragma once

// The row that a conflict becomes: base, mine and theirs of each field, who and when. It lies in
// its author's own bucket and blocks nothing (design.md section 7).
//
// The column `detail` is a JSON document:
//   {"fields":[{"number":7,"column":"jobtitle","label":"Job Title","outcome":"ask",
//               "base":…,"mine":…,"theirs":…}, …]}
// with values as in shared/schema/json_form.hpp. `outcome` is "ask" (waits for a decision),
// "kept_theirs" or "combined" (decided by the column's merge rule; mine can be restored from here),
// or "deleted" (the record is gone; there is no "theirs"). Base and theirs of more than 16 KiB are
// left out and named in "omitted"; mine is always whole.

#include "shared/merge/merge.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

enum class FieldFate : std::uint8_t { ask, kept_theirs, combined, deleted };

struct ConflictField {
  merge::FieldEdit edit;
  FieldFate fate = FieldFate::ask;
};

/// `row` is null when the record is gone or hidden. Waiting when a field asks or the record is
/// gone, else decided at once (history).
[[nodiscard]] Result<schema::RowChange> conflict_row(const RuleInput& input, const schema::Row* row,
                                                     std::span<const ConflictField> fields);
/// The id of the conflict row that an action makes.
[[nodiscard]] Uuid conflict_id(const Uuid& action);

}  // namespace fieldbook::rules
