#pragma once

// The numbers by which a device and the daemon prove that they hold the same rows (design.md
// section 6, Digest). Both sides call these functions and nothing else.

#include "shared/protocol/messages.hpp"
#include "shared/schema/row.hpp"

namespace fieldbook::protocol {

using DigestKey = FixedBytes<32>;
using Stamp = FixedBytes<16>;

/// Keyed BLAKE2b-128 over entity number (4 bytes little-endian), id, epoch, commit (8 bytes LE).
[[nodiscard]] Stamp row_stamp(const DigestKey& key, const schema::RowKey& row,
                              const FixedBytes<16>& epoch, std::int64_t commit);
/// Adds to or subtracts from the sum modulo 2^128 and counts.
void add(Digest& digest, const Stamp& stamp);
void subtract(Digest& digest, const Stamp& stamp);
/// The leaf a row belongs to: the last byte of its id.
[[nodiscard]] inline std::uint8_t leaf_of(const Uuid& id) { return id.bytes[15]; }
/// BLAKE2b-128 over name length, name, count, sum of each bucket, ascending by name.
[[nodiscard]] FixedBytes<16> view_digest(std::span<const std::pair<std::string, Digest>> buckets);

/// Seal of a checkpoint: keyed BLAKE2b-256 over organisation, epoch, commit, chain.
[[nodiscard]] FixedBytes<32> checkpoint_seal(const FixedBytes<32>& key, const Uuid& organisation,
                                             const FixedBytes<16>& epoch, std::int64_t commit,
                                             const FixedBytes<32>& chain);
/// The next value of the audit chain: BLAKE2b-256 over the previous value and the entry's bytes.
[[nodiscard]] FixedBytes<32> next_chain(const FixedBytes<32>& previous, ByteView entry);

}  // namespace fieldbook::protocol
