#pragma once

// Who may see what, a second time and as plainly as possible: predicates over whole tables in the
// words of DOMAIN.md 2.3, 4.3, 4.4, 5.1 and 6, by full scans. It shares nothing with
// syncd/exposure, so that each can find the other's mistakes. Slow on purpose.

#include <memory>
#include <set>
#include <span>

#include "shared/schema/row.hpp"

namespace fieldbook::tests {

class NaiveExposure {
 public:
  /// Takes what it needs of `rows` (all rows of the organisation) into tables of its own. The
  /// exposure flags are the default columns.
  NaiveExposure(const schema::Catalogue& catalogue, std::span<const schema::Row> rows);
  ~NaiveExposure();

  /// The rows that `person` (contact or systemuser) sees when signed in as `audience`; empty when
  /// the person may not sign in as that, or is not there.
  [[nodiscard]] std::set<schema::RowKey> view(const Uuid& person, schema::Audience audience) const;

  /// Cases of the view that are there only because they are published: others than staff receive
  /// of them what 5.2 calls limited fields.
  [[nodiscard]] std::set<schema::RowKey> published_to(const Uuid& person,
                                                      schema::Audience audience) const;

  /// Rows of this entity are seen by everybody who may sign in, so that others than staff receive
  /// those of its columns alone that every audience receives (design.md 5).
  [[nodiscard]] static bool everybody_sees(std::string_view entity);

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace fieldbook::tests
