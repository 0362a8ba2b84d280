#pragma once

// A daemon small enough to read: rows in buckets, and the frames that a pull of them would carry.
// It decides nothing; tests say what each response holds.

#include <map>
#include <set>

#include "client/replica/replica.hpp"
#include "shared/protocol/messages.hpp"

namespace fieldbook::tests {

/// Two entities for tests of storage: `thing` (1: title, note, amount, parent, kind, made, cost)
/// and `part` (2: name, thing). `reduced` leaves out thing.amount, thing.kind and what follows, and
/// all of part: an older release's. `cost` is for staff alone.
[[nodiscard]] std::shared_ptr<const schema::Catalogue> small_catalogue(bool reduced = false);

class FrameSource {
 public:
  explicit FrameSource(std::shared_ptr<const schema::Catalogue> catalogue,
                       schema::Audience audience = schema::Audience::staff);

  [[nodiscard]] client::Identity identity() const { return identity_; }
  [[nodiscard]] const schema::Catalogue& catalogue() const { return *catalogue_; }
  [[nodiscard]] std::int64_t commit() const { return commit_; }

  /// A row of `thing` with a title; the same number, the same id.
  [[nodiscard]] schema::Row thing(std::uint32_t number, std::string title) const;

  /// One commit each.
  void put(const schema::Row& row, std::set<std::string> buckets);
  void remove(const schema::RowKey& key);
  void grant(const std::string& bucket);
  void revoke(const std::string& bucket);
  /// The next commits belong to another epoch.
  void begin_epoch();

  /// Rows in granted buckets whose entries lie beyond `since`, then removals, scope and checkpoint.
  [[nodiscard]] std::vector<protocol::Message> delta(std::int64_t since, bool with_scope = false);
  /// The same from the start, a page frame after each `page_rows` rows.
  [[nodiscard]] std::vector<protocol::Message> first_sync(std::size_t page_rows);
  /// Answers the repairs of a request, then scope and checkpoint.
  [[nodiscard]] std::vector<protocol::Message> repair(const protocol::SyncRequest& request);

  [[nodiscard]] protocol::RowsFrame rows_frame(const std::vector<schema::RowKey>& keys) const;
  [[nodiscard]] protocol::Scope scope(bool opening = false,
                                      std::vector<std::string> fresh = {}) const;
  [[nodiscard]] protocol::Checkpoint checkpoint(std::int64_t since) const;
  [[nodiscard]] protocol::Page page(std::uint64_t rows_done) const;
  [[nodiscard]] const FixedBytes<16>& epoch() const { return epoch_; }

  /// What Replica::dump() gives when the replica is right.
  [[nodiscard]] std::vector<client::DumpedRow> view() const;

 private:
  struct Held {
    schema::Row row;
    std::int64_t commit = 0;
    FixedBytes<16> epoch{};
    std::set<std::string> buckets;
  };
  struct Left {
    std::int64_t commit = 0;
    std::string bucket;
    schema::RowKey key;
  };
  [[nodiscard]] std::vector<std::string> seen(const Held& held) const;
  /// The row as it is sent: what is seen through `public` alone, with its open columns.
  [[nodiscard]] schema::Row content(const Held& held) const;
  [[nodiscard]] std::map<std::string, protocol::Digest> digests() const;

  std::shared_ptr<const schema::Catalogue> catalogue_;
  client::Identity identity_;
  std::map<schema::RowKey, Held> rows_;
  std::vector<Left> left_;
  std::map<std::string, std::int64_t> grants_;
  std::int64_t commit_ = 0;
  FixedBytes<16> epoch_{};
};

/// Feeds messages as one response; the last answer.
[[nodiscard]] Result<client::Received> feed(client::Replica& replica,
                                            const std::vector<protocol::Message>& messages,
                                            client::Channel channel = client::Channel::sync);

}  // namespace fieldbook::tests
