#include "syncd/exposure/publication.hpp"

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<bool> Publication::is_published(const schema::Row& row, schema::RowReader& rows) const {
  if (row.integer(state_) != kStateActive) return false;
  TRY(const auto found, row_at(row, publishing_state_, columns_.publishing_state.entity, rows));
  return found && found->integer(columns_.publishing_state.state) == kStateActive &&
         found->flag(columns_.publishing_state.is_visible);
}

Status Publication::dependants(const schema::Row& changed, schema::RowReader& rows,
                               std::set<schema::RowKey>& out) const {
  if (!is(changed, columns_.publishing_state.entity)) return {};
  TRY(const auto found, rows.find(publishing_state_, changed.id));
  for (const Uuid& id : found) out.insert({publishing_state_.entity_number, id});
  return {};
}

}  // namespace fieldbook::syncd
