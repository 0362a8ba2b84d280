#pragma once

// Reading a replica for lists, forms and search, on any thread through a connection of its own.
// SQL is made from the catalogue's names only; every value is bound.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/replica/looked_up.hpp"
#include "client/replica/meta.hpp"
#include "client/replica/replica.hpp"
#include "client/replica/shown_rows.hpp"
#include "shared/schema/view_filter.hpp"

namespace fieldbook::client {

/// A place in a list: the values of the sort columns of the last row shown, and its row number.
struct ListPosition {
  std::vector<schema::Value> sort_values;
  std::int64_t row = 0;
};

struct ListQuery {
  std::uint32_t entity = 0;                   ///< Entity::number
  std::string view;                           ///< name of a view of the entity; empty: none
  std::vector<schema::Condition> conditions;  ///< joined with AND to those of the view
  std::vector<schema::SortKey> sort;          ///< empty: the view's, else newest first
  std::string search;                         ///< words that each row must contain, as prefixes
  std::optional<ListPosition> after;          ///< keyset; or
  std::size_t offset = 0;
  std::size_t limit = 50;
};

struct ListRow {
  std::int64_t row = 0;
  schema::Row values;
  bool pending = false;                ///< a pending action changed it
  std::vector<schema::Value> related;  ///< filled by Queries::look_up
};

struct ListPage {
  std::vector<ListRow> rows;
  bool more = false;
  std::optional<ListPosition> next;  ///< `after` of the next page
  RowNames names;                    ///< filled by Queries::look_up
};

struct SearchHit {
  schema::RowKey key;
  std::string name;  ///< value of the entity's name column
};

class Queries {
 public:
  /// Opens a reading connection. Same errors as Replica::open; Errc::not_found before the file is
  /// made. `catalogue` must be the replica's (Replica::shared_catalogue).
  [[nodiscard]] static Result<std::unique_ptr<Queries>> open(
      const ReplicaOptions& options, std::shared_ptr<const schema::Catalogue> catalogue);
  /// Reads through the replica's own connection, on its thread: sees what is not committed too.
  explicit Queries(Replica& replica);
  ~Queries();

  /// What follows reads one state of the replica until the transaction goes out of scope. Not on
  /// the replica's own connection.
  [[nodiscard]] Result<sqlite::Transaction> snapshot();
  [[nodiscard]] const std::shared_ptr<const schema::Catalogue>& catalogue() const {
    return catalogue_;
  }
  /// Single rows, as rules read them.
  [[nodiscard]] schema::RowReader& rows() { return rows_; }
  [[nodiscard]] Meta meta() { return Meta(connection_); }
  /// Nothing before the first sign-in.
  [[nodiscard]] Result<std::optional<Identity>> identity();

  /// `now` and `zone_offset` (minutes east of UTC) evaluate `last_days`. Returns Errc::not_found
  /// for an unknown entity or view, Errc::invalid_argument for an unknown column.
  [[nodiscard]] Result<ListPage> list(const ListQuery& query, Instant now, int zone_offset);
  [[nodiscard]] Result<std::uint64_t> count(const ListQuery& query, Instant now, int zone_offset);
  [[nodiscard]] Result<std::optional<ListRow>> get(const schema::RowKey& key);
  /// Rows of `column`'s entity whose lookup points at `target`, in the entity's default order.
  [[nodiscard]] Result<ListPage> related(schema::ColumnHandle column, const Uuid& target,
                                         std::size_t limit);
  /// Adds what the page's lookups point at: the values of the view's related columns, and the names
  /// of looked-up rows in the view's columns (without a view, in all columns).
  [[nodiscard]] Status look_up(ListPage& page, const schema::Entity& entity,
                               const schema::View* view);
  /// Names of the rows that `want` asks for.
  [[nodiscard]] Result<RowNames> names(const std::function<void(LookedUp&)>& want);
  /// Ordinals in which the row, as shown, differs from the daemon's version.
  [[nodiscard]] Result<std::vector<std::uint32_t>> pending_columns(const schema::Row& shown);
  /// Newest first over everything that is indexed. Stops after `limit` hits. Rows that hold the
  /// words as typed; if those are fewer than `limit`, rows with words that begin so.
  [[nodiscard]] Result<std::vector<SearchHit>> search(std::string_view text, std::size_t limit);
  /// By relevance: slower (reads all matches), best first.
  [[nodiscard]] Result<std::vector<SearchHit>> search_ranked(std::string_view text,
                                                             std::size_t limit);

 private:
  [[nodiscard]] Result<schema::Viewer> viewer(Instant now, int zone_offset);
  [[nodiscard]] Result<std::vector<SearchHit>> search_newest(const std::string& query,
                                                             std::size_t limit);
  explicit Queries(std::unique_ptr<sqlite::Connection> connection,
                   std::shared_ptr<const schema::Catalogue> catalogue);
  std::unique_ptr<sqlite::Connection> own_;
  sqlite::Connection& connection_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  ReadRows rows_;
};

}  // namespace fieldbook::client
