#include "shared/schema/row_codec.hpp"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "shared/base/random.hpp"
#include "tests/unit/shared/schema/documents.hpp"

namespace fieldbook::schema {
namespace {

using Scalar = ValueReader::Scalar;

Bytes encoded(const Value& value) {
  Bytes out;
  encode_value(value, out);
  return out;
}

std::string hex(const Value& value) { return to_hex(encoded(value)); }

Uuid some_uuid(std::uint8_t fill) {
  Uuid uuid;
  uuid.bytes.fill(fill);
  return uuid;
}

// The integers and strings of RFC 8949 appendix A.
TEST(RowCodec, writes_the_examples_of_the_rfc) {
  EXPECT_EQ(hex(std::int64_t{0}), "00");
  EXPECT_EQ(hex(std::int64_t{23}), "17");
  EXPECT_EQ(hex(std::int64_t{24}), "1818");
  EXPECT_EQ(hex(std::int64_t{100}), "1864");
  EXPECT_EQ(hex(std::int64_t{1000}), "1903e8");
  EXPECT_EQ(hex(std::int64_t{1'000'000}), "1a000f4240");
  EXPECT_EQ(hex(std::int64_t{1'000'000'000'000}), "1b000000e8d4a51000");
  EXPECT_EQ(hex(std::int64_t{-1}), "20");
  EXPECT_EQ(hex(std::int64_t{-100}), "3863");
  EXPECT_EQ(hex(std::int64_t{-1000}), "3903e7");
  EXPECT_EQ(hex(std::numeric_limits<std::int64_t>::max()), "1b7fffffffffffffff");
  EXPECT_EQ(hex(std::numeric_limits<std::int64_t>::min()), "3b7fffffffffffffff");
  EXPECT_EQ(hex(1.1), "fb3ff199999999999a");
  EXPECT_EQ(hex(0.0), "fb0000000000000000");
  EXPECT_EQ(hex(Null{}), "f6");
  EXPECT_EQ(hex(std::string()), "60");
  EXPECT_EQ(hex(std::string("IETF")), "6449455446");
  EXPECT_EQ(hex(std::string("ü")), "62c3bc");
  EXPECT_EQ(hex(some_uuid(0xab)), "50abababababababababababababababab");
  EXPECT_EQ(hex(Bytes(32, 1)).substr(0, 6), "582001");
}

TEST(RowCodec, writes_the_values_of_a_row_in_the_order_of_its_frame) {
  Row row(job(), some_uuid(1));
  row.values[0] = std::string("pump");
  row.values[7] = std::int64_t{25};
  Bytes out{0xee};
  encode_values(row, job().projection(Audience::staff), out);
  EXPECT_EQ(to_hex(out), "ee846470756d70f6f61819");
}

TEST(ValueReader, reads_scalars_without_copying) {
  const Bytes bytes = from_hex(
                          "8664"
                          "70756d70"
                          "f6"
                          "38ff"
                          "fb3ff199999999999a"
                          "5002"
                          "0304")
                          .value();
  ValueReader reader(bytes);
  EXPECT_EQ(reader.array(10).value(), 6U);
  const Scalar text = reader.next().value();
  EXPECT_EQ(text.kind, Scalar::Kind::text);
  EXPECT_EQ(as_text(text.view), "pump");
  EXPECT_EQ(text.view.data(), bytes.data() + 2);
  EXPECT_EQ(to_hex(text.encoded), "6470756d70");
  EXPECT_EQ(reader.next().value().kind, Scalar::Kind::null);
  EXPECT_EQ(reader.next().value().integer, -256);
  EXPECT_EQ(reader.next().value().floating, 1.1);
  EXPECT_FALSE(reader.at_end());
  EXPECT_FALSE(reader.next()) << "16 bytes are promised, three are there";
  EXPECT_EQ(reader.rest().size(), 4U) << "a refused scalar is not consumed";
}

TEST(ValueReader, refuses_every_form_that_is_not_canonical) {
  const std::pair<const char*, const char*> inputs[] = {
      {"", "nothing"},
      {"1817", "23 in two bytes"},
      {"190018", "24 in three bytes"},
      {"1900ff", "255 in three bytes"},
      {"1a0000ffff", "65535 in five bytes"},
      {"1b00000000ffffffff", "2^32-1 in nine bytes"},
      {"3817", "-24 in two bytes"},
      {"1b8000000000000000", "2^63"},
      {"3b8000000000000000", "-2^63-1"},
      {"1bffffffffffffffff", "2^64-1"},
      {"18", "a truncated integer"},
      {"1903", "a truncated integer"},
      {"1c", "a reserved head"},
      {"1f", "a reserved head"},
      {"7801"
       "61",
       "a text length in two bytes"},
      {"6261", "a truncated text"},
      {"7bffffffffffffffff61", "a text length beyond memory"},
      {"7f6161ff", "an indefinite text"},
      {"62c328", "text that is not UTF-8"},
      {"64eda08080", "a surrogate"},
      {"580141", "a byte length in two bytes"},
      {"5f4101ff", "indefinite bytes"},
      {"80", "an array"},
      {"a0", "a map"},
      {"c001", "a tag"},
      {"f4", "false"},
      {"f5", "true"},
      {"f7", "undefined"},
      {"f8ff", "a simple value"},
      {"f93c00", "a half float"},
      {"fa3f800000", "a single float"},
      {"fb3ff1999999", "a truncated float"},
      {"fb7ff8000000000000", "not a number"},
      {"fb7ff0000000000000", "infinity"},
      {"fbfff0000000000000", "minus infinity"},
      {"ff", "a break"}};
  for (const auto& [text, what] : inputs) {
    const Bytes bytes = from_hex(text).value();
    const auto scalar = ValueReader(bytes).next();
    ASSERT_FALSE(scalar) << what;
    EXPECT_EQ(scalar.error().code, Errc::invalid_argument) << what;
  }
}

TEST(ValueReader, reads_only_definite_containers_of_a_bounded_size) {
  const auto array = [](const char* text, std::size_t max) {
    const Bytes bytes = from_hex(text).value();
    return ValueReader(bytes).array(max).value_or(999);
  };
  EXPECT_EQ(array("80", 0), 0U);
  EXPECT_EQ(array("83", 3), 3U);
  EXPECT_EQ(array("83", 2), 999U);
  EXPECT_EQ(array("9818", 24), 24U);
  for (const char* text : {"", "9f", "9803", "a1", "98", "01", "f6"})
    EXPECT_EQ(array(text, 100), 999U) << text;
  const Bytes map = from_hex("a2").value();
  EXPECT_EQ(ValueReader(map).map(2).value(), 2U);
  EXPECT_FALSE(ValueReader(map).map(1));
  EXPECT_FALSE(ValueReader(map).array(2));
}

/// Whether `value`, sent over the wire, is taken for a value of the column.
bool fits(const char* column, const Value& value) {
  const Bytes bytes = encoded(value);
  const auto read = to_value(ValueReader(bytes).next().value(), job_column(column));
  if (read) {
    EXPECT_EQ(*read, value);
  }
  return read.has_value();
}

TEST(RowCodec, takes_only_values_that_fit_the_column) {
  const Value text = std::string("1");
  const Value one = std::int64_t{1};
  const Value half = 0.5;
  const Value id = some_uuid(3);
  const Value hash = Bytes(32, 7);
  struct Case {
    const char* column;
    std::vector<Value> good;
    std::vector<Value> bad;
  };
  const std::vector<Case> cases = {
      {"title", {text, std::string("zehn Z\u00e4hl")}, {one, half, id, hash, std::string(11, 'a')}},
      {"notes",
       {text, std::string(100'000, 'a')},
       {one, half, id, hash, std::string(100'001, 'a')}},
      {"priority", {one}, {text, half, id, hash, std::int64_t{3}}},
      {"skills",
       {text, std::string("1,2,5")},
       {one, half, id, hash, std::string(), std::string("2,1"), std::string("1,1"),
        std::string("1,3"), std::string("1,"), std::string("01"), std::string("1, 2"),
        std::string("+1")}},
      {"urgent", {one, std::int64_t{0}}, {text, half, id, hash, std::int64_t{2}}},
      {"visits", {one, std::int64_t{INT64_MIN}}, {text, half, id, hash}},
      {"hours", {one}, {text, half, id, hash}},
      {"total", {one}, {text, half, id, hash}},
      {"latitude", {half}, {text, one, id, hash}},
      {"startson",
       {one, std::int64_t{253'402'300'799'999}},
       {text, half, id, hash, std::int64_t{253'402'300'800'000},
        std::int64_t{-62'135'596'800'001}}},
      {"dueon",
       {one, std::int64_t{2'932'896}},
       {text, half, id, hash, std::int64_t{2'932'897}, std::int64_t{-719'163}}},
      {"customerid", {id}, {text, one, half, hash}},
      {"statecode", {one}, {text, half, id, hash, std::int64_t{2}}},
      {"statuscode", {one}, {text, half, id, hash, std::int64_t{3}}},
      {"photo", {hash}, {text, one, half, id, Bytes(31, 7)}},
      {"warehouse", {id}, {text, one, half, hash}}};
  for (const Case& each : cases) {
    EXPECT_TRUE(fits(each.column, Null{})) << each.column;
    for (const Value& value : each.good) EXPECT_TRUE(fits(each.column, value)) << each.column;
    for (const Value& value : each.bad) EXPECT_FALSE(fits(each.column, value)) << each.column;
  }
}

TEST(ContentHash, is_blake2b_64_over_numbers_and_values) {
  // hashlib.blake2b(bytes.fromhex("016470756d70081819"), digest_size=8)
  Row row(job(), some_uuid(1));
  row.values[0] = std::string("pump");
  row.values[7] = std::int64_t{25};
  EXPECT_EQ(content_hash(row, Audience::staff), 0x4641ee882eb1ca4cULL);
  EXPECT_EQ(content_hash(Row(job(), {}), Audience::staff), 0xe4a6a0577479b2b4ULL);
}

TEST(ContentHash, does_not_change_when_a_column_that_is_null_is_added) {
  ContentHash hash;
  hash.add(1, encoded(std::string("pump")));
  const std::uint64_t without = hash.finish();
  hash.add(1, encoded(std::string("pump")));
  hash.add(2, encoded(Null{}));
  hash.add_value(3, Value(Null{}));
  EXPECT_EQ(hash.finish(), without);
}

TEST(ContentHash, covers_only_what_the_audience_receives) {
  Row row(job(), some_uuid(1));
  row.values[1] = std::string("for staff");
  EXPECT_EQ(content_hash(row, Audience::customer),
            content_hash(Row(job(), {}), Audience::customer));
  EXPECT_NE(content_hash(row, Audience::staff), content_hash(Row(job(), {}), Audience::staff));
}

TEST(ContentHash, tells_which_column_holds_a_value) {
  ContentHash hash;
  hash.add_value(1, Value(std::int64_t{1}));
  const std::uint64_t first = hash.finish();
  hash.add_value(2, Value(std::int64_t{1}));
  EXPECT_NE(hash.finish(), first);
}

Row full_row() {
  Row row(job(), some_uuid(9));
  row.values[0] = std::string("pump");
  row.values[8] = -0.25;
  row.values[11] = some_uuid(4);
  row.values[16] = Bytes(32, 5);
  row.values[19] = std::int64_t{12};
  row.unknown_numbers = {{30, std::int64_t{7}}, {31, some_uuid(2)}, {10'000, Bytes(32, 1)}};
  return row;
}

TEST(Image, keeps_known_and_unknown_columns) {
  const Row row = full_row();
  EXPECT_EQ(decode_image(job(), row.id, encode_image(row)).value(), row);
  EXPECT_EQ(to_hex(encode_image(Row(job(), {}))), "a0");
}

TEST(Image, turns_unknown_numbers_into_columns_when_the_catalogue_knows_them) {
  nlohmann::json document = job_document();
  document["columns"].push_back(
      {{"number", 30}, {"name", "extra"}, {"type", "integer"}, {"label", "Extra"}});
  const auto next = loaded({account_document(), document});
  const Row row = decode_image(next->entity("job"), some_uuid(9), encode_image(full_row())).value();
  EXPECT_EQ(row[next->column("job", "extra")], Value(std::int64_t{7}));
  EXPECT_EQ(row.unknown_numbers.size(), 2U);
  EXPECT_EQ(encode_image(row), encode_image(full_row()));
}

TEST(Image, refuses_what_it_does_not_write) {
  for (const char* text : {"", "80", "a1", "a101", "a10001", "a101f6", "a2016161016161",
                           "a2080108016161", "a1016161ff", "a12001", "a1616101",
                           "a11b000000010000000001", "a10141aa", "a1036161", "a1182941aa",
                           "bf0161"
                           "61ff",
                           "a2"
                           "0801"
                           "016161"}) {
    const auto row = decode_image(job(), {}, from_hex(text).value());
    ASSERT_FALSE(row) << text;
    EXPECT_EQ(row.error().code, Errc::invalid_argument) << text;
  }
}

// --- properties ---------------------------------------------------------------------------------

std::string random_text(Random& random, std::size_t length_max) {
  constexpr std::string_view kPieces[] = {"a", "Z", " ", "\"", "é", "ß", "上", "ع", "🔧", "\n"};
  std::string out;
  for (std::size_t left = random.below(length_max + 1); left > 0; --left)
    out += kPieces[random.below(std::size(kPieces))];
  return out;
}

std::int64_t random_integer(Random& random) {
  const auto bits = random.below(64);
  const auto number = static_cast<std::int64_t>(random.below(std::uint64_t{1} << bits));
  return random.below(2) == 0 ? number : -number - 1;
}

Value random_value(const Column& column, Random& random) {
  if (random.below(4) == 0) return Null{};
  Uuid uuid;
  random.fill(uuid.bytes);
  Bytes hash(32);
  random.fill(hash);
  switch (column.type) {
    case ColumnType::text:
    case ColumnType::memo:
      return random_text(random, column.max_length == 0 ? 300 : column.max_length);
    case ColumnType::multichoice: return std::string(random.below(2) == 0 ? "1,5" : "2");
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status: return column.options[random.below(column.options.size())].value;
    case ColumnType::boolean: return static_cast<std::int64_t>(random.below(2));
    case ColumnType::date: return static_cast<std::int64_t>(random.below(40'000));
    case ColumnType::datetime: return static_cast<std::int64_t>(random.below(4'000'000'000'000));
    case ColumnType::floating: return static_cast<double>(random_integer(random)) / 7;
    case ColumnType::uuid:
    case ColumnType::lookup: return uuid;
    case ColumnType::blob: return hash;
    default: return random_integer(random);
  }
}

Row random_row(Random& random) {
  Row row(job(), some_uuid(1));
  for (const Column& column : job().columns)
    row.values[column.ordinal] = random_value(column, random);
  for (std::uint64_t left = random.below(3); left > 0; --left)
    row.unknown_numbers[static_cast<std::uint32_t>(50 + random.below(100'000))] =
        random_integer(random);
  return row;
}

TEST(RowCodecProperty, every_row_survives_its_image) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SeededRandom random(seed);
    const Row row = random_row(random);
    ASSERT_EQ(decode_image(job(), row.id, encode_image(row)).value(), row) << "seed " << seed;
  }
}

TEST(RowCodecProperty, every_row_survives_its_projection_with_its_hash) {
  std::vector<std::uint32_t> all(job().columns.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SeededRandom random(seed);
    const Row row = random_row(random);
    Bytes bytes;
    encode_values(row, all, bytes);
    ValueReader reader(bytes);
    ContentHash received;
    ContentHash sent;
    ASSERT_EQ(reader.array(all.size()).value(), all.size());
    for (const Column& column : job().columns) {
      const Scalar scalar = reader.next().value();
      ASSERT_EQ(to_value(scalar, column).value(), row.values[column.ordinal]) << "seed " << seed;
      received.add(column.number, scalar.encoded);
      sent.add_value(column.number, row.values[column.ordinal]);
    }
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(received.finish(), sent.finish()) << "seed " << seed;
  }
}

// What is accepted after any damage is canonical again: there is one encoding of a row, so a row
// that reads differently has another hash.
TEST(RowCodecProperty, damaged_images_are_refused_or_canonical) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    SeededRandom random(seed);
    Bytes bytes = encode_image(random_row(random));
    const std::uint64_t what = random.below(3);
    const auto at = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
    if (what == 0)
      bytes[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1U << random.below(8));
    if (what == 1) bytes.resize(static_cast<std::size_t>(at));
    if (what == 2) bytes.insert(bytes.begin() + at, static_cast<std::uint8_t>(random.below(256)));
    const auto row = decode_image(job(), {}, bytes);
    if (!row) {
      ++refused;
      ASSERT_EQ(row.error().code, Errc::invalid_argument);
    } else {
      ASSERT_EQ(encode_image(*row), bytes) << "seed " << seed;
    }
  }
  EXPECT_GT(refused, 1500U);
}

TEST(RowCodecProperty, random_bytes_are_refused_or_canonical) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    SeededRandom random(seed);
    Bytes bytes(1 + random.below(20));
    random.fill(bytes);
    ValueReader reader(bytes);
    const auto scalar = reader.next();
    if (!scalar) continue;
    Bytes again;
    switch (scalar->kind) {
      case Scalar::Kind::null: again = encoded(Null{}); break;
      case Scalar::Kind::integer: again = encoded(scalar->integer); break;
      case Scalar::Kind::floating: again = encoded(scalar->floating); break;
      case Scalar::Kind::text: again = encoded(std::string(as_text(scalar->view))); break;
      case Scalar::Kind::bytes:
        again = encoded(Bytes(scalar->view.begin(), scalar->view.end()));
        break;
    }
    ASSERT_EQ(to_hex(again), to_hex(scalar->encoded)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace fieldbook::schema
