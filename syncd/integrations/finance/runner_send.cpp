// A task of the runner that sends rows of ours.

#include <algorithm>
#include <fmt/format.h>

#include "syncd/integrations/finance/runner.hpp"

namespace fieldbook::syncd::finance {
namespace {

/// Rows that are asked for again and again within a batch: contracts, projects, currencies.
class BatchReader final : public schema::RowReader {
 public:
  explicit BatchReader(schema::RowReader& rows) : rows_(rows) {}
  [[nodiscard]] const schema::Catalogue& catalogue() const override { return rows_.catalogue(); }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override {
    const auto known = got_.find(key);
    if (known != got_.end()) return known->second;
    TRY(auto row, rows_.get(key));
    return got_.emplace(key, std::move(row)).first->second;
  }
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override {
    return rows_.find(column, value);
  }

 private:
  schema::RowReader& rows_;
  std::map<schema::RowKey, std::optional<schema::Row>> got_;
};

std::string cut_short(std::string_view text) { return std::string(text.substr(0, 1000)); }

RowProblem problem_of(const PeerError& error, const Json& values) {
  const auto sent = values.find(error.field);
  return {error.field, sent == values.end() ? "" : shown(*sent),
          cut_short(error.code.empty() ? error.message : error.code + ": " + error.message)};
}

/// Moves parents before their children, as far as both are among the rows.
template <class Entry>
void put_parents_first(std::vector<Entry>& entries) {
  std::set<Uuid> left;
  for (const Entry& entry : entries) left.insert(entry.item.row.id);
  std::vector<Entry> out;
  while (!entries.empty()) {
    const std::size_t before = entries.size();
    std::vector<Entry> later;
    for (Entry& entry : entries) {
      if (entry.parent && left.contains(*entry.parent) && *entry.parent != entry.item.row.id) {
        later.push_back(std::move(entry));
        continue;
      }
      left.erase(entry.item.row.id);
      out.push_back(std::move(entry));
    }
    entries = std::move(later);
    if (entries.size() == before) break;  // a circle: the peer will say so
  }
  for (Entry& entry : entries) out.push_back(std::move(entry));
  entries = std::move(out);
}

}  // namespace

/// Waiting items, sorted by what becomes of them.
struct Runner::Batch {
  struct Entry {
    OutboxItem item;
    MappedRow row;
    std::optional<Uuid> parent;
    bool was_there = false;
  };
  std::vector<Entry> to_send;
  std::vector<OutboxItem> gone;       ///< forgotten
  std::vector<OutboxItem> unchanged;  ///< the peer has them as they are
  std::vector<std::pair<OutboxItem, std::string>> refused;
};

Settled Runner::refused(const OutboxItem& item, std::string detail) const {
  const bool again = parts_.settings.retries_rows && item.tries + 1 < parts_.settings.row_tries;
  return {again ? OutboxState::failed : OutboxState::skipped, std::move(detail)};
}

Result<const Mapper*> Runner::mapper_of(const Task& task, std::optional<PeerError>& error) {
  const auto known = mappers_.find(task.name);
  if (known != mappers_.end()) return &known->second;
  Mapper mapper(task, parts_.settings, parts_.gates, parts_.store.catalogue());
  auto described = parts_.target.describe(parts_.settings.entity_set(task.target));
  if (!described) {
    error = std::move(described).error();
    return nullptr;
  }
  if (*described) mapper.take_lengths(**described);
  return &mappers_.emplace(task.name, std::move(mapper)).first->second;
}

Status Runner::begin_sending(const Task& task) {
  const bool retries = parts_.settings.retries_rows;
  CHECK(write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    if (retries && !run_->step_begun) {
      // Those that were refused in earlier runs, in parts; what is refused again stays `failed`.
      TRY(const std::size_t count, outbox_.retry(transaction, task.name, OutboxState::failed, false,
                                                 parts_.clock.now(), kFeedEntries));
      if (count == kFeedEntries) return AfterCommit{};
    }
    run_->step_begun = true;
    CHECK(store_run(transaction, *run_));
    return AfterCommit{};
  }));
  return {};
}

Status Runner::send(const Task& task) {
  TRY(const bool more_log, feed());
  if (more_log) return {};
  CHECK(load());
  if (!run_->step_begun) return begin_sending(task);
  std::optional<PeerError> error;
  TRY(const Mapper* mapper, mapper_of(task, error));
  if (mapper == nullptr) return failed(*error);
  TRY(const bool had_doubt, settle_doubt(task, *mapper));
  if (had_doubt || !run_->is_running()) return {};
  std::vector<OutboxItem> items;
  {
    TRY(const auto transaction, parts_.store.begin_read());
    TRY(items, outbox_.waiting(*transaction, task.name, kBatchRowsMax));
  }
  if (items.empty()) {
    const TaskCounts& counts = run_->counts[task.name];
    // A child may have gone before a parent of a later batch: once more, where that can help.
    if (task.parent.empty() || run_->pass > 0 || counts.failed == 0 || counts.sent == 0)
      return next_step();
    return write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      TRY(const std::size_t again, outbox_.retry(transaction, task.name, OutboxState::failed, false,
                                                 parts_.clock.now(), kFeedEntries));
      ++run_->pass;
      run_->counts[task.name].failed -= std::min<std::uint64_t>(again, counts.failed);
      CHECK(store_run(transaction, *run_));
      return AfterCommit{};
    });
  }
  TRY(Batch batch, next_batch(task, *mapper, std::move(items)));
  return send_batch(task, batch);
}

Result<Runner::Batch> Runner::next_batch(const Task& task, const Mapper& mapper,
                                         std::vector<OutboxItem> items) {
  Batch out;
  TRY(const auto transaction, parts_.store.begin_read());
  BatchReader rows(*transaction);
  const schema::Column* parent = mapper.entity().find(task.parent);
  for (OutboxItem& item : items) {
    TRY(const auto row, transaction->get(item.row));
    bool concerns = false;
    if (row) {
      TRY(concerns, mapper.concerns(rows, *row));
    }
    if (!concerns) {
      out.gone.push_back(std::move(item));
      continue;
    }
    TRY(MappedRow mapped, mapper.map(rows, *row));
    if (!mapped.problems.empty()) {
      std::string detail = detail_of(mapped.problems, "row");
      out.refused.emplace_back(std::move(item), std::move(detail));
      continue;
    }
    item.intended = mapped.hash;
    if (item.sent == mapped.hash) {
      out.unchanged.push_back(std::move(item));
      continue;
    }
    std::optional<Uuid> above;
    if (parent != nullptr) above = row->lookup({mapper.entity().number, parent->ordinal});
    out.to_send.push_back({std::move(item), std::move(mapped), above});
  }
  if (parent != nullptr) put_parents_first(out.to_send);
  return out;
}

Status Runner::send_batch(const Task& task, Batch& batch) {
  const Instant now = parts_.clock.now();
  CHECK(write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TaskCounts& counts = run_->counts[task.name];
    for (const OutboxItem& item : batch.gone) CHECK(outbox_.forget(transaction, item));
    for (const OutboxItem& item : batch.unchanged)
      CHECK(outbox_.settle(transaction, item, {}, now));
    for (const auto& [item, detail] : batch.refused)
      CHECK(outbox_.settle(transaction, item, refused(item, detail), now));
    std::vector<OutboxItem> marked;
    for (const Batch::Entry& entry : batch.to_send) marked.push_back(entry.item);
    CHECK(outbox_.mark_sending(transaction, marked, now));
    std::set<Uuid> still;
    for (const OutboxItem& item : marked) still.insert(item.row.id);
    std::erase_if(batch.to_send,
                  [&](const Batch::Entry& entry) { return !still.contains(entry.item.row.id); });
    for (Batch::Entry& entry : batch.to_send) entry.item.state = OutboxState::sending;
    counts.left_out += batch.gone.size();
    counts.unchanged += batch.unchanged.size();
    counts.failed += batch.refused.size();
    CHECK(store_run(transaction, *run_));
    return AfterCommit{};
  }));
  if (batch.to_send.empty()) return {};
  std::vector<RowWrite> writes;
  for (const Batch::Entry& entry : batch.to_send)
    writes.push_back({task.write, entry.row.key, entry.row.values, {}});
  auto answered = parts_.target.write(parts_.settings.entity_set(task.target),
                                      parts_.settings.legal_entity, writes);
  std::vector<RowAnswer> answers;
  if (answered)
    answers = *std::move(answered);
  else
    answers.assign(writes.size(), std::unexpected(answered.error()));
  if (answers.size() != writes.size())
    return failed({.kind = PeerFailure::stop,
                   .message = "the peer answered another number of rows than were sent"});
  return take_answers(task, batch, answers);
}

/// A row that is taken may be our own, of an answer that never came: looks what is there.
PeerResult<void> Runner::explain_conflicts(const Task& task, Batch& batch,
                                           std::vector<RowAnswer>& answers) {
  std::vector<PeerKey> keys;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] || answers[i].error().kind != PeerFailure::row ||
        answers[i].error().status != 409)
      continue;
    keys.push_back(batch.to_send[i].row.key);
    positions.push_back(i);
  }
  if (keys.empty()) return {};
  auto fetched = parts_.target.fetch(parts_.settings.entity_set(task.target),
                                     parts_.settings.legal_entity, keys, {});
  if (!fetched) return std::unexpected(std::move(fetched).error());
  for (std::size_t i = 0; i < positions.size() && i < fetched->size(); ++i) {
    const auto& there = (*fetched)[i];
    RowAnswer& answer = answers[positions[i]];
    if (!there || there->is_null()) continue;
    const auto differing = differences(*there, batch.to_send[positions[i]].row.values);
    if (differing.empty()) {
      answer = RowWritten{false, *there};
      batch.to_send[positions[i]].was_there = true;
      continue;
    }
    answer.error().field = differing.front().field;
    answer.error().message = fmt::format(
        "it is there already with another value ({} instead of {}): correct it by a reversal",
        shown(differing.front().theirs), shown(differing.front().ours));
  }
  return {};
}

Status Runner::take_answers(const Task& task, Batch& batch, std::vector<RowAnswer>& answers) {
  const auto explained = explain_conflicts(task, batch, answers);
  const Instant now = parts_.clock.now();
  // What stops the run or lets it wait; rows in doubt stay `sending`.
  std::optional<PeerError> stopping;
  if (!explained) stopping = explained.error();
  CHECK(write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TaskCounts& counts = run_->counts[task.name];
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const OutboxItem& item = batch.to_send[i].item;
      if (answers[i]) {
        CHECK(outbox_.settle(transaction, item, {}, now));
        ++(batch.to_send[i].was_there ? counts.unchanged : counts.sent);
        continue;
      }
      const PeerError& error = answers[i].error();
      if (error.kind == PeerFailure::row) {
        if (!explained && error.status == 409) continue;  // looked at again as one in doubt
        const RowProblem problem = problem_of(error, batch.to_send[i].row.values);
        CHECK(outbox_.settle(transaction, item,
                             refused(item, detail_of({&problem, 1}, to_string(error.kind))), now));
        ++counts.failed;
        continue;
      }
      if (!stopping || error.kind == PeerFailure::stop) stopping = error;
      if (!error.in_doubt)
        CHECK(outbox_.settle(transaction, item, {OutboxState::waiting, {}}, now));
    }
    if (!stopping) worked();
    CHECK(store_run(transaction, *run_));
    return AfterCommit{};
  }));
  return stopping ? failed(*stopping) : Status();
}

/// Rows that may be with the peer are read back before anything else is sent.
Result<bool> Runner::settle_doubt(const Task& task, const Mapper& mapper) {
  std::vector<OutboxItem> items;
  std::vector<MappedRow> mapped;
  {
    TRY(const auto transaction, parts_.store.begin_read());
    TRY(items, outbox_.in_doubt(*transaction, task.name, kBatchRowsMax));
    if (items.empty()) return false;
    BatchReader rows(*transaction);
    for (const OutboxItem& item : items) {
      TRY(const auto row, transaction->get(item.row));
      MappedRow one;
      if (row) {
        TRY(one, mapper.map(rows, *row));
      }
      mapped.push_back(std::move(one));
    }
  }
  std::vector<PeerKey> keys;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (mapped[i].key.empty()) continue;
    keys.push_back(mapped[i].key);
    positions.push_back(i);
  }
  std::vector<Json> there(items.size());
  if (!keys.empty()) {
    auto fetched = parts_.target.fetch(parts_.settings.entity_set(task.target),
                                       parts_.settings.legal_entity, keys, {});
    if (!fetched) {
      CHECK(failed(fetched.error()));
      return true;
    }
    for (std::size_t i = 0; i < positions.size() && i < fetched->size(); ++i) {
      const auto& one = (*fetched)[i];
      if (!one && one.error().kind != PeerFailure::row) {
        CHECK(failed(one.error()));
        return true;
      }
      if (one) there[positions[i]] = *one;
    }
  }
  const Instant now = parts_.clock.now();
  CHECK(write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool arrived = !there[i].is_null() && !mapped[i].values.empty() &&
                           has_values(there[i], mapped[i].values);
      OutboxItem item = items[i];
      if (arrived) {
        item.intended = mapped[i].hash;
        ++run_->counts[task.name].sent;
      }
      CHECK(outbox_.settle(transaction, item,
                           {arrived ? OutboxState::sent : OutboxState::waiting, {}}, now));
    }
    worked();
    CHECK(store_run(transaction, *run_));
    return AfterCommit{};
  }));
  return true;
}

}  // namespace fieldbook::syncd::finance
