#pragma once

// Where an organisation's data lives, behind an interface that says nothing of the database
// underneath (design.md section 9). Reading happens in a ReadTransaction: one snapshot, on whatever
// thread holds it. Writing happens in a WriteTransaction: one at a time, all or nothing. Both are
// scope objects: what is not committed is rolled back.
//
// Rows of synced entities change only through syncd/changelog's Committer, which keeps rows,
// entries, digests, projections, grants and audit log in step; the functions it uses are marked
// [commit]. The others (journal, people, settings) may be called by whoever decides on them.
//
// Every function returns Errc::storage or Errc::corrupt when the database fails, besides what is
// said with it. A WriteTransaction in which a function failed with one of these must be dropped.

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "shared/base/limits.hpp"
#include "shared/schema/row_reader.hpp"
#include "syncd/store/head.hpp"
#include "syncd/store/journal.hpp"
#include "syncd/store/outbox.hpp"
#include "syncd/store/people.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

/// Settings of this prefix name, by entity number, the entities whose rows want a new stamp because
/// the catalogue changed what audiences receive; the value is the row number up to which they have
/// it. Committer::stamp_waiting works them off.
inline constexpr std::string_view kStampAnewSetting = "stamp_anew.";

using ProjectedVisitor = std::function<Status(const ProjectedRow&)>;

class ReadTransaction : public schema::RowReader {
 public:
  // --- Organisation ---------------------------------------------------------------------------
  /// As of this snapshot; in a write transaction with what it wrote itself.
  [[nodiscard]] virtual const OrganisationHead& head() const = 0;
  /// The audit chain's value after `commit`; zero for 0, nothing for a commit that is not here.
  [[nodiscard]] virtual Result<std::optional<ChainValue>> chain_at(Commit commit) = 0;
  /// Lines after (commit, index), ascending. Begin with (0, 0).
  [[nodiscard]] virtual Result<std::vector<AuditLine>> audit(Commit commit, std::uint32_t index,
                                                             std::size_t limit) = 0;

  // --- Rows (and RowReader::get, find) --------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<StoredRow>> stored(const schema::RowKey& key) = 0;
  /// Rows of one entity in the order of their numbers, beyond `after`.
  [[nodiscard]] virtual Result<std::vector<StoredRow>> scan(const schema::Entity& entity,
                                                            RowNumber after, std::size_t limit) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> count(const schema::Entity& entity) = 0;
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override {
    TRY(const auto rows, scan(entity, 0, limits::kReferenceRowsMax + 1));
    if (rows.size() > limits::kReferenceRowsMax)
      return fail(Errc::limit_exceeded, entity.name + " is too long a list to read whole");
    std::vector<Uuid> ids;
    for (const StoredRow& stored : rows) ids.push_back(stored.row.id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  // --- Buckets --------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<BucketId>> find_bucket(std::string_view name) = 0;
  /// Returns Errc::not_found for a number that was never given.
  [[nodiscard]] virtual Result<std::string> bucket_name(BucketId bucket) = 0;
  [[nodiscard]] virtual Result<BucketHead> bucket_head(BucketId bucket) = 0;
  /// Entries beyond `after`, ascending, tombstones included: what a cursor lacks. `upto` bounds
  /// the commit (inclusive).
  [[nodiscard]] virtual Result<std::vector<Entry>> entries_after(BucketId bucket,
                                                                 EntryPosition after, Commit upto,
                                                                 std::size_t limit) = 0;
  /// Places of present entries before `before`, descending: how a bucket is filled. To begin at a
  /// commit pass (commit + 1, 0). Costs nothing for tombstones.
  [[nodiscard]] virtual Result<std::vector<EntryPosition>> entries_before(BucketId bucket,
                                                                          EntryPosition before,
                                                                          std::size_t limit) = 0;
  /// The number of entries beyond `after`, counted no further than `limit`.
  [[nodiscard]] virtual Result<std::size_t> count_entries_after(BucketId bucket,
                                                                EntryPosition after,
                                                                std::size_t limit) = 0;
  /// The entries of one row in all buckets, tombstones included, ascending by bucket. Empty for a
  /// row that nothing is known of.
  [[nodiscard]] virtual Result<std::vector<Membership>> memberships(RowNumber row) = 0;
  /// The number of `key`'s row, present or remembered by a tombstone.
  [[nodiscard]] virtual Result<std::optional<RowNumber>> row_number(const schema::RowKey& key) = 0;
  /// Leaves that hold rows, ascending.
  [[nodiscard]] virtual Result<std::vector<protocol::LeafDigest>> leaves(BucketId bucket) = 0;
  /// Zero for a leaf without rows.
  [[nodiscard]] virtual Result<protocol::Digest> leaf(BucketId bucket, std::uint8_t leaf) = 0;
  /// The rows of a bucket in the given leaves, ascending by (entity, id). Reads the whole bucket.
  [[nodiscard]] virtual Result<std::vector<BucketRow>> rows_in_leaves(
      BucketId bucket, std::span<const std::uint8_t> leaves) = 0;
  /// Calls `visit` for each of `rows` that `audience` may receive, in the given order; skips the
  /// others. Stops at the first error of `visit` and returns it.
  [[nodiscard]] virtual Status visit_projected(schema::Audience audience,
                                               std::span<const RowNumber> rows,
                                               const ProjectedVisitor& visit) = 0;
  /// Rows that were hidden by a large move and wait to be shown again, ascending.
  [[nodiscard]] virtual Result<std::vector<schema::RowKey>> pending_exposure(std::size_t limit) = 0;

  // --- Grants ---------------------------------------------------------------------------------
  /// Every bucket that the sign-in has or had, with the bucket's head, ascending by name.
  [[nodiscard]] virtual Result<std::vector<Grant>> grants(const Uuid& person,
                                                          schema::Audience audience) = 0;
  /// Persons that hold the bucket now, under any audience, ascending.
  [[nodiscard]] virtual Result<std::vector<Uuid>> persons_of(BucketId bucket) = 0;

  // --- Action journal -------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<ActionResult>> action_result(const Uuid& action) = 0;
  [[nodiscard]] virtual Result<std::optional<NumberedAction>> numbered_action(
      const Uuid& stream, std::uint64_t number) = 0;
  [[nodiscard]] virtual Result<std::optional<UnprovenAction>> unproven_action(
      const Uuid& stream, std::uint64_t number) = 0;
  /// Whether an unproven action of the stream bears this id.
  [[nodiscard]] virtual Result<bool> is_unproven(const Uuid& stream, const Uuid& action) = 0;
  /// Receipts of the stream's numbers beyond `after` that were decided at or before `upto`, in
  /// the order of their numbers and under this stream's numbers; those of unproven actions too.
  [[nodiscard]] virtual Result<std::vector<actions::Receipt>> receipts(const Uuid& stream,
                                                                       std::uint64_t after,
                                                                       Commit upto,
                                                                       std::size_t limit) = 0;
  /// Verdicts that replaced `held` (replace_action_result) on actions of this device and person
  /// beyond `since` and up to `upto`, ascending by commit, under number 0.
  [[nodiscard]] virtual Result<std::vector<actions::Receipt>> later_receipts(
      const Uuid& device, const Uuid& person, Commit since, Commit upto, std::size_t limit) = 0;
  /// Results that touch a row, newest first.
  [[nodiscard]] virtual Result<std::vector<ActionResult>> results_for(const schema::RowKey& target,
                                                                      std::size_t limit) = 0;
  [[nodiscard]] virtual Result<std::optional<Stream>> stream(const Uuid& id) = 0;
  [[nodiscard]] virtual Result<std::vector<Stream>> streams(const Uuid& device) = 0;
  [[nodiscard]] virtual Result<std::uint32_t> tries(const Uuid& action) = 0;
  [[nodiscard]] virtual Result<std::optional<HeldAction>> held_action(const Uuid& action) = 0;
  /// Oldest first.
  [[nodiscard]] virtual Result<std::vector<HeldAction>> held_actions(std::size_t limit) = 0;

  // --- People ---------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<User>> user(const Uuid& person) = 0;
  [[nodiscard]] virtual Result<std::optional<User>> user_by_signin(std::string_view signin) = 0;
  /// Ascending by sign-in name, beyond `after`.
  [[nodiscard]] virtual Result<std::vector<User>> users(std::string_view after,
                                                        std::size_t limit) = 0;
  [[nodiscard]] virtual Result<std::optional<Device>> device(const Uuid& id) = 0;
  /// Ascending by id, beyond `after`.
  [[nodiscard]] virtual Result<std::vector<Device>> devices(const Uuid& after,
                                                            std::size_t limit) = 0;
  [[nodiscard]] virtual Result<std::vector<Device>> devices_of(const Uuid& person) = 0;
  [[nodiscard]] virtual Result<std::optional<TokenFamily>> token_family(const Uuid& id) = 0;
  /// The family whose valid or previous refresh token has this hash.
  [[nodiscard]] virtual Result<std::optional<TokenFamily>> token_family_by_refresh(
      const FixedBytes<32>& hash) = 0;
  [[nodiscard]] virtual Result<std::vector<TokenFamily>> token_families_of(const Uuid& person) = 0;
  [[nodiscard]] virtual Result<std::optional<AccessToken>> access_token(
      const FixedBytes<32>& hash) = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> setting(std::string_view name) = 0;
  /// Names that begin with `prefix` and their values, ascending.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::string>>> settings(
      std::string_view prefix) = 0;

  // --- Outbox ---------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<OutboxItem>> outbox_item(
      std::string_view peer, std::string_view task, const schema::RowKey& row) = 0;
  /// Items of a task in a state beyond position `after`, ascending by position.
  [[nodiscard]] virtual Result<std::vector<OutboxItem>> outbox_items(std::string_view peer,
                                                                     std::string_view task,
                                                                     OutboxState state,
                                                                     std::uint64_t after,
                                                                     std::size_t limit) = 0;
  /// One line a task and state that has items, ascending by both.
  [[nodiscard]] virtual Result<std::vector<OutboxCount>> outbox_counts(std::string_view peer) = 0;
  /// Newest first, with a number less than `before`.
  [[nodiscard]] virtual Result<std::vector<OutboxRun>> outbox_runs(std::string_view peer,
                                                                   std::uint64_t before,
                                                                   std::size_t limit) = 0;
};

/// Undoes everything since it was made unless it is released. Savepoints nest; the inner one ends
/// before the outer.
class StoreSavepoint {
 public:
  virtual ~StoreSavepoint() = default;
  [[nodiscard]] virtual Status release() = 0;
};

class WriteTransaction : public virtual ReadTransaction {
 public:
  [[nodiscard]] virtual Result<std::unique_ptr<StoreSavepoint>> savepoint() = 0;
  /// Makes everything durable, on disk when it returns. The transaction is over, whatever the
  /// answer; after an error nothing of it happened.
  [[nodiscard]] virtual Status commit() = 0;

  // --- Organisation ---------------------------------------------------------------------------
  /// [commit] The next commit number, locked until the transaction ends. Nothing is written yet.
  [[nodiscard]] virtual Result<Commit> take_commit_number() = 0;
  /// [commit] Appends a line; its chain value was computed by the caller.
  [[nodiscard]] virtual Status append_audit(const AuditLine& line) = 0;
  /// [commit] Makes `commit` the head's.
  [[nodiscard]] virtual Status put_head(Commit commit, const ChainValue& chain) = 0;
  /// Begins an epoch that branches from the last commit.
  [[nodiscard]] virtual Status open_epoch(const FixedBytes<16>& epoch) = 0;
  /// Never goes back: a smaller number changes nothing.
  [[nodiscard]] virtual Status put_durable(Commit commit) = 0;
  [[nodiscard]] virtual Status put_organisation_name(std::string_view name) = 0;

  // --- Rows -----------------------------------------------------------------------------------
  /// [commit] Writes a row with its stamp. `before` is what stored() answered for its key: null for
  /// a row that is not there, which then gets a number (the one a tombstone remembers, or the
  /// next). Returns the number.
  [[nodiscard]] virtual Result<RowNumber> put_row(const schema::Row& row, Stamp stamp,
                                                  const StoredRow* before) = 0;
  /// [commit] Removes the row; its entries are the caller's to write. A row that is not there is
  /// fine.
  [[nodiscard]] virtual Status remove_row(const StoredRow& row) = 0;

  // --- Buckets --------------------------------------------------------------------------------
  /// [commit] The bucket's number, given at first use.
  [[nodiscard]] virtual Result<BucketId> make_bucket(std::string_view name) = 0;
  /// [commit] Replaces the entries of one row, from what memberships() answered to what they are
  /// now (ascending by bucket, one a bucket), and records the stamp of its content.
  [[nodiscard]] virtual Status put_memberships(const schema::RowKey& key, RowNumber row,
                                               Stamp stamp, std::span<const Membership> before,
                                               std::span<const Membership> after) = 0;
  /// [commit] Keeps `floor` as it is.
  [[nodiscard]] virtual Status put_bucket_head(BucketId bucket, const protocol::Digest& digest,
                                               Commit last) = 0;
  /// [commit] A digest of no rows removes the leaf.
  [[nodiscard]] virtual Status put_leaf(BucketId bucket, const protocol::LeafDigest& leaf) = 0;
  /// [commit]
  [[nodiscard]] virtual Status put_projection(schema::Audience audience, RowNumber row,
                                              std::uint64_t content_hash, ByteView values) = 0;
  /// [commit]
  [[nodiscard]] virtual Status remove_projection(schema::Audience audience, RowNumber row) = 0;
  /// [commit]
  [[nodiscard]] virtual Status put_pending_exposure(const schema::RowKey& key) = 0;
  [[nodiscard]] virtual Status remove_pending_exposure(const schema::RowKey& key) = 0;
  /// Drops at most `limit` tombstones of commits up to `upto`, raises the floors of their buckets,
  /// and answers how many it dropped.
  [[nodiscard]] virtual Result<std::size_t> drop_tombstones(Commit upto, std::size_t limit) = 0;

  // --- Grants ---------------------------------------------------------------------------------
  /// [commit]
  [[nodiscard]] virtual Status put_grant(const Uuid& person, schema::Audience audience,
                                         BucketId bucket, Commit commit, bool present) = 0;

  // --- Action journal -------------------------------------------------------------------------
  /// Records the verdict and its number. Returns Errc::already_exists when the action has one.
  [[nodiscard]] virtual Status put_action_result(const ActionResult& result) = 0;
  /// Replaces the verdict of an action that was `held`, when staff or its author decided on it.
  /// Its device hears of it by later_receipts.
  [[nodiscard]] virtual Status replace_action_result(const ActionResult& result) = 0;
  /// Records that a number of another stream stands for an action that has its verdict.
  [[nodiscard]] virtual Status put_numbered_action(const Uuid& stream,
                                                   const NumberedAction& action) = 0;
  /// Inserts or replaces.
  [[nodiscard]] virtual Status put_unproven_action(const UnprovenAction& action) = 0;
  [[nodiscard]] virtual Status remove_unproven_action(const Uuid& stream, std::uint64_t number) = 0;
  [[nodiscard]] virtual Status put_stream(const Stream& stream) = 0;
  /// Counts one more try of an action and answers how many there were. Commit the transaction
  /// before the handler runs, so that a crash counts too.
  [[nodiscard]] virtual Result<std::uint32_t> count_try(const Uuid& action) = 0;
  [[nodiscard]] virtual Status forget_tries(const Uuid& action) = 0;
  [[nodiscard]] virtual Status put_held_action(const HeldAction& action) = 0;
  [[nodiscard]] virtual Status remove_held_action(const Uuid& action) = 0;

  // --- People ---------------------------------------------------------------------------------
  /// Inserts or replaces. Returns Errc::already_exists when another person has the sign-in name.
  [[nodiscard]] virtual Status put_user(const User& user) = 0;
  [[nodiscard]] virtual Status remove_user(const Uuid& person) = 0;
  [[nodiscard]] virtual Status put_device(const Device& device) = 0;
  [[nodiscard]] virtual Status put_token_family(const TokenFamily& family) = 0;
  [[nodiscard]] virtual Status remove_token_family(const Uuid& id) = 0;
  [[nodiscard]] virtual Status put_access_token(const AccessToken& token) = 0;
  /// Ends every access token of the family.
  [[nodiscard]] virtual Status remove_access_tokens(const Uuid& family) = 0;
  /// Drops access tokens and families that ended before `now`.
  [[nodiscard]] virtual Status drop_expired_tokens(Instant now) = 0;
  [[nodiscard]] virtual Status put_setting(std::string_view name, std::string_view value) = 0;
  [[nodiscard]] virtual Status remove_setting(std::string_view name) = 0;

  // --- Outbox ---------------------------------------------------------------------------------
  /// Inserts or replaces the item of (peer, task, row).
  [[nodiscard]] virtual Status put_outbox_item(const OutboxItem& item) = 0;
  [[nodiscard]] virtual Status remove_outbox_item(std::string_view peer, std::string_view task,
                                                  const schema::RowKey& row) = 0;
  /// Inserts or replaces.
  [[nodiscard]] virtual Status put_outbox_run(std::string_view peer, const OutboxRun& run) = 0;
  /// Forgets the runs up to `number`.
  [[nodiscard]] virtual Status drop_outbox_runs(std::string_view peer, std::uint64_t number) = 0;
};

/// One organisation's store. Callable from any thread; outlives its transactions.
class Store {
 public:
  virtual ~Store() = default;
  /// A snapshot of this moment. Keep it short: an open one holds back the store's housekeeping.
  /// Returns Errc::unavailable when limits::kStoreReadersMax are open.
  [[nodiscard]] virtual Result<std::unique_ptr<ReadTransaction>> begin_read() = 0;
  /// Waits for the transaction that is open. Returns Errc::unavailable when that takes longer
  /// than limits::kStoreWriteWait.
  [[nodiscard]] virtual Result<std::unique_ptr<WriteTransaction>> begin_write() = 0;
  [[nodiscard]] virtual const schema::Catalogue& catalogue() const = 0;
  /// Writes a copy of the last committed state to a file, while readers and writers go on. The
  /// copy opens as a store.
  [[nodiscard]] virtual Status back_up_to(const std::string& path) = 0;
  /// Reads everything. Returns Errc::corrupt with the first finding.
  [[nodiscard]] virtual Status check_integrity() = 0;
  /// Moves what commits left in the write-ahead log into the file, where it is worth it. Call it
  /// when nobody waits for a write: otherwise a commit does it, and takes longer.
  [[nodiscard]] virtual Status empty_log() = 0;
  /// Housekeeping that readers and writers do not wait for; call it when idle.
  [[nodiscard]] virtual Status tidy() = 0;
};

}  // namespace fieldbook::syncd
