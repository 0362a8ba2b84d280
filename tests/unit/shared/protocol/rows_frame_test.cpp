#include "shared/protocol/rows_frame.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/frames.hpp"

namespace fieldbook::tests {
namespace {

using protocol::RowsFrameReader;
using protocol::RowsFrameWriter;
using protocol::WireRow;

const Bytes kValues{0x82, 0x61, 'a', 0xf6};

WireRow row(std::uint8_t id, std::vector<std::uint32_t> buckets) {
  WireRow out;
  out.id.bytes[15] = id;
  out.commit = 100 + id;
  out.buckets = std::move(buckets);
  out.content_hash = UINT64_MAX - id;
  out.values = kValues;
  return out;
}

Bytes payload_of(RowsFrameWriter& writer) {
  Bytes frame;
  writer.finish(frame);
  return {frame.begin() + 4, frame.end()};
}

TEST(RowsFrame, returns_the_rows_that_were_added) {
  RowsFrameWriter writer(7, {1, 5});
  EXPECT_EQ(writer.bucket_index("a"), 0U);
  EXPECT_EQ(writer.bucket_index("b"), 1U);
  EXPECT_EQ(writer.bucket_index("a"), 0U);
  EXPECT_EQ(writer.epoch_index({1}), 0U);
  writer.add(row(1, {0, 1}));
  writer.add(row(2, {}));
  EXPECT_EQ(writer.count(), 2U);
  const Bytes payload = payload_of(writer);
  EXPECT_EQ(writer.count(), 0U);

  auto reader = RowsFrameReader::open(payload);
  ASSERT_TRUE(reader.has_value()) << reader.error().message;
  EXPECT_EQ(reader->head(), (protocol::RowsHead{7, {1, 5}, {"a", "b"}, {{1}}}));
  EXPECT_EQ(reader->count(), 2U);
  WireRow read;
  EXPECT_TRUE(*reader->next(read));
  EXPECT_EQ(read.commit, 101);
  EXPECT_EQ(read.buckets, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(read.content_hash, UINT64_MAX - 1);
  EXPECT_TRUE(std::ranges::equal(read.values, kValues));
  EXPECT_TRUE(*reader->next(read));
  EXPECT_EQ(read.buckets, std::vector<std::uint32_t>{});
  EXPECT_FALSE(*reader->next(read));
}

TEST(RowsFrame, keeps_sets_of_more_buckets_than_a_mask_holds) {
  RowsFrameWriter writer(7, {1, 5});
  static_cast<void>(writer.epoch_index({}));
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < 70; ++i) all.push_back(writer.bucket_index(std::to_string(i)));
  writer.add(row(1, all));
  writer.add(row(2, {62}));
  writer.add(row(3, {63}));
  const Bytes payload = payload_of(writer);
  auto reader = RowsFrameReader::open(payload);
  ASSERT_TRUE(reader.has_value());
  WireRow read;
  ASSERT_TRUE(reader->next(read).has_value());
  EXPECT_EQ(read.buckets, all);
  ASSERT_TRUE(reader->next(read).has_value());
  EXPECT_EQ(read.buckets, (std::vector<std::uint32_t>{62}));
  ASSERT_TRUE(reader->next(read).has_value());
  EXPECT_EQ(read.buckets, (std::vector<std::uint32_t>{63}));
}

TEST(RowsFrame, refuses_a_row_cut_short_at_every_byte) {
  RowsFrameWriter writer(7, {1, 5});
  writer.add(row(1, {writer.bucket_index("a")}));
  static_cast<void>(writer.epoch_index({}));
  const Bytes payload = payload_of(writer);
  for (std::size_t size = 0; size < payload.size(); ++size) {
    auto reader = RowsFrameReader::open(ByteView(payload).first(size));
    if (!reader) continue;
    WireRow read;
    EXPECT_FALSE(reader->next(read).has_value()) << size;
  }
}

TEST(RowsFrame, refuses_indexes_beyond_the_head) {
  for (const bool bucket : {true, false}) {
    RowsFrameWriter writer(7, {1, 5});
    WireRow wrong = row(1, {writer.bucket_index("a")});
    static_cast<void>(writer.epoch_index({}));
    if (bucket)
      wrong.buckets = {1};
    else
      wrong.epoch = 1;
    writer.add(wrong);
    const Bytes payload = payload_of(writer);
    auto reader = RowsFrameReader::open(payload);
    ASSERT_TRUE(reader.has_value());
    WireRow read;
    EXPECT_EQ(reader->next(read).error().code, Errc::invalid_argument);
  }
}

TEST(RowsFrame, refuses_a_row_with_fewer_values_than_columns) {
  RowsFrameWriter writer(7, {1, 5, 9});
  static_cast<void>(writer.epoch_index({}));
  writer.add(row(1, {}));
  const Bytes payload = payload_of(writer);
  auto reader = RowsFrameReader::open(payload);
  ASSERT_TRUE(reader.has_value());
  WireRow read;
  EXPECT_EQ(reader->next(read).error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace fieldbook::tests
