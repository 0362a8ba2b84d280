// A task of the runner that takes rows of the other side.

#include <algorithm>
#include <fmt/format.h>

#include "syncd/integrations/finance/runner.hpp"

namespace fieldbook::syncd::finance {
namespace {

/// Finds rows by a natural key by reading their entity once a page that needs it: projects,
/// contracts and currencies are few beside actuals.
class StoreKeys final : public NaturalKeys {
 public:
  explicit StoreKeys(ReadTransaction& rows) : rows_(rows) {}
  [[nodiscard]] Result<std::optional<Uuid>> find(schema::ColumnHandle column,
                                                 const std::string& text) override {
    auto known = known_.find(column);
    if (known == known_.end()) {
      TRY(auto read, read_all(column));
      known = known_.emplace(column, std::move(read)).first;
    }
    const auto found = known->second.find(text);
    return found == known->second.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  [[nodiscard]] Result<std::map<std::string, Uuid>> read_all(schema::ColumnHandle column) {
    std::map<std::string, Uuid> out;
    const schema::Entity* entity = rows_.catalogue().find_number(column.entity_number);
    for (RowNumber after = 0;;) {
      TRY(const auto rows, rows_.scan(*entity, after, limits::kExportRowsPerRead));
      for (const StoredRow& stored : rows)
        if (auto text = stored.row.text(column); !text.empty())
          out.emplace(std::move(text), stored.row.id);
      if (rows.size() < limits::kExportRowsPerRead) return out;
      after = rows.back().number;
    }
  }

  ReadTransaction& rows_;
  std::map<schema::ColumnHandle, std::map<std::string, Uuid>> known_;
};

std::string text_of(const Json& row, const std::string& column) {
  const auto found = row.find(column);
  return found != row.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::string watermark_setting(const Task& task) {
  return fmt::format("{}.watermark.{}", kPeer, task.name);
}

/// Where reading begins: the watermark, or the earliest row that was refused and is due again.
Result<std::string> Runner::read_from(const Task& task) {
  TRY(const auto transaction, parts_.store.begin_read());
  TRY(const auto kept, transaction->setting(watermark_setting(task)));
  std::string out = kept.value_or("");
  if (run_->step_begun || !parts_.settings.retries_rows) return out;
  TRY(const auto items, transaction->outbox_items(kPeer, task.name, OutboxState::failed, 0, 1000));
  for (const OutboxItem& item : items) {
    const Json detail = Json::parse(item.detail, nullptr, false);
    if (!detail.is_object()) continue;
    const std::string changed = text_of(detail, "changed");
    if (!changed.empty() && changed < out) out = changed;
  }
  return out;
}

Status Runner::take_page(const Receiver& receiver, std::span<const Json> rows,
                         std::string& watermark) {
  const Task& task = receiver.task();
  const Instant now = parts_.clock.now();
  return write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TaskCounts counts;
    StoreKeys keys(transaction);
    std::vector<schema::RowChange> changes;
    for (const Json& row : rows) {
      if (!task.changed.empty()) watermark = std::max(watermark, text_of(row, task.changed));
      if (!receiver.concerns(row)) continue;
      ++counts.received;
      TRY(ReceivedRow received, receiver.map(transaction, keys, row, now));
      schema::RowKey key = received.change.key;
      if (key.entity == 0) key = {receiver.entity().number, Uuid{}};
      if (received.problems.empty()) {
        CHECK(transaction.remove_outbox_item(kPeer, task.name, key));
        changes.push_back(std::move(received.change));
        continue;
      }
      ++counts.failed;
      TRY(const auto before, transaction.outbox_item(kPeer, task.name, key));
      OutboxItem item{
          .peer = std::string(kPeer), .task = task.name, .row = key, .position = 1, .since = now};
      if (before) item.tries = before->tries;
      Json detail = Json::parse(detail_of(received.problems, "row"));
      detail["changed"] = text_of(row, task.changed);
      const Settled settled =
          refused(item, detail.dump(-1, ' ', false, Json::error_handler_t::replace));
      item.state = settled.state;
      item.detail = settled.detail;
      ++item.tries;
      CHECK(transaction.put_outbox_item(item));
    }
    AfterCommit after;
    if (!changes.empty()) {
      TRY(auto group, parts_.committer.open(transaction));
      {
        TRY(auto part, group.begin_part());
        Cause cause;
        cause.kind = fmt::format("{}.{}", kPeer, task.name);
        TRY(const Applied applied, part.apply(changes, cause));
        CHECK(part.release());
        counts.changed = applied.rows_changed;
      }
      TRY(after.outcome, group.finish());
    }
    if (!watermark.empty()) CHECK(transaction.put_setting(watermark_setting(task), watermark));
    TaskCounts& all = run_->counts[task.name];
    all.received += counts.received;
    all.changed += counts.changed;
    all.failed += counts.failed;
    worked();
    run_->step_begun = true;
    CHECK(store_run(transaction, *run_));
    return after;
  });
}

Status Runner::receive(const Task& task) {
  const Receiver receiver(task, parts_.settings, parts_.store.catalogue());
  TRY(const std::string from, read_from(task));
  PeerQuery query{.entity_set = parts_.settings.entity_set(task.source),
                  .legal_entity = parts_.settings.legal_entity,
                  .select = receiver.columns(),
                  .filter = receiver.conditions()};
  if (!task.changed.empty()) {
    query.order.push_back(task.changed);
    if (!from.empty())
      query.filter.push_back({task.changed, Comparison::at_least, from, ValueKind::instant});
  }
  query.order.insert(query.order.end(), task.key.begin(), task.key.end());
  std::string watermark = from;
  std::size_t taken = 0;
  bool more = false;
  Status stored;
  const auto read = parts_.target.read(query, [&](std::span<const Json> rows) {
    for (std::size_t i = 0; i < rows.size() && stored; i += kBatchRowsMax)
      stored =
          take_page(receiver, rows.subspan(i, std::min(kBatchRowsMax, rows.size() - i)), watermark);
    taken += rows.size();
    // The next step goes on at the watermark, unless everything so far has the one we began with.
    more = taken >= kReceiveRowsPerStep && watermark > from;
    return stored && !more;
  });
  CHECK(std::move(stored));
  CHECK(load());
  if (!read) return failed(read.error());
  worked();
  return more ? keep() : next_step();
}

}  // namespace fieldbook::syncd::finance
