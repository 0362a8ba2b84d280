#pragma once

// What a device remembers of the daemon's history, as proof against a daemon that was restored
// from a backup (design.md section 6, Epoch). Two things, both in `meta`:
//
// - the trail: commits that this device was at, with the audit chain's value there. A daemon that
//   has another history looks for the highest point that is its own: up to there both histories
//   are one, whatever happened since. Dense near the head and thin far back, so that a bounded
//   trail reaches from the last checkpoint to the first.
// - what was heard: the proven position that came with the last `restored` frame. It is given back
//   until a page or checkpoint follows, so that a daemon that forgets even that epoch is noticed.
//
// All inside whatever transaction is open.

#include <vector>

#include "client/replica/meta.hpp"
#include "shared/protocol/messages.hpp"

namespace fieldbook::client {

class History {
 public:
  explicit History(Meta& meta) : meta_(meta) {}

  /// Ascending. Errc::corrupt for anything that note() does not write.
  [[nodiscard]] Result<std::vector<protocol::TrailPoint>> trail();
  /// A checkpoint: adds it to the trail unless the last point is close. What was heard and wanted
  /// before is answered with it.
  [[nodiscard]] Status note(const protocol::TrailPoint& point);
  /// Drops the points beyond `common`: they are of a history that was lost.
  [[nodiscard]] Status cut(std::int64_t common);

  /// The daemon wants the trail with the next request.
  [[nodiscard]] Status want_trail(bool wanted);
  [[nodiscard]] Result<bool> is_trail_wanted();

  [[nodiscard]] Status hear(const protocol::Position& position);
  /// Commit 0 when nothing was heard.
  [[nodiscard]] Result<protocol::Position> heard();

 private:
  Meta& meta_;
};

}  // namespace fieldbook::client
