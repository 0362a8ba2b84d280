#include "shared/protocol/digest.hpp"

#include <cstring>
#include <sodium.h>

namespace fieldbook::protocol {

namespace {

void append_little_endian(Bytes& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t read_word(const FixedBytes<16>& bytes, std::size_t at) {
  std::uint64_t out = 0;
  for (std::size_t i = 8; i-- > 0;) out = out << 8U | bytes[at + i];
  return out;
}

void write_word(FixedBytes<16>& bytes, std::size_t at, std::uint64_t value) {
  for (std::size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

template <std::size_t Size>
FixedBytes<Size> blake2b(ByteView bytes, ByteView key) {
  FixedBytes<Size> out;
  const int failed = crypto_generichash(out.data(), Size, bytes.data(), bytes.size(),
                                        key.empty() ? nullptr : key.data(), key.size());
  ASSERT(failed == 0);
  return out;
}

}  // namespace

Stamp row_stamp(const DigestKey& key, const schema::RowKey& row, const FixedBytes<16>& epoch,
                std::int64_t commit) {
  FixedBytes<44> message;
  for (std::size_t i = 0; i < 4; ++i) message[i] = static_cast<std::uint8_t>(row.entity >> (8 * i));
  std::memcpy(message.data() + 4, row.id.bytes.data(), 16);
  std::memcpy(message.data() + 20, epoch.data(), 16);
  const auto number = static_cast<std::uint64_t>(commit);
  for (std::size_t i = 0; i < 8; ++i)
    message[36 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  return blake2b<16>(message, key);
}

void add(Digest& digest, const Stamp& stamp) {
  const std::uint64_t low = read_word(digest.sum, 0) + read_word(stamp, 0);
  const std::uint64_t carry = low < read_word(stamp, 0) ? 1 : 0;
  write_word(digest.sum, 8, read_word(digest.sum, 8) + read_word(stamp, 8) + carry);
  write_word(digest.sum, 0, low);
  ++digest.count;
}

void subtract(Digest& digest, const Stamp& stamp) {
  const std::uint64_t borrow = read_word(digest.sum, 0) < read_word(stamp, 0) ? 1 : 0;
  write_word(digest.sum, 0, read_word(digest.sum, 0) - read_word(stamp, 0));
  write_word(digest.sum, 8, read_word(digest.sum, 8) - read_word(stamp, 8) - borrow);
  --digest.count;
}

FixedBytes<16> view_digest(std::span<const std::pair<std::string, Digest>> buckets) {
  Bytes message;
  for (const auto& [name, digest] : buckets) {
    append_little_endian(message, name.size(), 4);
    message.insert(message.end(), name.begin(), name.end());
    append_little_endian(message, digest.count, 8);
    message.insert(message.end(), digest.sum.begin(), digest.sum.end());
  }
  return blake2b<16>(message, {});
}

FixedBytes<32> checkpoint_seal(const FixedBytes<32>& key, const Uuid& organisation,
                               const FixedBytes<16>& epoch, std::int64_t commit,
                               const FixedBytes<32>& chain) {
  Bytes message(organisation.bytes.begin(), organisation.bytes.end());
  message.insert(message.end(), epoch.begin(), epoch.end());
  append_little_endian(message, static_cast<std::uint64_t>(commit), 8);
  message.insert(message.end(), chain.begin(), chain.end());
  return blake2b<32>(message, key);
}

FixedBytes<32> next_chain(const FixedBytes<32>& previous, ByteView entry) {
  Bytes message(previous.begin(), previous.end());
  message.insert(message.end(), entry.begin(), entry.end());
  return blake2b<32>(message, {});
}

}  // namespace fieldbook::protocol
