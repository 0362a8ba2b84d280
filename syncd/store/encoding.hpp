#pragma once

// How the SQLite store packs the entries of one row into one value: for each membership, ascending
// by bucket, two varints: the bucket, and the commit doubled plus one when present.

#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

void encode_memberships(std::span<const Membership> memberships, Bytes& out);
/// Returns Errc::corrupt for anything that encode_memberships does not write. Appends to `out`.
[[nodiscard]] Status decode_memberships(ByteView bytes, std::vector<Membership>& out);

}  // namespace fieldbook::syncd
