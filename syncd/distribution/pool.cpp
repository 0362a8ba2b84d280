#include "syncd/distribution/pool.hpp"

namespace fieldbook::syncd {
namespace {

/// Calls `visit` for each row of an entity.
template <class Visit>
Status for_each_row(ReadTransaction& transaction, std::uint32_t entity_number, Visit&& visit) {
  const schema::Entity* entity = transaction.catalogue().find_number(entity_number);
  ASSERT(entity != nullptr);
  for (RowNumber after = 0;;) {
    TRY(const auto rows, transaction.scan(*entity, after, limits::kExportRowsPerRead));
    for (const StoredRow& stored : rows) visit(stored.row);
    if (rows.size() < limits::kExportRowsPerRead) return {};
    after = rows.back().number;
  }
}

/// False where only the history moved on and took no work off the partner.
bool may_open(const PartnerFacts& before, PartnerFacts after) {
  if (after.record.active < before.record.active) return true;
  after.record = before.record;
  return after != before;
}

std::vector<Uuid> take(std::unordered_map<Uuid, std::vector<Uuid>>& lists, const Uuid& id) {
  const auto found = lists.find(id);
  return found == lists.end() ? std::vector<Uuid>() : std::move(found->second);
}

}  // namespace

Result<PartnerPool::Lists> PartnerPool::read_links(ReadTransaction& transaction,
                                                   const DistributionColumns::Link& link) const {
  Lists out;
  CHECK(for_each_row(transaction, link.entity, [&](const schema::Row& row) {
    const auto from = row.lookup(link.from);
    const auto to = row.lookup(link.to);
    if (from && to) out[*from].push_back(*to);
  }));
  for (auto& [from, list] : out) {
    std::ranges::sort(list);
    const auto repeated = std::ranges::unique(list);
    list.erase(repeated.begin(), repeated.end());
  }
  return out;
}

Status PartnerPool::read_records(ReadTransaction& transaction) {
  std::unordered_map<Uuid, std::vector<Delivery>> deliveries;
  CHECK(for_each_row(transaction, rows_.columns().delivery.entity, [&](const schema::Row& row) {
    Delivery delivery = rows_.delivery_of(row);
    deliveries[delivery.partner].push_back(std::move(delivery));
  }));
  for (PartnerFacts& partner : partners_)
    if (const auto found = deliveries.find(partner.id); found != deliveries.end())
      partner.record = record_of(found->second);
  return {};
}

Status PartnerPool::load(ReadTransaction& transaction) {
  forget();
  const DistributionColumns& columns = rows_.columns();
  CHECK(for_each_row(transaction, columns.account.entity, [&](const schema::Row& row) {
    if (rows_.is_partner(row)) partners_.push_back(rows_.partner_of(row));
  }));
  TRY(auto territories, read_links(transaction, columns.territories));
  TRY(auto lead_types, read_links(transaction, columns.lead_types));
  TRY(auto products, read_links(transaction, columns.products));
  for (std::size_t i = 0; i < partners_.size(); ++i) {
    PartnerFacts& partner = partners_[i];
    partner.territories = take(territories, partner.id);
    partner.lead_types = take(lead_types, partner.id);
    partner.products = take(products, partner.id);
    by_id_.emplace(partner.id, i);
  }
  CHECK(read_records(transaction));
  loaded_ = true;
  return {};
}

Status PartnerPool::refresh(ReadTransaction& transaction, const Uuid& account) {
  if (!loaded_) return {};
  const auto found = by_id_.find(account);
  TRY(const auto row, transaction.get({rows_.columns().account.entity, account}));
  const bool belongs = row && rows_.is_partner(*row);
  if (found == by_id_.end() && !belongs) return {};
  TRY(auto partner, rows_.partner(transaction, account));
  if (found == by_id_.end()) {
    ++openings_;
    by_id_.emplace(account, partners_.size());
    partners_.push_back(*std::move(partner));
  } else if (belongs) {
    if (may_open(partners_[found->second], *partner)) ++openings_;
    partners_[found->second] = *std::move(partner);
  } else {
    const std::size_t at = found->second;
    by_id_.erase(found);
    if (at + 1 != partners_.size()) {
      partners_[at] = std::move(partners_.back());
      by_id_[partners_[at].id] = at;
    }
    partners_.pop_back();
  }
  return {};
}

void PartnerPool::forget() {
  partners_.clear();
  by_id_.clear();
  loaded_ = false;
  ++openings_;
}

}  // namespace fieldbook::syncd
