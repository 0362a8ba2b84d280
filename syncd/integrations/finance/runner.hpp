#pragma once

// The integration at work: one run at a time, in bounded steps. A step reads what is due in a
// snapshot, closes it, speaks with the other side, and writes what came of it in one transaction
// together with how far the run is. Whatever ends the process between two of these, the next
// process goes on there, and no row is posted twice: a row is `sending` before its first byte
// leaves, and one that is found so is read back before anything is sent again.
//
// One thread at a time. The caller decides when (syncd/http, or a verb).

#include <optional>

#include "syncd/changelog/commit.hpp"
#include "syncd/endpoints/write_runner.hpp"
#include "syncd/integrations/finance/mapper.hpp"
#include "syncd/integrations/finance/receiver.hpp"
#include "syncd/integrations/finance/run_state.hpp"
#include "syncd/integrations/outbox/outbox.hpp"

namespace fieldbook::syncd::finance {

/// What a runner works on; all of it outlives the runner.
struct RunnerParts {
  Store& store;
  const Committer& committer;
  WriteRunner& writer;
  const Clock& clock;
  Target& target;
  const FinanceSettings& settings;
  const Templates& templates;
  const Gates& gates;
};

/// Where a run stands after a step.
struct Progress {
  bool is_running = false;
  std::optional<Instant> not_before;  ///< it pauses until then
};

class Runner {
 public:
  explicit Runner(RunnerParts parts);

  /// Begins a run of all templates, or of those named. Returns Errc::conflict while one runs,
  /// Errc::invalid_argument for a name that no available template has.
  [[nodiscard]] Status begin(Trigger trigger, const std::set<std::string>& only);
  /// Does a bounded part of the run that is under way. An error is the store's; what the other
  /// side does wrong pauses or ends the run.
  [[nodiscard]] Result<Progress> step();
  /// Ends a pause of the run that is under way, unless the peer named how long to wait.
  [[nodiscard]] Status go_on();
  /// Ends the run that is under way with a reason; its rows stay where they are.
  [[nodiscard]] Status abandon(const std::string& reason);
  [[nodiscard]] Result<RunState> state();
  [[nodiscard]] const Outbox& outbox() const { return outbox_; }
  /// What waits in the log goes into the outbox. Returns whether there is more.
  [[nodiscard]] Result<bool> feed();

 private:
  struct Batch;

  [[nodiscard]] Status load();
  [[nodiscard]] Status write(const WriteJob& job);
  [[nodiscard]] Status keep();
  [[nodiscard]] Status next_step();
  [[nodiscard]] Status finish();
  [[nodiscard]] Status failed(const PeerError& error);
  [[nodiscard]] Status pause(const PeerError& error);
  void worked();

  // runner_send.cpp
  [[nodiscard]] Status send(const Task& task);
  [[nodiscard]] Status begin_sending(const Task& task);
  [[nodiscard]] Result<bool> settle_doubt(const Task& task, const Mapper& mapper);
  [[nodiscard]] Result<Batch> next_batch(const Task& task, const Mapper& mapper,
                                         std::vector<OutboxItem> items);
  [[nodiscard]] Status send_batch(const Task& task, Batch& batch);
  [[nodiscard]] Status take_answers(const Task& task, Batch& batch,
                                    std::vector<RowAnswer>& answers);
  [[nodiscard]] PeerResult<void> explain_conflicts(const Task& task, Batch& batch,
                                                   std::vector<RowAnswer>& answers);
  [[nodiscard]] Settled refused(const OutboxItem& item, std::string detail) const;
  [[nodiscard]] Result<const Mapper*> mapper_of(const Task& task, std::optional<PeerError>& error);

  // runner_receive.cpp
  [[nodiscard]] Status receive(const Task& task);
  [[nodiscard]] Result<std::string> read_from(const Task& task);
  [[nodiscard]] Status take_page(const Receiver& receiver, std::span<const Json> rows,
                                 std::string& watermark);

  // journal.cpp
  [[nodiscard]] Status post_journals();
  [[nodiscard]] Status note_journal_errors();

  RunnerParts parts_;
  Outbox outbox_;
  std::optional<RunState> run_;
  std::map<std::string, Mapper> mappers_;  ///< with the peer's lengths, of this run
};

/// The setting that holds up to where a task has read the other side's changes.
[[nodiscard]] std::string watermark_setting(const Task& task);

/// How many log entries one transaction queues.
inline constexpr std::size_t kFeedEntries = 5'000;
/// Rows read from the other side in one step.
inline constexpr std::size_t kReceiveRowsPerStep = 5'000;
/// Pauses in a row after which a run ends with an error; the next one tries anew.
inline constexpr std::uint32_t kPausesMax = 20;
/// Where the peer does not say how long: Microsoft's own samples wait as long.
inline constexpr std::chrono::seconds kPause{30};
inline constexpr std::chrono::minutes kPauseMax{15};

}  // namespace fieldbook::syncd::finance
