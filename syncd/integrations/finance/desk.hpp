#pragma once

// What people ask of the integration: list, check, run, preview, history, errors, retry, trace.
// Each question is a function with a struct in and a struct out, for screens and endpoints; ask()
// is the same as JSON by name, as verbs have it (syncd/admin). The daemon guards one desk and lets
// it work by schedule; a verb without a daemon makes its own.

#include <memory>

#include "syncd/integrations/finance/checks.hpp"
#include "syncd/integrations/finance/runner.hpp"

namespace fieldbook::syncd::finance {

using OrderedJson = nlohmann::ordered_json;

inline constexpr std::size_t kPreviewRows = 20, kPreviewRowsMax = 1'000;
inline constexpr std::size_t kHistoryRuns = 20, kHistoryRunsMax = 1'000;
inline constexpr std::size_t kErrorsMax = 10'000;  ///< rows of one task in one state

enum class TemplateState : std::uint8_t { active, off, not_available };
[[nodiscard]] std::string_view to_string(TemplateState state);

/// One template at this site.
struct TemplateLine {
  std::int64_t order = 0;
  std::string name, label;
  Direction direction = Direction::to_finance;
  TemplateState state = TemplateState::active;
  std::string unavailable;  ///< why it cannot run, with not_available
  std::uint64_t waiting = 0, errors = 0;
};

struct CheckAnswer {
  bool may_run = false;
  std::vector<CheckFinding> findings;
};

/// No templates: all of them.
struct RunRequest {
  std::set<std::string> templates;
};

struct PreviewRequest {
  std::set<std::string> templates;
  std::size_t rows = kPreviewRows;  ///< of each task
};

enum class Would : std::uint8_t { be_made, be_changed, stay_as_it_is, be_refused };
[[nodiscard]] std::string_view to_string(Would would);

/// What a run would do with one row.
struct PreviewRow {
  std::string task;
  Uuid row;
  std::string key;  ///< over there
  Would would = Would::be_made;
  Json values;                          ///< with be_made
  std::vector<Difference> differences;  ///< with be_changed
  std::vector<RowProblem> problems;     ///< with be_refused
};

/// One thing wrong with one row that did not go over.
struct RowError {
  std::string task, entity;
  Uuid row;
  RowProblem problem;
  OutboxState state = OutboxState::failed;
  std::uint32_t tries = 0;
  Instant since;
};

/// How many errors of a task have the same cause, whatever the values in it.
struct ErrorCause {
  std::string task, field, cause;
  std::uint64_t rows = 0;
};

struct ErrorsAnswer {
  std::vector<RowError> errors;
  std::vector<ErrorCause> causes;  ///< of `errors`, in their order
};

/// One station of an actual's way.
struct TraceStep {
  std::string step;  ///< "device", "actual", "outbox", "journal line", "voucher", …
  bool is_done = false;
  std::string what;  ///< a sentence
  std::vector<std::pair<std::string, std::string>> details;
  std::vector<RowProblem> problems;  ///< of the outbox
};

struct Trace {
  Uuid actual;
  std::string description;
  std::vector<TraceStep> steps;
};

class Desk {
 public:
  virtual ~Desk() = default;

  [[nodiscard]] virtual Result<std::vector<TemplateLine>> list() = 0;
  [[nodiscard]] virtual Result<CheckAnswer> check() = 0;
  /// Begins a run, or goes on with the one under way, until it ends or pauses. Returns
  /// Errc::conflict for a run that may not begin (its message names the findings),
  /// Errc::invalid_argument for a template that cannot run.
  [[nodiscard]] virtual Result<RunState> run(const RunRequest& request) = 0;
  /// Returns Errc::unavailable where the other side does not answer.
  [[nodiscard]] virtual Result<std::vector<PreviewRow>> preview(const PreviewRequest& request) = 0;
  /// The latest runs, the one under way first.
  [[nodiscard]] virtual Result<std::vector<RunState>> history(std::size_t runs) = 0;
  /// Of a task or template; empty: of all.
  [[nodiscard]] virtual Result<ErrorsAnswer> errors(const std::string& task) = 0;
  /// Lets refused and skipped rows of a task (empty: of all) go again; how many. Returns
  /// Errc::not_found for a name that no task has.
  [[nodiscard]] virtual Result<std::size_t> retry(const std::string& task) = 0;
  /// Of an actual, or of the action or entry that it came from. Returns Errc::not_found for an id
  /// that nothing is known of.
  [[nodiscard]] virtual Result<Trace> trace(const Uuid& id) = 0;
  [[nodiscard]] virtual Instant now() const = 0;

  /// The same by word, as JSON. Returns Errc::not_found for another word, Errc::invalid_argument
  /// for arguments, else as above.
  [[nodiscard]] Result<OrderedJson> ask(std::string_view what, const Json& arguments);
};

/// How the integration stands, for metrics and health.
struct Standing {
  RunState run;
  std::vector<OutboxCount> counts;
  Instant last_good;  ///< when a run last ended without an error; 0: never
  PeerUse use;
};

/// What a desk works on; all but the target outlive it.
struct DeskParts {
  const Config& config;
  Store& store;
  const Committer& committer;
  WriteRunner& writer;
  const Clock& clock;
  std::unique_ptr<Target> target;
};

/// One thread at a time.
class LocalDesk final : public Desk {
 public:
  explicit LocalDesk(DeskParts parts);

  [[nodiscard]] Result<std::vector<TemplateLine>> list() override;
  [[nodiscard]] Result<CheckAnswer> check() override;
  [[nodiscard]] Result<RunState> run(const RunRequest& request) override;
  [[nodiscard]] Result<std::vector<PreviewRow>> preview(const PreviewRequest& request) override;
  [[nodiscard]] Result<std::vector<RunState>> history(std::size_t runs) override;
  [[nodiscard]] Result<ErrorsAnswer> errors(const std::string& task) override;
  [[nodiscard]] Result<std::size_t> retry(const std::string& task) override;
  [[nodiscard]] Result<Trace> trace(const Uuid& id) override;
  [[nodiscard]] Instant now() const override { return parts_.clock.now(); }

  /// Begins a run after the checks; one that is under way goes on, and where a person asks, at once
  /// unless the peer asked for the pause. Returns Errc::conflict with the findings in the message.
  [[nodiscard]] Status begin(Trigger trigger, const std::set<std::string>& only);
  [[nodiscard]] Result<Progress> step() { return runner_.step(); }
  /// What waits in the log goes into the outbox. Returns whether there is more.
  [[nodiscard]] Result<bool> feed() { return runner_.feed(); }
  [[nodiscard]] Result<RunState> state() { return runner_.state(); }
  [[nodiscard]] Result<Standing> standing();
  [[nodiscard]] const FinanceSettings& settings() const { return settings_; }
  [[nodiscard]] Target& target() { return *parts_.target; }
  [[nodiscard]] Store& store() { return parts_.store; }

 private:
  [[nodiscard]] Status preview_task(const Task& task, std::size_t limit,
                                    std::vector<PreviewRow>& out);

  DeskParts parts_;
  FinanceSettings settings_;
  std::shared_ptr<const Templates> templates_;
  Runner runner_;
};

/// Errors by task, field and cause; ids, numbers and other values within quotation marks count as
/// equal.
[[nodiscard]] std::vector<ErrorCause> count_causes(const std::vector<RowError>& errors);

/// Follows one actual from its device over its journal line to voucher, tax and invoice.
[[nodiscard]] Result<Trace> trace_actual(Store& store, Target& target,
                                         const FinanceSettings& settings, const Uuid& id);

}  // namespace fieldbook::syncd::finance
