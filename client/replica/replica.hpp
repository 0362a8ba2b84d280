#pragma once

// The device's copy of the rows its user may see, with the queue of decisions that have not
// settled: one encrypted SQLite file (design.md sections 6, 7 and 9).
//
// What a reader sees is P with Q on top. P is the daemon's state at one commit, as the last
// checkpoint left it; Q are the pending actions, run again on top of P in the order in which they
// were saved. Each row that a pending action changed keeps its P version as a base image.
//
// Frames arrive through receive(). A first sync is applied page by page; everything later is
// staged durably and becomes visible in the one transaction of its checkpoint. After each
// checkpoint the replica's digest is compared with the daemon's; buckets that differ are repaired
// leaf by leaf, at most three times, then quarantined. The queue is never touched by a repair.
//
// Synchronous and single-threaded by contract: one thread owns a Replica. Other threads read
// through connections of their own (queries.hpp). Deterministic: time and randomness are passed in.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/replica/identity.hpp"
#include "client/replica/replica_status.hpp"
#include "client/replica/scrub.hpp"
#include "shared/base/random.hpp"
#include "shared/protocol/messages.hpp"
#include "shared/schema/row_reader.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

struct ReplicaParts;

struct ReplicaOptions {
  std::string path;
  std::optional<sqlite::Key> key;  ///< none: a plain file (distributor's SQLite, tests)
  std::string vfs;                 ///< name of a registered SQLite VFS; empty = the system's
};

/// The two ways frames come in. Frames of two channels never mix within a checkpoint: a live
/// checkpoint that arrives while pages of a sync are staged answers `gap`.
enum class Channel : std::uint8_t { sync, live };

/// What a frame did, and so what its receiver does next.
struct Received {
  enum class Kind : std::uint8_t {
    buffered,           ///< waits for its page or checkpoint
    receipts,           ///< the daemon has these actions on disk; the outbox shows "Received"
    page,               ///< a step; in a first sync it shows at once or with those that follow
    checkpoint,         ///< the replica is the user's view at a new commit
    checkpoint_old,     ///< dropped: the cursor is already beyond it
    gap,                ///< begins beyond the cursor: sync
    more,               ///< the response ends here; sync again at once
    fork,               ///< a new stream was begun; sync again at once
    restored,           ///< rows are to be compared leaf by leaf; sync again
    catalogue_changed,  ///< fetch GET /v1/catalogue, then Replica::adopt_catalogue
    beat,               ///< the stream is alive
    behind,             ///< a live delta does not do: sync
    problem             ///< `problem` says what
  };
  Kind kind = Kind::buffered;
  std::uint64_t rows_done = 0;  ///< page: of the fill, for the progress bar
  std::uint64_t rows_total = 0;
  bool proven = false;      ///< checkpoint: the digests agree
  bool sync_again = false;  ///< checkpoint: digests differ; the next sync repairs
  /// Checkpoint: the sign-in opens nothing any more, not even the person's own row. Renewing the
  /// token tells as whom the person goes on.
  bool shut_out = false;
  bool nothing_waits = false;           ///< checkpoint: no action is without a verdict
  std::vector<Uuid> actions;            ///< receipts, checkpoint: actions that this frame answered
  std::vector<std::uint32_t> entities;  ///< page, checkpoint: numbers of entities that changed
  FixedBytes<16> catalogue{};           ///< catalogue_changed: the daemon's hash
  protocol::Problem problem;
};

/// One row of P, as tests, the simulator and support compare it.
struct DumpedRow {
  schema::RowKey key;
  std::int64_t commit = 0;
  FixedBytes<16> epoch{};
  std::vector<std::string> buckets;  ///< ascending
  schema::Row row;
  bool operator==(const DumpedRow&) const = default;
};

class Replica {
 public:
  /// Opens the file, creates it when it is not there, and migrates it in place when the catalogue
  /// has more than its tables (additive: rows and queue stay). `embedded` is used unless the file
  /// holds a catalogue that the daemon served and that covers it. Returns Errc::corrupt for a
  /// damaged file or a wrong key (client/actions/recovery.hpp sets it aside), Errc::storage when
  /// the disk refuses.
  [[nodiscard]] static Result<std::unique_ptr<Replica>> open(
      const ReplicaOptions& options, std::shared_ptr<const schema::Catalogue> embedded,
      const Clock& clock, Random& random);
  ~Replica();
  Replica(const Replica&) = delete;
  Replica& operator=(const Replica&) = delete;

  [[nodiscard]] const schema::Catalogue& catalogue() const;
  [[nodiscard]] std::shared_ptr<const schema::Catalogue> shared_catalogue() const;
  /// Migrates to the catalogue that the daemon serves; columns kept aside under their numbers
  /// become columns. Returns Errc::unsupported when it lacks something that this build relies on
  /// (an older daemon): the replica then keeps its own.
  [[nodiscard]] Status adopt_catalogue(std::shared_ptr<const schema::Catalogue> served);

  /// Stores who is signed in. The first call fixes user and organisation; Errc::permission_denied
  /// when they differ later: another person has another file. The audience may change (an applicant
  /// became a partner) once nothing waits in the queue, else Errc::conflict; the next checkpoint
  /// proves the rows as the new audience receives them.
  [[nodiscard]] Status sign_in(const Identity& identity);
  /// Nothing before the first sign_in.
  [[nodiscard]] const std::optional<Identity>& identity() const;

  /// The request that continues from here: position, view digest, progress, leaves of buckets to
  /// repair, and the actions whose turn it is (at most 1,000 or 1 MiB). Numbers them and commits
  /// `attempted` before it returns. Returns Errc::storage when that cannot be written.
  [[nodiscard]] Result<protocol::SyncRequest> sync_request();
  /// Where a live stream begins: the position of the last checkpoint. Nothing is asked for and
  /// nothing sent with it, so nothing is written. Returns Errc::unauthenticated before a sign-in.
  [[nodiscard]] Result<protocol::SyncRequest> live_request();
  /// Call before the first frame of a response or a live stream: forgets what the last one left
  /// between two durable steps.
  void begin_response(Channel channel);
  /// Takes the payload of one frame. Returns Errc::invalid_argument for a malformed one,
  /// Errc::limit_exceeded for more than limits::kUndurableBytesMax between two durable steps,
  /// Errc::storage when the disk refuses; the replica is then at its last durable step.
  [[nodiscard]] Result<Received> receive(ByteView payload);
  /// The same for a message in memory.
  [[nodiscard]] Result<Received> receive(protocol::Message message);

  [[nodiscard]] Result<ReplicaStatus> status();
  /// Forgets repair tries: quarantined buckets are compared once more.
  [[nodiscard]] Status retry_quarantined();

  /// Puts rows into the search index, oldest in the backlog first; at most `rows`. Returns how many
  /// are left.
  [[nodiscard]] Result<std::size_t> index_some(std::size_t rows);
  /// Merges parts of the search index that belong together, for a few milliseconds. Returns whether
  /// there is more to do.
  [[nodiscard]] Result<bool> merge_index_some();
  /// Moves what commits left in the write-ahead log into the file, where it is worth it. Call it
  /// when nobody waits: otherwise a commit does it, and whoever waits for that one waits longer.
  [[nodiscard]] Status empty_log();
  /// When to scrub next, and how many rows; nothing before the first checkpoint. After an unclean
  /// stop all rows are due.
  [[nodiscard]] Result<std::optional<ScrubPlan>> next_scrub();
  /// Checks the next `rows` rows in turn, at their end the digests; what is bad is marked for
  /// repair. Returns how many were bad.
  [[nodiscard]] Result<std::size_t> scrub_some(std::size_t rows);
  /// Reads everything: file integrity, each content hash, each digest. Marks what is bad for
  /// repair. Returns Errc::corrupt when the file itself is damaged.
  [[nodiscard]] Result<DoctorReport> doctor();

  /// Rows as people see them, pending effects included.
  [[nodiscard]] schema::RowReader& rows();
  /// Each bucket with the digest that this device computed, ascending by name.
  [[nodiscard]] Result<std::vector<std::pair<std::string, protocol::Digest>>> bucket_digests();
  /// P, ascending by key: rows without pending effects, with stamps and buckets.
  [[nodiscard]] Result<std::vector<DumpedRow>> dump();

  /// For client/actions and queries.hpp: the parts that share the file and its transactions.
  [[nodiscard]] ReplicaParts& parts() { return *parts_; }

 private:
  explicit Replica(std::unique_ptr<ReplicaParts> parts);
  [[nodiscard]] Status begin();
  std::unique_ptr<ReplicaParts> parts_;
  Scrub scrub_;
};

}  // namespace fieldbook::client
