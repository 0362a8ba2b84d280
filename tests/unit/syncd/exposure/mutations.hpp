#pragma once

// Random changes to an organisation, aimed at what exposure reads: the same seed gives the same
// changes.

#include <optional>
#include <string>
#include <vector>

#include "shared/base/random.hpp"
#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {

/// One row's change, as both images; nothing where the row is not there.
struct Mutation {
  std::optional<schema::Row> before;
  std::optional<schema::Row> after;
  std::string text;  ///< "msdyn_workorder 1234… adx_exposetocustomer", for messages
};

class Mutator {
 public:
  /// `people` are contacts whose accounts and resources are chosen more often than others.
  Mutator(Organisation& organisation, std::uint64_t seed, std::vector<Uuid> people);

  /// Makes one change to `organisation.rows` and tells which.
  [[nodiscard]] Mutation next();

 private:
  [[nodiscard]] const schema::Row& some_row(const schema::Entity& entity);
  [[nodiscard]] std::optional<Uuid> some_id(const std::string& entity);
  [[nodiscard]] Mutation change();
  [[nodiscard]] Mutation remove();
  [[nodiscard]] Mutation restore();
  [[nodiscard]] Mutation copy();
  void set_something(schema::Row& row, const schema::Column& column);
  [[nodiscard]] const schema::Entity& some_entity();

  Organisation& organisation_;
  SeededRandom random_;
  std::vector<Uuid> people_;
  std::vector<schema::Row> removed_;
};

}  // namespace fieldbook::tests
