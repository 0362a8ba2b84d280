#include "shared/actions/cbor_writer.hpp"

namespace fieldbook::actions {
namespace {

constexpr std::uint8_t kByteString = 0x40;
constexpr std::uint8_t kTextString = 0x60;
constexpr std::uint8_t kArray = 0x80;
constexpr std::uint8_t kMap = 0xa0;

void put_head(Bytes& out, std::uint8_t major, std::uint64_t number) {
  if (number < 24) {
    out.push_back(static_cast<std::uint8_t>(major | number));
    return;
  }
  const int width = number <= 0xff ? 0 : number <= 0xffff ? 1 : number <= 0xffffffff ? 2 : 3;
  out.push_back(static_cast<std::uint8_t>(major | (24 + width)));
  for (int shift = ((1 << width) - 1) * 8; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(number >> shift));
}

}  // namespace

void put_array_head(Bytes& out, std::size_t count) { put_head(out, kArray, count); }

void put_map_head(Bytes& out, std::size_t count) { put_head(out, kMap, count); }

void put_integer(Bytes& out, std::int64_t number) {
  schema::encode_value(schema::Value(number), out);
}

void put_text(Bytes& out, std::string_view text) {
  put_head(out, kTextString, text.size());
  out.insert(out.end(), text.begin(), text.end());
}

void put_bytes(Bytes& out, ByteView bytes) {
  put_head(out, kByteString, bytes.size());
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void MapWriter::integer(std::int64_t key, std::int64_t number) {
  if (number == 0) return;
  put_integer(body_, key);
  put_integer(body_, number);
  ++count_;
}

void MapWriter::text(std::int64_t key, std::string_view text) {
  if (text.empty()) return;
  put_integer(body_, key);
  put_text(body_, text);
  ++count_;
}

void MapWriter::bytes(std::int64_t key, ByteView bytes) {
  if (bytes.empty()) return;
  put_integer(body_, key);
  put_bytes(body_, bytes);
  ++count_;
}

void MapWriter::uuid(std::int64_t key, const Uuid& uuid) {
  if (!uuid.is_nil()) bytes(key, uuid.bytes);
}

void MapWriter::item(std::int64_t key, ByteView encoded) {
  put_integer(body_, key);
  body_.insert(body_.end(), encoded.begin(), encoded.end());
  ++count_;
}

Bytes MapWriter::finish() const {
  Bytes out;
  out.reserve(body_.size() + 2);
  put_map_head(out, static_cast<std::size_t>(count_));
  out.insert(out.end(), body_.begin(), body_.end());
  return out;
}

}  // namespace fieldbook::actions
