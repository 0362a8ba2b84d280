#pragma once

// SQLite behind values and Results: the only folder that includes sqlite3.h. A connection and its
// statements belong to one thread at a time.
//
// An encrypted database is whole-file encrypted and authenticated with AEGIS (design.md section
// 9); the key is 32 random bytes that the caller keeps.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace fieldbook::sqlite {

using Key = FixedBytes<32>;

enum class OpenMode : std::uint8_t { read_write_create, read_write, read_only };
enum class Synchronous : std::uint8_t { off, normal, full };

struct OpenOptions {
  OpenMode mode = OpenMode::read_write_create;
  std::optional<Key> key;  ///< none: a plain file
  Synchronous synchronous = Synchronous::full;
  std::string vfs;  ///< name of a registered VFS; empty = the system's
  int cache_kib = 16'000;
  int page_bytes = 4'096;  ///< of a file that is made; one that is there keeps its own
  int busy_timeout_ms = 5'000;
  bool checkpoints = true;  ///< false: this connection never checkpoints by itself
};

/// A prepared statement. Binding positions and columns count from 0. Borrowed from its connection,
/// which resets it when the Statement goes out of scope.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  void bind(int position, std::int64_t value);
  void bind(int position, double value);
  void bind(int position, std::string_view text);
  void bind(int position, const char* text) { bind(position, std::string_view(text)); }
  void bind(int position, ByteView bytes);
  void bind(int position, const Uuid& uuid) { bind(position, ByteView(uuid.bytes)); }
  void bind_null(int position);
  /// Binds without copying: `text` and `bytes` must live until the next step() or reset().
  void bind_view(int position, std::string_view text);
  void bind_view(int position, ByteView bytes);
  /// bind_all(a, b, c) binds positions 0, 1, 2. Integers of every width and bool are taken.
  template <class... Arguments>
  void bind_all(const Arguments&... arguments) {
    int position = 0;
    (bind_one(position++, arguments), ...);
  }

  /// True when there is a row, false at the end. Returns Errc::already_exists for a broken unique
  /// constraint, Errc::unavailable when busy, Errc::corrupt for a damaged file or wrong key,
  /// Errc::storage for everything else that the disk or SQLite refuses.
  [[nodiscard]] Result<bool> step();
  /// Steps a statement that yields no rows, then resets it.
  [[nodiscard]] Status run();
  void reset();

  [[nodiscard]] int column_count() const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double floating(int column) const;
  /// Valid until the next step(), reset() or the end of the statement.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] ByteView blob(int column) const;
  /// Nil for null or another length than 16.
  [[nodiscard]] Uuid uuid(int column) const;
  /// SQLITE_INTEGER 1, SQLITE_FLOAT 2, SQLITE_TEXT 3, SQLITE_BLOB 4, SQLITE_NULL 5.
  [[nodiscard]] int type(int column) const;

 private:
  friend class Connection;
  Statement(sqlite3* database, sqlite3_stmt* handle, bool* in_use)
      : database_(database), handle_(handle), in_use_(in_use) {}
  void bind_one(int position, std::string_view value) { bind(position, value); }
  void bind_one(int position, const Uuid& value) { bind(position, value); }
  void bind_one(int position, ByteView value) { bind(position, value); }
  void bind_one(int position, double value) { bind(position, value); }
  template <std::integral Integer>
  void bind_one(int position, Integer value) {
    bind(position, static_cast<std::int64_t>(value));
  }

  sqlite3* database_;
  sqlite3_stmt* handle_;
  bool* in_use_;  // null: the statement is finalised, not returned to the cache
};

class Connection {
 public:
  /// Opens, sets the key and the pragmas: WAL, the given synchronous level, foreign keys off,
  /// trusted schema off, secure delete on. Returns Errc::corrupt for a wrong key or a damaged
  /// file, Errc::storage when it cannot be opened.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path,
                                                                const OpenOptions& options = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A statement from the cache (prepared once per text). Aborts when the text does not compile:
  /// SQL is written by us, never by input. `sql` may nest: a text in use is prepared again.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// As prepare, for SQL whose tables may be absent or damaged. Returns Errc::corrupt or
  /// Errc::storage.
  [[nodiscard]] Result<Statement> try_prepare(std::string_view sql);
  /// Runs statements that yield nothing, separated by semicolons.
  [[nodiscard]] Status execute(std::string_view sql);

  [[nodiscard]] std::int64_t last_insert_row() const;
  /// Rows changed by the latest INSERT, UPDATE or DELETE.
  [[nodiscard]] std::int64_t changes() const;
  /// Rows changed since the connection was opened.
  [[nodiscard]] std::int64_t total_changes() const;
  /// Changes when another connection commits to the file (PRAGMA data_version).
  [[nodiscard]] Result<std::int64_t> data_version();
  /// Moves the WAL into the file as far as readers allow.
  [[nodiscard]] Status checkpoint();
  /// From how many pages in the WAL on a commit checkpoints by itself; 0 = never. It takes some ten
  /// milliseconds, which whoever waits for that commit waits too.
  void checkpoint_at(int pages) { checkpoint_pages_ = pages; }
  /// Pages in the WAL after the latest commit; 0 after checkpoint().
  [[nodiscard]] int log_pages() const { return log_pages_; }
  /// Runs PRAGMA integrity_check. Returns Errc::corrupt with its first finding.
  [[nodiscard]] Status check_integrity();
  /// Copies the database to a new file at `path` under the same key, while writers go on.
  [[nodiscard]] Status back_up_to(const std::string& path);
  /// Stops a running statement soon; callable from any thread.
  void interrupt();
  [[nodiscard]] sqlite3* handle() const { return database_; }

 private:
  struct CachedStatement;
  explicit Connection(sqlite3* database);
  static int on_commit(void* self, sqlite3* database, const char* name, int pages);
  sqlite3* database_;
  int checkpoint_pages_ = 1'000;
  int log_pages_ = 0;
  std::unordered_map<std::string, std::unique_ptr<CachedStatement>> cache_;
};

/// Version text of the library that runs ("3.53.4"), and whether it can encrypt.
[[nodiscard]] std::string library_version();
[[nodiscard]] bool can_encrypt();

enum class TransactionKind : std::uint8_t { read, write };

/// BEGIN at construction; ROLLBACK at the end of the scope unless commit() succeeded.
class Transaction {
 public:
  /// write: takes the write lock at once (BEGIN IMMEDIATE). Returns Errc::unavailable when another
  /// connection holds it past the busy timeout.
  [[nodiscard]] static Result<Transaction> begin(Connection& connection, TransactionKind kind);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  /// Returns Errc::storage when the disk refuses; the transaction is then rolled back.
  [[nodiscard]] Status commit();
  void roll_back();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

/// A savepoint inside a transaction; rolled back at the end of the scope unless released.
class Savepoint {
 public:
  [[nodiscard]] static Result<Savepoint> begin(Connection& connection);
  Savepoint(Savepoint&& other) noexcept;
  Savepoint& operator=(Savepoint&&) = delete;
  ~Savepoint();
  [[nodiscard]] Status release();

 private:
  explicit Savepoint(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace fieldbook::sqlite
