#pragma once

// `$batch` of OData 4.0 as multipart/mixed (RFC 2046), the form that Finance and Operations takes.
//
//   POST /data/$batch                     Content-Type: multipart/mixed; boundary=batch_…
//   --batch_…                             a read is a part by itself
//   Content-Type: application/http
//
//   GET Set(…) HTTP/1.1                    relative to the batch: every service reads that
//   --batch_…                             a write is a change set of one: change sets are atomic,
//   Content-Type: multipart/mixed; boundary=changeset_…        and one bad row keeps nobody out
//
// The answer has a part for each, in the same order; a change set that failed answers with the
// part of its error alone. Parts may be missing at the end: the peer stopped, or the answer broke
// off.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::syncd::odata {

struct BatchItem {
  std::string method;  ///< GET is read by itself, everything else in a change set of its own
  std::string path;    ///< relative to that of the batch: "Set(…)?…", percent-encoded
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< JSON; empty for none
};

struct BatchAnswer {
  int status = 0;
  std::string content_type;
  std::string etag;
  std::string retry_after;
  std::string body;
};

/// At most this many operations a batch: what Finance and Operations documents.
inline constexpr std::size_t kBatchItemsMax = 5000;

/// Text of a batch. `boundary` must not occur in any item; make_boundary() gives one.
[[nodiscard]] std::string encode_batch(std::span<const BatchItem> items, std::string_view boundary);

/// The Content-Type that goes with encode_batch().
[[nodiscard]] std::string batch_content_type(std::string_view boundary);

struct BatchAnswers {
  std::vector<BatchAnswer> answers;  ///< of the first items, in order
  bool complete = false;             ///< the closing boundary was there
};

/// Reads the answer to a batch of `items` items: as many whole parts as there are, of which a
/// truncated last one does not count.
/// Returns Errc::invalid_argument when `content_type` is not multipart/mixed with a boundary, a
/// part is not an HTTP answer, or there are more parts than items.
[[nodiscard]] Result<BatchAnswers> decode_batch(std::string_view content_type,
                                                std::string_view body, std::size_t items);

}  // namespace fieldbook::syncd::odata
