#pragma once

// The single way rows change (design.md section 5): handlers, connectors, import and admin alike.
// A commit writes rows, recomputes which buckets they and their dependants are in, and keeps
// entries, digests, projections, grants and the audit log in step, all in the caller's write
// transaction.
//
//   auto transaction = store.begin_write();
//   auto group = committer.open(**transaction);
//   for each action:
//     auto part = group->begin_part();         // a savepoint
//     part->apply(changes, cause);             // any number of times, or not at all
//     (*transaction)->put_action_result(…);    // rolled back together with the part
//     part->release();                         // not called: nothing of the part happened
//   auto outcome = group->finish();
//   (*transaction)->commit();
//   … wake live sessions with *outcome, send receipts …

#include <memory>
#include <optional>

#include "shared/base/limits.hpp"
#include "shared/base/time.hpp"
#include "shared/schema/json_form.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// Why rows change: what the audit line says.
struct Cause {
  std::string kind;  ///< "quote.approve", "import", "user.add", …
  Uuid actor;        ///< nil where no person did it
  Uuid device;       ///< nil where no device did it
  Uuid action;       ///< nil where there is no action
  std::optional<actions::Verdict> verdict;
  actions::Reason reason = actions::Reason::none;
  std::optional<schema::RowKey> target;
  /// More for the reader of the log, by name: the evidence record of an approval and the like.
  std::vector<std::pair<std::string, std::string>> facts;
};

/// What one apply() did.
struct Applied {
  std::size_t rows_changed = 0;  ///< rows whose content is different now; equal ones are untouched
  std::size_t entries_changed = 0;
};

/// What a whole group did, for whoever waits for changes. Use it only after COMMIT.
struct CommitOutcome {
  /// The group's number; when `is_empty`, the number before it, and nothing needs to be committed
  /// for the group's sake.
  Commit commit = 0;
  bool is_empty = true;
  std::vector<BucketId> buckets;  ///< with at least one changed entry, ascending
  std::vector<Uuid> persons;      ///< whose grants changed, ascending
  std::size_t rows_changed = 0;
  /// Rows stay hidden until Committer::show_pending was called often enough.
  bool exposure_pending = false;
};

class CommitGroup;

/// One savepoint of a group. Ends before the group and before the next part.
class CommitPart {
 public:
  CommitPart(CommitPart&&) noexcept;
  CommitPart& operator=(CommitPart&&) = delete;
  ~CommitPart();

  /// Applies `changes` as one step. After an error release() refuses, so nothing of the part stays.
  /// Columns that are not named keep their value; rows that come out equal are left untouched.
  /// Several changes of one row count in their order. Appends one audit line: always with a verdict
  /// or without changes (a refused action), otherwise when some row came out different. Returns
  /// Errc::invalid_argument for an entity or column that the catalogue does not have,
  /// Errc::limit_exceeded for a row in too many buckets.
  [[nodiscard]] Result<Applied> apply(std::span<const schema::RowChange> changes,
                                      const Cause& cause);
  /// As apply() for rows as they came in: import and connectors. Columns that a row names in
  /// `present` and the unknown names it brings are set, the others keep their value. The rows must
  /// have no findings.
  [[nodiscard]] Result<Applied> apply_rows(std::span<const schema::JsonRow> rows,
                                           const Cause& cause);
  /// Looks at this person's grants again when the group finishes. Only needed where a person's
  /// rights changed by something else than a row.
  void look_again_at(const Uuid& person);
  /// Keeps what the part did. The part is over, whatever the answer.
  [[nodiscard]] Status release();

 private:
  friend class CommitGroup;
  friend class Committer;
  struct State;
  explicit CommitPart(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One commit number. Belongs to the transaction and the thread that opened it.
class CommitGroup {
 public:
  CommitGroup(CommitGroup&&) noexcept;
  CommitGroup& operator=(CommitGroup&&) = delete;
  ~CommitGroup();

  /// The number that everything in this group gets: for receipts.
  [[nodiscard]] Commit number() const;
  [[nodiscard]] Result<CommitPart> begin_part();
  /// Writes digests, grants and the head. Call once, after the last part; then commit the
  /// transaction.
  [[nodiscard]] Result<CommitOutcome> finish();

 private:
  friend class Committer;
  friend class CommitPart;
  struct State;
  explicit CommitGroup(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Committer {
 public:
  /// `entries_max` bounds how many entries of dependants one commit moves before it only hides.
  Committer(std::shared_ptr<const Exposure> exposure, const Clock& clock,
            std::size_t entries_max = limits::kExposureEntriesPerCommitMax)
      : exposure_(std::move(exposure)), clock_(clock), entries_max_(entries_max) {}

  [[nodiscard]] Result<CommitGroup> open(WriteTransaction& transaction) const;

  /// A group of one part. The caller commits the transaction.
  [[nodiscard]] Result<CommitOutcome> commit(WriteTransaction& transaction,
                                             std::span<const schema::RowChange> changes,
                                             const Cause& cause) const;
  /// The same for rows as they came in.
  [[nodiscard]] Result<CommitOutcome> commit_rows(WriteTransaction& transaction,
                                                  std::span<const schema::JsonRow> rows,
                                                  const Cause& cause) const;

  /// Gives this commit's stamp to at most `limit` rows of an entity beyond `after`, so that devices
  /// read them again although nothing in them changed: for an entity whose projection changed.
  /// Call it in transactions of its own; the outcome's `rows_changed` is less than `limit` at the
  /// end. Sets `after` to the last row's number.
  [[nodiscard]] Result<CommitOutcome> stamp_anew(WriteTransaction& transaction,
                                                 const schema::Entity& entity, RowNumber& after,
                                                 std::size_t limit) const;
  /// Works off what the store says wants a new stamp (kStampAnewSetting), at most `limit` rows.
  /// Call it in transactions of its own, with actions between, until the outcome is empty.
  [[nodiscard]] Result<CommitOutcome> stamp_waiting(WriteTransaction& transaction,
                                                    std::size_t limit) const;
  /// Shows again at most `limit` of the rows that a large move has hidden. Call it in transactions
  /// of its own, with actions between, until the outcome has no `exposure_pending`.
  [[nodiscard]] Result<CommitOutcome> show_pending(WriteTransaction& transaction,
                                                   std::size_t limit) const;

  /// Looks again at at most `limit` rows of an entity beyond `after`, and at the grants of those
  /// that are persons: for when not rows but what exposure makes of them has changed. Call it in
  /// transactions of its own; sets `after` to the last row's number, and leaves it at the end. The
  /// outcome is empty where everything is as it was.
  [[nodiscard]] Result<CommitOutcome> expose_anew(WriteTransaction& transaction,
                                                  const schema::Entity& entity, RowNumber& after,
                                                  std::size_t limit) const;

  [[nodiscard]] const Exposure& exposure() const { return *exposure_; }

 private:
  std::shared_ptr<const Exposure> exposure_;
  const Clock& clock_;
  std::size_t entries_max_;
};

}  // namespace fieldbook::syncd
