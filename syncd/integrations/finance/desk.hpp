#pragma once

// What people ask of the integration: list, check, run, preview, history, errors, retry, trace.
// Arguments and answers are JSON, as of every verb (syncd/admin). The daemon guards one desk and
// lets it work by schedule; a verb without a daemon makes its own.

#include <memory>

#include "syncd/integrations/finance/checks.hpp"
#include "syncd/integrations/finance/runner.hpp"

namespace fieldbook::syncd::finance {

using OrderedJson = nlohmann::ordered_json;

class Desk {
 public:
  virtual ~Desk() = default;
  /// Answers one of: list, check, run, preview, history, errors, retry, trace. Returns
  /// Errc::not_found for another word or an id that nothing is known of, Errc::conflict for a run
  /// that may not begin (its message names the findings), Errc::invalid_argument for arguments.
  [[nodiscard]] virtual Result<OrderedJson> ask(std::string_view what, const Json& arguments) = 0;
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

  [[nodiscard]] Result<OrderedJson> ask(std::string_view what, const Json& arguments) override;

  /// Begins a run after the checks. Returns Errc::conflict with the findings in the message.
  [[nodiscard]] Status begin(Trigger trigger, const std::set<std::string>& only);
  [[nodiscard]] Result<Progress> step() { return runner_.step(); }
  /// What waits in the log goes into the outbox. Returns whether there is more.
  [[nodiscard]] Result<bool> feed() { return runner_.feed(); }
  [[nodiscard]] Result<Standing> standing();
  [[nodiscard]] const FinanceSettings& settings() const { return settings_; }
  [[nodiscard]] Target& target() { return *parts_.target; }
  [[nodiscard]] Store& store() { return parts_.store; }
  [[nodiscard]] Result<OrderedJson> run_answer();

 private:
  [[nodiscard]] Result<OrderedJson> list();
  [[nodiscard]] Result<OrderedJson> check();
  [[nodiscard]] Result<OrderedJson> run(const Json& arguments);
  [[nodiscard]] Result<OrderedJson> preview(const Json& arguments);
  [[nodiscard]] Status preview_task(const Task& task, std::size_t limit, OrderedJson& out);
  [[nodiscard]] Result<OrderedJson> history(const Json& arguments);
  [[nodiscard]] Result<OrderedJson> errors(const Json& arguments);
  [[nodiscard]] Result<OrderedJson> retry(const Json& arguments);
  [[nodiscard]] Result<OrderedJson> trace(const Json& arguments);

  DeskParts parts_;
  FinanceSettings settings_;
  std::shared_ptr<const Templates> templates_;
  Runner runner_;
};

/// A text or a list of texts among the arguments of a verb.
[[nodiscard]] std::set<std::string> names_argument(const Json& arguments, const char* name);
/// The findings as verbs print them.
[[nodiscard]] OrderedJson print_findings(const std::vector<CheckFinding>& findings);
/// One run as verbs print it: moments, duration, counts by task.
[[nodiscard]] OrderedJson print_run(const RunState& run, Instant now);

/// Follows one actual from its device over its journal line to voucher, tax and invoice.
[[nodiscard]] Result<OrderedJson> trace_actual(Store& store, Target& target,
                                               const FinanceSettings& settings, const Uuid& id);

}  // namespace fieldbook::syncd::finance
