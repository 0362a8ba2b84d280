#pragma once

// Just enough around sqlite3.h to write the floors with: a connection with the replica's pragmas,
// statements, and rows as values. Anything that SQLite refuses ends the program: a floor that
// failed is no floor.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <variant>
#include <vector>

namespace fieldbook::bench {

using Value = std::variant<std::monostate, std::int64_t, double, std::string, std::vector<char>>;
using Row = std::vector<Value>;

/// Seconds of the monotonic clock, which all processes share.
[[nodiscard]] double now_seconds();

class Bare {
 public:
  /// Opens or makes the file with AEGIS, WAL and the replica's pragmas; an empty key: no cipher.
  /// `page_bytes` counts for a file that is made.
  Bare(const std::string& path, const std::string& key_hex, int page_bytes);
  ~Bare();
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void execute(const std::string& sql);
  /// All rows that `sql` yields.
  [[nodiscard]] std::vector<Row> rows(const std::string& sql);
  /// The first column of the first row, as a number.
  [[nodiscard]] std::int64_t number(const std::string& sql);
  void close();
  [[nodiscard]] sqlite3* handle() const { return database_; }

 private:
  sqlite3* database_ = nullptr;
};

class Prepared {
 public:
  Prepared(Bare& database, const std::string& sql);
  ~Prepared();
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  /// Binds without copying, runs to the end, resets. `row` must live until it returns.
  void run(const Row& row);
  /// The same, and gives the rows that came.
  [[nodiscard]] std::vector<Row> read(const Row& row);

 private:
  void bind(const Row& row);
  void end(int code);

  Bare& database_;
  sqlite3_stmt* handle_ = nullptr;
};

/// Ends the program with what SQLite or the caller says.
[[noreturn]] void give_up(const std::string& why);

}  // namespace fieldbook::bench
