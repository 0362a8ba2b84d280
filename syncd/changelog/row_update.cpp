#include "syncd/changelog/row_update.hpp"

#include "shared/schema/open_part.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::syncd {

Result<RowUpdated> RowUpdater::update(const RowUpdate& row, const BucketSet* buckets) {
  TRY(before_, transaction_.memberships(row.number));
  CHECK(want(buckets));
  const RowUpdated out = plan(row);
  if (out.entries_changed == 0) return out;
  count(row);
  CHECK(project(row));
  CHECK(transaction_.put_memberships(row.key, row.number, row.stamp, before_, after_));
  memory_.entries_changed += out.entries_changed;
  return out;
}

/// Fills wanted_: the buckets that the row is to be in, ascending.
Status RowUpdater::want(const BucketSet* buckets) {
  wanted_.clear();
  if (buckets == nullptr) {
    for (const Membership& membership : before_)
      if (membership.present) wanted_.push_back(membership.bucket);
    return {};
  }
  for (const Bucket& bucket : *buckets) {
    TRY(const BucketId id, names_.id_of(bucket));
    wanted_.push_back(id);
  }
  std::sort(wanted_.begin(), wanted_.end());
  return {};
}

/// Fills after_ from before_ and wanted_.
RowUpdated RowUpdater::plan(const RowUpdate& row) {
  after_.clear();
  RowUpdated out;
  auto old = before_.cbegin();
  for (auto wanted = wanted_.cbegin(); old != before_.cend() || wanted != wanted_.cend();) {
    const bool had = old != before_.cend() && (wanted == wanted_.cend() || old->bucket <= *wanted);
    const bool wants =
        wanted != wanted_.cend() && (old == before_.cend() || *wanted <= old->bucket);
    const Membership was = had ? *old++ : Membership{*wanted, 0, false};
    if (wants) ++wanted;
    Membership is = was;
    if (wants && !was.present && row.only_removals)
      out.waits = true;
    else if (wants != was.present || (wants && row.content_changed))
      is = {was.bucket, commit_, wants};
    if (is != was) ++out.entries_changed;
    if (had || is.present) after_.push_back(is);
  }
  // A second change within the same commit leaves the entries as they are, but not the content.
  if (row.content_changed && out.entries_changed == 0) out.entries_changed = 1;
  return out;
}

void RowUpdater::count(const RowUpdate& row) {
  const OrganisationHead& head = transaction_.head();
  const auto hash = [&](Stamp stamp) {
    return protocol::row_stamp(head.digest_key, row.key, head.lineage[stamp.epoch].epoch,
                               stamp.commit);
  };
  const auto counts = [&](const Membership& membership, const std::vector<Membership>& other) {
    return membership.present &&
           (row.content_changed || !std::binary_search(other.begin(), other.end(), membership));
  };
  std::optional<protocol::Stamp> old;
  for (const Membership& membership : before_) {
    if (!counts(membership, after_)) continue;
    if (!old) old = hash(row.stamp_before);
    memory_.digests.subtract(membership.bucket, row.key.id, *old);
  }
  std::optional<protocol::Stamp> current;
  for (const Membership& membership : after_) {
    if (!counts(membership, before_)) continue;
    if (!current) current = hash(row.stamp);
    memory_.digests.add(membership.bucket, row.key.id, *current);
  }
}

Result<RowUpdater::Shares> RowUpdater::shares(const std::vector<Membership>& memberships) {
  Shares out{};
  for (const Membership& membership : memberships) {
    if (!membership.present) continue;
    TRY(const BucketKind kind, names_.kind(membership.bucket));
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = std::max(out[i], share_of(kind, static_cast<schema::Audience>(i)));
  }
  return out;
}

Status RowUpdater::project(const RowUpdate& row) {
  TRY(const Shares old, shares(before_));
  TRY(const Shares current, shares(after_));
  for (std::size_t i = 0; i < current.size(); ++i) {
    const auto audience = static_cast<schema::Audience>(i);
    if (current[i] != Share::none && (row.content_changed || current[i] != old[i])) {
      CHECK(encode(row, audience, current[i]));
    } else if (current[i] == Share::none && old[i] != Share::none) {
      CHECK(transaction_.remove_projection(audience, row.number));
    }
  }
  return {};
}

Status RowUpdater::encode(const RowUpdate& row, schema::Audience audience, Share share) {
  ASSERT(row.row != nullptr);
  if (share == Share::open) open_ = schema::open_part(*row.row);
  const schema::Row& content = share == Share::open ? open_ : *row.row;
  encoded_.clear();
  schema::encode_values(content, content.entity->projection(audience), encoded_);
  return transaction_.put_projection(audience, row.number, schema::content_hash(content, audience),
                                     encoded_);
}

}  // namespace fieldbook::syncd
