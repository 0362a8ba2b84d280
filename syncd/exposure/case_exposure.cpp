#include "syncd/exposure/case_exposure.hpp"

#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

namespace {
constexpr std::int64_t kCaseResolved = 1;
}  // namespace

Result<BucketSet> CaseExposure::buckets(const schema::Row& row, schema::RowReader&) const {
  BucketSet out;
  if (part_ == CasePart::itself && is_published(row)) out.insert({BucketKind::everyone, {}});
  const bool link = part_ == CasePart::link;
  if (const auto account = account_in(row, columns_.incident.customer)) {
    out.insert({link ? BucketKind::partner_cases : BucketKind::cases, *account});
  } else if (const auto contact = contact_in(row, columns_.incident.customer)) {
    out.insert({link ? BucketKind::partner_own_cases : BucketKind::own_cases, *contact});
  }
  return out;
}

bool CaseExposure::is_published(const schema::Row& row) const {
  return settings_.published_cases && row.integer(columns_.incident.state) == kCaseResolved &&
         row.flag(columns_.incident.publish);
}

}  // namespace fieldbook::syncd
