#pragma once

// Every column that the distribution reads or writes, resolved once.

#include "shared/schema/catalogue.hpp"

namespace fieldbook::syncd {

struct DistributionColumns {
  explicit DistributionColumns(const schema::Catalogue& catalogue);

  struct Opportunity {
    std::uint32_t entity;
    schema::ColumnHandle name, customer, customer_type, partner, partner_contact, territory,
        lead_type, revenue, revenue_base, exchange_rate, delivered, expires, accepted, won, closed,
        ready, partner_created, source, collaboration, feedback_yet, reason_for_return, state,
        status, step, stage, modified;
  } opportunity;

  struct Account {
    std::uint32_t entity;
    schema::ColumnHandle name, classification, state, latitude, longitude, territory,
        program_status, program_start, program_end, revenue_min, revenue_min_base, revenue_max,
        revenue_max_base, capacity, has_capacity, active, delivered, accepted, declined, won,
        with_feedback, returned, win_rate, loss_rate, return_rate, feedback_rate, stall_rate,
        touch_rate, days_to_close, ranking;
  } account;

  struct Delivery {
    std::uint32_t entity;
    schema::ColumnHandle name, opportunity, partner, way, delivered, expires, accepted, declined,
        expired, feedback, advanced, returned, won, lost, withdrawn, decided_in_time, stage, score,
        reason, created, modified;
  } delivery;

  /// A link table between an account or opportunity and something.
  struct Link {
    std::uint32_t entity;
    schema::ColumnHandle from, to;
  };
  Link territories, lead_types, products;  ///< what a partner covers
  Link opportunity_products, declines;     ///< `from` the opportunity
  schema::ColumnHandle contact_parent, contact_parent_type;
};

}  // namespace fieldbook::syncd
