#include "syncd/changelog/commit_memory.hpp"

namespace fieldbook::syncd {

protocol::Digest& DigestChanges::at(BucketId bucket, const Uuid& id) {
  return changes_[static_cast<std::uint64_t>(bucket) << 8 | protocol::leaf_of(id)];
}

void DigestChanges::add(BucketId bucket, const Uuid& id, const protocol::Stamp& stamp) {
  protocol::add(at(bucket, id), stamp);
}

void DigestChanges::subtract(BucketId bucket, const Uuid& id, const protocol::Stamp& stamp) {
  protocol::subtract(at(bucket, id), stamp);
}

void DigestChanges::merge(const DigestChanges& other) {
  for (const auto& [place, difference] : other.changes_)
    add_difference(changes_[place], difference);
}

std::vector<DigestChanges::Change> DigestChanges::sorted() const {
  std::vector<Change> out;
  out.reserve(changes_.size());
  for (const auto& [place, difference] : changes_)
    out.push_back(
        {static_cast<BucketId>(place >> 8), static_cast<std::uint8_t>(place & 0xff), difference});
  std::sort(out.begin(), out.end(), [](const Change& a, const Change& b) {
    return std::pair(a.bucket, a.leaf) < std::pair(b.bucket, b.leaf);
  });
  return out;
}

void add_difference(protocol::Digest& digest, const protocol::Digest& difference) {
  const std::uint64_t count = digest.count + difference.count;
  protocol::add(digest, difference.sum);
  digest.count = count;
}

}  // namespace fieldbook::syncd
