#pragma once

// All partners in memory, as the planner reads them. Loaded once by reading whole tables, then kept
// in step one partner at a time.

#include <unordered_map>

#include "syncd/distribution/rows.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

class PartnerPool {
 public:
  explicit PartnerPool(const DistributionRows& rows) : rows_(rows) {}

  [[nodiscard]] bool is_loaded() const { return loaded_; }
  [[nodiscard]] Status load(ReadTransaction& transaction);
  /// Reads one account again, if the pool is loaded; an account that is no partner leaves it.
  [[nodiscard]] Status refresh(ReadTransaction& transaction, const Uuid& account);
  void forget();

  /// In no particular order.
  [[nodiscard]] std::span<const PartnerFacts> partners() const { return partners_; }
  /// Changes whenever some partner may be available that was not before: what waits for one is
  /// then worth another try.
  [[nodiscard]] std::uint64_t openings() const { return openings_; }

 private:
  using Lists = std::unordered_map<Uuid, std::vector<Uuid>>;
  [[nodiscard]] Result<Lists> read_links(ReadTransaction& transaction,
                                         const DistributionColumns::Link& link) const;
  [[nodiscard]] Status read_records(ReadTransaction& transaction);

  const DistributionRows& rows_;
  std::vector<PartnerFacts> partners_;
  std::unordered_map<Uuid, std::size_t> by_id_;
  bool loaded_ = false;
  std::uint64_t openings_ = 0;
};

}  // namespace fieldbook::syncd
