#include "shared/protocol/rows_frame.hpp"

#include <algorithm>

#include "shared/protocol/frames.hpp"
#include "shared/protocol/message_codec.hpp"

namespace fieldbook::protocol {

namespace {

/// A mask holds the indexes 0 to 62, so that it is a CBOR integer that every signed type can hold.
constexpr std::uint32_t kMaskIndexes = 63;

template <class T>
std::uint32_t index_in(std::vector<T>& list, const T& value) {
  // A frame names few buckets and epochs, the latest most often.
  const auto found = std::find(list.rbegin(), list.rend(), value);
  if (found != list.rend())
    return static_cast<std::uint32_t>(list.size() - 1 -
                                      static_cast<std::size_t>(found - list.rbegin()));
  list.push_back(value);
  return static_cast<std::uint32_t>(list.size() - 1);
}

Status read_bucket_set(CborReader& in, std::size_t bucket_count, std::vector<std::uint32_t>& out) {
  out.clear();
  if (in.peek_major() == 0) {
    TRY(const std::uint64_t mask, in.unsigned_integer());
    for (std::uint32_t i = 0; i < 64; ++i)
      if ((mask >> i & 1U) != 0) out.push_back(i);
  } else {
    TRY(const std::size_t count, in.array(bucket_count));
    for (std::size_t i = 0; i < count; ++i) {
      TRY(const std::uint64_t index, in.unsigned_integer());
      if (index >= bucket_count || (!out.empty() && index <= out.back()))
        return fail(Errc::invalid_argument, "bucket indexes must ascend within the head's list");
      out.push_back(static_cast<std::uint32_t>(index));
    }
  }
  if (!out.empty() && out.back() >= bucket_count)
    return fail(Errc::invalid_argument, "a bucket index beyond the head's list");
  return {};
}

/// Passes over the values array and checks each scalar.
Result<ByteView> read_values(CborReader& in, std::size_t columns) {
  const ByteView start = in.rest();
  schema::ValueReader values(start);
  TRY(const std::size_t count, values.array(columns));
  if (count != columns)
    return fail(Errc::invalid_argument, "a row has " + std::to_string(count) + " values for " +
                                            std::to_string(columns) + " columns");
  for (std::size_t i = 0; i < count; ++i) CHECK(values.next());
  const std::size_t size = start.size() - values.rest().size();
  if (size > limits::kRowBytesMax) return fail(Errc::limit_exceeded, "a row is too long");
  in.advance(size);
  return start.first(size);
}

}  // namespace

RowsFrameWriter::RowsFrameWriter(std::uint32_t entity, std::vector<std::uint32_t> columns) {
  head_.entity = entity;
  head_.columns = std::move(columns);
}

std::uint32_t RowsFrameWriter::bucket_index(std::string_view bucket) {
  return index_in(head_.buckets, std::string(bucket));
}

std::uint32_t RowsFrameWriter::epoch_index(const FixedBytes<16>& epoch) {
  return index_in(head_.epochs, epoch);
}

void RowsFrameWriter::add(const WireRow& row) {
  CborWriter out(rows_);
  out.array(6);
  out.bytes(row.id.bytes);
  out.integer(row.commit);
  out.unsigned_integer(row.epoch);
  if (row.buckets.empty() || row.buckets.back() < kMaskIndexes) {
    std::uint64_t mask = 0;
    for (const std::uint32_t index : row.buckets) mask |= std::uint64_t{1} << index;
    out.unsigned_integer(mask);
  } else {
    write_value(out, row.buckets);
  }
  out.unsigned_integer(row.content_hash);
  rows_.insert(rows_.end(), row.values.begin(), row.values.end());
  ++count_;
}

void RowsFrameWriter::finish(Bytes& out) {
  RowsFrame frame;
  CborWriter writer(frame.payload);
  writer.map(3);
  writer.text("frame");
  writer.text(kFrameName<RowsFrame>);
  writer.text("head");
  write_value(writer, head_);
  writer.text("rows");
  writer.array(count_);
  frame.payload.insert(frame.payload.end(), rows_.begin(), rows_.end());
  encode_frame(frame, out);
  head_.buckets.clear();
  head_.epochs.clear();
  rows_.clear();
  count_ = 0;
}

Result<RowsFrameReader> RowsFrameReader::open(ByteView payload) {
  if (payload.size() > limits::kFrameBytesMax)
    return fail(Errc::limit_exceeded, "the rows frame is too long");
  CborReader in(payload);
  TRY(const std::size_t pairs, in.map(3));
  const auto expect = [&](std::string_view name) -> Status {
    TRY(const std::string_view key, in.text(kNameBytesMax));
    if (key != name)
      return fail(Errc::invalid_argument, "a rows frame has frame, head and rows, in this order");
    return {};
  };
  CHECK(expect("frame"));
  TRY(const std::string_view frame, in.text(kNameBytesMax));
  if (pairs != 3 || frame != kFrameName<RowsFrame>)
    return fail(Errc::invalid_argument, "not a rows frame");
  CHECK(expect("head"));
  RowsFrameReader reader;
  CHECK(read_value(in, reader.head_, 0));
  if (!std::ranges::is_sorted(reader.head_.columns, std::less_equal{}))
    return fail(Errc::invalid_argument, "column numbers must ascend");
  CHECK(expect("rows"));
  TRY(reader.count_, in.array(limits::kFrameBytesMax));
  reader.rest_ = in.rest();
  return reader;
}

Result<bool> RowsFrameReader::next(WireRow& row) {
  if (read_ == count_) {
    if (!rest_.empty()) return fail(Errc::invalid_argument, "bytes after the rows");
    return false;
  }
  CborReader in(rest_);
  TRY(const std::size_t size, in.array(6));
  if (size != 6) return fail(Errc::invalid_argument, "a row is an array of six");
  TRY(const ByteView id, in.bytes(16));
  TRY(row.id, to_uuid(id));
  TRY(row.commit, in.integer());
  TRY(const std::uint64_t epoch, in.unsigned_integer());
  if (epoch >= head_.epochs.size())
    return fail(Errc::invalid_argument, "an epoch index beyond the head's list");
  row.epoch = static_cast<std::uint32_t>(epoch);
  CHECK(read_bucket_set(in, head_.buckets.size(), row.buckets));
  TRY(row.content_hash, in.unsigned_integer());
  TRY(row.values, read_values(in, head_.columns.size()));
  rest_ = in.rest();
  ++read_;
  return true;
}

}  // namespace fieldbook::protocol
