#include "client/replica/list_sql.hpp"

#include <fmt/format.h>

#include "client/replica/search_text.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

class Builder {
 public:
  Builder(const schema::Entity& entity, const schema::Viewer& viewer)
      : entity_(entity), viewer_(viewer) {}

  Status add(const schema::Condition& condition) {
    TRY(const schema::Column* column, this->column(condition.column));
    const std::string name = schema::quoted(column->name);
    switch (condition.op) {
      case schema::Operator::is_null: restrict(name + " IS NULL"); return {};
      case schema::Operator::is_not_null: restrict(name + " IS NOT NULL"); return {};
      case schema::Operator::equal:
      case schema::Operator::not_equal:
        if (condition.values.size() != 1) return wrong(*column, "one value");
        // A row without a value is not equal to any.
        restrict(name + (condition.op == schema::Operator::equal ? " = ?" : " IS NOT ?"));
        out_.values.push_back(condition.values[0]);
        return {};
      case schema::Operator::in: {
        std::string marks;
        for (const schema::Value& value : condition.values) {
          marks += marks.empty() ? "?" : ", ?";
          out_.values.push_back(value);
        }
        restrict(fmt::format("{} IN ({})", name, marks));
        return {};
      }
      case schema::Operator::last_days: return add_last_days(*column, condition);
      case schema::Operator::me:
        restrict(name + " = ?");
        out_.values.emplace_back(viewer_.user);
        return {};
    }
    return {};
  }

  Status sort(const std::vector<schema::SortKey>& keys) {
    std::string order;
    bool descending = keys.empty();
    for (const schema::SortKey& key : keys) {
      TRY(const schema::Column* column, this->column(key.column));
      descending = key.direction == schema::SortDirection::descending;
      out_.sort_columns.push_back(column);
      directions_.push_back(descending);
      order += fmt::format("{}{}, ", schema::quoted(column->name), descending ? " DESC" : "");
    }
    // The row number makes the order total, in the direction that an index ends with.
    directions_.push_back(descending);
    out_.order = fmt::format(" ORDER BY {}row{}", order, descending ? " DESC" : "");
    return {};
  }

  /// Rows that come after `position`: greater in the first key that differs. Nulls come first when
  /// ascending, as SQLite sorts them.
  Status after(const ListPosition& position) {
    const auto& columns = out_.sort_columns;
    if (position.sort_values.size() != columns.size())
      return fail(Errc::invalid_argument, "a position of another sort");
    std::string any;
    std::vector<schema::Value> values;
    for (std::size_t last = 0; last <= columns.size(); ++last) {
      std::string all;
      for (std::size_t i = 0; i < last; ++i) {
        all += fmt::format("{} IS ? AND ", schema::quoted(columns[i]->name));
        values.push_back(position.sort_values[i]);
      }
      if (last == columns.size()) {
        all += directions_[last] ? "row < ?" : "row > ?";
        values.emplace_back(position.row);
      } else {
        all += beyond(schema::quoted(columns[last]->name), position.sort_values[last],
                      directions_[last], values);
      }
      any += fmt::format("{}({})", any.empty() ? "" : " OR ", all);
    }
    restrict(fmt::format("({})", any));
    for (schema::Value& value : values) out_.values.push_back(std::move(value));
    return {};
  }

  void search(std::string_view typed) {
    const std::string query = match_query(typed, WordEnds::open);
    if (query.empty()) return;
    restrict("row IN (SELECT rowid FROM search WHERE search MATCH ?)");
    out_.values.emplace_back(query);
  }

  ListSql take() { return std::move(out_); }

 private:
  Result<const schema::Column*> column(std::string_view name) const {
    const schema::Column* column = entity_.find(name);
    if (column == nullptr)
      return fail(Errc::invalid_argument, fmt::format("{} has no column {}", entity_.name, name));
    return column;
  }
  static std::unexpected<Error> wrong(const schema::Column& column, std::string_view what) {
    return fail(Errc::invalid_argument,
                fmt::format("a condition on {} takes {}", column.name, what));
  }
  void restrict(std::string_view condition) {
    out_.where += out_.where.empty() ? " WHERE " : " AND ";
    out_.where += condition;
  }
  static std::string beyond(const std::string& name, const schema::Value& value, bool descending,
                            std::vector<schema::Value>& values) {
    if (schema::is_null(value)) return descending ? "false" : name + " IS NOT NULL";
    values.push_back(value);
    return descending ? fmt::format("({0} < ? OR {0} IS NULL)", name) : name + " > ?";
  }

  Status add_last_days(const schema::Column& column, const schema::Condition& condition) {
    const auto* days =
        condition.values.size() == 1 ? std::get_if<std::int64_t>(&condition.values[0]) : nullptr;
    if (days == nullptr) return wrong(column, "a number of days");
    const schema::LastDays bounds = schema::last_days(column.type, *days, viewer_);
    restrict(fmt::format("{0} >= ? AND {0} <= ?", schema::quoted(column.name)));
    out_.values.emplace_back(bounds.from);
    out_.values.emplace_back(bounds.until);
    return {};
  }

  const schema::Entity& entity_;
  const schema::Viewer& viewer_;
  ListSql out_;
  std::vector<bool> directions_;
};

}  // namespace

Result<ListSql> list_sql(const schema::Entity& entity, const ListQuery& query,
                         const schema::Viewer& viewer) {
  Builder builder(entity, viewer);
  const schema::View* view = nullptr;
  if (!query.view.empty()) {
    view = entity.find_view(query.view);
    if (view == nullptr)
      return fail(Errc::not_found, fmt::format("{} has no view {}", entity.name, query.view));
    for (const schema::Condition& condition : view->conditions) CHECK(builder.add(condition));
  }
  for (const schema::Condition& condition : query.conditions) CHECK(builder.add(condition));
  builder.search(query.search);
  CHECK(builder.sort(query.sort.empty() && view != nullptr ? view->sort : query.sort));
  if (query.after) CHECK(builder.after(*query.after));
  return builder.take();
}

}  // namespace fieldbook::client
