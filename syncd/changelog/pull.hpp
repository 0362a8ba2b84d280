#pragma once

// The answer to one sync request, in pieces (shared/protocol/README.md, "Pulling"). Synchronous and
// in-process: HTTP streams the pieces, the simulator reads them at once.
//
//   examine(request)  → must_open? open_epoch_on_evidence() on the writer, first of all
//   decide the request's actions on the writer, send `receipts` or `fork`
//   Pull pull(store, session, request, clock);
//   while (more) { Bytes piece; more = TRY(pull.next(piece)); send(piece); }
//
// Each next() opens a read transaction and closes it: none is open while a socket is awaited. A
// person's buckets are read anew in each, so that nothing of a bucket that was lost is ever sent.

#include <memory>
#include <optional>

#include "shared/base/limits.hpp"
#include "shared/base/time.hpp"
#include "syncd/changelog/epoch.hpp"
#include "syncd/changelog/page_cache.hpp"
#include "syncd/changelog/pull_page.hpp"
#include "syncd/changelog/repair.hpp"

namespace fieldbook::syncd {

/// Who asks: from the access token, never from the request.
struct PullSession {
  Uuid device;
  Uuid person;
  schema::Audience audience = schema::Audience::customer;
  std::string quote_policy;  ///< what checkpoints tell the device; empty: the default
};

/// What a response was, for logs and metrics.
struct PullReport {
  Standing standing = Standing::fresh;
  std::size_t pages = 0;
  std::size_t bytes = 0;
  std::size_t repaired_leaves = 0;      ///< that differed and were sent
  std::vector<std::string> reconciled;  ///< buckets asked for because their removals are gone
  bool view_differed = false;           ///< the device was at the head with another digest
  bool checkpoint = false;              ///< ended with one
};

/// Whole frames: the device's own, a page that others may get too, and what follows it.
struct PullPiece {
  Bytes before;
  std::shared_ptr<const SharedPage> page;
  Bytes after;

  [[nodiscard]] std::size_t size() const {
    return before.size() + (page ? page->frames.size() : 0) + after.size();
  }
  /// Appends all of it.
  void append_to(Bytes& out) const;
};

class Pull {
 public:
  /// All that is passed in must outlive the pull. Without `pages` nothing is shared.
  Pull(Store& store, const PullSession& session, protocol::SyncRequest request, const Clock& clock,
       const PullTuning& tuning = {}, PageCache* pages = nullptr);
  ~Pull();
  Pull(const Pull&) = delete;
  Pull& operator=(const Pull&) = delete;

  /// Appends the next whole frames to `out`. False when the response ends with them. Returns
  /// Errc::conflict when an epoch must be opened first, and what the store returns; the response
  /// is then over.
  [[nodiscard]] Result<bool> next(Bytes& out);
  /// The same with a shared page apart. `out` must be empty.
  [[nodiscard]] Result<bool> next(PullPiece& out);
  [[nodiscard]] const PullReport& report() const { return report_; }

 private:
  /// How far one bucket is, in this response.
  struct Feed {
    BucketId bucket = 0;
    std::string name;
    bool filling = false;  ///< descending below `position`, from `upto`; else ascending
    Commit upto = 0;       ///< what the device holds is as of a grant at or before this
    EntryPosition position;
    bool by_fill = false;    ///< filled by this response: its rows came with all their buckets
    bool at_cursor = false;  ///< simply at the request's cursor: not named in progress
    bool repairing = false;  ///< its repair is not complete: not named in progress
    Commit last = 0;         ///< the bucket's latest entry, in this snapshot
    Commit floor = 0;
    std::uint64_t count = 0;  ///< rows, in this snapshot
  };

  [[nodiscard]] Result<bool> begin(ReadTransaction& transaction, Bytes& out);
  [[nodiscard]] Result<bool> read_page(ReadTransaction& transaction, PullPiece& out);
  [[nodiscard]] Result<bool> read_shared(ReadTransaction& transaction, const PageKey& key,
                                         PullPiece& out);
  [[nodiscard]] std::optional<PageKey> page_key(const ReadTransaction& transaction) const;
  void pass(const SharedPage& page);
  [[nodiscard]] Status read_scope(ReadTransaction& transaction, Bytes& out);
  [[nodiscard]] Result<Feed> start_feed(ReadTransaction& transaction, const Grant& grant,
                                        std::vector<std::string>& fresh);
  [[nodiscard]] Result<bool> resume(ReadTransaction& transaction, const Grant& grant, Feed& feed);
  [[nodiscard]] bool must_reconcile(Bytes& out);
  [[nodiscard]] Result<bool> run_repairs(ReadTransaction& transaction, PullPage& page,
                                         Bytes& frames);
  [[nodiscard]] Result<bool> run_fills(ReadTransaction& transaction, PullPage& page);
  [[nodiscard]] Result<bool> fill(ReadTransaction& transaction, Feed& feed, PullPage& page);
  [[nodiscard]] Result<bool> comes_with_another(ReadTransaction& transaction, const Feed& feed,
                                                RowNumber row);
  [[nodiscard]] Result<bool> run_deltas(ReadTransaction& transaction, PullPage& page);
  [[nodiscard]] Result<bool> follow(ReadTransaction& transaction, Feed& feed, PullPage& page);
  void end_page(ReadTransaction& transaction, Bytes& out);
  [[nodiscard]] Status end_with_checkpoint(ReadTransaction& transaction, Bytes& out);
  [[nodiscard]] bool is_long_enough() const;

  Store& store_;
  PullSession session_;
  protocol::SyncRequest request_;
  const Clock& clock_;
  PullTuning tuning_;
  PageCache* pages_;
  std::chrono::milliseconds started_;
  PullReport report_;
  bool begun_ = false;
  bool over_ = false;
  bool scope_read_ = false;
  bool scope_changed_ = false;  // grants changed after the cursor: the checkpoint names all
  Commit scope_commit_ = 0;     // grants up to this are in the last scope that was sent
  std::vector<Grant> grants_;   // present ones, of this snapshot, ascending by name
  GrantedNames granted_;
  std::map<std::string, Feed> feeds_;
  std::map<std::string, Repairing> repairs_;
  std::map<std::string, std::uint64_t> filled_;  // rows that fills have passed
};

/// Verdicts of the session's stream that the device has not acknowledged, decided up to `upto`,
/// and behind them those that came after `since` on actions of the device that were held. At most
/// protocol's bound; `more` says that there are others.
struct Verdicts {
  std::vector<actions::Receipt> receipts;
  bool more = false;
};
[[nodiscard]] Result<Verdicts> verdicts_for(ReadTransaction& transaction,
                                            const PullSession& session, const Uuid& stream,
                                            std::uint64_t acknowledged, Commit since, Commit upto);
/// A checkpoint of this snapshot, without verdicts.
[[nodiscard]] protocol::Checkpoint checkpoint_of(const OrganisationHead& head,
                                                 std::span<const Grant> granted,
                                                 const PullSession& session, Commit since,
                                                 const Clock& clock);

}  // namespace fieldbook::syncd
