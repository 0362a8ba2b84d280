#pragma once

// The two transactions of the SQLite store. Their functions are in one file a topic:
// sqlite_head.cpp, sqlite_rows.cpp, sqlite_entries.cpp, sqlite_grants.cpp, sqlite_journal.cpp,
// sqlite_people.cpp, sqlite_outbox.cpp.

#include "shared/sqlite/connection.hpp"
#include "syncd/store/entity_tables.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// Reads through one connection inside a transaction that is open for as long as this lives.
class SqliteReads : public virtual ReadTransaction {
 public:
  SqliteReads(sqlite::Connection& connection, const EntityTables& tables)
      : connection_(connection), tables_(tables) {}
  /// Fixes the snapshot. Returns Errc::not_found when the file holds no organisation.
  [[nodiscard]] Status load_head();

  [[nodiscard]] const OrganisationHead& head() const override { return head_; }
  [[nodiscard]] const schema::Catalogue& catalogue() const override { return tables_.catalogue(); }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override;
  [[nodiscard]] Result<std::optional<ChainValue>> chain_at(Commit commit) override;
  [[nodiscard]] Result<std::vector<AuditLine>> audit(Commit commit, std::uint32_t index,
                                                     std::size_t limit) override;
  [[nodiscard]] Result<std::optional<StoredRow>> stored(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<StoredRow>> scan(const schema::Entity& entity, RowNumber after,
                                                    std::size_t limit) override;
  [[nodiscard]] Result<std::uint64_t> count(const schema::Entity& entity) override;
  [[nodiscard]] Result<std::optional<BucketId>> find_bucket(std::string_view name) override;
  [[nodiscard]] Result<std::string> bucket_name(BucketId bucket) override;
  [[nodiscard]] Result<BucketHead> bucket_head(BucketId bucket) override;
  [[nodiscard]] Result<std::vector<Entry>> entries_after(BucketId bucket, EntryPosition after,
                                                         Commit upto, std::size_t limit) override;
  [[nodiscard]] Result<std::vector<EntryPosition>> entries_before(BucketId bucket,
                                                                  EntryPosition before,
                                                                  std::size_t limit) override;
  [[nodiscard]] Result<std::size_t> count_entries_after(BucketId bucket, EntryPosition after,
                                                        std::size_t limit) override;
  [[nodiscard]] Result<std::vector<Membership>> memberships(RowNumber row) override;
  [[nodiscard]] Result<std::optional<RowNumber>> row_number(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<protocol::LeafDigest>> leaves(BucketId bucket) override;
  [[nodiscard]] Result<protocol::Digest> leaf(BucketId bucket, std::uint8_t leaf) override;
  [[nodiscard]] Result<std::vector<BucketRow>> rows_in_leaves(
      BucketId bucket, std::span<const std::uint8_t> leaves) override;
  [[nodiscard]] Status visit_projected(schema::Audience audience, std::span<const RowNumber> rows,
                                       const ProjectedVisitor& visit) override;
  [[nodiscard]] Result<std::vector<schema::RowKey>> pending_exposure(std::size_t limit) override;
  [[nodiscard]] Result<std::vector<Grant>> grants(const Uuid& person,
                                                  schema::Audience audience) override;
  [[nodiscard]] Result<std::vector<Uuid>> persons_of(BucketId bucket) override;
  [[nodiscard]] Result<std::optional<ActionResult>> action_result(const Uuid& action) override;
  [[nodiscard]] Result<std::optional<NumberedAction>> numbered_action(
      const Uuid& stream, std::uint64_t number) override;
  [[nodiscard]] Result<std::vector<actions::Receipt>> receipts(const Uuid& stream,
                                                               std::uint64_t after, Commit upto,
                                                               std::size_t limit) override;
  [[nodiscard]] Result<std::optional<UnprovenAction>> unproven_action(
      const Uuid& stream, std::uint64_t number) override;
  [[nodiscard]] Result<bool> is_unproven(const Uuid& stream, const Uuid& action) override;
  [[nodiscard]] Result<std::vector<actions::Receipt>> later_receipts(const Uuid& device,
                                                                     const Uuid& person,
                                                                     Commit since, Commit upto,
                                                                     std::size_t limit) override;
  [[nodiscard]] Result<std::vector<ActionResult>> results_for(const schema::RowKey& target,
                                                              std::size_t limit) override;
  [[nodiscard]] Result<std::optional<Stream>> stream(const Uuid& id) override;
  [[nodiscard]] Result<std::vector<Stream>> streams(const Uuid& device) override;
  [[nodiscard]] Result<std::uint32_t> tries(const Uuid& action) override;
  [[nodiscard]] Result<std::optional<HeldAction>> held_action(const Uuid& action) override;
  [[nodiscard]] Result<std::vector<HeldAction>> held_actions(std::size_t limit) override;
  [[nodiscard]] Result<std::optional<User>> user(const Uuid& person) override;
  [[nodiscard]] Result<std::optional<User>> user_by_signin(std::string_view signin) override;
  [[nodiscard]] Result<std::vector<User>> users(std::string_view after, std::size_t limit) override;
  [[nodiscard]] Result<std::optional<Device>> device(const Uuid& id) override;
  [[nodiscard]] Result<std::vector<Device>> devices(const Uuid& after, std::size_t limit) override;
  [[nodiscard]] Result<std::vector<Device>> devices_of(const Uuid& person) override;
  [[nodiscard]] Result<std::optional<TokenFamily>> token_family(const Uuid& id) override;
  [[nodiscard]] Result<std::optional<TokenFamily>> token_family_by_refresh(
      const FixedBytes<32>& hash) override;
  [[nodiscard]] Result<std::vector<TokenFamily>> token_families_of(const Uuid& person) override;
  [[nodiscard]] Result<std::optional<AccessToken>> access_token(
      const FixedBytes<32>& hash) override;
  [[nodiscard]] Result<std::optional<std::string>> setting(std::string_view name) override;
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> settings(
      std::string_view prefix) override;
  [[nodiscard]] Result<std::optional<OutboxItem>> outbox_item(std::string_view peer,
                                                              std::string_view task,
                                                              const schema::RowKey& row) override;
  [[nodiscard]] Result<std::vector<OutboxItem>> outbox_items(std::string_view peer,
                                                             std::string_view task,
                                                             OutboxState state, std::uint64_t after,
                                                             std::size_t limit) override;
  [[nodiscard]] Result<std::vector<OutboxCount>> outbox_counts(std::string_view peer) override;
  [[nodiscard]] Result<std::vector<OutboxRun>> outbox_runs(std::string_view peer,
                                                           std::uint64_t before,
                                                           std::size_t limit) override;

 protected:
  /// The table of an entity. Returns Errc::invalid_argument for one that the catalogue lacks.
  [[nodiscard]] Result<const EntityTable*> table(std::uint32_t entity) const;

  sqlite::Connection& connection_;
  const EntityTables& tables_;
  OrganisationHead head_;
};

class SqliteWrites : public SqliteReads, public WriteTransaction {
 public:
  SqliteWrites(sqlite::Connection& connection, const EntityTables& tables,
               sqlite::Transaction transaction)
      : SqliteReads(connection, tables), transaction_(std::move(transaction)) {}
  /// As load_head, and takes up the row counter.
  [[nodiscard]] Status load();

  [[nodiscard]] Result<std::unique_ptr<StoreSavepoint>> savepoint() override;
  [[nodiscard]] Status commit() override;
  [[nodiscard]] Result<Commit> take_commit_number() override;
  [[nodiscard]] Status append_audit(const AuditLine& line) override;
  [[nodiscard]] Status put_head(Commit commit, const ChainValue& chain) override;
  [[nodiscard]] Status open_epoch(const FixedBytes<16>& epoch) override;
  [[nodiscard]] Status put_durable(Commit commit) override;
  [[nodiscard]] Status put_organisation_name(std::string_view name) override;
  [[nodiscard]] Result<RowNumber> put_row(const schema::Row& row, Stamp stamp,
                                          const StoredRow* before) override;
  [[nodiscard]] Status remove_row(const StoredRow& row) override;
  [[nodiscard]] Result<BucketId> make_bucket(std::string_view name) override;
  [[nodiscard]] Status put_memberships(const schema::RowKey& key, RowNumber row, Stamp stamp,
                                       std::span<const Membership> before,
                                       std::span<const Membership> after) override;
  [[nodiscard]] Status put_bucket_head(BucketId bucket, const protocol::Digest& digest,
                                       Commit last) override;
  [[nodiscard]] Status put_leaf(BucketId bucket, const protocol::LeafDigest& leaf) override;
  [[nodiscard]] Status put_projection(schema::Audience audience, RowNumber row,
                                      std::uint64_t content_hash, ByteView values) override;
  [[nodiscard]] Status remove_projection(schema::Audience audience, RowNumber row) override;
  [[nodiscard]] Status put_pending_exposure(const schema::RowKey& key) override;
  [[nodiscard]] Status remove_pending_exposure(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::size_t> drop_tombstones(Commit upto, std::size_t limit) override;
  [[nodiscard]] Status put_grant(const Uuid& person, schema::Audience audience, BucketId bucket,
                                 Commit commit, bool present) override;
  [[nodiscard]] Status put_action_result(const ActionResult& result) override;
  [[nodiscard]] Status replace_action_result(const ActionResult& result) override;
  [[nodiscard]] Status put_numbered_action(const Uuid& stream,
                                           const NumberedAction& action) override;
  [[nodiscard]] Status put_unproven_action(const UnprovenAction& action) override;
  [[nodiscard]] Status remove_unproven_action(const Uuid& stream, std::uint64_t number) override;
  [[nodiscard]] Status put_stream(const Stream& stream) override;
  [[nodiscard]] Result<std::uint32_t> count_try(const Uuid& action) override;
  [[nodiscard]] Status forget_tries(const Uuid& action) override;
  [[nodiscard]] Status put_held_action(const HeldAction& action) override;
  [[nodiscard]] Status remove_held_action(const Uuid& action) override;
  [[nodiscard]] Status put_user(const User& user) override;
  [[nodiscard]] Status remove_user(const Uuid& person) override;
  [[nodiscard]] Status put_device(const Device& device) override;
  [[nodiscard]] Status put_token_family(const TokenFamily& family) override;
  [[nodiscard]] Status remove_token_family(const Uuid& id) override;
  [[nodiscard]] Status put_access_token(const AccessToken& token) override;
  [[nodiscard]] Status remove_access_tokens(const Uuid& family) override;
  [[nodiscard]] Status drop_expired_tokens(Instant now) override;
  [[nodiscard]] Status put_setting(std::string_view name, std::string_view value) override;
  [[nodiscard]] Status remove_setting(std::string_view name) override;
  [[nodiscard]] Status put_outbox_item(const OutboxItem& item) override;
  [[nodiscard]] Status remove_outbox_item(std::string_view peer, std::string_view task,
                                          const schema::RowKey& row) override;
  [[nodiscard]] Status put_outbox_run(std::string_view peer, const OutboxRun& run) override;
  [[nodiscard]] Status drop_outbox_runs(std::string_view peer, std::uint64_t number) override;

 private:
  class RowSavepoint;
  [[nodiscard]] Result<RowNumber> take_row_number(const schema::RowKey& key);
  [[nodiscard]] Result<std::size_t> drop_tombstones_of(BucketId bucket, Commit upto,
                                                       std::size_t limit);
  [[nodiscard]] Status drop_tombstone(BucketId bucket, EntryPosition tombstone);
  [[nodiscard]] Status forget_row(const schema::RowKey& key, RowNumber row);

  sqlite::Transaction transaction_;
  RowNumber next_row_ = 1;
  RowNumber stored_next_row_ = 1;
};

}  // namespace fieldbook::syncd
