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
    case BucketKind::partner_psa: out.add(Audience::partner); break;
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

Result<BucketId> BucketNames::id_of(const Bucket& bucket) {
  if (const auto known = ids_.find(bucket); known != ids_.end()) return known->second;
  TRY(const BucketId id, transaction_.make_bucket(to_string(bucket)));
  ids_.emplace(bucket, id);
  audiences_.emplace(id, audiences_of(bucket.kind));
  return id;
}

Result<schema::AudienceSet> BucketNames::audiences(BucketId bucket) {
  if (const auto known = audiences_.find(bucket); known != audiences_.end()) return known->second;
  TRY(const std::string name, transaction_.bucket_name(bucket));
  TRY(const Bucket parsed, parse_bucket(name));
  return audiences_.emplace(bucket, audiences_of(parsed.kind)).first->second;
}

void BucketNames::forget() {
  ids_.clear();
  audiences_.clear();
}

}  // namespace fieldbook::syncd
