// The desk's answers as JSON, as verbs print them.

#include <algorithm>
#include <fmt/format.h>

#include "syncd/integrations/finance/desk.hpp"

namespace fieldbook::syncd::finance {
namespace {

std::size_t number_argument(const Json& arguments, const char* name, std::size_t otherwise) {
  const auto found = arguments.find(name);
  if (found == arguments.end()) return otherwise;
  if (found->is_number_unsigned()) return found->get<std::size_t>();
  if (!found->is_string()) return otherwise;
  const Json read = Json::parse(found->get_ref<const std::string&>(), nullptr, false);
  return read.is_number_unsigned() ? read.get<std::size_t>() : otherwise;
}

std::string text_argument(const Json& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A text or a list of texts.
std::set<std::string> names_argument(const Json& arguments, const char* name) {
  std::set<std::string> out;
  const auto found = arguments.find(name);
  if (found == arguments.end()) return out;
  if (found->is_string()) out.insert(found->get<std::string>());
  if (found->is_array())
    for (const Json& one : *found)
      if (one.is_string()) out.insert(one.get<std::string>());
  return out;
}

OrderedJson print(const std::vector<RowProblem>& problems) {
  OrderedJson out = OrderedJson::array();
  for (const RowProblem& one : problems)
    out.push_back({{"field", one.field}, {"value", one.value}, {"cause", one.cause}});
  return out;
}

OrderedJson print(const std::vector<TemplateLine>& templates) {
  OrderedJson out;
  out["templates"] = OrderedJson::array();
  for (const TemplateLine& one : templates)
    out["templates"].push_back(
        {{"order", one.order},
         {"template", one.name},
         {"direction", to_string(one.direction)},
         {"state", to_string(one.state)},
         {"waiting", one.waiting},
         {"errors", one.errors},
         {"label", one.unavailable.empty() ? one.label
                                           : fmt::format("{}: {}", one.label, one.unavailable)}});
  return out;
}

OrderedJson print(const CheckAnswer& answer) {
  OrderedJson out;
  out["may_run"] = answer.may_run;
  out["checks"] = OrderedJson::array();
  for (const CheckFinding& one : answer.findings)
    out["checks"].push_back({{"severity", one.severity == Severity::error ? "error" : "advice"},
                             {"topic", one.topic},
                             {"where", one.where},
                             {"message", one.message},
                             {"remedy", one.remedy}});
  return out;
}

/// Moments, duration, counts by task.
OrderedJson print(const RunState& run, Instant now) {
  OrderedJson out;
  out["run"] = run.number;
  out["trigger"] = to_string(run.trigger);
  out["status"] = to_string(run.status);
  out["started"] = format_instant(run.started);
  out["ended"] = run.is_running() ? OrderedJson(nullptr) : OrderedJson(format_instant(run.ended));
  const Instant until = run.is_running() ? now : run.ended;
  out["seconds"] = static_cast<double>((until - run.started).count()) / 1000;
  out["throttled_seconds"] = static_cast<double>(run.throttled_ms) / 1000;
  out["waited_for_peer_seconds"] = static_cast<double>(run.waited_ms) / 1000;
  out["problem"] = run.problem;
  if (run.is_running() && run.paused_until > now)
    out["paused_until"] = format_instant(run.paused_until);
  out["tasks"] = OrderedJson::array();
  for (const auto& [task, counts] : run.counts)
    out["tasks"].push_back({{"task", task},
                            {"sent", counts.sent},
                            {"unchanged", counts.unchanged},
                            {"left_out", counts.left_out},
                            {"received", counts.received},
                            {"changed", counts.changed},
                            {"failed", counts.failed}});
  return out;
}

OrderedJson print_run_answer(const RunState& run, Instant now) {
  OrderedJson out = print(run, now);
  out["findings"] = OrderedJson::array();
  if (run.failures() > 0)
    out["findings"].push_back(
        fmt::format("{} rows were refused; see integration errors", run.failures()));
  if (run.status == RunStatus::error) out["findings"].push_back(run.problem);
  return out;
}

OrderedJson print(const std::vector<PreviewRow>& rows) {
  OrderedJson out;
  out["rows"] = OrderedJson::array();
  for (const PreviewRow& one : rows) {
    OrderedJson line = {{"task", one.task},
                        {"row", to_string(one.row)},
                        {"key", one.key},
                        {"would", to_string(one.would)}};
    if (one.would == Would::be_refused) line["problems"] = print(one.problems);
    if (one.would == Would::be_made) line["values"] = one.values;
    if (one.would == Would::be_changed || one.would == Would::stay_as_it_is) {
      line["differences"] = OrderedJson::array();
      for (const Difference& differing : one.differences)
        line["differences"].push_back(
            {{"field", differing.field}, {"there", differing.theirs}, {"here", differing.ours}});
    }
    out["rows"].push_back(std::move(line));
  }
  return out;
}

OrderedJson print(const std::vector<RunState>& runs, Instant now) {
  OrderedJson out;
  out["runs"] = OrderedJson::array();
  for (const RunState& run : runs) {
    OrderedJson line = print(run, now);
    std::uint64_t sent = 0, changed = 0;
    for (const auto& [task, counts] : run.counts) sent += counts.sent, changed += counts.changed;
    line["sent"] = sent;
    line["changed"] = changed;
    line["failed"] = run.failures();
    out["runs"].push_back(std::move(line));
  }
  return out;
}

OrderedJson print(const ErrorsAnswer& answer) {
  OrderedJson out;
  out["causes"] = OrderedJson::array();
  for (const ErrorCause& one : answer.causes)
    out["causes"].push_back(
        {{"rows", one.rows}, {"task", one.task}, {"field", one.field}, {"cause", one.cause}});
  out["errors"] = OrderedJson::array();
  for (const RowError& one : answer.errors)
    out["errors"].push_back({{"task", one.task},
                             {"entity", one.entity},
                             {"row", to_string(one.row)},
                             {"field", one.problem.field},
                             {"value", one.problem.value},
                             {"cause", one.problem.cause},
                             {"state", to_string(one.state)},
                             {"tries", one.tries},
                             {"since", format_instant(one.since)}});
  return out;
}

OrderedJson print(const Trace& trace) {
  OrderedJson out;
  out["actual"] = to_string(trace.actual);
  out["description"] = trace.description;
  out["steps"] = OrderedJson::array();
  for (const TraceStep& one : trace.steps) {
    OrderedJson line = {{"step", one.step}, {"done", one.is_done}, {"what", one.what}};
    for (const auto& [name, value] : one.details) line[name] = value;
    if (!one.problems.empty()) line["problems"] = print(one.problems);
    out["steps"].push_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<OrderedJson> Desk::ask(std::string_view what, const Json& arguments) {
  if (what == "list") {
    TRY(const auto answer, list());
    return print(answer);
  }
  if (what == "check") {
    TRY(const auto answer, check());
    return print(answer);
  }
  if (what == "run") {
    TRY(const auto answer, run({names_argument(arguments, "template")}));
    return print_run_answer(answer, now());
  }
  if (what == "preview") {
    TRY(const auto answer, preview({names_argument(arguments, "template"),
                                    number_argument(arguments, "rows", kPreviewRows)}));
    return print(answer);
  }
  if (what == "history") {
    TRY(const auto answer, history(number_argument(arguments, "runs", kHistoryRuns)));
    return print(answer, now());
  }
  if (what == "errors") {
    TRY(const auto answer, errors(text_argument(arguments, "task")));
    return print(answer);
  }
  if (what == "retry") {
    TRY(const std::size_t answer, retry(text_argument(arguments, "task")));
    return OrderedJson{{"waiting_again", answer}};
  }
  if (what == "trace") {
    TRY(const Uuid id, parse_uuid(text_argument(arguments, "id")));
    TRY(const auto answer, trace(id));
    return print(answer);
  }
  return fail(Errc::not_found, fmt::format("the integration knows no {}", what));
}

}  // namespace fieldbook::syncd::finance
