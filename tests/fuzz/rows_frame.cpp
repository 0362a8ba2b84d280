// Rows frames: every row that is read has the buckets, epoch and values that its head promises.

#include "shared/protocol/rows_frame.hpp"

#include "shared/protocol/frames.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto reader = protocol::RowsFrameReader::open({data, size});
  if (!reader) return 0;
  protocol::WireRow row;
  std::size_t count = 0;
  while (true) {
    const auto more = reader->next(row);
    if (!more) return 0;
    if (!*more) break;
    ++count;
    ASSERT(row.epoch < reader->head().epochs.size());
    ASSERT(row.buckets.empty() || row.buckets.back() < reader->head().buckets.size());
    schema::ValueReader values(row.values);
    ASSERT(values.array(reader->head().columns.size()) == reader->head().columns.size());
    while (!values.at_end()) ASSERT(values.next().has_value());
  }
  ASSERT(count == reader->count());
  return 0;
}
