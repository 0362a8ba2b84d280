// An invoice, of the two kinds that share the table (DOMAIN.md 1.7, 2.3, 6.3). A Field Service
// invoice has Field Service lines and needs Expose to Customer, in every state; a project invoice
// is work based, confirmed or paid, and needs Visible to customer. Each kind asks for its own flag;
// an invoice of neither kind is not shown.

#include <algorithm>

#include "syncd/exposure/order_type.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kFieldServiceLine = 690'970'001;
constexpr std::int64_t kStatusConfirmed = 192'350'002;
constexpr std::int64_t kStatusPaid = 192'350'003;

class InvoiceExposure final : public EntityExposure {
 public:
  explicit InvoiceExposure(const ExposureContext& context)
      : columns_(context.columns),
        expose_(context.flag("invoice")),
        visible_(context.visible_flag("invoice")) {}

  [[nodiscard]] std::string_view entity() const override { return "invoice"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    BucketSet out;
    const auto customer = account_in(row, columns_.invoice.customer);
    if (!customer) return out;
    if (visible_ && row.flag(*visible_) && is_approved_project_invoice(row)) {
      out.insert({BucketKind::customer_psa, *customer});
    }
    if (expose_ && row.flag(*expose_)) {
      TRY(const bool field_service, has_field_service_lines(row, rows));
      if (field_service) out.insert({BucketKind::customer_fs, *customer});
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader&,
                                  std::set<schema::RowKey>& out) const override {
    if (!is(changed, columns_.invoice_line.entity)) return {};
    const auto invoice = changed.lookup(columns_.invoice_line.invoice);
    if (invoice) out.insert({columns_.invoice.entity, *invoice});
    return {};
  }

 private:
  [[nodiscard]] bool is_approved_project_invoice(const schema::Row& row) const {
    const auto status = row.integer(columns_.invoice.project_status);
    return row.integer(columns_.invoice.order_type) == kOrderTypeWorkBased &&
           (status == kStatusConfirmed || status == kStatusPaid);
  }

  [[nodiscard]] Result<bool> has_field_service_lines(const schema::Row& row,
                                                     schema::RowReader& rows) const {
    TRY(const auto lines, rows_naming(columns_.invoice_line.invoice, row.id, rows));
    return std::ranges::any_of(lines, [&](const schema::Row& line) {
      return line.integer(columns_.invoice_line.line_type) == kFieldServiceLine;
    });
  }

  const Columns& columns_;
  std::optional<schema::ColumnHandle> expose_;
  std::optional<schema::ColumnHandle> visible_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_invoice(const ExposureContext& context) {
  return std::make_unique<InvoiceExposure>(context);
}

}  // namespace fieldbook::syncd
