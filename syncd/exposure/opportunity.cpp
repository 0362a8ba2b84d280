// An opportunity distributed to a partner or made by one (DOMAIN.md 4.4): in the buckets of the
// partner on it, of the organisation of its partner contact, and of that contact.

#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class OpportunityExposure final : public EntityExposure {
 public:
  explicit OpportunityExposure(const Columns& columns) : columns_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "opportunity"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    BucketSet out;
    if (const auto partner = account_in(row, columns_.opportunity.partner)) {
      out.insert({BucketKind::partner, *partner});
    }
    TRY(const auto contact,
        row_at(row, columns_.opportunity.partner_contact, columns_.contact.entity, rows));
    if (!contact) return out;
    out.insert({BucketKind::partner_contact, contact->id});
    if (const auto parent = account_in(*contact, columns_.contact.parent)) {
      out.insert({BucketKind::partner, *parent});
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    if (!is(changed, columns_.contact.entity)) return {};
    TRY(const auto opportunities, rows.find(columns_.opportunity.partner_contact, changed.id));
    for (const Uuid& id : opportunities) out.insert({columns_.opportunity.entity, id});
    return {};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_opportunity(const ExposureContext& context) {
  return std::make_unique<OpportunityExposure>(context.columns);
}

}  // namespace fieldbook::syncd
