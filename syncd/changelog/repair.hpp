#pragma once

// Comparing a bucket leaf by leaf with what a device holds, and sending the leaves that differ
// (design.md section 6, Digest).

#include "syncd/changelog/pull_page.hpp"

namespace fieldbook::syncd {

/// One bucket's repair, over as many pages as it takes.
struct Repairing {
  protocol::RepairRequest request;
  std::vector<std::uint8_t> leaves;  ///< that differ and are not sent yet, descending
};

/// Finds the leaves that differ from this snapshot's, or that the device wants whatever they are.
/// False when one of them has more rows than a `repair` frame can name: the bucket is then better
/// sent whole.
[[nodiscard]] Result<bool> compare_leaves(ReadTransaction& transaction, BucketId bucket,
                                          Repairing& repairing);
/// Adds leaves to the page until it is full, and their `repair` frames to `frames`: these belong
/// behind the page's rows. True when no leaf is left.
[[nodiscard]] Result<bool> send_leaves(ReadTransaction& transaction, BucketId bucket,
                                       Repairing& repairing, PullPage& page, Bytes& frames);

}  // namespace fieldbook::syncd
