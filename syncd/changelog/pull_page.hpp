#pragma once

// One page of rows while it is filled: rows by entity, removals, and how much room is left.

#include <map>
#include <optional>
#include <set>

#include "shared/base/limits.hpp"
#include "shared/protocol/rows_frame.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// Bounds of a response; tests narrow them.
struct PullTuning {
  std::size_t page_bytes = limits::kPageBytesTarget;
  std::size_t page_rows = 2'000;  ///< rows and removals: bounds the time of a read transaction
  std::size_t response_bytes = limits::kResponseBytesMax;
  std::chrono::milliseconds response_time = limits::kResponseTimeMax;
};

/// Bucket numbers and names that a person holds, from one snapshot.
using GrantedNames = std::map<BucketId, std::string>;

class PullPage {
 public:
  /// The transaction and the names must outlive the page.
  PullPage(ReadTransaction& transaction, schema::Audience audience, const GrantedNames& granted,
           const PullTuning& tuning);

  /// True when the next row belongs on another page.
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] bool is_empty() const { return items_ == 0; }
  /// Adds a row with the set of the person's buckets that hold it, once a page. A row that is in
  /// none of them, or that the audience may not receive, is not added.
  [[nodiscard]] Status add_row(RowNumber row);
  void add_removal(std::string bucket, const schema::RowKey& key);
  /// Appends the frames of everything added.
  void finish(Bytes& out);

 private:
  [[nodiscard]] Status write(const ProjectedRow& row);
  /// Whether the person holds the row through `public` alone, while others hold it otherwise: what
  /// is kept for the audience is then theirs.
  [[nodiscard]] bool is_kept_for_others(const ProjectedRow& row) const;
  /// Puts the open part of the row into wire_.
  [[nodiscard]] Status take_open_part(const schema::RowKey& key);
  [[nodiscard]] Result<protocol::RowsFrameWriter*> writer_for(const schema::RowKey& key);

  ReadTransaction& transaction_;
  schema::Audience audience_;
  const GrantedNames& granted_;
  const PullTuning& tuning_;
  std::set<RowNumber> added_;
  std::vector<std::uint32_t> order_;  // entities as they came
  std::map<std::uint32_t, protocol::RowsFrameWriter> writers_;
  protocol::Removals removals_;
  protocol::WireRow wire_;
  std::optional<BucketId> public_;  // where the person holds it
  Bytes open_;                      // values that wire_ shows
  Bytes done_;                      // frames that were closed because they were long enough
  std::size_t bytes_ = 0;
  std::size_t items_ = 0;
};

}  // namespace fieldbook::syncd
