#include "shared/schema/row_codec.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <sodium.h>

#include "shared/base/limits.hpp"
#include "shared/base/utf8.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::schema {
namespace {

// Major types of RFC 8949 section 3.1, in the high three bits of the first byte.
constexpr std::uint8_t kUnsigned = 0x00;
constexpr std::uint8_t kNegative = 0x20;
constexpr std::uint8_t kByteString = 0x40;
constexpr std::uint8_t kTextString = 0x60;
constexpr std::uint8_t kArray = 0x80;
constexpr std::uint8_t kMap = 0xa0;
constexpr std::uint8_t kNull = 0xf6;
constexpr std::uint8_t kFloat64 = 0xfb;

constexpr std::size_t kHeadBytesMax = 9;

std::uint8_t* put_big_endian(std::uint8_t* at, std::uint64_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    *at++ = static_cast<std::uint8_t>(number >> shift);
  return at;
}

std::uint8_t* put_head(std::uint8_t* at, std::uint8_t major, std::uint64_t number) {
  if (number < 24) {
    *at++ = static_cast<std::uint8_t>(major | number);
    return at;
  }
  const int width = number <= 0xff ? 0 : number <= 0xffff ? 1 : number <= 0xffffffff ? 2 : 3;
  *at++ = static_cast<std::uint8_t>(major | (24 + width));
  return put_big_endian(at, number, 1 << width);
}

std::uint8_t* put_bytes(std::uint8_t* at, std::uint8_t major, const void* data, std::size_t size) {
  at = put_head(at, major, size);
  if (size > 0) std::memcpy(at, data, size);
  return at + size;
}

/// What put_value writes at most.
std::size_t size_bound(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return kHeadBytesMax + text->size();
  if (const auto* bytes = std::get_if<Bytes>(&value)) return kHeadBytesMax + bytes->size();
  return sizeof(Uuid) + 1;
}

std::uint8_t* put_value(std::uint8_t* at, const Value& value) {
  switch (value.index()) {
    case 1: {
      const std::int64_t number = *std::get_if<std::int64_t>(&value);
      return number >= 0 ? put_head(at, kUnsigned, static_cast<std::uint64_t>(number))
                         : put_head(at, kNegative, ~static_cast<std::uint64_t>(number));
    }
    case 2:
      *at++ = kFloat64;
      return put_big_endian(at, std::bit_cast<std::uint64_t>(*std::get_if<double>(&value)), 8);
    case 3: {
      const auto& text = *std::get_if<std::string>(&value);
      return put_bytes(at, kTextString, text.data(), text.size());
    }
    case 4: {
      const auto& uuid = *std::get_if<Uuid>(&value);
      return put_bytes(at, kByteString, uuid.bytes.data(), uuid.bytes.size());
    }
    case 5: {
      const auto& bytes = *std::get_if<Bytes>(&value);
      return put_bytes(at, kByteString, bytes.data(), bytes.size());
    }
    default: *at++ = kNull; return at;
  }
}

/// Makes room for `bound` more bytes, lets `write` fill them from a pointer, keeps what it filled.
template <class Write>
void append(Bytes& out, std::size_t bound, Write&& write) {
  const std::size_t before = out.size();
  out.resize(before + bound);
  const std::uint8_t* end = write(out.data() + before);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

struct Head {
  std::uint8_t major = 0;
  std::uint64_t number = 0;
  std::size_t size = 0;  ///< bytes of the head; 0 when it is not canonical
};

/// Reads a head whose argument is in its shortest form; not for major type 7.
Head read_head(ByteView bytes) {
  if (bytes.empty()) return {};
  const auto major = static_cast<std::uint8_t>(bytes[0] & 0xe0U);
  const std::uint8_t info = bytes[0] & 0x1fU;
  if (info < 24) return {major, info, 1};
  if (info > 27) return {};
  const std::size_t width = std::size_t{1} << (info - 24);
  if (bytes.size() < 1 + width) return {};
  std::uint64_t number = 0;
  for (std::size_t i = 1; i <= width; ++i) number = number << 8 | bytes[i];
  const std::uint64_t shortest_from = width == 1 ? 24 : std::uint64_t{1} << (width * 4);
  if (number < shortest_from) return {};
  return {major, number, 1 + width};
}

std::unexpected<Error> malformed(const char* what) { return fail(Errc::invalid_argument, what); }

using Scalar = ValueReader::Scalar;

Result<Scalar> read_special(ByteView bytes) {
  Scalar scalar;
  if (bytes[0] == kNull) {
    scalar.encoded = bytes.first(1);
    return scalar;
  }
  if (bytes[0] != kFloat64) return malformed("not a value of a row: only null and float64");
  if (bytes.size() < 9) return malformed("truncated float");
  std::uint64_t bits = 0;
  for (std::size_t i = 1; i <= 8; ++i) bits = bits << 8 | bytes[i];
  scalar.kind = Scalar::Kind::floating;
  scalar.floating = std::bit_cast<double>(bits);
  if (!std::isfinite(scalar.floating)) return malformed("a float that is not finite");
  scalar.encoded = bytes.first(9);
  return scalar;
}

Result<Scalar> read_scalar(ByteView bytes) {
  if (bytes.empty()) return malformed("truncated value");
  if ((bytes[0] & 0xe0U) == 0xe0U) return read_special(bytes);
  const Head head = read_head(bytes);
  if (head.size == 0) return malformed("truncated, indefinite or not the shortest form");
  Scalar scalar;
  if (head.major == kUnsigned || head.major == kNegative) {
    if (head.number > static_cast<std::uint64_t>(INT64_MAX))
      return malformed("an integer beyond 64 bits");
    scalar.kind = Scalar::Kind::integer;
    scalar.integer = head.major == kUnsigned ? static_cast<std::int64_t>(head.number)
                                             : ~static_cast<std::int64_t>(head.number);
    scalar.encoded = bytes.first(head.size);
    return scalar;
  }
  if (head.major != kTextString && head.major != kByteString)
    return malformed("a container or tag where a value belongs");
  if (head.number > bytes.size() - head.size) return malformed("truncated string");
  scalar.kind = head.major == kTextString ? Scalar::Kind::text : Scalar::Kind::bytes;
  scalar.view = bytes.subspan(head.size, head.number);
  scalar.encoded = bytes.first(head.size + head.number);
  if (scalar.kind == Scalar::Kind::text && !count_code_points(as_text(scalar.view)))
    return malformed("text that is not UTF-8");
  return scalar;
}

/// The value of a column that the catalogue does not know, kept as it came.
Result<Value> untyped_value(const Scalar& scalar) {
  switch (scalar.kind) {
    case Scalar::Kind::integer: return Value(scalar.integer);
    case Scalar::Kind::floating: return Value(scalar.floating);
    case Scalar::Kind::text: return Value(std::string(as_text(scalar.view)));
    case Scalar::Kind::bytes:
      if (scalar.view.size() == sizeof(Uuid)) return Value(*to_uuid(scalar.view));
      if (scalar.view.size() == kBlobHashBytes)
        return Value(Bytes(scalar.view.begin(), scalar.view.end()));
      return malformed("a byte string that is neither an id nor a content hash");
    case Scalar::Kind::null: break;
  }
  return Value(Null{});
}

/// libsodium chooses its vector code in sodium_init; until then it runs the portable one.
bool sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

}  // namespace

void encode_value(const Value& value, Bytes& out) {
  append(out, size_bound(value), [&](std::uint8_t* at) { return put_value(at, value); });
}

void encode_values(const Row& row, std::span<const std::uint32_t> ordinals, Bytes& out) {
  std::size_t bound = kHeadBytesMax;
  for (const std::uint32_t ordinal : ordinals) bound += size_bound(row.values[ordinal]);
  append(out, bound, [&](std::uint8_t* at) {
    at = put_head(at, kArray, ordinals.size());
    for (const std::uint32_t ordinal : ordinals) at = put_value(at, row.values[ordinal]);
    return at;
  });
}

Result<std::size_t> ValueReader::container(std::uint8_t major, std::size_t max) {
  const Head head = read_head(bytes_);
  if (head.size == 0 || head.major != major)
    return malformed(major == kArray ? "not a definite array" : "not a definite map");
  if (head.number > max) return malformed("more elements than fit");
  bytes_ = bytes_.subspan(head.size);
  return static_cast<std::size_t>(head.number);
}

Result<std::size_t> ValueReader::array(std::size_t max) { return container(kArray, max); }

Result<std::size_t> ValueReader::map(std::size_t max) { return container(kMap, max); }

Result<ValueReader::Scalar> ValueReader::next() {
  auto scalar = read_scalar(bytes_);
  if (scalar) bytes_ = bytes_.subspan(scalar->encoded.size());
  return scalar;
}

Result<Value> to_value(const ValueReader::Scalar& scalar, const Column& column) {
  Value value;
  if (scalar.kind == Scalar::Kind::bytes && column.type == ColumnType::blob)
    value = Bytes(scalar.view.begin(), scalar.view.end());
  else {
    TRY(auto untyped, untyped_value(scalar));
    value = std::move(untyped);
  }
  if (auto wrong = value_problem(column, value))
    return fail(Errc::invalid_argument, column.name + ": " + *wrong);
  return value;
}

void ContentHash::add(std::uint32_t column_number, ByteView encoded_value) {
  if (encoded_value.size() == 1 && encoded_value[0] == kNull) return;
  append(buffer_, kHeadBytesMax + encoded_value.size(), [&](std::uint8_t* at) {
    at = put_head(at, kUnsigned, column_number);
    std::memcpy(at, encoded_value.data(), encoded_value.size());
    return at + encoded_value.size();
  });
}

void ContentHash::add_value(std::uint32_t column_number, const Value& value) {
  if (is_null(value)) return;
  append(buffer_, kHeadBytesMax + size_bound(value), [&](std::uint8_t* at) {
    return put_value(put_head(at, kUnsigned, column_number), value);
  });
}

std::uint64_t ContentHash::finish() {
  ASSERT(sodium_ready());
  FixedBytes<8> digest{};
  ASSERT(crypto_generichash_blake2b(digest.data(), digest.size(), buffer_.data(), buffer_.size(),
                                    nullptr, 0) == 0);
  buffer_.clear();
  std::uint64_t out = 0;
  for (const std::uint8_t byte : digest) out = out << 8 | byte;
  return out;
}

std::uint64_t content_hash(const Row& row, Audience audience) {
  ContentHash hash;
  for (const std::uint32_t ordinal : row.entity->projection(audience))
    hash.add_value(row.entity->columns[ordinal].number, row.values[ordinal]);
  return hash.finish();
}

Bytes encode_image(const Row& row) {
  const auto known = std::count_if(row.values.begin(), row.values.end(),
                                   [](const Value& value) { return !is_null(value); });
  const auto extra = std::count_if(row.unknown_numbers.begin(), row.unknown_numbers.end(),
                                   [](const auto& pair) { return !is_null(pair.second); });
  Bytes out;
  const auto put_pair = [&](std::uint32_t number, const Value& value) {
    if (is_null(value)) return;
    append(out, kHeadBytesMax + size_bound(value),
           [&](std::uint8_t* at) { return put_value(put_head(at, kUnsigned, number), value); });
  };
  append(out, kHeadBytesMax, [&](std::uint8_t* at) {
    return put_head(at, kMap, static_cast<std::uint64_t>(known + extra));
  });
  auto unknown = row.unknown_numbers.begin();
  for (const Column& column : row.entity->columns) {
    for (; unknown != row.unknown_numbers.end() && unknown->first < column.number; ++unknown)
      put_pair(unknown->first, unknown->second);
    put_pair(column.number, row.values[column.ordinal]);
  }
  for (; unknown != row.unknown_numbers.end(); ++unknown) put_pair(unknown->first, unknown->second);
  return out;
}

Result<Row> decode_image(const Entity& entity, Uuid id, ByteView bytes) {
  Row row(entity, id);
  ValueReader reader(bytes);
  TRY(const std::size_t count, reader.map(limits::kColumnsPerEntityMax));
  std::int64_t previous = 0;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const auto key, reader.next());
    if (key.kind != Scalar::Kind::integer || key.integer <= previous || key.integer > UINT32_MAX)
      return malformed("column numbers of an image ascend from 1");
    previous = key.integer;
    TRY(const auto scalar, reader.next());
    if (scalar.kind == Scalar::Kind::null) return malformed("an image holds no nulls");
    const auto number = static_cast<std::uint32_t>(key.integer);
    if (const Column* column = entity.find_number(number)) {
      TRY(row.values[column->ordinal], to_value(scalar, *column));
    } else {
      TRY(row.unknown_numbers[number], untyped_value(scalar));
    }
  }
  if (!reader.at_end()) return malformed("bytes after the end of an image");
  return row;
}

}  // namespace fieldbook::schema
