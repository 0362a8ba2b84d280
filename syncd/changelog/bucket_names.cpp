#include "syncd/changelog/bucket_names.hpp"

namespace fieldbook::syncd {

schema::AudienceSet audiences_of(BucketKind kind) {
  using schema::Audience;
  schema::AudienceSet out;
  switch (kind) {
    case BucketKind::customer_fs:
    case BucketKind::customer_psa: out.add(Audience::customer); break;
    case BucketKind::partner:
    case BucketKind::partner_contact:
    case BucketKind::partner_customers:
    case BucketKind::partner_psa:
    case BucketKind::partner_people:
    case BucketKind::partner_rights:
    case BucketKind::partner_own:
    case BucketKind::partner_cases:
    case BucketKind::partner_own_cases:
    case BucketKind::technician: out.add(Audience::partner); break;
    case BucketKind::cases:
    case BucketKind::own_cases:
    case BucketKind::web_role:
      out.add(Audience::customer);
      out.add(Audience::partner);
      break;
    case BucketKind::account:
    case BucketKind::contact:
    case BucketKind::everyone:
      out.add(Audience::customer);
      out.add(Audience::partner);
      out.add(Audience::staff);
      break;
    case BucketKind::staff: out.add(Audience::staff); break;
  }
  return out;
}

Share share_of(BucketKind kind, schema::Audience audience) {
  if (!audiences_of(kind).has(audience)) return Share::none;
  return kind == BucketKind::everyone ? Share::open : Share::whole;
}

Result<BucketId> BucketNames::id_of(const Bucket& bucket) {
  if (const auto known = ids_.find(bucket); known != ids_.end()) return known->second;
  TRY(const BucketId id, transaction_.make_bucket(to_string(bucket)));
  ids_.emplace(bucket, id);
  kinds_.emplace(id, bucket.kind);
  return id;
}

Result<BucketKind> BucketNames::kind(BucketId bucket) {
  if (const auto known = kinds_.find(bucket); known != kinds_.end()) return known->second;
  TRY(const std::string name, transaction_.bucket_name(bucket));
  TRY(const Bucket parsed, parse_bucket(name));
  return kinds_.emplace(bucket, parsed.kind).first->second;
}

void BucketNames::forget() {
  ids_.clear();
  kinds_.clear();
}

}  // namespace fieldbook::syncd
