#pragma once

// A small organisation with everything that exposure and decisions need: two customer accounts,
// two partner accounts, their people and roles, quotes, offers, bookings, work orders, projects.

#include <map>
#include <string>
#include <vector>

#include "shared/base/random.hpp"
#include "shared/schema/row.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::tests {

/// A person who signs in, and as what.
struct SimPerson {
  std::string name;
  Uuid id;
  Uuid account;
  schema::Audience audience = schema::Audience::customer;
};

struct SmallOrganisation {
  std::vector<schema::Row> rows;  ///< parents before children
  std::vector<SimPerson> people;
  std::vector<Uuid> customers, partners;
  std::map<std::string, Uuid, std::less<>> roles;     ///< by name
  std::map<std::string, Uuid, std::less<>> statuses;  ///< proposed, committed, traveling, …
  std::vector<Uuid> quotes, opportunities, bookings, work_orders, assets, agreements, projects;
  std::vector<Uuid> resources, teams, lines;
  Uuid forum, article;  ///< open to everybody

  /// Aborts when there is nobody of that name: ann and carl of the first customer, cleo of the
  /// second, paul and pia of the first partner, petra of the second, sam of the staff.
  [[nodiscard]] const SimPerson& person(std::string_view name) const;
};

/// Ids and numbers are drawn from `random`; `size` multiplies what there is of documents.
[[nodiscard]] SmallOrganisation make_small_organisation(Random& random, std::size_t size = 2);

/// A random id; its last byte spreads over the digest's leaves.
[[nodiscard]] Uuid random_id(Random& random);

/// The change that makes `row` what it is.
[[nodiscard]] schema::RowChange upsert(const schema::Row& row);

}  // namespace fieldbook::tests
