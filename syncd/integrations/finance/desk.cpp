#include "syncd/integrations/finance/desk.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd::finance {
namespace {

constexpr std::size_t kPreviewRows = 20, kPreviewRowsMax = 1'000;
constexpr std::size_t kErrorsMax = 10'000;
constexpr std::size_t kHistoryRuns = 20, kHistoryRunsMax = 1'000;

std::size_t number_argument(const Json& arguments, const char* name, std::size_t otherwise,
                            std::size_t most) {
  const auto found = arguments.find(name);
  if (found == arguments.end()) return otherwise;
  if (found->is_number_unsigned()) return std::min(found->get<std::size_t>(), most);
  if (!found->is_string()) return otherwise;
  const Json read = Json::parse(found->get_ref<const std::string&>(), nullptr, false);
  return read.is_number_unsigned() ? std::min(read.get<std::size_t>(), most) : otherwise;
}

std::string text_argument(const Json& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Ids and names of an item as lists show them.
OrderedJson print_item(const OutboxItem& item, const schema::Catalogue& catalogue) {
  const schema::Entity* entity = catalogue.find_number(item.row.entity);
  OrderedJson out = {{"task", item.task},
                     {"entity", entity == nullptr ? "" : entity->name},
                     {"row", to_string(item.row.id)},
                     {"field", ""},
                     {"value", ""},
                     {"cause", ""},
                     {"state", to_string(item.state)},
                     {"tries", item.tries},
                     {"since", format_instant(item.since)}};
  return out;
}

}  // namespace

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

OrderedJson print_findings(const std::vector<CheckFinding>& findings) {
  OrderedJson out = OrderedJson::array();
  for (const CheckFinding& one : findings)
    out.push_back({{"severity", one.severity == Severity::error ? "error" : "advice"},
                   {"topic", one.topic},
                   {"where", one.where},
                   {"message", one.message},
                   {"remedy", one.remedy}});
  return out;
}

OrderedJson print_run(const RunState& run, Instant now) {
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

LocalDesk::LocalDesk(DeskParts parts)
    : parts_(std::move(parts)),
      settings_(finance_settings(parts_.config)),
      templates_(Templates::embedded()),
      runner_({parts_.store, parts_.committer, parts_.writer, parts_.clock, *parts_.target,
               settings_, *templates_, Gates::embedded()}) {}

Result<OrderedJson> LocalDesk::ask(std::string_view what, const Json& arguments) {
  if (what == "list") return list();
  if (what == "check") return check();
  if (what == "run") return run(arguments);
  if (what == "preview") return preview(arguments);
  if (what == "history") return history(arguments);
  if (what == "errors") return errors(arguments);
  if (what == "retry") return retry(arguments);
  if (what == "trace") return trace(arguments);
  return fail(Errc::not_found, fmt::format("the integration knows no {}", what));
}

Result<Standing> LocalDesk::standing() {
  Standing out;
  TRY(out.run, runner_.state());
  TRY(const auto rows, parts_.store.begin_read());
  TRY(out.counts, rows->outbox_counts(kPeer));
  TRY(const auto runs, rows->outbox_runs(kPeer, out.run.number + 1, kHistoryRuns));
  for (const OutboxRun& kept : runs) {
    const auto run = run_from_json(kept.body);
    if (!run || run->status == RunStatus::error || run->is_running()) continue;
    out.last_good = run->ended;
    break;
  }
  out.use = parts_.target->use();
  return out;
}

Result<OrderedJson> LocalDesk::list() {
  TRY(const auto rows, parts_.store.begin_read());
  TRY(const auto counts, rows->outbox_counts(kPeer));
  OrderedJson out;
  out["templates"] = OrderedJson::array();
  for (const Template& one : templates_->all()) {
    std::string state = "active";
    if (!one.is_available())
      state = "not available";
    else if (settings_.templates_off.contains(one.name))
      state = "off";
    OrderedJson line = {{"order", one.order},
                        {"template", one.name},
                        {"direction", to_string(one.direction)},
                        {"state", state}};
    std::uint64_t waiting = 0, failed = 0;
    for (const OutboxCount& count : counts) {
      if (templates_->template_of(count.task) != &one) continue;
      if (count.state == OutboxState::waiting || count.state == OutboxState::sending)
        waiting += count.items;
      if (count.state == OutboxState::failed || count.state == OutboxState::skipped)
        failed += count.items;
    }
    line["waiting"] = waiting;
    line["errors"] = failed;
    line["label"] = one.is_available() ? one.label : one.label + ": " + one.unavailable;
    out["templates"].push_back(std::move(line));
  }
  return out;
}

Result<OrderedJson> LocalDesk::check() {
  TRY(const auto findings,
      check_integration({*templates_, Gates::embedded(), settings_, *parts_.target, parts_.store}));
  OrderedJson out;
  out["may_run"] = may_run(findings);
  out["checks"] = print_findings(findings);
  return out;
}

Status LocalDesk::begin(Trigger trigger, const std::set<std::string>& only) {
  TRY(const RunState state, runner_.state());
  if (state.is_running()) return {};  // it goes on
  TRY(const auto findings,
      check_integration({*templates_, Gates::embedded(), settings_, *parts_.target, parts_.store}));
  if (may_run(findings)) return runner_.begin(trigger, only);
  std::string text = "nothing runs until these are met:";
  for (const CheckFinding& one : findings)
    if (one.severity == Severity::error)
      text += fmt::format("\n  {}{}{}: {}; {}", one.topic, one.where.empty() ? "" : ", ", one.where,
                          one.message, one.remedy);
  return fail(Errc::conflict, std::move(text));
}

Result<OrderedJson> LocalDesk::run_answer() {
  TRY(const RunState state, runner_.state());
  OrderedJson out = print_run(state, parts_.clock.now());
  out["findings"] = OrderedJson::array();
  if (state.failures() > 0)
    out["findings"].push_back(
        fmt::format("{} rows were refused; see integration errors", state.failures()));
  if (state.status == RunStatus::error) out["findings"].push_back(state.problem);
  return out;
}

Result<OrderedJson> LocalDesk::run(const Json& arguments) {
  CHECK(begin(Trigger::hand, names_argument(arguments, "template")));
  for (;;) {
    TRY(const Progress progress, runner_.step());
    if (!progress.is_running || progress.not_before) return run_answer();
  }
}

Status LocalDesk::preview_task(const Task& task, std::size_t limit, OrderedJson& out) {
  const Mapper mapper(task, settings_, Gates::embedded(), parts_.store.catalogue());
  std::vector<MappedRow> mapped;
  std::vector<OutboxItem> items;
  {
    TRY(const auto rows, parts_.store.begin_read());
    TRY(const auto waiting, runner_.outbox().waiting(*rows, task.name, kPreviewRowsMax));
    for (const OutboxItem& item : waiting) {
      if (mapped.size() >= limit) break;
      TRY(const auto row, rows->get(item.row));
      if (!row) continue;
      TRY(const bool concerns, mapper.concerns(*rows, *row));
      if (!concerns) continue;
      TRY(auto one, mapper.map(*rows, *row));
      if (one.problems.empty() && one.hash == item.sent) continue;
      mapped.push_back(std::move(one));
      items.push_back(item);
    }
  }
  const auto line = [&](std::size_t i, std::string_view what) {
    std::string key;
    for (const PeerKeyPart& part : mapped[i].key)
      key += (key.empty() ? "" : ", ") + shown(part.value);
    return OrderedJson{
        {"task", task.name}, {"row", to_string(items[i].row.id)}, {"key", key}, {"would", what}};
  };
  for (std::size_t from = 0; from < mapped.size(); from += kBatchRowsMax) {
    const std::size_t count = std::min(kBatchRowsMax, mapped.size() - from);
    std::vector<PeerKey> keys;
    for (std::size_t i = from; i < from + count; ++i) keys.push_back(mapped[i].key);
    const auto there =
        parts_.target->fetch(settings_.entity_set(task.target), settings_.legal_entity, keys, {});
    if (!there) return fail(Errc::unavailable, there.error().message);
    for (std::size_t i = from; i < from + count; ++i) {
      if (!mapped[i].problems.empty()) {
        OrderedJson refused = line(i, "be refused");
        refused["problems"] = OrderedJson::array();
        for (const RowProblem& problem : mapped[i].problems)
          refused["problems"].push_back(
              {{"field", problem.field}, {"value", problem.value}, {"cause", problem.cause}});
        out.push_back(std::move(refused));
        continue;
      }
      const auto& theirs = (*there)[i - from];
      const Json peer_row = theirs ? *theirs : Json();
      if (peer_row.is_null()) {
        OrderedJson made = line(i, "be made");
        made["values"] = mapped[i].values;
        out.push_back(std::move(made));
        continue;
      }
      const auto differing = differences(peer_row, mapped[i].values);
      OrderedJson changed = line(i, differing.empty() ? "stay as it is" : "be changed");
      changed["differences"] = OrderedJson::array();
      for (const Difference& one : differing)
        changed["differences"].push_back(
            {{"field", one.field}, {"there", one.theirs}, {"here", one.ours}});
      out.push_back(std::move(changed));
    }
  }
  return {};
}

Result<OrderedJson> LocalDesk::preview(const Json& arguments) {
  const auto only = names_argument(arguments, "template");
  const std::size_t limit = number_argument(arguments, "rows", kPreviewRows, kPreviewRowsMax);
  for (bool more = true; more;) {
    TRY(more, runner_.feed());
  }
  OrderedJson out;
  out["rows"] = OrderedJson::array();
  for (const Template& one : templates_->all()) {
    if (one.direction != Direction::to_finance || (!only.empty() && !only.contains(one.name)))
      continue;
    for (const Task& task : one.tasks)
      if (is_active(one, task, settings_)) CHECK(preview_task(task, limit, out["rows"]));
  }
  return out;
}

Result<OrderedJson> LocalDesk::history(const Json& arguments) {
  TRY(const RunState current, runner_.state());
  TRY(const auto rows, parts_.store.begin_read());
  TRY(const auto runs,
      rows->outbox_runs(kPeer, current.number + 1,
                        number_argument(arguments, "runs", kHistoryRuns, kHistoryRunsMax)));
  OrderedJson out;
  out["runs"] = OrderedJson::array();
  const auto add = [&](const RunState& run) {
    OrderedJson line = print_run(run, parts_.clock.now());
    std::uint64_t sent = 0, changed = 0;
    for (const auto& [task, counts] : run.counts) sent += counts.sent, changed += counts.changed;
    line["sent"] = sent;
    line["changed"] = changed;
    line["failed"] = run.failures();
    out["runs"].push_back(std::move(line));
  };
  if (current.is_running()) add(current);
  for (const OutboxRun& kept : runs) {
    TRY(const RunState run, run_from_json(kept.body));
    add(run);
  }
  return out;
}

Result<OrderedJson> LocalDesk::errors(const Json& arguments) {
  const std::string only = text_argument(arguments, "task");
  TRY(const auto rows, parts_.store.begin_read());
  OrderedJson out;
  out["errors"] = OrderedJson::array();
  for (const Template& one : templates_->all())
    for (const Task& task : one.tasks) {
      if (!only.empty() && only != task.name && only != one.name) continue;
      for (const OutboxState state : {OutboxState::failed, OutboxState::skipped}) {
        TRY(const auto items, rows->outbox_items(kPeer, task.name, state, 0, kErrorsMax));
        for (const OutboxItem& item : items) {
          const OrderedJson detail = OrderedJson::parse(item.detail, nullptr, false);
          if (!detail.is_object()) continue;
          for (const auto& problem : detail.value("problems", OrderedJson::array())) {
            OrderedJson line = print_item(item, parts_.store.catalogue());
            for (const char* part : {"field", "value", "cause"})
              line[part] = problem.value(part, "");
            out["errors"].push_back(std::move(line));
          }
        }
      }
    }
  return out;
}

Result<OrderedJson> LocalDesk::retry(const Json& arguments) {
  const std::string only = text_argument(arguments, "task");
  if (!only.empty() && templates_->find_task(only) == nullptr)
    return fail(Errc::not_found, fmt::format("there is no task {}", only));
  std::size_t count = 0;
  for (const Template& one : templates_->all())
    for (const Task& task : one.tasks) {
      if (!only.empty() && only != task.name) continue;
      for (const OutboxState state : {OutboxState::failed, OutboxState::skipped})
        for (bool more = true; more;) {
          CHECK(parts_.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
            if (one.direction == Direction::to_finance) {
              TRY(const std::size_t done,
                  runner_.outbox().retry(transaction, task.name, state, true, parts_.clock.now(),
                                         kFeedEntries));
              count += done;
              more = done == kFeedEntries;
              return AfterCommit{};
            }
            // Rows of the peer are read again from the beginning; equal ones change nothing.
            TRY(const auto items,
                transaction.outbox_items(kPeer, task.name, state, 0, kFeedEntries));
            for (const OutboxItem& item : items)
              CHECK(transaction.remove_outbox_item(kPeer, task.name, item.row));
            if (!items.empty()) CHECK(transaction.remove_setting(watermark_setting(task)));
            count += items.size();
            more = items.size() == kFeedEntries;
            return AfterCommit{};
          }));
        }
    }
  OrderedJson out;
  out["waiting_again"] = count;
  return out;
}

Result<OrderedJson> LocalDesk::trace(const Json& arguments) {
  TRY(const Uuid id, parse_uuid(text_argument(arguments, "id")));
  return trace_actual(parts_.store, *parts_.target, settings_, id);
}

}  // namespace fieldbook::syncd::finance
