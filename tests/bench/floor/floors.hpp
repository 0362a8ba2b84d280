#pragma once

// The floors: what a bare C++ program on the same SQLite, cipher, pragmas and tables takes for the
// work of a row of the table. Rows are in memory before a floor's clock starts.

#include <map>

#include "shared/schema/ddl.hpp"
#include "tests/bench/floor/bare.hpp"

namespace fieldbook::bench {

/// The tables that hold rows of entities, in a replica as in the daemon's store.
[[nodiscard]] std::vector<std::string> entity_tables(Bare& database);
[[nodiscard]] std::string quoted_name(const std::string& name);
[[nodiscard]] std::string placeholders(std::size_t count);

/// What the search index holds of each row: row number and three texts by weight.
class SearchTexts {
 public:
  SearchTexts(Bare& database, const schema::Catalogue& catalogue);
  [[nodiscard]] std::vector<Row> of(Bare& database, const std::string& table,
                                    const std::string& where) const;

 private:
  struct Table {
    std::vector<std::size_t> parts;
    std::string selection;
  };
  std::map<std::string, Table> tables_;
};

struct FillFloor {
  double seconds = 0;
  std::size_t rows = 0;
};
/// Writes all rows of the replica at `source` to a new file `out`: tables, one transaction, indexes
/// from the rows (faster than keeping them), the search index if asked for, commit, close.
[[nodiscard]] FillFloor fill_floor(const std::string& source, const std::string& key,
                                   const std::string& out, bool search,
                                   const schema::Catalogue& catalogue);

struct ReplayFloor {
  double seconds = 0;  ///< of the transactions alone
  std::size_t rows = 0;
  std::size_t transactions = 0;
};
/// Brings the file `before` to the state of `after`: each row that differs is updated, inserted or
/// deleted, in transactions of `group` rows a table, each on disk before the next. `entities_only`
/// leaves out bookkeeping tables; `search` renews the search index of changed rows too.
[[nodiscard]] ReplayFloor replay_floor(const std::string& before, const std::string& after,
                                       const std::string& key, std::size_t group,
                                       bool entities_only, bool search,
                                       const schema::Catalogue& catalogue);

/// `count` times: one message over a loopback socket to another process, which updates one row of
/// the largest entity table and commits to disk. Seconds from before the write to after the commit.
[[nodiscard]] std::vector<double> loop_floor(const std::string& path, const std::string& key,
                                             std::size_t count);

}  // namespace fieldbook::bench
