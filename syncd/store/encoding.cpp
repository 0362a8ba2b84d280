#include "syncd/store/encoding.hpp"

namespace fieldbook::syncd {
namespace {

void put_varint(std::uint64_t value, Bytes& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

std::optional<std::uint64_t> take_varint(ByteView& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const std::uint8_t byte = bytes.front();
    bytes = bytes.subspan(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

}  // namespace

void encode_memberships(std::span<const Membership> memberships, Bytes& out) {
  for (const Membership& membership : memberships) {
    put_varint(static_cast<std::uint64_t>(membership.bucket), out);
    put_varint(static_cast<std::uint64_t>(membership.commit) << 1 | (membership.present ? 1U : 0U),
               out);
  }
}

Status decode_memberships(ByteView bytes, std::vector<Membership>& out) {
  while (!bytes.empty()) {
    const auto bucket = take_varint(bytes);
    const auto commit = take_varint(bytes);
    if (!bucket || !commit) return fail(Errc::corrupt, "a row's entries do not read");
    out.push_back(
        {static_cast<BucketId>(*bucket), static_cast<Commit>(*commit >> 1), (*commit & 1) != 0});
  }
  return {};
}

}  // namespace fieldbook::syncd
