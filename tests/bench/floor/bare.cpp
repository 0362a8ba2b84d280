#include "tests/bench/floor/bare.hpp"

#include <cstdio>
#include <cstdlib>

namespace fieldbook::bench {
namespace {

Value column(sqlite3_stmt* handle, int at) {
  switch (sqlite3_column_type(handle, at)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(handle, at)};
    case SQLITE_FLOAT: return sqlite3_column_double(handle, at);
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(handle, at)),
                         static_cast<std::size_t>(sqlite3_column_bytes(handle, at)));
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(handle, at));
      return std::vector<char>(data, data + sqlite3_column_bytes(handle, at));
    }
    default: return std::monostate{};
  }
}

struct Bind {
  sqlite3_stmt* handle;
  int at;
  int operator()(std::monostate) const { return sqlite3_bind_null(handle, at); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(handle, at, value); }
  int operator()(double value) const { return sqlite3_bind_double(handle, at, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(handle, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const std::vector<char>& value) const {
    if (value.empty()) return sqlite3_bind_zeroblob(handle, at, 0);
    return sqlite3_bind_blob64(handle, at, value.data(), value.size(), SQLITE_STATIC);
  }
};

}  // namespace

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_floor: %s\n", why.c_str());
  std::exit(1);
}

Bare::Bare(const std::string& path, const std::string& key_hex, int page_bytes) {
  if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) give_up("open " + path);
  if (!key_hex.empty()) execute("PRAGMA cipher='aegis'; PRAGMA key='raw:" + key_hex + "'");
  execute("PRAGMA page_size=" + std::to_string(page_bytes) +
          "; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; "
          "PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=16000");
}

Bare::~Bare() { close(); }

void Bare::close() {
  if (database_ != nullptr && sqlite3_close(database_) != SQLITE_OK)
    give_up("a statement was still open");
  database_ = nullptr;
}

void Bare::execute(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    give_up(sql.substr(0, 200) + ": " + sqlite3_errmsg(database_));
}

std::vector<Row> Bare::rows(const std::string& sql) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &handle, nullptr) != SQLITE_OK)
    give_up(sql + ": " + sqlite3_errmsg(database_));
  std::vector<Row> out;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(handle)) == SQLITE_ROW) {
    Row row;
    for (int i = 0; i < sqlite3_column_count(handle); ++i) row.push_back(column(handle, i));
    out.push_back(std::move(row));
  }
  if (code != SQLITE_DONE) give_up(sql + ": " + sqlite3_errmsg(database_));
  sqlite3_finalize(handle);
  return out;
}

std::int64_t Bare::number(const std::string& sql) {
  const auto found = rows(sql);
  if (found.empty()) give_up(sql + " yields nothing");
  const auto* value = std::get_if<std::int64_t>(&found[0].at(0));
  return value == nullptr ? 0 : *value;
}

Prepared::Prepared(Bare& database, const std::string& sql) : database_(database) {
  if (sqlite3_prepare_v3(database.handle(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &handle_,
                         nullptr) != SQLITE_OK)
    give_up(sql + ": " + sqlite3_errmsg(database.handle()));
}

Prepared::~Prepared() { sqlite3_finalize(handle_); }

void Prepared::bind(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i)
    if (std::visit(Bind{handle_, static_cast<int>(i) + 1}, row[i]) != SQLITE_OK)
      give_up("a value could not be bound");
}

void Prepared::end(int code) {
  if (code != SQLITE_DONE) give_up(sqlite3_errmsg(database_.handle()));
  sqlite3_reset(handle_);
}

void Prepared::run(const Row& row) {
  bind(row);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(handle_);
  end(code);
}

std::vector<Row> Prepared::read(const Row& row) {
  bind(row);
  std::vector<Row> out;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(handle_)) == SQLITE_ROW) {
    Row& found = out.emplace_back();
    for (int i = 0; i < sqlite3_column_count(handle_); ++i) found.push_back(column(handle_, i));
  }
  end(code);
  return out;
}

}  // namespace fieldbook::bench
