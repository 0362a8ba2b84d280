#pragma once

// Which finished rows devices still carry (design.md section 5). Rights do not end with a window: a
// row outside of it may be acted on and is found by online search; it is only not copied to
// devices. Staff carry every row. A site sets the days of each window; without days there is none.
//
// A row leaves as days pass, without anybody changing it. So the answer depends on the day that the
// caller names, which a store keeps and moves for all its rows at once (Committer::move_window).

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/schema/row_reader.hpp"
#include "syncd/exposure/columns.hpp"

namespace fieldbook::syncd {

/// Days by entity: msdyn_workorder, bookableresourcebooking, incident, invoice, quote, opportunity,
/// msdyn_project. Their details go with them.
using WindowDays = std::map<std::string, std::int64_t, std::less<>>;

class Windows {
 public:
  /// What is read is added to `use`. Entities with 0 days or without a rule here have no window.
  Windows(const schema::Catalogue& catalogue, const WindowDays& days, ColumnUse& use);

  [[nodiscard]] bool are_off() const { return rules_.empty(); }
  /// Whether devices carry `row` on `day` (UTC, days since 1970-01-01). A detail is carried as its
  /// parent is; without its parent nothing is said against it.
  [[nodiscard]] Result<bool> carries(const schema::Row& row, std::int64_t day,
                                     schema::RowReader& rows) const;
  /// Numbers of the entities that have a window, ascending.
  [[nodiscard]] std::set<std::uint32_t> entities() const;
  /// Adds the rows that are carried as `parent` is, which has a window.
  [[nodiscard]] Status details(const schema::Row& parent, schema::RowReader& rows,
                               std::set<schema::RowKey>& out) const;

 private:
  struct Rule {
    std::int64_t days = 0;
    std::optional<schema::ColumnHandle> state;      ///< unset: finished once the day has passed
    std::set<std::int64_t> unfinished;              ///< values of `state`
    std::optional<schema::ColumnHandle> status;     ///< another column that says finished, by
    std::set<std::int64_t> finished;                ///< these values
    std::vector<schema::ColumnHandle> finished_on;  ///< the first that has a value
  };
  struct Parent {
    schema::ColumnHandle lookup;
    std::uint32_t entity = 0;
  };

  [[nodiscard]] bool is_inside(const schema::Row& row, const Rule& rule, std::int64_t day) const;

  std::map<std::uint32_t, Rule> rules_;
  std::map<std::uint32_t, Parent> parents_;  ///< of details, some of which are parents themselves
};

}  // namespace fieldbook::syncd
