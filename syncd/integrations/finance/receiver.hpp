#pragma once

// A row of the other side as changes of ours: the pure part of every `from_finance` task.

#include "syncd/integrations/finance/mapper.hpp"

namespace fieldbook::syncd::finance {

/// Finds rows of ours by a text that is their natural key (a project's number).
class NaturalKeys {
 public:
  virtual ~NaturalKeys() = default;
  [[nodiscard]] virtual Result<std::optional<Uuid>> find(schema::ColumnHandle column,
                                                         const std::string& text) = 0;
};

struct ReceivedRow {
  schema::RowChange change;
  bool is_new = false;
  std::vector<RowProblem> problems;
};

class Receiver {
 public:
  /// All must outlive the receiver.
  Receiver(const Task& task, const FinanceSettings& settings, const schema::Catalogue& catalogue);

  /// Whether the peer's row passes the task's filters.
  [[nodiscard]] bool concerns(const Json& peer_row) const;
  /// The filters that the peer can apply itself.
  [[nodiscard]] std::vector<Condition> conditions() const;
  /// The columns to ask for.
  [[nodiscard]] std::vector<std::string> columns() const;
  /// Rows that are made get a state, a status and `now` as their dates. A row that has no id over
  /// there gets the one of the row it matches, else one made of company and natural key, so that
  /// receiving it again makes no second row.
  [[nodiscard]] Result<ReceivedRow> map(schema::RowReader& rows, NaturalKeys& keys,
                                        const Json& peer_row, Instant now) const;
  [[nodiscard]] const Task& task() const { return task_; }
  [[nodiscard]] const schema::Entity& entity() const { return *entity_; }

 private:
  [[nodiscard]] Result<std::optional<Uuid>> id_of(NaturalKeys& keys, const Json& peer_row,
                                                  std::vector<RowProblem>& problems) const;
  [[nodiscard]] Json mapped(const FieldMap& map, const Json& peer_row,
                            std::vector<RowProblem>& problems) const;
  [[nodiscard]] Status set(NaturalKeys& keys, const FieldMap& map, const Json& value,
                           ReceivedRow& out) const;

  const Task& task_;
  const FinanceSettings& settings_;
  const schema::Catalogue& catalogue_;
  const schema::Entity* entity_;
};

}  // namespace fieldbook::syncd::finance
