#pragma once

// The one thread that writes. It takes what waits: actions of many requests in groups of at most
// limits::kGroupCommitActionsMax, one transaction a group, and single jobs (sign-ins, admin verbs,
// parts of an import) between them. There is no timer: a lone action is committed at once, and
// under load the groups grow by themselves.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>

#include "syncd/endpoints/sync_core.hpp"

namespace fieldbook::syncd {

class Writer final : public WriteRunner {
 public:
  /// `published` runs on the writer thread after each COMMIT.
  using Published = std::function<void(const AfterCommit&)>;
  using Failed = std::function<void(const Error&)>;
  Writer(Store& store, SyncCore& core, Published published, Failed failed);
  ~Writer() override;

  [[nodiscard]] Status write(WriteJob job) override;
  void write_later(WriteJob job) override;
  /// Decides the actions; `done` runs on the writer thread.
  using Done = std::move_only_function<void(Result<DecidedActions>)>;
  void decide(DecideBatch batch, Done done);
  /// Takes no more, finishes what waits, ends the thread.
  void stop();
  [[nodiscard]] std::size_t depth() const;
  /// False when the last transaction could not be committed for want of disk or the like.
  [[nodiscard]] bool is_healthy() const;

 private:
  struct Single {
    WriteJob job;
    std::move_only_function<void(Status)> done;
  };
  struct Actions {
    DecideBatch batch;
    std::size_t position = 0;  ///< of the first action that is not decided yet
    DecidedActions decided;
    Done done;
  };
  using Task = std::variant<Single, Actions>;

  [[nodiscard]] bool submit(Task& task);
  void run();
  void run_single(Single single);
  void run_group(std::vector<Actions> group);
  [[nodiscard]] std::vector<Actions> take_group(Actions first);
  void publish(const AfterCommit& after);
  void tidy();
  void note(const Status& status);

  Store& store_;
  SyncCore& core_;
  Published published_;
  Failed failed_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  bool healthy_ = true;
  bool untidy_ = true;  // what an earlier run of the daemon left is tidied first
  std::jthread thread_;
};

}  // namespace fieldbook::syncd
