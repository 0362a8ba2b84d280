#pragma once

// From rows to the values of model.hpp, and back to changes of rows.

#include "shared/schema/row_reader.hpp"
#include "syncd/distribution/columns.hpp"
#include "syncd/distribution/metrics.hpp"

namespace fieldbook::syncd {

/// Reads and writes through one catalogue's columns. Every function returns Errc::storage or
/// Errc::corrupt when rows cannot be read. No state: any thread, with a reader of its own.
class DistributionRows {
 public:
  explicit DistributionRows(const schema::Catalogue& catalogue) : columns_(catalogue) {}

  [[nodiscard]] const DistributionColumns& columns() const { return columns_; }

  /// Nothing when there is no such opportunity.
  [[nodiscard]] Result<std::optional<OpportunityFacts>> opportunity(schema::RowReader& rows,
                                                                    const Uuid& id) const;
  /// Without what only the planner reads.
  [[nodiscard]] OpportunityFacts opportunity_of(const schema::Row& row) const;
  /// All of one opportunity, oldest first.
  [[nodiscard]] Result<std::vector<Delivery>> deliveries_of(schema::RowReader& rows,
                                                            const Uuid& opportunity) const;
  [[nodiscard]] Delivery delivery_of(const schema::Row& row) const;
  /// Nothing for an account that is not there. Reads what it covers and its history, too.
  [[nodiscard]] Result<std::optional<PartnerFacts>> partner(schema::RowReader& rows,
                                                            const Uuid& account) const;
  /// Without what it covers and its history.
  [[nodiscard]] PartnerFacts partner_of(const schema::Row& account) const;
  [[nodiscard]] bool is_partner(const schema::Row& account) const;

  /// The change that makes a delivery's row what `delivery` says.
  [[nodiscard]] schema::RowChange change_of(const Delivery& delivery, const std::string& name,
                                            Instant now, bool is_new) const;
  /// The counters and rates of a partner's account; nothing when all are as they should be.
  [[nodiscard]] Result<std::optional<schema::RowChange>> change_of(schema::RowReader& rows,
                                                                   const PartnerFacts& partner,
                                                                   RateBasis basis) const;

 private:
  [[nodiscard]] Result<std::vector<Uuid>> linked(schema::RowReader& rows,
                                                 const DistributionColumns::Link& link,
                                                 const Uuid& from) const;
  [[nodiscard]] Status read_customer(schema::RowReader& rows, const schema::Row& row,
                                     OpportunityFacts& out) const;
  [[nodiscard]] std::optional<Place> place_of(const schema::Row& account) const;

  DistributionColumns columns_;
};

}  // namespace fieldbook::syncd
