#include "shared/base/uuid.hpp"

#include <algorithm>

namespace fieldbook {

std::string to_string(const Uuid& uuid) {
  std::string out = to_hex(uuid.bytes);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) out.insert(dash, 1, '-');
  return out;
}

Result<Uuid> parse_uuid(std::string_view text) {
  const auto broken = [&] {
    return fail(Errc::invalid_argument, "'" + std::string(text.substr(0, 64)) + "' is not an id");
  };
  if (text.size() != 36) return broken();
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return broken();
    if (!dash) digits += text[i];
  }
  const auto bytes = from_hex(digits);
  if (!bytes) return broken();
  return to_uuid(*bytes);
}

Result<Uuid> to_uuid(ByteView bytes) {
  TRY(const auto fixed, to_fixed<16>(bytes));
  return Uuid{fixed};
}

Uuid make_uuid(const Clock& clock, Random& random) {
  Uuid uuid;
  random.fill(uuid.bytes);
  const auto ms = static_cast<std::uint64_t>(clock.now().ms);
  for (int i = 0; i < 6; ++i)
    uuid.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | 0x70);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
  return uuid;
}

}  // namespace fieldbook
