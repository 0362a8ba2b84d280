#pragma once

// Everything of a client that lives on the database thread: replica, queue, and what they come to
// as snapshots. Also the SyncHost of the sync thread.

#include <functional>
#include <memory>
#include <mutex>

#include "client/actions/queue.hpp"
#include "client/api/client.hpp"
#include "client/replica/queries.hpp"
#include "client/runtime/sync_loop.hpp"
#include "client/runtime/worker.hpp"

namespace fieldbook::client {

/// The status that any thread may read, kept whole under one lock; and the listener.
class StatusBoard {
 public:
  [[nodiscard]] StatusSnapshot read() const;
  void change(const std::function<void(StatusSnapshot&)>& edit);
  void listen(std::function<void(const Notice&)> listener);
  void notify(const Notice& notice);

 private:
  mutable std::mutex mutex_;
  StatusSnapshot status_;
  std::function<void(const Notice&)> listener_;
};

class Database final : public SyncHost {
 public:
  Database(std::unique_ptr<Replica> replica, std::unique_ptr<JournalFile> journal_file,
           std::unique_ptr<Queue> queue, StatusBoard& board, const Clock& clock);
  ~Database() override;

  /// Runs `task` on the database thread with replica and queue.
  void run(std::function<void(Replica&, Queue&)> task);
  /// Refreshes the board from replica and queue; on the database thread.
  void refresh_status();
  /// Calls `task` on the database thread when search finds every row, in whose parts other tasks
  /// take their turn; with the error where rows cannot be indexed.
  void when_indexed(std::function<void(Status)> task);
  /// From here on indexes rows that search does not find yet, and reads stored rows again in quiet
  /// times, which have nothing to do for `quiet`. `on_damage` is called on the database thread when
  /// a sync has something to repair.
  void scrub_when_idle(std::chrono::milliseconds quiet, std::function<void()> on_damage);
  /// Stops the thread after the running task; later tasks are dropped.
  void stop() { worker_.stop(); }
  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const;

  // SyncHost
  void make_request(std::function<void(Result<Bytes>)> answer) override;
  void make_live_query(std::function<void(Result<std::string>)> answer) override;
  void receive(Bytes payload, std::function<void(Result<Received>)> answer) override;
  void adopt_catalogue(std::string document, std::function<void(Status)> answer) override;
  void follow(protocol::Access access, std::function<void(Result<std::string>)> answer) override;
  void exchange(bool running) override;
  void status_changed(const EngineStatus& status) override;
  void signed_out() override;

 private:
  void received(const Received& received);
  /// Sees to it that search takes in what waits, at once or in a quiet moment.
  void index_later();
  void index_now(std::size_t rows);
  void merge_later();
  void scrub_later();
  void scrub_now(std::size_t rows);

  std::unique_ptr<JournalFile> journal_file_;
  std::unique_ptr<Replica> replica_;
  std::unique_ptr<Queue> queue_;
  StatusBoard& board_;
  const Clock& clock_;
  mutable std::mutex catalogue_mutex_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  /// Rows in snapshots point into the catalogue that they were read with.
  std::vector<std::shared_ptr<const schema::Catalogue>> earlier_catalogues_;
  bool idle_queued_ = false;  // of the database thread, as the rest
  std::chrono::milliseconds scrub_quiet_{0};
  std::function<void()> on_damage_;  // empty: no scrub
  Worker worker_;                    // last: stops before what its tasks use
};

}  // namespace fieldbook::client
