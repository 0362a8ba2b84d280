#pragma once

// A device in maps: the algorithm of shared/protocol/README.md, "The device, step by step", and
// nothing else. It shows that the description is enough.

#include <map>
#include <set>

#include "shared/protocol/digest.hpp"
#include "shared/protocol/messages.hpp"
#include "tests/unit/syncd/changelog/pull_daemon.hpp"

namespace fieldbook::tests {

class PullDevice {
 public:
  explicit PullDevice(const protocol::DigestKey& key) : key_(key) {}

  [[nodiscard]] protocol::SyncRequest request();
  /// Forgets what is not durable: call before each response.
  void begin_response() { buffer_.clear(); }
  /// Takes one frame's payload.
  void receive(ByteView payload);

  [[nodiscard]] const SeenRows& rows() const { return rows_; }
  [[nodiscard]] std::int64_t cursor() const { return position_.commit; }
  [[nodiscard]] const protocol::Position& position() const { return position_; }
  /// A live stream needs a replica at a checkpoint and nothing staged.
  [[nodiscard]] bool is_settled() const {
    return position_.commit > 0 && staged_.empty() && progress_.empty() && repair_.empty();
  }
  /// True after a checkpoint whose digest agreed.
  [[nodiscard]] bool is_proven() const { return proven_; }
  [[nodiscard]] std::size_t checkpoints() const { return checkpoints_; }
  [[nodiscard]] std::size_t count(std::string_view frame) const;

  /// Damages what is stored: the row disappears, or its stamp is another's.
  void damage(const schema::RowKey& key, bool drop);

 private:
  void on(const protocol::Page& page);
  void on(const protocol::Checkpoint& checkpoint);
  void on(const protocol::Restored& restored);
  void apply(const protocol::Message& message, SeenRows& rows, std::set<std::string>& buckets);
  /// `received` rows came since the doubt arose.
  [[nodiscard]] protocol::RepairRequest repair_of(const std::string& bucket, const SeenRows& rows,
                                                  const std::set<schema::RowKey>& received);
  [[nodiscard]] std::map<std::string, protocol::Digest> digests() const;

  protocol::DigestKey key_;
  SeenRows rows_;
  std::set<std::string> buckets_;
  protocol::Position position_;
  std::vector<protocol::Message> buffer_;
  std::vector<protocol::Message> staged_;
  std::vector<protocol::BucketProgress> progress_;
  protocol::Position page_;
  protocol::Position heard_;
  std::vector<protocol::TrailPoint> trail_;
  bool trail_wanted_ = false;
  std::set<std::string> repair_;
  std::optional<std::int64_t> doubtful_after_;  // rows of later commits are in doubt
  bool want_scope_ = false;
  bool proven_ = false;
  std::size_t checkpoints_ = 0;
  std::map<std::string, std::size_t, std::less<>> seen_;
};

}  // namespace fieldbook::tests
