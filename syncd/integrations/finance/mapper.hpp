#pragma once

// A row of ours as the other side wants it: the pure part of every `to_finance` task. What does not
// fit is said by field, value and cause, and the row is not sent.

#include "shared/schema/row_reader.hpp"
#include "syncd/integrations/finance/gates.hpp"
#include "syncd/integrations/finance/settings.hpp"
#include "syncd/integrations/finance/template.hpp"

namespace fieldbook::syncd::finance {

/// One thing wrong with one row, as history keeps it.
struct RowProblem {
  std::string field;  ///< the target's column; empty: the row as a whole
  std::string value;  ///< what was there, at most 100 characters
  std::string cause;  ///< a sentence's end: "is longer than 30 characters"
  bool operator==(const RowProblem&) const = default;
};

struct MappedRow {
  PeerKey key;
  Json values = Json::object();
  FixedBytes<16> hash{};  ///< of `values`: equal rows have equal hashes
  std::vector<RowProblem> problems;
};

class Mapper {
 public:
  /// All must outlive the mapper.
  Mapper(const Task& task, const FinanceSettings& settings, const Gates& gates,
         const schema::Catalogue& catalogue);

  /// Texts are held to the peer's own lengths too, where those are shorter than the template's.
  void take_lengths(const PeerEntity& peer);

  /// Whether the row passes the task's filters.
  [[nodiscard]] Result<bool> concerns(schema::RowReader& rows, const schema::Row& row) const;
  [[nodiscard]] Result<MappedRow> map(schema::RowReader& rows, const schema::Row& row) const;
  [[nodiscard]] const Task& task() const { return task_; }
  [[nodiscard]] const schema::Entity& entity() const { return *entity_; }

 private:
  struct Found;
  [[nodiscard]] Result<Found> follow(schema::RowReader& rows, const schema::Row& row,
                                     std::string_view path) const;
  [[nodiscard]] Result<bool> passes(schema::RowReader& rows, const schema::Row& row,
                                    const Filter& filter) const;
  [[nodiscard]] Result<std::optional<Json>> value_of(schema::RowReader& rows,
                                                     const schema::Row& row, const FieldMap& map,
                                                     std::vector<RowProblem>& problems) const;
  [[nodiscard]] Json through_values(const FieldMap& map, const Found& found, Json plain,
                                    std::vector<RowProblem>& problems) const;
  [[nodiscard]] Result<bool> is_required(schema::RowReader& rows, const schema::Row& row,
                                         const FieldMap& map) const;
  void fit(const FieldMap& map, Json& value, std::vector<RowProblem>& problems) const;

  const Task& task_;
  const FinanceSettings& settings_;
  const Gates& gates_;
  const schema::Catalogue& catalogue_;
  const schema::Entity* entity_;
  std::map<std::string, std::size_t> lengths_;
};

/// Whether the peer's row has what `values` says: numbers by value, instants by moment, ids in any
/// case; nothing, null and an empty text are the same.
[[nodiscard]] bool has_values(const Json& peer_row, const Json& values);
/// The columns in which they differ, with both values, for a preview.
struct Difference {
  std::string field;
  Json theirs, ours;
};
[[nodiscard]] std::vector<Difference> differences(const Json& peer_row, const Json& values);

/// A value as people read it, cut to 100 characters.
[[nodiscard]] std::string shown(const Json& value);
/// The problems as JSON text, for an item's `detail`, and back.
[[nodiscard]] std::string detail_of(std::span<const RowProblem> problems, std::string_view kind);
[[nodiscard]] std::vector<RowProblem> problems_from(std::string_view detail);

}  // namespace fieldbook::syncd::finance
