#pragma once

// One step of a commit: writes the rows of a change set, then looks again at them and at whatever
// depends on them.

#include "syncd/changelog/change_set.hpp"
#include "syncd/changelog/row_update.hpp"
#include "syncd/exposure/cached_reader.hpp"

namespace fieldbook::syncd {

class CommitStep {
 public:
  CommitStep(WriteTransaction& transaction, BucketNames& names, const Exposure& exposure,
             CommitMemory& memory, Stamp stamp, std::int64_t window_day, std::size_t entries_max)
      : transaction_(transaction),
        exposure_(exposure),
        memory_(memory),
        stamp_(stamp),
        window_day_(window_day),
        entries_max_(entries_max),
        updater_(transaction, names, memory, stamp.commit) {}

  /// Dependants come into buckets as long as the step has moved fewer than `entries_max` entries;
  /// beyond that they only leave, and wait in the store's pending exposure.
  [[nodiscard]] Status apply(std::vector<RowEdit>& edits);
  /// Looks again at rows whose content did not change.
  [[nodiscard]] Status look_again(std::span<const schema::RowKey> keys);
  /// Gives rows this commit's stamp without changing them, so that devices read them anew.
  [[nodiscard]] Status stamp_anew(std::span<StoredRow> rows);

 private:
  [[nodiscard]] Status write(RowEdit& edit);
  [[nodiscard]] Status collect(const RowEdit& edit, schema::RowReader& rows,
                               std::set<schema::RowKey>& dependants);
  /// `rows` is null where the row stays in the buckets it is in.
  [[nodiscard]] Status update(const RowEdit& edit, schema::RowReader* rows);
  [[nodiscard]] Status update(const schema::RowKey& key, schema::RowReader& rows);

  WriteTransaction& transaction_;
  const Exposure& exposure_;
  CommitMemory& memory_;
  Stamp stamp_;
  std::int64_t window_day_;
  std::size_t entries_max_;
  RowUpdater updater_;
  std::size_t entries_moved_ = 0;  // of dependants
};

}  // namespace fieldbook::syncd
