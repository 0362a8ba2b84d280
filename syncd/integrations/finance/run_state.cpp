#include "syncd/integrations/finance/run_state.hpp"

#include <algorithm>

namespace fieldbook::syncd::finance {
namespace {

constexpr std::string_view kTriggers[] = {"hand", "schedule", "change"};
constexpr std::string_view kKinds[] = {"send", "journal", "receive"};
constexpr std::string_view kStatuses[] = {"running", "completed", "warning", "error"};

template <class Enum, std::size_t Size>
Enum parse(const std::string_view (&names)[Size], const Json& json) {
  const auto* found = std::ranges::find(names, json.get_ref<const std::string&>());
  return static_cast<Enum>(found == std::end(names) ? 0 : found - std::begin(names));
}

Json to_json(const TaskCounts& counts) {
  return {{"sent", counts.sent},     {"unchanged", counts.unchanged}, {"left_out", counts.left_out},
          {"failed", counts.failed}, {"received", counts.received},   {"changed", counts.changed}};
}

TaskCounts counts_from(const Json& json) {
  return {json.at("sent").get<std::uint64_t>(),     json.at("unchanged").get<std::uint64_t>(),
          json.at("left_out").get<std::uint64_t>(), json.at("failed").get<std::uint64_t>(),
          json.at("received").get<std::uint64_t>(), json.at("changed").get<std::uint64_t>()};
}

RunState read(const Json& json) {
  RunState out;
  out.number = json.at("number").get<std::uint64_t>();
  out.trigger = parse<Trigger>(kTriggers, json.at("trigger"));
  out.status = parse<RunStatus>(kStatuses, json.at("status"));
  out.started.ms = json.at("started").get<std::int64_t>();
  out.ended.ms = json.at("ended").get<std::int64_t>();
  for (const Json& step : json.at("steps"))
    out.steps.push_back(
        {parse<StepKind>(kKinds, step.at("kind")), step.at("task").get<std::string>()});
  out.step = json.at("step").get<std::size_t>();
  out.step_begun = json.at("step_begun").get<bool>();
  out.pass = json.at("pass").get<std::uint32_t>();
  out.position = json.at("position").get<std::string>();
  out.paused_until.ms = json.at("paused_until").get<std::int64_t>();
  out.pause_asked = json.value("pause_asked", false);
  out.pauses = json.at("pauses").get<std::uint32_t>();
  out.throttled_ms = json.at("throttled_ms").get<std::int64_t>();
  out.waited_ms = json.at("waited_ms").get<std::int64_t>();
  out.problem = json.at("problem").get<std::string>();
  for (const auto& [task, counts] : json.at("counts").items())
    out.counts[task] = counts_from(counts);
  return out;
}

/// Category tasks in the order that the master asks for (DOMAIN.md 7.3, step 7).
void add_categories(const Templates& templates, const FinanceSettings& settings,
                    std::vector<RunStep>& out) {
  const RunStep in{StepKind::receive, "categories_from_finance"};
  const RunStep back{StepKind::send, "categories_to_finance"};
  if (templates.find_task(in.task) == nullptr || templates.find_task(back.task) == nullptr) return;
  if (!settings.finance_masters_categories) out.push_back(back);
  out.push_back(in);
  out.push_back(back);
}

}  // namespace

std::string_view to_string(Trigger trigger) { return kTriggers[static_cast<std::size_t>(trigger)]; }
std::string_view to_string(RunStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

std::uint64_t RunState::failures() const {
  std::uint64_t out = 0;
  for (const auto& [task, of] : counts) out += of.failed;
  return out;
}

std::uint64_t RunState::successes() const {
  std::uint64_t out = 0;
  for (const auto& [task, of] : counts) out += of.sent + of.unchanged + of.received;
  return out;
}

Json to_json(const RunState& run) {
  Json out = {{"number", run.number},
              {"trigger", to_string(run.trigger)},
              {"status", to_string(run.status)},
              {"started", run.started.ms},
              {"ended", run.ended.ms},
              {"steps", Json::array()},
              {"step", run.step},
              {"step_begun", run.step_begun},
              {"pass", run.pass},
              {"position", run.position},
              {"paused_until", run.paused_until.ms},
              {"pause_asked", run.pause_asked},
              {"pauses", run.pauses},
              {"throttled_ms", run.throttled_ms},
              {"waited_ms", run.waited_ms},
              {"problem", run.problem},
              {"counts", Json::object()}};
  for (const RunStep& step : run.steps)
    out["steps"].push_back(
        {{"kind", kKinds[static_cast<std::size_t>(step.kind)]}, {"task", step.task}});
  for (const auto& [task, of] : run.counts) out["counts"][task] = to_json(of);
  return out;
}

Result<RunState> run_from_json(std::string_view text) {
  try {
    return read(Json::parse(text));
  } catch (const Json::exception& exception) {
    return fail(Errc::corrupt, std::string("a run cannot be read: ") + exception.what());
  }
}

bool is_active(const Template& holder, const Task& task, const FinanceSettings& settings) {
  if (!holder.is_available() || settings.templates_off.contains(holder.name)) return false;
  return !task.psa_major || *task.psa_major == settings.psa_major();
}

std::vector<RunStep> plan_run(const Templates& templates, const FinanceSettings& settings,
                              const std::set<std::string>& only) {
  std::vector<RunStep> out;
  bool categories_done = false;
  for (const Template& one : templates.all()) {
    const bool is_category = one.name.starts_with("categories_");
    if (!only.empty() && !only.contains(one.name)) continue;
    if (is_category && only.empty() &&
        !settings.templates_off.contains("categories_from_finance") &&
        !settings.templates_off.contains("categories_to_finance")) {
      if (!categories_done) add_categories(templates, settings, out);
      categories_done = true;
      continue;
    }
    const StepKind kind =
        one.direction == Direction::to_finance ? StepKind::send : StepKind::receive;
    bool runs = false;
    for (const Task& task : one.tasks) {
      if (!is_active(one, task, settings)) continue;
      out.push_back({kind, task.name});
      runs = true;
    }
    if (runs && one.name == "actuals" && settings.posts_journal)
      out.push_back({StepKind::journal, std::string(kJournalTask)});
  }
  return out;
}

Result<RunState> load_run(ReadTransaction& transaction) {
  TRY(const auto text, transaction.setting(kRunSetting));
  if (!text) return RunState{.status = RunStatus::completed};
  return run_from_json(*text);
}

Status store_run(WriteTransaction& transaction, const RunState& run) {
  const std::string text = to_json(run).dump(-1, ' ', false, Json::error_handler_t::replace);
  CHECK(transaction.put_setting(kRunSetting, text));
  if (run.is_running()) return {};
  return transaction.put_outbox_run(kPeer, {run.number, text});
}

}  // namespace fieldbook::syncd::finance
