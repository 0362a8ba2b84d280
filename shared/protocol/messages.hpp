#pragma once

// What devices and the daemon say to each other. README.md beside this file is the specification;
// these are the same messages as values. Frames carry them: length-prefixed CBOR maps with the
// field names used here, or one JSON object a line.
//
// A pull in one paragraph. The daemon keeps, for each bucket, one entry a row with the commit of
// its last operation. A device that holds everything up to `cursor` receives, for each bucket it
// is granted, the entries beyond its progress, then a checkpoint that names one commit at which
// the replica is exactly the user's view. A bucket that is granted anew is first *filled*: present
// entries up to a fixed commit, newest first, page by page; then it is read like the others.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/actions/action.hpp"
#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"

namespace fieldbook::protocol {

inline constexpr std::uint32_t kProtocolVersion = 1;

/// Count and order-independent sum modulo 2^128 of keyed BLAKE2b-128 over each row (digest.hpp).
struct Digest {
  std::uint64_t count = 0;
  FixedBytes<16> sum{};  ///< little-endian 128-bit number
  bool operator==(const Digest&) const = default;
};

/// How far a device is in one bucket that is not simply at its cursor.
struct BucketProgress {
  std::string bucket;     ///< "customer-psa:586bfa5a-…"
  bool filled = false;    ///< false: reading entries ≤ upto, descending; true: ascending beyond
  std::int64_t upto = 0;  ///< the commit at which the fill began
  /// Where it stopped: the entry's commit and the daemon's row number, opaque to the device.
  std::int64_t commit = 0;
  std::uint64_t row = 0;
  bool operator==(const BucketProgress&) const = default;
};

struct LeafDigest {
  std::uint8_t leaf = 0;  ///< last byte of the row id
  Digest digest;
  bool operator==(const LeafDigest&) const = default;
};

/// Asks the daemon to compare a bucket leaf by leaf and to send what differs.
struct RepairRequest {
  std::string bucket;
  std::vector<LeafDigest> leaves;  ///< those with rows, ascending
  /// Leaves to be sent whatever their digests: they hold a row whose content is in doubt.
  std::vector<std::uint8_t> forced;
  bool operator==(const RepairRequest&) const = default;
};

/// A moment of a daemon's history with its proof, as checkpoints and pages give it.
struct Position {
  FixedBytes<16> epoch{};
  std::int64_t commit = 0;
  FixedBytes<32> chain{};  ///< audit chain value at commit
  FixedBytes<32> seal{};   ///< the daemon's MAC over organisation, epoch, commit, chain
  bool operator==(const Position&) const = default;
};

/// One epoch of a lineage and the commit of its parent at which it branched.
struct Ancestor {
  FixedBytes<16> epoch{};
  std::int64_t branched_at = 0;  ///< 0 for the first
  bool operator==(const Ancestor&) const = default;
};

/// A commit that a device was at, and the audit chain's value there.
struct TrailPoint {
  std::int64_t commit = 0;
  FixedBytes<32> chain{};
  bool operator==(const TrailPoint&) const = default;
};

/// Request body of POST /v1/sync (frame "sync").
struct SyncRequest {
  std::uint32_t protocol = kProtocolVersion;
  FixedBytes<16> catalogue{};  ///< Catalogue::hash() of the device
  FixedBytes<16> epoch{};      ///< zero before the first checkpoint
  std::int64_t cursor = 0;     ///< `to` of the last applied checkpoint; 0 = none
  FixedBytes<32> chain{};      ///< audit chain value at cursor, as the checkpoint gave it
  FixedBytes<32> seal{};       ///< the daemon's MAC over organisation, epoch, commit, chain
  FixedBytes<16> view{};       ///< view digest that the device computes at cursor
  Uuid stream;
  std::uint64_t acknowledged = 0;  ///< verdicts of all numbers up to this are durable here
  /// The view digest differed at the last checkpoint: send the scope with all digests.
  bool scope = false;
  std::vector<BucketProgress> progress;
  /// Of the page frame that gave `progress`: staged rows of a history that was lost are dropped.
  /// Without progress: of the last `restored` frame, until a page or checkpoint follows it, so that
  /// a daemon that was restored once more is noticed.
  Position page;
  /// Asked for by `restored`: where this device has been, ascending. The highest point that lies on
  /// the daemon's history is the common point.
  std::vector<TrailPoint> trail;
  std::vector<RepairRequest> repair;
  std::vector<actions::SignedAction> actions;
  /// Oldest unsent action's age and the queue's depth, for the operator's fleet view.
  std::uint32_t queue_depth = 0;
  std::int64_t queue_age_ms = 0;
  bool operator==(const SyncRequest&) const = default;
};

/// Frame "receipts": the daemon has these actions on disk, decided. Sent before any row.
struct Receipts {
  std::vector<actions::Receipt> receipts;
  FixedBytes<64> signature{};  ///< daemon's Ed25519 over actions::encode_receipts
  bool operator==(const Receipts&) const = default;
};

/// Frame "fork": the stream's numbers were used by another device state (clone, roll-back). The
/// device starts a new stream and sends its unsettled actions again under their ids.
struct Fork {
  bool operator==(const Fork&) const = default;
};

/// Frame "restored": the daemon's lineage is not the device's (or its position could not be
/// verified: `reconcile_only`). A device that has a trail and did not send it asks again with it;
/// else it reconciles by leaves.
struct Restored {
  std::vector<Ancestor> lineage;  ///< oldest first, the current epoch last
  bool reconcile_only = false;
  /// Up to this commit both histories are known to be one; 0 when that cannot be known. Rows of
  /// later commits are in doubt (RepairRequest::forced): another history may have used the same
  /// number for other content. Applied actions of later commits are sent again.
  std::int64_t common = 0;
  Position position;  ///< the daemon's, with its proof: SyncRequest::page of the next requests
  bool operator==(const Restored&) const = default;
};

/// Frame "reconcile": the daemon keeps no removals as old as the device's progress in these
/// buckets. The device asks for them with `repair`; no checkpoint comes before it has.
struct Reconcile {
  std::vector<std::string> buckets;  ///< ascending
  bool operator==(const Reconcile&) const = default;
};

/// Frame "catalogue": the daemon's catalogue has another hash; fetch GET /v1/catalogue.
struct CatalogueChanged {
  FixedBytes<16> hash{};
  bool operator==(const CatalogueChanged&) const = default;
};

struct ScopeBucket {
  std::string name;
  std::int64_t granted = 0;  ///< commit of the grant
  Digest digest;             ///< at the checkpoint that follows
  bool operator==(const ScopeBucket&) const = default;
};

/// Frame "scope": all buckets of the user. A bucket the device holds and that is not here is lost.
/// Sent before the checkpoint, with digests, when grants changed after the cursor, digests differ
/// or rows were repaired; and `opening`, without digests, before the first page that follows a
/// change of grants, so that what is lost leaves the device at once and what is granted anew
/// begins empty.
struct Scope {
  bool opening = false;
  /// Buckets that are sent whole from here on: the device drops what it has of them, staged rows
  /// and progress included, before it takes the rows that follow. Only in an opening scope.
  std::vector<std::string> fresh;
  std::vector<ScopeBucket> buckets;  ///< ascending by name
  bool operator==(const Scope&) const = default;
};

/// Head of frame "rows"; the rows follow in the same frame (rows_frame.hpp).
struct RowsHead {
  std::uint32_t entity = 0;            ///< Entity::number
  std::vector<std::uint32_t> columns;  ///< ascending column numbers, one a value of each row
  std::vector<std::string> buckets;    ///< names that the rows' bucket sets index
  std::vector<FixedBytes<16>> epochs;  ///< epochs that the rows' stamps index
  bool operator==(const RowsHead&) const = default;
};

struct Removal {
  std::string bucket;
  std::uint32_t entity = 0;
  Uuid id;
  bool operator==(const Removal&) const = default;
};

/// Frame "removals": rows that left a bucket. A row in no bucket of the user leaves the device.
struct Removals {
  std::vector<Removal> removals;
  bool operator==(const Removals&) const = default;
};

/// Frame "repair": the rows of this bucket in these leaves that the device is to hold; it drops
/// its references to all others of these leaves. The rows frames before it (since the last page
/// frame) carry those whose stamps may differ; `rows` names them all.
struct Repair {
  std::string bucket;
  std::vector<std::uint8_t> leaves;
  std::vector<std::pair<std::uint32_t, Uuid>> rows;  ///< (entity, id), ascending
  bool operator==(const Repair&) const = default;
};

/// Frame "page": what came since the last page frame is one durable step, at this progress.
struct Page {
  /// All buckets that are not simply at the cursor. One whose repair was asked for is not named
  /// before its repair is complete.
  std::vector<BucketProgress> progress;
  Position position;            ///< the commit at which this page was read
  std::uint64_t rows_done = 0;  ///< of the fill, for the progress bar
  std::uint64_t rows_total = 0;
  bool operator==(const Page&) const = default;
};

/// Frame "checkpoint": after applying what came before, the replica is the user's view at `to`.
struct Checkpoint {
  FixedBytes<16> epoch{};
  std::int64_t since = 0;  ///< applies to cursors in [since, to]
  std::int64_t to = 0;
  FixedBytes<16> view{};  ///< the daemon's view digest at `to`
  FixedBytes<32> chain{};
  FixedBytes<32> seal{};
  std::int64_t durable = 0;                ///< commits up to this are safe on other hardware
  std::int64_t server_ms = 0;              ///< the daemon's clock
  std::vector<actions::Receipt> verdicts;  ///< of the stream, ≤ to, not yet acknowledged
  /// Lineage, when the device's epoch is an ancestor of this one.
  std::vector<Ancestor> lineage;
  /// What the organisation does with a decided quote (rules::QuotePolicy); empty: "close".
  std::string quote_policy;
  bool operator==(const Checkpoint&) const = default;
};

/// Frame "more": the response ends at a page; ask again at once.
struct More {
  bool operator==(const More&) const = default;
};

/// Frame "beat" of the live stream, each 25 s: the connection is alive.
struct Beat {
  std::int64_t server_ms = 0;
  bool operator==(const Beat&) const = default;
};

/// Frame "behind" of the live stream: a delta does not do here; POST /v1/sync.
struct Behind {
  bool operator==(const Behind&) const = default;
};

/// Frame "problem" and body of HTTP errors (RFC 9457), JSON member names of the RFC.
struct Problem {
  std::string type;  ///< "urn:fieldbook:problem:<stable name>"
  std::string title;
  int status = 0;
  std::string detail;  ///< what happened, what it means for the work, what to do
  std::int64_t retry_after_s = 0;
  bool operator==(const Problem&) const = default;
};

/// Raw bytes of a rows frame, decoded lazily by rows_frame.hpp.
struct RowsFrame {
  Bytes payload;
  bool operator==(const RowsFrame&) const = default;
};

using Message =
    std::variant<SyncRequest, Receipts, Fork, Restored, Reconcile, CatalogueChanged, Scope,
                 RowsFrame, Removals, Repair, Page, Checkpoint, More, Beat, Behind, Problem>;

}  // namespace fieldbook::protocol
