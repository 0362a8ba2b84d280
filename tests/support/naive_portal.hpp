#pragma once

// The part of the naive model that is about papers, cases, knowledge and forums:
// DOMAIN.md 4.2, 4.3, 5 and 6, row by row, by full scans. It asks the rest of the model about other
// rows through `sees`.

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "shared/schema/row.hpp"
#include "tests/support/naive_tables.hpp"

namespace fieldbook::tests::naive {

/// Who asks, as 2.3 says `me` and `A`.
struct Visitor {
  Uuid contact;
  Id account;
  std::set<std::string> roles;  ///< names as they are written on the role rows
  bool fs_customer = false;
  bool psa_customer = false;
  bool partner = false;  ///< any partner role
  schema::Audience audience = schema::Audience::customer;
};

class Portal {
 public:
  /// Keeps copies of the rows it needs.
  explicit Portal(std::span<const schema::Row> rows);

  /// Whether the answer about this entity is here.
  [[nodiscard]] bool decides(const std::string& entity) const;
  using Sees = std::function<bool(const std::string& entity, const Uuid& id)>;
  [[nodiscard]] bool may_see(const std::string& entity, const Uuid& id, const Visitor& me,
                             const Sees& sees) const;
  /// 5.2: whether the person sees the case because it is published, and for no reason of its own.
  [[nodiscard]] bool only_as_published(const Uuid& incident, const Visitor& me) const;
  /// 4.2: whether the contact is a colleague whom `me` may list.
  [[nodiscard]] bool lists_colleague(const Contact& contact, const Visitor& me) const;

 private:
  using Rows = std::vector<schema::Row>;
  [[nodiscard]] const Rows& all(const std::string& entity) const;
  [[nodiscard]] const schema::Row* one(const std::string& entity, const Id& id) const;

  [[nodiscard]] bool invoice(const schema::Row& row, const Visitor& me) const;
  [[nodiscard]] bool contract(const schema::Row& row, const Visitor& me) const;
  [[nodiscard]] bool deal(const schema::Row& row, const Visitor& me, const Sees& sees) const;
  [[nodiscard]] bool changes_rights_of(const schema::Row& row, const Visitor& me) const;
  [[nodiscard]] bool reads_case(const schema::Row& row, const Visitor& me) const;
  [[nodiscard]] bool article(const schema::Row& row) const;
  [[nodiscard]] bool is_published(const schema::Row& row) const;
  [[nodiscard]] bool forum(const schema::Row& row, const Visitor& me) const;
  [[nodiscard]] bool thread(const schema::Row& row, const Visitor& me) const;

  std::map<std::string, Rows> rows_;
};

}  // namespace fieldbook::tests::naive
