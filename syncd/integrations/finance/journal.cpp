// The integration journal (DOMAIN.md 7.10): what was sent is imported from the staging table into
// journals, each journal is posted, and lines that do not post become row errors of their actual.
// Both actions may be called again: an import takes only what came since, a posted journal stays
// as it is. So an answer that never came costs nothing.

#include <algorithm>
#include <fmt/format.h>

#include "syncd/integrations/finance/runner.hpp"

namespace fieldbook::syncd::finance {
namespace {

constexpr std::string_view kActualsTask = "actuals";
constexpr std::size_t kJournalsPerRun = 1'000;

std::string text_of(const Json& row, const char* column) {
  const auto found = row.find(column);
  return found != row.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_open(const Json& journal) {
  const std::string status = text_of(journal, "STATUS");
  return status == "Draft" || status == "Error";
}

}  // namespace

/// One call a step: the import, then journal by journal in the order of their numbers.
Status Runner::post_journals() {
  const FinanceSettings& settings = parts_.settings;
  const std::string set = settings.entity_set(std::string(kJournalsSet));
  if (!run_->step_begun) {
    const auto imported =
        parts_.target.call({.entity_set = set,
                            .name = std::string(kImportAction),
                            .legal_entity = settings.legal_entity,
                            .parameters = {{"PERIODUNIT", settings.period_unit}}});
    if (!imported) return failed(imported.error());
    worked();
    run_->step_begun = true;
    return keep();
  }
  // The first open journal beyond the last one that was posted in this run. Bad lines move to
  // journals of later numbers, which are looked at in the next run.
  PeerQuery query{.entity_set = set,
                  .legal_entity = settings.legal_entity,
                  .select = {"JOURNALID", "STATUS"},
                  .filter = {{"STATUS", Comparison::not_equal, "Posted", ValueKind::text}},
                  .order = {"JOURNALID"}};
  const auto& done = run_->position;
  if (!done.empty())
    query.filter.push_back({"JOURNALID", Comparison::greater, done, ValueKind::text});
  std::string next;
  const auto read = parts_.target.read(query, [&](std::span<const Json> rows) {
    for (const Json& row : rows)
      if (next.empty() && is_open(row)) next = text_of(row, "JOURNALID");
    return next.empty();
  });
  if (!read) return failed(read.error());
  TaskCounts& counts = run_->counts[std::string(kJournalTask)];
  if (next.empty() || counts.received >= kJournalsPerRun) return note_journal_errors();
  const auto posted = parts_.target.call({.entity_set = set,
                                          .name = std::string(kPostAction),
                                          .legal_entity = settings.legal_entity,
                                          .parameters = {{"JOURNALID", next}}});
  if (!posted && posted.error().kind != PeerFailure::row) return failed(posted.error());
  if (posted && posted->is_object()) {
    counts.sent += posted->value("POSTED", std::uint64_t{0});
    counts.failed += posted->value("FAILED", std::uint64_t{0});
  }
  ++counts.received;
  run_->position = next;
  worked();
  return keep();
}

/// Lines that did not post, as errors of the actuals that they came from.
Status Runner::note_journal_errors() {
  const FinanceSettings& settings = parts_.settings;
  const schema::Entity& actual = parts_.store.catalogue().entity("msdyn_actual");
  PeerQuery query{.entity_set = settings.entity_set(std::string(kJournalLinesSet)),
                  .legal_entity = settings.legal_entity,
                  .select = {"ACTUALID", "STATUS", "ERRORMESSAGE"},
                  .filter = {{"STATUS", Comparison::equal, "Error", ValueKind::text}},
                  .order = {"JOURNALID", "LINENUMBER"}};
  Status stored;
  const auto read = parts_.target.read(query, [&](std::span<const Json> rows) {
    const Instant now = parts_.clock.now();
    stored = write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      for (const Json& row : rows) {
        const auto id = parse_uuid(text_of(row, "ACTUALID"));
        if (!id) continue;
        TRY(auto item, transaction.outbox_item(kPeer, kActualsTask, {actual.number, *id}));
        if (!item || item->state == OutboxState::waiting) continue;
        const RowProblem problem{"", "", text_of(row, "ERRORMESSAGE")};
        const Settled how = refused(*item, detail_of({&problem, 1}, kJournalTask));
        item->intended = item->sent;
        CHECK(outbox_.settle(transaction, *item, how, now));
      }
      return AfterCommit{};
    });
    return stored.has_value();
  });
  CHECK(std::move(stored));
  CHECK(load());
  if (!read) return failed(read.error());
  return next_step();
}

}  // namespace fieldbook::syncd::finance
