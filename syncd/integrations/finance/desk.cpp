#include "syncd/integrations/finance/desk.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd::finance {
namespace {

constexpr std::string_view kTemplateStates[] = {"active", "off", "not available"};
constexpr std::string_view kWoulds[] = {"be made", "be changed", "stay as it is", "be refused"};

/// "The value '…' in field 'X' is not found": equal for all values, one for each field.
std::string without_values(std::string_view cause) {
  std::string out;
  for (std::size_t at = 0; at < cause.size();) {
    const auto open = cause.find("value '", at);
    const auto begin = open == std::string_view::npos ? open : open + 7;
    const auto close = begin == std::string_view::npos ? begin : cause.find('\'', begin);
    if (close == std::string_view::npos) return out.append(cause.substr(at));
    out.append(cause.substr(at, begin - at)).append("…");
    at = close;
  }
  return out;
}

}  // namespace

std::string_view to_string(TemplateState state) {
  return kTemplateStates[static_cast<std::size_t>(state)];
}
std::string_view to_string(Would would) { return kWoulds[static_cast<std::size_t>(would)]; }

std::vector<ErrorCause> count_causes(const std::vector<RowError>& errors) {
  std::vector<ErrorCause> out;
  for (const RowError& error : errors) {
    const std::string cause = without_values(error.problem.cause);
    const auto known = std::ranges::find_if(out, [&](const ErrorCause& one) {
      return one.task == error.task && one.field == error.problem.field && one.cause == cause;
    });
    if (known != out.end())
      ++known->rows;
    else
      out.push_back({error.task, error.problem.field, cause, 1});
  }
  return out;
}

LocalDesk::LocalDesk(DeskParts parts)
    : parts_(std::move(parts)),
      settings_(finance_settings(parts_.config)),
      templates_(Templates::embedded()),
      runner_({parts_.store, parts_.committer, parts_.writer, parts_.clock, *parts_.target,
               settings_, *templates_, Gates::embedded()}) {}

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

Result<std::vector<TemplateLine>> LocalDesk::list() {
  TRY(const auto rows, parts_.store.begin_read());
  TRY(const auto counts, rows->outbox_counts(kPeer));
  std::vector<TemplateLine> out;
  for (const Template& one : templates_->all()) {
    TemplateLine line{.order = one.order,
                      .name = one.name,
                      .label = one.label,
                      .direction = one.direction,
                      .unavailable = one.unavailable};
    if (!one.is_available())
      line.state = TemplateState::not_available;
    else if (settings_.templates_off.contains(one.name))
      line.state = TemplateState::off;
    for (const OutboxCount& count : counts) {
      if (templates_->template_of(count.task) != &one) continue;
      if (count.state == OutboxState::waiting || count.state == OutboxState::sending)
        line.waiting += count.items;
      if (count.state == OutboxState::failed || count.state == OutboxState::skipped)
        line.errors += count.items;
    }
    out.push_back(std::move(line));
  }
  return out;
}

Result<CheckAnswer> LocalDesk::check() {
  TRY(auto findings,
      check_integration({*templates_, Gates::embedded(), settings_, *parts_.target, parts_.store}));
  const bool is_ready = may_run(findings);
  return CheckAnswer{is_ready, std::move(findings)};
}

Status LocalDesk::begin(Trigger trigger, const std::set<std::string>& only) {
  TRY(const RunState state, runner_.state());
  if (state.is_running()) return trigger == Trigger::hand ? runner_.go_on() : Status();
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

Result<RunState> LocalDesk::run(const RunRequest& request) {
  CHECK(begin(Trigger::hand, request.templates));
  for (;;) {
    TRY(const Progress progress, runner_.step());
    if (!progress.is_running || progress.not_before) return runner_.state();
  }
}

Status LocalDesk::preview_task(const Task& task, std::size_t limit, std::vector<PreviewRow>& out) {
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
  for (std::size_t from = 0; from < mapped.size(); from += kBatchRowsMax) {
    const std::size_t count = std::min(kBatchRowsMax, mapped.size() - from);
    std::vector<PeerKey> keys;
    for (std::size_t i = from; i < from + count; ++i) keys.push_back(mapped[i].key);
    const auto there =
        parts_.target->fetch(settings_.entity_set(task.target), settings_.legal_entity, keys, {});
    if (!there) return fail(Errc::unavailable, there.error().message);
    for (std::size_t i = from; i < from + count; ++i) {
      PreviewRow line{.task = task.name, .row = items[i].row.id};
      for (const PeerKeyPart& part : mapped[i].key)
        line.key += (line.key.empty() ? "" : ", ") + shown(part.value);
      const auto& theirs = (*there)[i - from];
      if (!mapped[i].problems.empty()) {
        line.would = Would::be_refused;
        line.problems = std::move(mapped[i].problems);
      } else if (!theirs || theirs->is_null()) {
        line.values = std::move(mapped[i].values);
      } else {
        line.differences = differences(*theirs, mapped[i].values);
        line.would = line.differences.empty() ? Would::stay_as_it_is : Would::be_changed;
      }
      out.push_back(std::move(line));
    }
  }
  return {};
}

Result<std::vector<PreviewRow>> LocalDesk::preview(const PreviewRequest& request) {
  for (bool more = true; more;) {
    TRY(more, runner_.feed());
  }
  std::vector<PreviewRow> out;
  for (const Template& one : templates_->all()) {
    if (one.direction != Direction::to_finance ||
        (!request.templates.empty() && !request.templates.contains(one.name)))
      continue;
    for (const Task& task : one.tasks)
      if (is_active(one, task, settings_))
        CHECK(preview_task(task, std::min(request.rows, kPreviewRowsMax), out));
  }
  return out;
}

Result<std::vector<RunState>> LocalDesk::history(std::size_t runs) {
  TRY(const RunState current, runner_.state());
  TRY(const auto rows, parts_.store.begin_read());
  TRY(const auto ended,
      rows->outbox_runs(kPeer, current.number + 1, std::min(runs, kHistoryRunsMax)));
  std::vector<RunState> out;
  if (current.is_running()) out.push_back(current);
  for (const OutboxRun& kept : ended) {
    if (out.size() == runs) break;
    TRY(RunState run, run_from_json(kept.body));
    out.push_back(std::move(run));
  }
  return out;
}

Result<ErrorsAnswer> LocalDesk::errors(const std::string& only) {
  TRY(const auto rows, parts_.store.begin_read());
  ErrorsAnswer out;
  for (const Template& one : templates_->all())
    for (const Task& task : one.tasks) {
      if (!only.empty() && only != task.name && only != one.name) continue;
      for (const OutboxState state : {OutboxState::failed, OutboxState::skipped}) {
        TRY(const auto items, rows->outbox_items(kPeer, task.name, state, 0, kErrorsMax));
        for (const OutboxItem& item : items) {
          const schema::Entity* entity = parts_.store.catalogue().find_number(item.row.entity);
          for (RowProblem& problem : problems_from(item.detail))
            out.errors.push_back({task.name, entity == nullptr ? "" : entity->name, item.row.id,
                                  std::move(problem), item.state, item.tries, item.since});
        }
      }
    }
  out.causes = count_causes(out.errors);
  return out;
}

Result<std::size_t> LocalDesk::retry(const std::string& only) {
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
  return count;
}

Result<Trace> LocalDesk::trace(const Uuid& id) {
  return trace_actual(parts_.store, *parts_.target, settings_, id);
}

}  // namespace fieldbook::syncd::finance
