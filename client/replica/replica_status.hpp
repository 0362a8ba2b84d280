#pragma once

// What a replica tells about itself: for the status chip, the Sync Centre, `doctor` and support.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"

namespace fieldbook::client {

struct ReplicaStatus {
  bool complete = false;  ///< a checkpoint was applied: the first sync is over
  FixedBytes<16> epoch{};
  std::int64_t cursor = 0;
  Uuid stream;
  std::uint64_t next_number = 1;
  std::uint64_t acknowledged = 0;
  std::int64_t durable = 0;          ///< the daemon's commits up to this are safe elsewhere
  std::int64_t proven_ms = 0;        ///< wall clock of the last agreeing digest; 0 = never
  std::int64_t server_ms = 0;        ///< the daemon's clock at the last checkpoint
  std::int64_t last_contact_ms = 0;  ///< wall clock of the last frame that arrived
  std::int64_t clock_offset_ms = 0;  ///< the daemon's clock minus this device's
  std::uint64_t rows = 0;            ///< by the buckets' counts; a row in two counts twice
  std::size_t buckets = 0;
  std::vector<std::string> to_repair;
  std::vector<std::string> quarantined;
  std::size_t pending = 0;             ///< actions without a verdict
  std::int64_t oldest_pending_ms = 0;  ///< wall clock when it was saved; 0 = none
  std::size_t undismissed = 0;         ///< verdicts in the inbox
  std::size_t index_backlog = 0;       ///< rows that search does not find yet
  std::uint32_t forks = 0;             ///< new streams begun because of a clone or roll-back
};

struct DoctorReport {
  std::size_t rows = 0;
  std::vector<std::string> bad_rows;     ///< "account 9e8d31ea-…: content hash"
  std::vector<std::string> bad_digests;  ///< names of buckets whose digest was not the rows'
  [[nodiscard]] bool is_healthy() const { return bad_rows.empty() && bad_digests.empty(); }
};

}  // namespace fieldbook::client
