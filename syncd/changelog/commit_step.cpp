#include "syncd/changelog/commit_step.hpp"

namespace fieldbook::syncd {

Status CommitStep::apply(std::vector<RowEdit>& edits) {
  for (RowEdit& edit : edits) CHECK(write(edit));
  // Everything is written, so what is read from here on stays as it is.
  CachedReader rows(transaction_);
  std::set<schema::RowKey> dependants;
  for (const RowEdit& edit : edits) CHECK(collect(edit, rows, dependants));
  for (const RowEdit& edit : edits) {
    // A row that is written here may also move with another one that is.
    const bool depends = dependants.erase(edit.key) > 0;
    const bool matters = exposure_.matters(edit.before_row(), edit.after_row());
    CHECK(update(edit, depends || matters ? &rows : nullptr));
  }
  for (const schema::RowKey& key : dependants) CHECK(update(key, rows));
  memory_.rows_changed += edits.size();
  return {};
}

Status CommitStep::look_again(std::span<const schema::RowKey> keys) {
  CachedReader rows(transaction_);
  for (const schema::RowKey& key : keys) CHECK(update(key, rows));
  return {};
}

Status CommitStep::stamp_anew(std::span<StoredRow> stored) {
  std::vector<RowEdit> edits;
  for (StoredRow& row : stored) {
    RowEdit& edit = edits.emplace_back();
    edit.key = row.row.key();
    edit.number = row.number;
    edit.after = row.row;
    edit.before = std::move(row);
    CHECK(write(edit));
  }
  for (const RowEdit& edit : edits) CHECK(update(edit, nullptr));
  memory_.rows_changed += edits.size();
  return {};
}

Status CommitStep::write(RowEdit& edit) {
  if (!edit.after) return transaction_.remove_row(*edit.before);
  TRY(edit.number,
      transaction_.put_row(*edit.after, stamp_, edit.before ? &*edit.before : nullptr));
  return {};
}

Status CommitStep::collect(const RowEdit& edit, schema::RowReader& rows,
                           std::set<schema::RowKey>& dependants) {
  if (!exposure_.matters(edit.before_row(), edit.after_row())) return {};
  for (const schema::Row* image : {edit.before_row(), edit.after_row()}) {
    if (image == nullptr) continue;
    CHECK(exposure_.dependants(*image, rows, dependants));
    CHECK(exposure_.affected_persons(*image, rows, memory_.persons));
  }
  return {};
}

Status CommitStep::update(const RowEdit& edit, schema::RowReader* rows) {
  RowUpdate row;
  row.key = edit.key;
  row.number = edit.number;
  row.stamp_before = edit.before ? edit.before->stamp : stamp_;
  row.stamp = stamp_;
  row.row = edit.after_row();
  row.content_changed = true;
  if (rows == nullptr) {
    CHECK(updater_.update(row, nullptr));
    return {};
  }
  BucketSet buckets;
  if (row.row != nullptr) {
    TRY(buckets, exposure_.carried(*row.row, window_day_, *rows));
  }
  CHECK(updater_.update(row, &buckets));
  return {};
}

Status CommitStep::update(const schema::RowKey& key, schema::RowReader& rows) {
  TRY(const auto stored, transaction_.stored(key));
  if (!stored) return {};
  RowUpdate row;
  row.key = key;
  row.number = stored->number;
  row.stamp_before = row.stamp = stored->stamp;
  row.row = &stored->row;
  row.only_removals = entries_moved_ >= entries_max_;
  TRY(const BucketSet buckets, exposure_.carried(stored->row, window_day_, rows));
  TRY(const RowUpdated updated, updater_.update(row, &buckets));
  entries_moved_ += updated.entries_changed;
  if (updated.waits) CHECK(transaction_.put_pending_exposure(key));
  return {};
}

}  // namespace fieldbook::syncd
