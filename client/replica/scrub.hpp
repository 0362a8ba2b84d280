#pragma once

// Reading stored rows again in quiet times, 1 % of them a day, and all of them after an unclean
// stop (design.md section 6). A round checks the content hash of each row in the order of their
// numbers, then those of the base images, then counts the digests. What is bad is marked; the next
// sync repairs it leaf by leaf. Every step is bounded, and a round goes on where it was after a
// restart.

#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include "client/replica/bucket_book.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::client {

struct ReplicaParts;

/// The next step: how many rows, and how long from now at the earliest.
struct ScrubPlan {
  std::size_t rows = 0;
  std::chrono::milliseconds wait{0};
  bool operator==(const ScrubPlan&) const = default;
};

struct ScrubState {
  std::uint64_t rows = 0;    ///< in the replica
  std::int64_t last_ms = 0;  ///< wall clock of the last step; 0: none yet
  /// A round is owed or at its end: it does not wait for days, but longer the more often a write
  /// spoiled the count of the digests.
  bool hurries = false;
  int spoiled = 0;
};

/// Small replicas are read in one step a day, large ones in steps of kScrubRows spread over it.
/// A wall clock that was set back puts a step off by no more than one such interval.
[[nodiscard]] ScrubPlan plan_scrub(const ScrubState& state, Instant now);

/// One thread, the replica's.
class Scrub {
 public:
  explicit Scrub(ReplicaParts& parts) : parts_(parts) {}

  /// Nothing while no checkpoint was applied: rows still come, and the first sync proves them.
  [[nodiscard]] Result<std::optional<ScrubPlan>> plan();
  /// Reads the next `rows` rows; at their end the base images and the digests. Returns how many
  /// rows and digests were bad.
  [[nodiscard]] Result<std::size_t> step(std::size_t rows);
  /// Begins a round that hurries: the last stop was unclean. Where a full disk does not take that,
  /// the first step notes it.
  void owe_round();

 private:
  using Bad = std::vector<schema::RowKey>;
  /// Digests counted from the rows so far. A write in between spoils it.
  struct Count {
    std::uint64_t writes = 0;  ///< of ReplicaParts
    std::uint32_t entity = 0;
    std::int64_t row = 0;  ///< of the entity, the last one counted
    std::map<BucketId, std::pair<protocol::Digest, std::unique_ptr<Leaves>>> digests;
  };

  [[nodiscard]] Status note_owed();
  [[nodiscard]] Result<std::size_t> check_rows(std::int64_t& position, std::size_t rows, Bad& bad);
  [[nodiscard]] Status check_base_images(Bad& bad);
  [[nodiscard]] Status mark(const Bad& bad, std::int64_t position);
  void begin_count();
  [[nodiscard]] Status count(const schema::RowKey& key, BucketSetId set,
                             const protocol::Stamp& stamp);
  /// Counts the next `heads` rows; whether that was all.
  [[nodiscard]] Result<bool> count_some(std::size_t heads);
  [[nodiscard]] Result<bool> agrees();
  [[nodiscard]] Result<std::size_t> end_round();

  ReplicaParts& parts_;
  std::optional<Count> count_;
  int spoiled_ = 0;    // counts in a row
  bool owed_ = false;  // and not noted
};

}  // namespace fieldbook::client
