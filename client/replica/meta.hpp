#pragma once

// Single values of a replica under stable names.

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

inline constexpr std::string_view kMetaFormat = "format";
inline constexpr std::string_view kMetaCatalogueHash = "catalogue_hash";
inline constexpr std::string_view kMetaCatalogue = "catalogue";  ///< served document; absent: ours
inline constexpr std::string_view kMetaIdentity = "identity";
inline constexpr std::string_view kMetaComplete = "complete";  ///< a checkpoint was applied
inline constexpr std::string_view kMetaCursor = "cursor";
inline constexpr std::string_view kMetaEpoch = "epoch";
inline constexpr std::string_view kMetaChain = "chain";
inline constexpr std::string_view kMetaSeal = "seal";
inline constexpr std::string_view kMetaPageEpoch = "page_epoch";  ///< of the stored progress
inline constexpr std::string_view kMetaPageCommit = "page_commit";
inline constexpr std::string_view kMetaPageChain = "page_chain";
inline constexpr std::string_view kMetaPageSeal = "page_seal";
inline constexpr std::string_view kMetaTrail = "trail";         ///< history.hpp
inline constexpr std::string_view kMetaTrailEnd = "trail_end";  ///< its last commit
inline constexpr std::string_view kMetaTrailWanted = "trail_wanted";
inline constexpr std::string_view kMetaHeard = "heard";
inline constexpr std::string_view kMetaWantsScope = "wants_scope";
inline constexpr std::string_view kMetaStream = "stream";
inline constexpr std::string_view kMetaNextNumber = "next_number";
inline constexpr std::string_view kMetaNextSequence = "next_sequence";
inline constexpr std::string_view kMetaDurable = "durable";
inline constexpr std::string_view kMetaProven = "proven_ms";
inline constexpr std::string_view kMetaServer = "server_ms";
inline constexpr std::string_view kMetaContact = "contact_ms";  ///< wall clock
inline constexpr std::string_view kMetaContactBoot = "contact_boot";
inline constexpr std::string_view kMetaContactSinceBoot = "contact_since_boot_ms";
inline constexpr std::string_view kMetaOffset = "clock_offset_ms";
inline constexpr std::string_view kMetaEstimate = "estimate_ms";
inline constexpr std::string_view kMetaForks = "forks";
inline constexpr std::string_view kMetaRowCounter = "row_counter";
/// The tables have no indexes for lists yet: a first sync makes them from the rows, at its end.
inline constexpr std::string_view kMetaIndexesLater = "indexes_later";
inline constexpr std::string_view kMetaIndexed = "indexed";  ///< rows up to this are searchable
/// Rows up to this came with the first sync, newest first; later rows come newest last.
inline constexpr std::string_view kMetaFirstSyncEnd = "first_sync_end";
inline constexpr std::string_view kMetaScrub = "scrub";           ///< the last row of the round
inline constexpr std::string_view kMetaScrubMoment = "scrub_ms";  ///< wall clock of the last step
inline constexpr std::string_view kMetaScrubOwed = "scrub_owed";  ///< a round after an unclean stop
inline constexpr std::string_view kMetaQuotePolicy = "quote_policy";  ///< absent: close

/// Reads and writes inside whatever transaction is open. Absent keys read as 0, empty or nil.
class Meta {
 public:
  explicit Meta(sqlite::Connection& connection) : connection_(&connection) {}
  [[nodiscard]] Result<std::int64_t> integer(std::string_view key);
  [[nodiscard]] Result<Bytes> bytes(std::string_view key);
  [[nodiscard]] Result<std::string> text(std::string_view key);
  [[nodiscard]] Result<Uuid> uuid(std::string_view key);
  /// Zero when absent; Errc::corrupt for another length.
  template <std::size_t Size>
  [[nodiscard]] Result<FixedBytes<Size>> fixed(std::string_view key) {
    TRY(const Bytes value, bytes(key));
    if (value.empty()) return FixedBytes<Size>{};
    auto out = to_fixed<Size>(value);
    if (!out) return fail(Errc::corrupt, "meta value " + std::string(key));
    return *out;
  }
  [[nodiscard]] Status set(std::string_view key, std::int64_t value);
  [[nodiscard]] Status set(std::string_view key, ByteView value);
  [[nodiscard]] Status set(std::string_view key, std::string_view value);
  [[nodiscard]] Status erase(std::string_view key);

 private:
  sqlite::Connection* connection_;
};

}  // namespace fieldbook::client
