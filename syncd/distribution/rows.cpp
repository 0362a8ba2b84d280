#include "syncd/distribution/rows.hpp"

#include <algorithm>

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kPartnerClassification = 100000000;
constexpr std::int64_t kProgramNotStarted = 100000000, kProgramEnded = 100000002;
constexpr std::int64_t kActive = 0;

std::optional<double> floating(const schema::Row& row, schema::ColumnHandle column) {
  const auto* value = std::get_if<double>(&row[column]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

schema::Value value_of(std::optional<std::int64_t> value) {
  if (!value) return schema::Null{};
  return *value;
}

schema::Value value_of(std::optional<double> value) {
  if (!value) return schema::Null{};
  return *value;
}

/// The amount in the organisation's currency. Only where an edit left it empty it is computed as
/// Dataverse does, by the row's exchange rate, or taken as it is.
std::optional<std::int64_t> base_amount(const schema::Row& row, schema::ColumnHandle base,
                                        schema::ColumnHandle amount,
                                        std::optional<double> exchange_rate) {
  if (const auto value = row.integer(base)) return value;
  const auto value = row.integer(amount);
  if (!value || !exchange_rate || *exchange_rate <= 0) return value;
  return std::llround(static_cast<double>(*value) / *exchange_rate);
}

}  // namespace

std::optional<Place> DistributionRows::place_of(const schema::Row& account) const {
  const auto latitude = floating(account, columns_.account.latitude);
  const auto longitude = floating(account, columns_.account.longitude);
  if (!latitude || !longitude) return std::nullopt;
  return Place::at(*latitude, *longitude);
}

Result<std::vector<Uuid>> DistributionRows::linked(schema::RowReader& rows,
                                                   const DistributionColumns::Link& link,
                                                   const Uuid& from) const {
  TRY(const auto ids, rows.find(link.from, from));
  std::vector<Uuid> out;
  for (const Uuid& id : ids) {
    TRY(const auto row, rows.get({link.entity, id}));
    if (!row) continue;
    if (const auto to = row->lookup(link.to)) out.push_back(*to);
  }
  std::ranges::sort(out);
  const auto repeated = std::ranges::unique(out);
  out.erase(repeated.begin(), repeated.end());
  return out;
}

OpportunityFacts DistributionRows::opportunity_of(const schema::Row& row) const {
  const auto& of = columns_.opportunity;
  OpportunityFacts out;
  out.id = row.id;
  out.name = row.text(of.name);
  out.state = row.integer(of.state).value_or(opportunity_state::kOpen);
  out.status = row.integer(of.status).value_or(opportunity_status::kInProgress);
  out.partner = row.lookup(of.partner);
  out.partner_created = row.flag(of.partner_created);
  out.collaboration = row.flag(of.collaboration);
  out.ready = row.flag(of.ready);
  out.feedback_yet = row.flag(of.feedback_yet);
  out.delivered = row.integer(of.delivered);
  out.expires = row.integer(of.expires);
  out.accepted = row.integer(of.accepted);
  out.won = row.integer(of.won);
  out.closed = row.integer(of.closed);
  out.stage = row.integer(of.stage);
  out.territory = row.lookup(of.territory);
  out.lead_type = row.lookup(of.lead_type);
  out.revenue = base_amount(row, of.revenue_base, of.revenue, floating(row, of.exchange_rate));
  return out;
}

Result<std::optional<OpportunityFacts>> DistributionRows::opportunity(schema::RowReader& rows,
                                                                      const Uuid& id) const {
  TRY(const auto row, rows.get({columns_.opportunity.entity, id}));
  if (!row) return std::optional<OpportunityFacts>();
  OpportunityFacts out = opportunity_of(*row);
  TRY(out.declined_by, linked(rows, columns_.declines, id));
  TRY(out.products, linked(rows, columns_.opportunity_products, id));
  CHECK(read_customer(rows, *row, out));
  return std::optional(std::move(out));
}

Status DistributionRows::read_customer(schema::RowReader& rows, const schema::Row& row,
                                       OpportunityFacts& out) const {
  auto customer = row.lookup(columns_.opportunity.customer);
  if (customer && row.text(columns_.opportunity.customer_type) == "contact") {
    TRY(const auto contact, rows.get({columns_.contact_parent.entity_number, *customer}));
    customer.reset();
    if (contact && contact->text(columns_.contact_parent_type) == "account")
      customer = contact->lookup(columns_.contact_parent);
  }
  if (!customer) return {};
  out.customer_account = *customer;
  TRY(const auto account, rows.get({columns_.account.entity, *customer}));
  if (!account) return {};
  out.customer_place = place_of(*account);
  if (!out.territory) out.territory = account->lookup(columns_.account.territory);
  return {};
}

Delivery DistributionRows::delivery_of(const schema::Row& row) const {
  const auto& of = columns_.delivery;
  Delivery out;
  out.id = row.id;
  out.opportunity = row.lookup(of.opportunity).value_or(Uuid{});
  out.partner = row.lookup(of.partner).value_or(Uuid{});
  out.way = static_cast<Way>(row.integer(of.way).value_or(static_cast<int>(Way::earlier)));
  out.delivered = row.integer(of.delivered);
  out.expires = row.integer(of.expires);
  out.accepted = row.integer(of.accepted);
  out.declined = row.integer(of.declined);
  out.expired = row.integer(of.expired);
  out.feedback = row.integer(of.feedback);
  out.advanced = row.integer(of.advanced);
  out.returned = row.integer(of.returned);
  out.won = row.integer(of.won);
  out.lost = row.integer(of.lost);
  out.withdrawn = row.integer(of.withdrawn);
  out.decided_in_time = row.flag(of.decided_in_time);
  out.stage = row.integer(of.stage);
  out.score = floating(row, of.score);
  out.reason = row.text(of.reason);
  return out;
}

Result<std::vector<Delivery>> DistributionRows::deliveries_of(schema::RowReader& rows,
                                                              const Uuid& opportunity) const {
  TRY(const auto ids, rows.find(columns_.delivery.opportunity, opportunity));
  std::vector<Delivery> out;
  for (const Uuid& id : ids) {
    TRY(const auto row, rows.get({columns_.delivery.entity, id}));
    if (row) out.push_back(delivery_of(*row));
  }
  std::ranges::stable_sort(out, {}, &Delivery::delivered);
  return out;
}

bool DistributionRows::is_partner(const schema::Row& account) const {
  return account.integer(columns_.account.classification) == kPartnerClassification;
}

PartnerFacts DistributionRows::partner_of(const schema::Row& account) const {
  const auto& of = columns_.account;
  PartnerFacts out;
  out.id = account.id;
  out.name = account.text(of.name);
  out.is_active = account.integer(of.state).value_or(kActive) == kActive;
  out.is_partner = is_partner(account);
  out.program_ended = account.integer(of.program_status) == kProgramEnded;
  out.program_not_started = account.integer(of.program_status) == kProgramNotStarted;
  out.program_start = account.integer(of.program_start);
  out.program_end = account.integer(of.program_end);
  out.revenue_min = base_amount(account, of.revenue_min_base, of.revenue_min, {});
  out.revenue_max = base_amount(account, of.revenue_max_base, of.revenue_max, {});
  out.capacity = account.integer(of.capacity);
  out.place = place_of(account);
  return out;
}

Result<std::optional<PartnerFacts>> DistributionRows::partner(schema::RowReader& rows,
                                                              const Uuid& account) const {
  TRY(const auto row, rows.get({columns_.account.entity, account}));
  if (!row) return std::optional<PartnerFacts>();
  PartnerFacts out = partner_of(*row);
  TRY(out.territories, linked(rows, columns_.territories, account));
  TRY(out.lead_types, linked(rows, columns_.lead_types, account));
  TRY(out.products, linked(rows, columns_.products, account));
  TRY(const auto ids, rows.find(columns_.delivery.partner, account));
  std::vector<Delivery> deliveries;
  for (const Uuid& id : ids) {
    TRY(const auto delivery, rows.get({columns_.delivery.entity, id}));
    if (delivery) deliveries.push_back(delivery_of(*delivery));
  }
  out.record = record_of(deliveries);
  return std::optional(std::move(out));
}

schema::RowChange DistributionRows::change_of(const Delivery& delivery, const std::string& name,
                                              Instant now, bool is_new) const {
  const auto& of = columns_.delivery;
  schema::RowChange out({of.entity, delivery.id});
  out.set(of.opportunity, delivery.opportunity)
      .set(of.partner, delivery.partner)
      .set(of.way, static_cast<std::int64_t>(delivery.way))
      .set(of.delivered, value_of(delivery.delivered))
      .set(of.expires, value_of(delivery.expires))
      .set(of.accepted, value_of(delivery.accepted))
      .set(of.declined, value_of(delivery.declined))
      .set(of.expired, value_of(delivery.expired))
      .set(of.feedback, value_of(delivery.feedback))
      .set(of.advanced, value_of(delivery.advanced))
      .set(of.returned, value_of(delivery.returned))
      .set(of.won, value_of(delivery.won))
      .set(of.lost, value_of(delivery.lost))
      .set(of.withdrawn, value_of(delivery.withdrawn))
      .set(of.decided_in_time, static_cast<std::int64_t>(delivery.decided_in_time))
      .set(of.stage, value_of(delivery.stage))
      .set(of.score, value_of(delivery.score))
      .set(of.modified, now.ms);
  if (!delivery.reason.empty()) out.set(of.reason, delivery.reason);
  if (is_new) out.set(of.name, name).set(of.created, now.ms);
  return out;
}

Result<std::optional<schema::RowChange>> DistributionRows::change_of(schema::RowReader& rows,
                                                                     const PartnerFacts& partner,
                                                                     RateBasis basis) const {
  const auto& of = columns_.account;
  TRY(const auto row, rows.get({of.entity, partner.id}));
  if (!row) return std::optional<schema::RowChange>();
  const PartnerRecord& record = partner.record;
  const PartnerRates rates = rates_of(record, basis);
  schema::RowChange out(row->key());
  const auto set = [&](schema::ColumnHandle column, schema::Value value) {
    if ((*row)[column] != value) out.set(column, std::move(value));
  };
  set(of.active, record.active);
  if (partner.capacity)
    set(of.has_capacity, static_cast<std::int64_t>(record.active < *partner.capacity));
  set(of.delivered, record.delivered);
  set(of.accepted, record.accepted);
  set(of.declined, record.declined);
  set(of.won, record.won);
  set(of.with_feedback, record.with_feedback);
  set(of.returned, record.returned);
  set(of.win_rate, value_of(rates.win));
  set(of.loss_rate, value_of(rates.loss));
  set(of.return_rate, value_of(rates.returned));
  set(of.feedback_rate, value_of(rates.feedback));
  set(of.stall_rate, value_of(rates.stall));
  set(of.touch_rate, value_of(rates.touch));
  set(of.days_to_close, value_of(rates.days_to_close));
  if (out.values.empty()) return std::optional<schema::RowChange>();
  return std::optional(std::move(out));
}

}  // namespace fieldbook::syncd
