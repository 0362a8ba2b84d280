#pragma once

// Three-way merge of fields: base (what the author saw), mine (what the author wants), theirs
// (what the row holds). Pure (design.md section 8).

#include <vector>

#include "shared/schema/row.hpp"

namespace fieldbook::merge {

struct FieldEdit {
  const schema::Column* column = nullptr;
  schema::Value base;
  schema::Value mine;
  schema::Value theirs;
};

enum class FieldOutcome : std::uint8_t {
  take_mine,      ///< theirs is still the base, or the rule lets mine win
  keep_theirs,    ///< equal already, or the rule lets theirs win; mine goes to history
  combined,       ///< sum or set union: `value` is the result
  needs_decision  ///< rule `ask`, both changed, different: becomes a conflict
};

struct MergedField {
  const schema::Column* column = nullptr;
  FieldOutcome outcome = FieldOutcome::take_mine;
  schema::Value value;     ///< what the row shall hold
  bool mine_lost = false;  ///< mine differs from `value` and was changed: history keeps it
};

enum class Latest : std::uint8_t { mine, theirs };

/// Merges each edit by its column's merge rule; `latest` says whose change is younger, for columns
/// with that rule. Order of the result is the order of `edits`.
[[nodiscard]] std::vector<MergedField> merge_fields(const std::vector<FieldEdit>& edits,
                                                    Latest latest);

}  // namespace fieldbook::merge
