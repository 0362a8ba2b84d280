#include "syncd/changelog/repair.hpp"

#include <array>

#include "shared/protocol/frames.hpp"

namespace fieldbook::syncd {

namespace {

/// Names of rows in one frame, 24 bytes each: with one leaf more on top they stay below
/// limits::kFrameBytesMax and the reader's bound of 40,000.
constexpr std::size_t kNamesPerFrame = 20'000;

}  // namespace

Result<bool> compare_leaves(ReadTransaction& transaction, BucketId bucket, Repairing& repairing) {
  std::array<protocol::Digest, limits::kDigestLeaves> device{};
  std::array<protocol::Digest, limits::kDigestLeaves> daemon{};
  std::array<bool, limits::kDigestLeaves> forced{};
  for (const auto& leaf : repairing.request.leaves) device[leaf.leaf] = leaf.digest;
  for (const std::uint8_t leaf : repairing.request.forced) forced[leaf] = true;
  TRY(const auto leaves, transaction.leaves(bucket));
  for (const auto& leaf : leaves) daemon[leaf.leaf] = leaf.digest;
  for (std::size_t leaf = limits::kDigestLeaves; leaf-- > 0;) {
    if (!forced[leaf] && device[leaf] == daemon[leaf]) continue;
    if (daemon[leaf].count > kNamesPerFrame) return false;
    repairing.leaves.push_back(static_cast<std::uint8_t>(leaf));
  }
  return true;
}

Result<bool> send_leaves(ReadTransaction& transaction, BucketId bucket, Repairing& repairing,
                         PullPage& page, Bytes& frames) {
  if (repairing.leaves.empty()) return true;
  TRY(const auto rows, transaction.rows_in_leaves(bucket, repairing.leaves));
  std::array<std::vector<const BucketRow*>, limits::kDigestLeaves> by_leaf;
  for (const BucketRow& row : rows) by_leaf[protocol::leaf_of(row.key.id)].push_back(&row);
  protocol::Repair frame{repairing.request.bucket, {}, {}};
  const auto close = [&] {
    if (frame.leaves.empty()) return;
    std::ranges::sort(frame.rows);
    protocol::encode_frame(frame, frames);
    frame.leaves.clear();
    frame.rows.clear();
  };
  while (!repairing.leaves.empty() && !page.is_full()) {
    const std::uint8_t leaf = repairing.leaves.back();
    for (const BucketRow* row : by_leaf[leaf]) {
      CHECK(page.add_row(row->row));
      frame.rows.emplace_back(row->key.entity, row->key.id);
    }
    frame.leaves.push_back(leaf);
    repairing.leaves.pop_back();
    if (frame.rows.size() >= kNamesPerFrame) close();
  }
  close();
  return repairing.leaves.empty();
}

}  // namespace fieldbook::syncd
