#pragma once

// The outbox of one peer: how items come in, go on their way and are settled. All state is in the
// store; an Outbox can be made anew at any time. The caller commits the transactions.

#include <span>

#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// A task and the entity whose rows it sends.
struct OutboxTask {
  std::string name;
  std::uint32_t entity = 0;
};

struct FeedReport {
  std::size_t entries = 0;  ///< of the log that were read
  std::size_t queued = 0;
  bool more = false;  ///< there is more of the log to read
};

/// How an item that was on its way came out.
struct Settled {
  OutboxState state = OutboxState::sent;  ///< sent, failed, skipped; waiting = send it again
  std::string detail;                     ///< with failed and skipped
};

class Outbox {
 public:
  Outbox(std::string peer, std::vector<OutboxTask> tasks);

  /// Reads at most `limit` entries of the log beyond the cursor and queues an item for each row and
  /// task that they concern; forgets items of rows that are gone.
  [[nodiscard]] Result<FeedReport> feed(WriteTransaction& transaction, Instant now,
                                        std::size_t limit) const;
  /// Queues one item by hand, for what no change of a row tells of: a moment that has come.
  [[nodiscard]] Status add(WriteTransaction& transaction, const std::string& task,
                           const schema::RowKey& row, Instant now) const;
  /// The next items to send, by position.
  [[nodiscard]] Result<std::vector<OutboxItem>> waiting(ReadTransaction& transaction,
                                                        std::string_view task,
                                                        std::size_t limit) const;
  /// Items of which nobody knows whether the peer has them.
  [[nodiscard]] Result<std::vector<OutboxItem>> in_doubt(ReadTransaction& transaction,
                                                         std::string_view task,
                                                         std::size_t limit) const;
  /// Notes that `items` are on their way with their `intended` hashes. Drops from `items` those
  /// that changed since they were read: they are waiting still.
  [[nodiscard]] Status mark_sending(WriteTransaction& transaction, std::vector<OutboxItem>& items,
                                    Instant now) const;
  /// Settles an item as it was read or marked. One that changed meanwhile waits again, and what the
  /// peer has is noted all the same.
  [[nodiscard]] Status settle(WriteTransaction& transaction, const OutboxItem& item,
                              const Settled& how, Instant now) const;
  /// The row does not belong to the task any more.
  [[nodiscard]] Status forget(WriteTransaction& transaction, const OutboxItem& item) const;
  /// Lets items of a state wait again, at most `limit`; `tries` starts anew where `anew`. Returns
  /// how many.
  [[nodiscard]] Result<std::size_t> retry(WriteTransaction& transaction, std::string_view task,
                                          OutboxState state, bool anew, Instant now,
                                          std::size_t limit) const;

  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] std::span<const OutboxTask> tasks() const { return tasks_; }

 private:
  [[nodiscard]] Status queue(WriteTransaction& transaction, const std::string& task,
                             const schema::RowKey& row, std::uint64_t position, Instant now) const;
  [[nodiscard]] std::string setting(std::string_view name) const;
  [[nodiscard]] Result<std::uint64_t> next_position(ReadTransaction& transaction) const;
  [[nodiscard]] Status put_next_position(WriteTransaction& transaction, std::uint64_t next) const;

  std::string peer_;
  std::vector<OutboxTask> tasks_;
};

}  // namespace fieldbook::syncd
