#pragma once

// Frames into rows: staging, pages, checkpoints, repairs, and what to do when the daemon says that
// the stream or the lineage is another. The semantics are those of protocol/messages.hpp.

#include <chrono>
#include <set>
#include <vector>

#include "client/replica/bucket_book.hpp"
#include "client/replica/replica.hpp"
#include "client/replica/row_table.hpp"

namespace fieldbook::client {

struct ReplicaParts;

class Applier {
 public:
  explicit Applier(ReplicaParts& parts) : parts_(parts) {}
  void begin_response(Channel channel);
  [[nodiscard]] Result<Received> receive(protocol::Message message);
  /// Applies the pages of a first sync that wait to be applied together.
  [[nodiscard]] Status flush_pages();

  // For the scrub, recovery and sign-in; inside ReplicaParts::write.

  /// Points the daemon's row at another set of buckets and moves its stamp; with the empty set the
  /// row goes, from the table or from under its pending effects.
  [[nodiscard]] Status set_buckets(RowTable& table, const Uuid& id, BucketSetId set);
  /// Changes the stamp of a row so that its leaf differs from the daemon's, and marks its buckets.
  [[nodiscard]] Status mark_bad(RowTable& table, const Uuid& id);
  /// Drops staged frames and the progress that goes with them.
  [[nodiscard]] Status forget_progress();
  /// Drops every bucket and what is known of the daemon's position, so that the next exchange
  /// fetches all rows: they were rows as another audience receives them.
  [[nodiscard]] Status leave_all();
  /// Begins a stream of its own for this state of the device: pending actions get new numbers.
  [[nodiscard]] Status start_stream();

 private:
  struct Changes {
    std::set<std::uint32_t> entities;
    std::set<schema::RowKey> watched;  // rows that pending actions look at
    std::set<std::string> repaired;    // buckets that a repair frame named
  };
  using Names = std::set<std::string, std::less<>>;
  /// Buckets that count in one frame; null: all.
  using Filter = const Names*;

  [[nodiscard]] Result<Received> on(const protocol::Receipts& message);
  [[nodiscard]] Result<Received> on_fork();
  [[nodiscard]] Status forget_receipts(Received& out);
  [[nodiscard]] Result<bool> asks_for_trail(const protocol::Restored& message);
  [[nodiscard]] Result<Received> on(const protocol::Restored& message);
  [[nodiscard]] Result<Received> on(const protocol::Reconcile& message);
  [[nodiscard]] Result<Received> on_opening(protocol::Scope message);
  [[nodiscard]] Result<Received> on(const protocol::Page& message);
  [[nodiscard]] Result<Received> on(const protocol::Checkpoint& message);
  [[nodiscard]] Result<Received> buffer(protocol::Message message);

  [[nodiscard]] Status apply(const protocol::Message& message, Filter filter, Changes& changes);
  [[nodiscard]] Status apply_rows(ByteView payload, Filter filter, Changes& changes);
  [[nodiscard]] Status apply_removals(const protocol::Removals& removals, Changes& changes);
  [[nodiscard]] Status apply_repair(const protocol::Repair& repair, Changes& changes);
  [[nodiscard]] Status drop_bucket(BucketId bucket, Changes& changes);
  [[nodiscard]] Status repoint(RowTable& table, BucketSetId from, BucketSetId to, Changes& changes);
  /// Whether rows of these buckets come with their open part alone.
  [[nodiscard]] bool is_only_public(BucketSetId set);
  /// Takes from the daemon's row what is not open to everybody: the buckets through which it came
  /// whole are gone.
  [[nodiscard]] Status narrow(RowTable& table, const Uuid& id);
  [[nodiscard]] Result<std::vector<Uuid>> rows_of(const RowTable& table, BucketSetId set) const;
  [[nodiscard]] Status drop_reference(RowTable& table, const Uuid& id, BucketId bucket,
                                      Changes& changes);

  [[nodiscard]] Result<std::vector<protocol::Message>> load_stage();
  [[nodiscard]] Status stage(const protocol::Message& message);
  [[nodiscard]] Status store_progress(const protocol::Page& page);
  [[nodiscard]] Status doubt_rows_beyond(std::int64_t common);
  [[nodiscard]] Result<bool> is_continued(const protocol::Checkpoint& message);
  [[nodiscard]] Status apply_checkpoint(const protocol::Checkpoint& message, Received& out);
  [[nodiscard]] Status apply_frames(const std::vector<const protocol::Message*>& frames,
                                    Changes& changes);
  /// Drops the buckets that `scope` does not name, or empties those that it sends anew.
  [[nodiscard]] Status leave_lost(const protocol::Scope& scope, Changes& changes);
  [[nodiscard]] Status empty_fresh(const protocol::Scope& scope, Changes& changes);
  [[nodiscard]] Status compare(const protocol::Checkpoint& message, const protocol::Scope* scope,
                               const std::set<std::string>& repaired, Received& out);
  [[nodiscard]] Status adopt_settings(const protocol::Checkpoint& message);
  [[nodiscard]] Status note_position(const protocol::Checkpoint& message);
  [[nodiscard]] Status note_contact(std::int64_t server_ms);
  void note(const schema::RowKey& key, Changes& changes) const;

  ReplicaParts& parts_;
  Channel channel_ = Channel::sync;
  std::vector<protocol::Message> buffer_;  // since the last page
  std::set<Uuid> receipts_;                // that came in this response
  std::size_t buffered_bytes_ = 0;

  // Whole pages of a first sync that wait, with the progress of the latest; and how much of it was
  // applied before, and when.
  std::vector<protocol::Message> pages_;
  std::optional<protocol::Page> latest_page_;
  std::size_t waiting_bytes_ = 0;
  std::size_t applied_bytes_ = 0;
  std::chrono::milliseconds applied_at_{0};
  std::chrono::milliseconds began_at_{0};
  std::set<std::uint32_t> page_entities_;
};

}  // namespace fieldbook::client
