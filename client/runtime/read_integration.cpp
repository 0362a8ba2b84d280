#include "client/runtime/read_integration.hpp"

#include <fmt/format.h>

#include "shared/base/time.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;
using Snapshot = IntegrationSnapshot;

/// The member of that name; null where there is none.
const json& member(const json& object, const char* name) {
  static const json kNull;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : kNull;
}

/// A text as it is, anything else as JSON; empty for null.
std::string text_in(const json& object, const char* name) {
  const json& value = member(object, name);
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::int64_t number_in(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

bool flag_in(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

Uuid id_in(const json& object, const char* name) {
  return parse_uuid(text_in(object, name)).value_or(Uuid{});
}

Snapshot::Run read_run(const json& one) {
  const json& seconds = member(one, "seconds");
  const auto started = parse_instant(text_in(one, "started"));
  return {.number = number_in(one, "run"),
          .trigger = text_in(one, "trigger"),
          .status = text_in(one, "status"),
          .problem = text_in(one, "problem"),
          .started_ms = started ? started->ms : 0,
          .seconds = seconds.is_number() ? seconds.get<double>() : 0,
          .sent = number_in(one, "sent"),
          .changed = number_in(one, "changed"),
          .failed = number_in(one, "failed")};
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
                             number_in(one, "waiting"), number_in(one, "errors")});
  // A run that was begun is told twice: by itself and as the first of the history.
  if (answer.contains("runs")) out.runs.clear();
  for (const json& one : member(answer, "runs")) out.runs.push_back(read_run(one));
  for (const json& one : member(answer, "causes"))
    out.causes.push_back({text_in(one, "task"), text_in(one, "field"), text_in(one, "cause"),
                          number_in(one, "rows")});
  for (const json& one : member(answer, "errors"))
    out.errors.push_back({text_in(one, "task"), text_in(one, "entity"), text_in(one, "field"),
                          text_in(one, "value"), text_in(one, "cause"), text_in(one, "state"),
                          id_in(one, "row")});
  out.more_errors += number_in(answer, "more");
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
