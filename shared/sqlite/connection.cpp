#include "shared/sqlite/connection.hpp"

#include <concepts>
#include <fmt/format.h>
#include <sqlite3.h>

namespace fieldbook::sqlite {
namespace {

Errc to_errc(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return Errc::already_exists;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Errc::corrupt;
    default: return Errc::storage;
  }
}

std::unexpected<Error> failure(sqlite3* database, int code, std::string_view doing) {
  return fail(to_errc(code),
              fmt::format("{}: {} ({})", doing,
                          database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code),
                          sqlite3_extended_errcode(database)));
}

const char* pragma_name(Synchronous synchronous) {
  switch (synchronous) {
    case Synchronous::off: return "OFF";
    case Synchronous::normal: return "NORMAL";
    case Synchronous::full: return "FULL";
  }
  return "FULL";
}

int open_flags(OpenMode mode) {
  switch (mode) {
    case OpenMode::read_write_create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case OpenMode::read_write: return SQLITE_OPEN_READWRITE;
    case OpenMode::read_only: return SQLITE_OPEN_READONLY;
  }
  return SQLITE_OPEN_READONLY;
}

}  // namespace

struct Connection::CachedStatement {
  sqlite3_stmt* handle = nullptr;
  bool in_use = false;
  ~CachedStatement() { sqlite3_finalize(handle); }
};

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(other.handle_), in_use_(other.in_use_) {
  other.handle_ = nullptr;
  other.in_use_ = nullptr;
}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  if (in_use_ == nullptr) {
    sqlite3_finalize(handle_);
    return;
  }
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  *in_use_ = false;
}

void Statement::bind(int position, std::int64_t value) {
  ASSERT(sqlite3_bind_int64(handle_, position + 1, value) == SQLITE_OK);
}
void Statement::bind(int position, double value) {
  ASSERT(sqlite3_bind_double(handle_, position + 1, value) == SQLITE_OK);
}
void Statement::bind(int position, std::string_view text) {
  ASSERT(sqlite3_bind_text64(handle_, position + 1, text.data() != nullptr ? text.data() : "",
                             text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
}
void Statement::bind(int position, ByteView bytes) {
  if (bytes.empty()) {
    ASSERT(sqlite3_bind_zeroblob(handle_, position + 1, 0) == SQLITE_OK);
    return;
  }
  ASSERT(sqlite3_bind_blob64(handle_, position + 1, bytes.data(), bytes.size(), SQLITE_TRANSIENT) ==
         SQLITE_OK);
}
void Statement::bind_null(int position) {
  ASSERT(sqlite3_bind_null(handle_, position + 1) == SQLITE_OK);
}
void Statement::bind_view(int position, std::string_view text) {
  ASSERT(sqlite3_bind_text64(handle_, position + 1, text.data() != nullptr ? text.data() : "",
                             text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
}
void Statement::bind_view(int position, ByteView bytes) {
  if (bytes.empty()) {
    ASSERT(sqlite3_bind_zeroblob(handle_, position + 1, 0) == SQLITE_OK);
    return;
  }
  ASSERT(sqlite3_bind_blob64(handle_, position + 1, bytes.data(), bytes.size(), SQLITE_STATIC) ==
         SQLITE_OK);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto error = failure(database_, code, sqlite3_sql(handle_));
  sqlite3_reset(handle_);
  return error;
}

Status Statement::run() {
  const auto stepped = step();
  reset();
  if (!stepped) return std::unexpected(stepped.error());
  return {};
}

void Statement::reset() { sqlite3_reset(handle_); }
int Statement::column_count() const { return sqlite3_column_count(handle_); }
bool Statement::is_null(int column) const { return type(column) == SQLITE_NULL; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::floating(int column) const { return sqlite3_column_double(handle_, column); }
std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}
ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}
Uuid Statement::uuid(int column) const { return to_uuid(blob(column)).value_or(Uuid{}); }
int Statement::type(int column) const { return sqlite3_column_type(handle_, column); }

Connection::Connection(sqlite3* database) : database_(database) {}

Connection::~Connection() {
  cache_.clear();
  sqlite3_close_v2(database_);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path,
                                                     const OpenOptions& options) {
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database, open_flags(options.mode) | SQLITE_OPEN_NOMUTEX,
                      options.vfs.empty() ? nullptr : options.vfs.c_str());
  std::unique_ptr<Connection> connection(new Connection(database));
  if (code != SQLITE_OK) return failure(database, code, "open " + path);
  sqlite3_busy_timeout(database, options.busy_timeout_ms);
#if FIELDBOOK_SQLITE_ENCRYPTION
  if (options.key) {
    // The raw form skips key derivation: the key is random already.
    const std::string pragma =
        fmt::format("PRAGMA cipher='aegis'; PRAGMA key='raw:{}'", to_hex(*options.key));
    if (auto keyed = connection->execute(pragma); !keyed)
      return fail(keyed.error().code, "open " + path + ": the key was not accepted");
  }
#endif
  const std::string pragmas = fmt::format(
      "PRAGMA page_size={}; PRAGMA cache_size=-{}; PRAGMA temp_store=MEMORY; "
      "PRAGMA synchronous={}; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; "
      "PRAGMA cell_size_check=ON",
      options.page_bytes, options.cache_kib, pragma_name(options.synchronous));
  CHECK(connection->execute(pragmas));
  if (options.mode != OpenMode::read_only) CHECK(connection->execute("PRAGMA journal_mode=WAL"));
  // Reads the first page: a wrong key or a foreign file shows here, not at the first query.
  CHECK(connection->execute("SELECT count(*) FROM sqlite_schema"));
  if (!options.checkpoints) connection->checkpoint_at(0);
  sqlite3_wal_hook(database, &Connection::on_commit, connection.get());
  return connection;
}

/// A checkpoint that cannot be made, or not in full, is made after a later commit.
int Connection::on_commit(void* self, sqlite3* database, const char* name, int pages) {
  auto& connection = *static_cast<Connection*>(self);
  connection.log_pages_ = pages;
  if (connection.checkpoint_pages_ > 0 && pages >= connection.checkpoint_pages_)
    sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return SQLITE_OK;
}

Result<Statement> Connection::try_prepare(std::string_view sql) {
  auto& cached = cache_[std::string(sql)];
  if (!cached) cached = std::make_unique<CachedStatement>();
  const bool reuse = !cached->in_use;
  sqlite3_stmt* handle = reuse ? cached->handle : nullptr;
  if (handle == nullptr) {
    const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                        reuse ? SQLITE_PREPARE_PERSISTENT : 0, &handle, nullptr);
    if (code != SQLITE_OK) return failure(database_, code, sql);
    if (reuse) cached->handle = handle;
  }
  if (!reuse) return Statement(database_, handle, nullptr);
  cached->in_use = true;
  return Statement(database_, handle, &cached->in_use);
}

Statement Connection::prepare(std::string_view sql) {
  auto statement = try_prepare(sql);
  if (!statement) {
    fmt::print(stderr, "{}\n", statement.error().message);
    ASSERT(statement.has_value());
  }
  return *std::move(statement);
}

Status Connection::execute(std::string_view sql) {
  const std::string text(sql);
  const int code = sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    // A key must not reach a log through an error message.
    const bool secret = text.find("key=") != std::string::npos;
    return failure(database_, code, secret ? "PRAGMA key" : text);
  }
  return {};
}

std::int64_t Connection::last_insert_row() const { return sqlite3_last_insert_rowid(database_); }
std::int64_t Connection::changes() const { return sqlite3_changes64(database_); }

std::int64_t Connection::total_changes() const { return sqlite3_total_changes64(database_); }

Result<std::int64_t> Connection::data_version() {
  auto statement = prepare("PRAGMA data_version");
  TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Status Connection::checkpoint() {
  CHECK(execute("PRAGMA wal_checkpoint(PASSIVE)"));
  log_pages_ = 0;
  return {};
}

Status Connection::check_integrity() {
  TRY(auto statement, try_prepare("PRAGMA integrity_check(1)"));
  TRY(const bool row, statement.step());
  if (!row || statement.text(0) != "ok")
    return fail(Errc::corrupt, row ? std::string(statement.text(0)) : "no answer");
  return {};
}

Status Connection::back_up_to(const std::string& path) {
  auto statement = prepare("VACUUM INTO ?");
  statement.bind(0, path);
  return statement.run();
}

void Connection::interrupt() { sqlite3_interrupt(database_); }

std::string library_version() { return sqlite3_libversion(); }
bool can_encrypt() { return FIELDBOOK_SQLITE_ENCRYPTION != 0; }

Result<Transaction> Transaction::begin(Connection& connection, TransactionKind kind) {
  CHECK(connection.execute(kind == TransactionKind::write ? "BEGIN IMMEDIATE" : "BEGIN"));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
  other.connection_ = nullptr;
}

Transaction::~Transaction() { roll_back(); }

Status Transaction::commit() {
  ASSERT(connection_ != nullptr);
  auto committed = connection_->execute("COMMIT");
  if (!committed) {
    roll_back();
    return committed;
  }
  connection_ = nullptr;
  return {};
}

void Transaction::roll_back() {
  if (connection_ == nullptr) return;
  // After some errors SQLite has rolled back by itself.
  if (sqlite3_get_autocommit(connection_->handle()) == 0)
    static_cast<void>(connection_->execute("ROLLBACK"));
  connection_ = nullptr;
}

Result<Savepoint> Savepoint::begin(Connection& connection) {
  CHECK(connection.execute("SAVEPOINT fieldbook"));
  return Savepoint(connection);
}

Savepoint::Savepoint(Savepoint&& other) noexcept : connection_(other.connection_) {
  other.connection_ = nullptr;
}

Savepoint::~Savepoint() {
  if (connection_ == nullptr || sqlite3_get_autocommit(connection_->handle()) != 0) return;
  static_cast<void>(connection_->execute("ROLLBACK TO fieldbook; RELEASE fieldbook"));
}

Status Savepoint::release() {
  ASSERT(connection_ != nullptr);
  CHECK(connection_->execute("RELEASE fieldbook"));
  connection_ = nullptr;
  return {};
}

}  // namespace fieldbook::sqlite
