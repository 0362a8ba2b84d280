#pragma once

// One run of the integration, as the store keeps it: what it does, how far it is, what became of
// the rows. It is written in the transaction that settles rows, so that a run goes on at the row at
// which the process ended.

#include <map>

#include "shared/base/time.hpp"
#include "syncd/integrations/finance/settings.hpp"
#include "syncd/integrations/finance/template.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd::finance {

enum class Trigger : std::uint8_t { hand, schedule, change };
[[nodiscard]] std::string_view to_string(Trigger trigger);

enum class StepKind : std::uint8_t { send, journal, receive };

/// One step of a run, in its order.
struct RunStep {
  StepKind kind = StepKind::send;
  std::string task;  ///< "journal" for the journal
  bool operator==(const RunStep&) const = default;
};

/// What became of a task's rows in a run.
struct TaskCounts {
  std::uint64_t sent = 0;       ///< written over there
  std::uint64_t unchanged = 0;  ///< the peer had them already
  std::uint64_t left_out = 0;   ///< gone, or no business of the task
  std::uint64_t failed = 0;
  std::uint64_t received = 0;  ///< read over there
  std::uint64_t changed = 0;   ///< rows here that are different now
  bool operator==(const TaskCounts&) const = default;
};

/// "running" while it runs; the others are those of the Data Integrator (DOMAIN.md 7.9).
enum class RunStatus : std::uint8_t { running, completed, warning, error };
[[nodiscard]] std::string_view to_string(RunStatus status);

struct RunState {
  std::uint64_t number = 0;
  Trigger trigger = Trigger::hand;
  RunStatus status = RunStatus::running;
  Instant started, ended;
  std::vector<RunStep> steps;
  std::size_t step = 0;      ///< of `steps`; all done = their number
  bool step_begun = false;   ///< what a step does once is done
  std::uint32_t pass = 0;    ///< of a task whose rows hang on each other
  std::string position;      ///< within the journal step: journals that are posted
  Instant paused_until;      ///< 0: not paused
  bool pause_asked = false;  ///< the peer named the pause; nobody shortens it
  std::uint32_t pauses = 0;  ///< in a row
  std::int64_t throttled_ms = 0, waited_ms = 0;
  std::string problem;  ///< why it ended, or why it pauses
  std::map<std::string, TaskCounts> counts;

  [[nodiscard]] bool is_running() const { return status == RunStatus::running && number != 0; }
  [[nodiscard]] std::uint64_t failures() const;
  [[nodiscard]] std::uint64_t successes() const;
};

[[nodiscard]] Json to_json(const RunState& run);
/// Returns Errc::corrupt for what to_json did not print.
[[nodiscard]] Result<RunState> run_from_json(std::string_view text);

/// The steps of a run: all active templates in their order, or those named. The journal follows the
/// actuals. Where PSA is the master of categories they go there first, come back, and go again.
[[nodiscard]] std::vector<RunStep> plan_run(const Templates& templates,
                                            const FinanceSettings& settings,
                                            const std::set<std::string>& only);
/// Whether a task runs at this site: by the major version of PSA, and templates that are off.
[[nodiscard]] bool is_active(const Template& holder, const Task& task,
                             const FinanceSettings& settings);

/// The peer's name in the outbox.
inline constexpr std::string_view kPeer = "finance";
inline constexpr std::string_view kRunSetting = "finance.run";
inline constexpr std::string_view kJournalTask = "journal";

/// The last run, running or not; number 0 before the first.
[[nodiscard]] Result<RunState> load_run(ReadTransaction& transaction);
/// Writes it as the last run; one that ended goes into history too.
[[nodiscard]] Status store_run(WriteTransaction& transaction, const RunState& run);

}  // namespace fieldbook::syncd::finance
