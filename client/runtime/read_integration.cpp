#include "client/runtime/read_integration.hpp"

#include <fmt/format.h>

#include "client/runtime/answer_json.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;
using Snapshot = IntegrationSnapshot;

Uuid id_in(const json& object, const char* name) {
  return parse_uuid(text_in(object, name)).value_or(Uuid{});
}

Snapshot::Run read_run(const json& one) {
  const auto started = parse_instant(text_in(one, "started"));
  return {.number = whole_in(one, "run"),
          .trigger = text_in(one, "trigger"),
          .status = text_in(one, "status"),
          .problem = text_in(one, "problem"),
          .started_ms = started ? started->ms : 0,
          .seconds = number_in(one, "seconds"),
          .sent = whole_in(one, "sent"),
          .changed = whole_in(one, "changed"),
          .failed = whole_in(one, "failed")};
}

Snapshot::PreviewRow read_preview(const json& one) {
  Snapshot::PreviewRow out{.task = text_in(one, "task"),
                           .key = text_in(one, "key"),
                           .would = text_in(one, "would"),
                           .lines = {},
                           .row = id_in(one, "row")};
  for (const json& problem : member(one, "problems"))
    out.lines.push_back(
        fmt::format("{}: {}", text_in(problem, "field"), text_in(problem, "cause")));
  for (const json& change : member(one, "differences"))
    out.lines.push_back(fmt::format("{}: {} → {}", text_in(change, "field"),
                                    text_in(change, "there"), text_in(change, "here")));
  return out;
}

Snapshot::Step read_step(const json& one) {
  Snapshot::Step out{.name = text_in(one, "step"),
                     .what = text_in(one, "what"),
                     .is_done = flag_in(one, "done"),
                     .details = {}};
  for (const auto& [name, value] : one.items())
    if (name != "step" && name != "what" && name != "done" && name != "problems")
      out.details.emplace_back(name, text_in(one, name.c_str()));
  for (const json& problem : member(one, "problems"))
    out.details.emplace_back(text_in(problem, "field"), text_in(problem, "cause"));
  return out;
}

}  // namespace

Status read_integration(const json& answer, Snapshot& out) {
  if (!answer.is_object()) return fail(Errc::unavailable, "The server's answer could not be read.");
  if (const std::string problem = text_in(answer, "problem"); !problem.empty())
    out.problem = problem;
  for (const json& one : member(answer, "templates"))
    out.templates.push_back({text_in(one, "template"), text_in(one, "label"),
                             text_in(one, "direction"), text_in(one, "state"),
                             whole_in(one, "waiting"), whole_in(one, "errors")});
  // A run that was begun is told twice: by itself and as the first of the history.
  if (answer.contains("runs")) out.runs.clear();
  for (const json& one : member(answer, "runs")) out.runs.push_back(read_run(one));
  for (const json& one : member(answer, "causes"))
    out.causes.push_back({text_in(one, "task"), text_in(one, "field"), text_in(one, "cause"),
                          whole_in(one, "rows")});
  for (const json& one : member(answer, "errors"))
    out.errors.push_back({text_in(one, "task"), text_in(one, "entity"), text_in(one, "field"),
                          text_in(one, "value"), text_in(one, "cause"), text_in(one, "state"),
                          id_in(one, "row")});
  out.more_errors += whole_in(answer, "more");
  out.may_run = out.may_run || flag_in(answer, "may_run");
  for (const json& one : member(answer, "checks"))
    out.findings.push_back({text_in(one, "severity") == "error", text_in(one, "topic"),
                            text_in(one, "where"), text_in(one, "message"),
                            text_in(one, "remedy")});
  for (const json& one : member(answer, "rows")) out.preview.push_back(read_preview(one));
  if (answer.contains("steps")) out.traced = text_in(answer, "description");
  for (const json& one : member(answer, "steps"))
    if (one.is_object()) out.steps.push_back(read_step(one));
  return {};
}

}  // namespace fieldbook::client
