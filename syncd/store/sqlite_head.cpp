// Organisation, epochs, audit log; savepoints and the end of a transaction.

#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {

Status SqliteReads::load_head() {
  OrganisationHead head;
  auto organisation = connection_.prepare(
      "SELECT id, name, commit_number, chain, durable, digest_key, seal_key, signing_seed "
      "FROM store_organisation");
  TRY(const bool found, organisation.step());
  if (!found) return fail(Errc::not_found, "the store holds no organisation");
  head.id = organisation.uuid(0);
  head.name = organisation.text(1);
  head.commit = organisation.integer(2);
  TRY(head.chain, to_fixed<32>(organisation.blob(3)));
  head.durable = organisation.integer(4);
  TRY(head.digest_key, to_fixed<32>(organisation.blob(5)));
  TRY(head.seal_key, to_fixed<32>(organisation.blob(6)));
  TRY(head.signing_key.seed, to_fixed<32>(organisation.blob(7)));

  auto epochs = connection_.prepare("SELECT epoch, branched_at FROM store_epoch ORDER BY position");
  for (;;) {
    TRY(const bool more, epochs.step());
    if (!more) break;
    TRY(const auto epoch, to_fixed<16>(epochs.blob(0)));
    head.lineage.push_back({epoch, epochs.integer(1)});
  }
  if (head.lineage.empty()) return fail(Errc::corrupt, "the store has no epoch");
  head_ = std::move(head);
  return {};
}

Result<std::optional<ChainValue>> SqliteReads::chain_at(Commit commit) {
  if (commit == 0) return ChainValue{};
  auto statement = connection_.prepare(
      "SELECT chain FROM store_audit WHERE commit_number = ? ORDER BY position DESC LIMIT 1");
  statement.bind(0, commit);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return to_fixed<32>(statement.blob(0));
}

Result<std::vector<AuditLine>> SqliteReads::audit(Commit commit, std::uint32_t index,
                                                  std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT commit_number, position, body, chain FROM store_audit "
      "WHERE (commit_number, position) > (?, ?) ORDER BY commit_number, position LIMIT ?");
  statement.bind_all(commit, index, limit);
  std::vector<AuditLine> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(const ChainValue chain, to_fixed<32>(statement.blob(3)));
    out.push_back({statement.integer(0), static_cast<std::uint32_t>(statement.integer(1)),
                   std::string(statement.text(2)), chain});
  }
}

/// The head in memory follows the file back.
class SqliteWrites::RowSavepoint final : public StoreSavepoint {
 public:
  RowSavepoint(SqliteWrites& owner, sqlite::Savepoint savepoint)
      : head_(owner.head_), owner_(owner), savepoint_(std::move(savepoint)) {}
  ~RowSavepoint() override {
    if (!released_) owner_.head_ = std::move(head_);
  }
  Status release() override {
    CHECK(savepoint_.release());
    released_ = true;
    return {};
  }

 private:
  OrganisationHead head_;
  SqliteWrites& owner_;
  sqlite::Savepoint savepoint_;
  bool released_ = false;
};

Status SqliteWrites::load() {
  CHECK(load_head());
  auto statement = connection_.prepare("SELECT next_row FROM store_organisation");
  TRY(const bool found, statement.step());
  ASSERT(found);
  next_row_ = stored_next_row_ = statement.integer(0);
  return {};
}

Result<std::unique_ptr<StoreSavepoint>> SqliteWrites::savepoint() {
  TRY(auto savepoint, sqlite::Savepoint::begin(connection_));
  return std::make_unique<RowSavepoint>(*this, std::move(savepoint));
}

Status SqliteWrites::commit() {
  if (next_row_ != stored_next_row_) {
    auto statement = connection_.prepare("UPDATE store_organisation SET next_row = ?");
    statement.bind_all(next_row_);
    if (auto counted = statement.run(); !counted) {
      transaction_.roll_back();
      return counted;
    }
  }
  return transaction_.commit();
}

Result<Commit> SqliteWrites::take_commit_number() {
  // The transaction began by taking the file's only write lock.
  return head_.commit + 1;
}

Status SqliteWrites::append_audit(const AuditLine& line) {
  auto statement = connection_.prepare("INSERT INTO store_audit VALUES (?, ?, ?, ?)");
  statement.bind_all(line.commit, line.index, line.body, ByteView(line.chain));
  return statement.run();
}

Status SqliteWrites::put_head(Commit commit, const ChainValue& chain) {
  auto statement =
      connection_.prepare("UPDATE store_organisation SET commit_number = ?, chain = ?");
  statement.bind_all(commit, ByteView(chain));
  CHECK(statement.run());
  head_.commit = commit;
  head_.chain = chain;
  return {};
}

Status SqliteWrites::open_epoch(const FixedBytes<16>& epoch) {
  auto statement = connection_.prepare("INSERT INTO store_epoch VALUES (?, ?, ?)");
  statement.bind_all(head_.lineage.size(), ByteView(epoch), head_.commit);
  CHECK(statement.run());
  head_.lineage.push_back({epoch, head_.commit});
  return {};
}

Status SqliteWrites::put_durable(Commit commit) {
  if (commit <= head_.durable) return {};
  auto statement = connection_.prepare("UPDATE store_organisation SET durable = ?");
  statement.bind_all(commit);
  CHECK(statement.run());
  head_.durable = commit;
  return {};
}

Status SqliteWrites::put_organisation_name(std::string_view name) {
  auto statement = connection_.prepare("UPDATE store_organisation SET name = ?");
  statement.bind_all(name);
  CHECK(statement.run());
  head_.name = name;
  return {};
}

}  // namespace fieldbook::syncd
