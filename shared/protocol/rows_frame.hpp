#pragma once

// The frame that carries rows: {"frame":"rows","head":{…},"rows":[row…]} where a row is the array
//   [id (16 bytes), commit, epoch index, bucket set (bit mask over head.buckets, or an array of
//    indexes when there are more than 63), content hash (unsigned), values array]
// and the values array is a projected row (shared/schema/row_codec.hpp). The daemon copies the
// encoded values; the device reads them without an intermediate tree.

#include "shared/protocol/messages.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::protocol {

/// One row as it travels. `values` is the encoded array.
struct WireRow {
  Uuid id;
  std::int64_t commit = 0;
  std::uint32_t epoch = 0;             ///< index into RowsHead::epochs
  std::vector<std::uint32_t> buckets;  ///< indexes into RowsHead::buckets, ascending
  std::uint64_t content_hash = 0;
  ByteView values;
};

/// Collects rows of one entity and one projection into a frame.
class RowsFrameWriter {
 public:
  RowsFrameWriter(std::uint32_t entity, std::vector<std::uint32_t> columns);
  /// The index of `bucket` / `epoch` in the head, added when it is not there yet.
  [[nodiscard]] std::uint32_t bucket_index(std::string_view bucket);
  [[nodiscard]] std::uint32_t epoch_index(const FixedBytes<16>& epoch);
  void add(const WireRow& row);
  [[nodiscard]] std::size_t size() const { return rows_.size(); }  ///< bytes so far
  [[nodiscard]] std::size_t count() const { return count_; }
  /// The whole frame, length prefix included, appended to `out`; the writer is empty afterwards.
  void finish(Bytes& out);

 private:
  RowsHead head_;
  Bytes rows_;
  std::size_t count_ = 0;
};

/// Reads a rows frame's payload from front to back.
class RowsFrameReader {
 public:
  /// Returns Errc::invalid_argument when the head is malformed or passes a bound.
  [[nodiscard]] static Result<RowsFrameReader> open(ByteView payload);
  [[nodiscard]] const RowsHead& head() const { return head_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  /// The next row, or nothing after the last. Views point into the payload; `row.buckets` is
  /// reused. Returns Errc::invalid_argument for malformed input.
  [[nodiscard]] Result<bool> next(WireRow& row);

 private:
  RowsHead head_;
  ByteView rest_;
  std::size_t count_ = 0;
  std::size_t read_ = 0;
};

}  // namespace fieldbook::protocol
