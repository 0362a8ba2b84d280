#pragma once

// Random changes to the rows of a model: the same seed gives the same changes.

#include "shared/base/random.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::tests {

class RandomChanges {
 public:
  RandomChanges(const MapReader& model, std::uint64_t seed) : model_(model), random_(seed) {}
  /// Between one and `most` changes: columns set, rows removed, put back and copied.
  [[nodiscard]] std::vector<schema::RowChange> next(std::size_t most);

 private:
  [[nodiscard]] schema::RowChange one();
  [[nodiscard]] const schema::Row& some_row();
  [[nodiscard]] std::optional<Uuid> some_id(const std::string& entity);
  [[nodiscard]] schema::RowChange change(const schema::Row& row);
  [[nodiscard]] schema::Value value_for(const schema::Row& row, const schema::Column& column);

  const MapReader& model_;
  SeededRandom random_;
  std::vector<schema::Row> removed_;
};

}  // namespace fieldbook::tests
