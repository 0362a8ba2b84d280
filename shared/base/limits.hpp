#pragma once

// Every bound of the product in one place, each with its reason. Wire bounds hold on both sides.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace fieldbook::limits {

using namespace std::chrono_literals;

// --- Wire (sync.md C5, design.md 6 and 7) ------------------------------------------------------
inline constexpr std::size_t kHttpHeaderBytesMax = 8 * 1024;  ///< RFC 9110 leaves it open; Beast's
inline constexpr std::size_t kRequestBodyBytesMax = 1024 * 1024;  ///< 1,000 actions or 1 MiB
inline constexpr std::size_t kActionsPerRequestMax = 1000;
inline constexpr std::size_t kActionsPerMinuteMax = 10'000;
inline constexpr std::size_t kActionBytesMax = 64 * 1024;    ///< larger content goes by reference
inline constexpr std::size_t kFrameBytesMax = 1024 * 1024;   ///< one frame fits in memory twice
inline constexpr std::size_t kPageBytesTarget = 256 * 1024;  ///< a page is durable by itself
inline constexpr std::size_t kResponseBytesMax = 8 * 1024 * 1024;  ///< then `more`
inline constexpr auto kResponseTimeMax = 5s;                       ///< then `more`
inline constexpr std::size_t kDecompressionRatioMax = 100;         ///< larger is taken for a bomb
inline constexpr std::size_t kNestingDepthMax = 32;
inline constexpr std::size_t kTextBytesMax = 1024 * 1024;
inline constexpr std::size_t kRowBytesMax = 256 * 1024;
inline constexpr std::size_t kColumnsPerEntityMax = 1000;
inline constexpr std::size_t kNameBytesMax = 100;  ///< of entities and columns; Dataverse's bound
inline constexpr std::size_t kBucketsPerRowMax = 512;  ///< a project with 500 technicians
inline constexpr std::size_t kBucketsPerUserMax = 2000;

// --- Device -------------------------------------------------------------------------------------
/// Frames held in memory between two durable steps: a response that ends at a page, twice.
inline constexpr std::size_t kUndurableBytesMax = 2 * kResponseBytesMax;
inline constexpr std::size_t kRepairBytesMax = 256 * 1024;  ///< of leaves in one request
inline constexpr std::size_t kHistoryActionsMax = 2000;     ///< dismissed verdicts kept for show
inline constexpr std::size_t kJournalRecordsBeforeRewrite = 4096;  ///< then only live ones stay

// --- Daemon -------------------------------------------------------------------------------------
inline constexpr std::size_t kGroupCommitActionsMax = 256;  ///< one transaction, one commit number
inline constexpr std::size_t kImportRowsPerCommit = 5000;   ///< then actions get their turn
inline constexpr std::size_t kExposureEntriesPerCommitMax = 100'000;  ///< more hide first
inline constexpr std::size_t kExposureCacheRowsMax = 20'000;  ///< a commit's rows, parents with it
inline constexpr std::uint32_t kActionTriesMax = 3;           ///< then it is held
inline constexpr auto kTombstonePeriod = std::chrono::hours(24 * 180);
inline constexpr std::size_t kDigestLeaves = 256;
inline constexpr std::size_t kTrailPointsMax = 24;   ///< of a device; 1 KiB, in a rare request
inline constexpr std::size_t kStoreReadersMax = 64;  ///< open snapshots; each is a connection
inline constexpr std::size_t kStoreReadersIdle = 4;  ///< kept open for the next reader
inline constexpr auto kStoreWriteWait = 10s;         ///< longer than any commit takes
inline constexpr std::size_t kAuditRowsMax = 32;     ///< rows that one audit line names one by one
inline constexpr int kRepairTriesMax = 3;            ///< then the bucket is quarantined

// --- The daemon's threads, and signing in (sync.md C1 and C2) -----------------------------------
inline constexpr std::size_t kPasswordCharactersMin = 12;   ///< NIST SP 800-63B asks for 8 at least
inline constexpr std::size_t kPasswordBytesMax = 1024;      ///< longer only costs hashing time
inline constexpr std::size_t kPasswordQueueMax = 64;        ///< about 2 s of hashing, then 503
inline constexpr std::size_t kRateLimitNamesMax = 100'000;  ///< some 10 MB, whoever tries names
inline constexpr std::size_t kAccessTokensMax = 200'000;    ///< ten a connection at the default
inline constexpr std::size_t kDevicesPerUserMax = 1000;     ///< a shared account of a large depot
inline constexpr std::size_t kWriterQueueMax = 10'000;      ///< requests that wait for a commit
inline constexpr std::size_t kReaderQueueMax = 20'000;      ///< one a connection at the default
inline constexpr auto kDeviceNoteInterval = 5min;  ///< a write for each idle sync would be felt
inline constexpr std::size_t kAdminQueueMax = 16;  ///< verbs that wait for one another
inline constexpr std::size_t kTombstonesPerJob = 5'000;  ///< some 50 ms of the writer
inline constexpr std::size_t kExportRowsPerRead = 1000;  ///< bounds the memory of an export
inline constexpr std::size_t kFirstPasswordsBytesMax = 16U * 1024 * 1024;  ///< of users.json too
inline constexpr std::size_t kSignInNameBytesMax = 320;  ///< the longest e-mail address

// --- Actions (design.md 7)
// ------------------------------------------------------------------------
inline constexpr std::size_t kActionNameBytesMax = 64;     ///< kind, argument name, boot id
inline constexpr std::size_t kActionArgumentsMax = 16;     ///< the widest kind has four
inline constexpr std::size_t kActionDependenciesMax = 64;  ///< a person chains a handful
inline constexpr auto kActionIdRetention = std::chrono::hours(24 * 400);  ///< sync.md D6.9
inline constexpr std::int64_t kClockDriftPpm = 500;  ///< of a device's CLOCK_BOOTTIME (sync.md D8)
inline constexpr std::size_t kReferenceRowsMax =
    1000;  ///< an organisation names some dozen statuses
inline constexpr std::size_t kReceiptDetailsMax = 32;  ///< the richest verdict has eight

// --- Client runtime -----------------------------------------------------------------------------
inline constexpr std::size_t kFramesInFlightBytesMax = 4 * 1024 * 1024;  ///< received, not applied

}  // namespace fieldbook::limits
