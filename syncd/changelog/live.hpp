#pragma once

// What a live stream (GET /v1/live) sends after a commit: the delta since what it sent last, when
// that is small and the grants are the same, else `behind`, after which the device syncs.

#include "syncd/changelog/pull.hpp"

namespace fieldbook::syncd {

/// Where a live stream begins: the device's last checkpoint.
struct LiveStart {
  protocol::Position position;
  Uuid stream;
  std::uint64_t acknowledged = 0;
};

enum class LiveStep : std::uint8_t {
  nothing,  ///< nothing for this person: nothing was appended
  delta,    ///< rows, removals and a checkpoint were appended
  behind    ///< `behind` was appended; the stream is over
};

/// Not thread-safe; one a stream. Call next() after each wake-up, and once at the beginning.
class LiveFeed {
 public:
  /// All that is passed in must outlive the feed.
  LiveFeed(Store& store, const PullSession& session, const LiveStart& start, const Clock& clock,
           const PullTuning& tuning = {});

  /// Opens a read transaction and closes it.
  [[nodiscard]] Result<LiveStep> next(Bytes& out);
  /// Everything up to here was sent.
  [[nodiscard]] Commit cursor() const { return position_.commit; }

 private:
  [[nodiscard]] Result<bool> is_behind(ReadTransaction& transaction,
                                       const std::vector<Grant>& grants);
  [[nodiscard]] Result<bool> add_deltas(ReadTransaction& transaction,
                                        const std::vector<Grant>& grants, PullPage& page);

  Store& store_;
  PullSession session_;
  protocol::Position position_;
  Uuid stream_;
  std::uint64_t acknowledged_;
  const Clock& clock_;
  PullTuning tuning_;
  bool examined_ = false;
};

}  // namespace fieldbook::syncd
