#include "syncd/store/sqlite_store.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "shared/base/limits.hpp"
#include "syncd/store/reader_pool.hpp"
#include "syncd/store/sqlite_schema.hpp"
#include "syncd/store/sqlite_transaction.hpp"
#include "syncd/store/sqlite_upgrade.hpp"

namespace fieldbook::syncd {
namespace {

/// The writer's page cache: what a commit of limits::kImportRowsPerCommit rows touches.
constexpr int kWriterCacheKib = 128 * 1024;
constexpr int kReaderCacheKib = 8 * 1024;
/// The log's pages from which on empty_log() is worth its two syncs, and those at which a commit
/// no longer waits for it.
constexpr int kLogPagesMin = 200;
constexpr int kLogPagesMax = 4'000;

sqlite::OpenOptions open_options(const SqliteStoreOptions& options, sqlite::OpenMode mode) {
  sqlite::OpenOptions out;
  out.mode = mode;
  out.key = options.key;
  out.vfs = options.vfs;
  out.synchronous = options.synchronous;
  out.cache_kib = mode == sqlite::OpenMode::read_only ? kReaderCacheKib : kWriterCacheKib;
  out.checkpoints = mode != sqlite::OpenMode::read_only;
  return out;
}

/// One writer at a time, whatever thread it is on.
class WriterGate {
 public:
  [[nodiscard]] bool enter() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, limits::kStoreWriteWait, [&] { return !taken_; })) return false;
    taken_ = true;
    return true;
  }
  void leave() {
    {
      const std::scoped_lock lock(mutex_);
      taken_ = false;
    }
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool taken_ = false;
};

/// Holds the gate for a scope.
class WriterTurn {
 public:
  explicit WriterTurn(WriterGate& gate) : gate_(&gate) {}
  WriterTurn(WriterTurn&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
  WriterTurn& operator=(WriterTurn&&) = delete;
  ~WriterTurn() {
    if (gate_ != nullptr) gate_->leave();
  }

 private:
  WriterGate* gate_;
};

struct HeldLease {
  ReaderPool::Lease lease_;
};
struct HeldTransaction {
  sqlite::Transaction transaction_;
};
struct HeldTurn {
  std::optional<WriterTurn> turn_;
};

// The bases are destroyed in reverse order: the transaction ends before its connection goes back.
class SqliteReadTransaction final : HeldLease, HeldTransaction, public SqliteReads {
 public:
  SqliteReadTransaction(ReaderPool::Lease lease, sqlite::Transaction transaction,
                        const EntityTables& tables)
      : HeldLease{std::move(lease)},
        HeldTransaction{std::move(transaction)},
        SqliteReads(HeldLease::lease_.connection(), tables) {}
};

class SqliteWriteTransaction final : HeldTurn, public SqliteWrites {
 public:
  SqliteWriteTransaction(WriterTurn turn, sqlite::Connection& connection,
                         const EntityTables& tables, sqlite::Transaction transaction)
      : HeldTurn{std::move(turn)}, SqliteWrites(connection, tables, std::move(transaction)) {}

  Status commit() override {
    auto committed = SqliteWrites::commit();
    turn_.reset();
    return committed;
  }
};

class SqliteStore final : public Store {
 public:
  SqliteStore(std::unique_ptr<sqlite::Connection> writer, const std::string& path,
              const SqliteStoreOptions& options, std::shared_ptr<const schema::Catalogue> catalogue)
      : tables_(std::move(catalogue)),
        writer_(std::move(writer)),
        readers_(path, open_options(options, sqlite::OpenMode::read_only)) {
    writer_->checkpoint_at(kLogPagesMax);
  }

  Result<std::unique_ptr<ReadTransaction>> begin_read() override {
    TRY(auto lease, readers_.take());
    TRY(auto transaction,
        sqlite::Transaction::begin(lease.connection(), sqlite::TransactionKind::read));
    auto out =
        std::make_unique<SqliteReadTransaction>(std::move(lease), std::move(transaction), tables_);
    CHECK(out->load_head());
    return out;
  }

  Result<std::unique_ptr<WriteTransaction>> begin_write() override {
    if (!gate_.enter()) return fail(Errc::unavailable, "another write takes too long");
    WriterTurn turn(gate_);
    TRY(auto transaction, sqlite::Transaction::begin(*writer_, sqlite::TransactionKind::write));
    auto out = std::make_unique<SqliteWriteTransaction>(std::move(turn), *writer_, tables_,
                                                        std::move(transaction));
    CHECK(out->load());
    return out;
  }

  const schema::Catalogue& catalogue() const override { return tables_.catalogue(); }

  Status back_up_to(const std::string& path) override {
    if (std::filesystem::exists(path)) return fail(Errc::already_exists, path + " exists");
    TRY(const auto lease, readers_.take());
    return lease.connection().back_up_to(path);
  }

  Status check_integrity() override {
    TRY(const auto lease, readers_.take());
    return lease.connection().check_integrity();
  }

  Status empty_log() override {
    if (!gate_.enter()) return fail(Errc::unavailable, "another write takes too long");
    const WriterTurn turn(gate_);
    return writer_->log_pages() < kLogPagesMin ? Status{} : writer_->checkpoint();
  }

  Status tidy() override {
    if (!gate_.enter()) return fail(Errc::unavailable, "another write takes too long");
    const WriterTurn turn(gate_);
    CHECK(writer_->execute("PRAGMA optimize"));
    return writer_->checkpoint();
  }

 private:
  EntityTables tables_;
  WriterGate gate_;
  std::unique_ptr<sqlite::Connection> writer_;
  ReaderPool readers_;
};

Status insert_organisation(sqlite::Connection& connection, const NewOrganisation& organisation,
                           Random& random) {
  std::array<FixedBytes<32>, 3> keys{};
  for (auto& key : keys) random.fill(key);
  FixedBytes<16> epoch{};
  random.fill(epoch);
  auto head =
      connection.prepare("INSERT INTO store_organisation VALUES (1, ?, ?, 0, ?, 0, ?, ?, ?, 1)");
  head.bind_all(organisation.id, std::string_view(organisation.name), ByteView(ChainValue{}),
                ByteView(keys[0]), ByteView(keys[1]), ByteView(keys[2]));
  CHECK(head.run());
  auto first = connection.prepare("INSERT INTO store_epoch VALUES (0, ?, 0)");
  first.bind_all(ByteView(epoch));
  return first.run();
}

}  // namespace

Result<std::unique_ptr<Store>> create_sqlite_store(
    const std::string& path, const SqliteStoreOptions& options,
    std::shared_ptr<const schema::Catalogue> catalogue, const NewOrganisation& organisation,
    Random& random) {
  TRY(auto writer,
      sqlite::Connection::open(path, open_options(options, sqlite::OpenMode::read_write_create)));
  {
    TRY(auto transaction, sqlite::Transaction::begin(*writer, sqlite::TransactionKind::write));
    auto tables = writer->prepare("SELECT count(*) FROM sqlite_schema");
    TRY(const bool found, tables.step());
    if (!found || tables.integer(0) != 0)
      return fail(Errc::already_exists, path + " holds something already");
    tables.reset();
    CHECK(create_schema(*writer, *catalogue));
    CHECK(record_projections(*writer, *catalogue));
    CHECK(insert_organisation(*writer, organisation, random));
    CHECK(transaction.commit());
  }
  return std::make_unique<SqliteStore>(std::move(writer), path, options, std::move(catalogue));
}

Result<std::unique_ptr<Store>> open_sqlite_store(
    const std::string& path, const SqliteStoreOptions& options,
    std::shared_ptr<const schema::Catalogue> catalogue) {
  if (options.vfs.empty() && !std::filesystem::exists(path))
    return fail(Errc::not_found, "there is no file " + path);
  TRY(auto writer,
      sqlite::Connection::open(path, open_options(options, sqlite::OpenMode::read_write)));
  {
    TRY(auto transaction, sqlite::Transaction::begin(*writer, sqlite::TransactionKind::write));
    CHECK(migrate_schema(*writer, *catalogue));
    CHECK(upgrade_rows(*writer, catalogue));
    CHECK(transaction.commit());
  }
  return std::make_unique<SqliteStore>(std::move(writer), path, options, std::move(catalogue));
}

}  // namespace fieldbook::syncd
