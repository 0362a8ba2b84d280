#include "client/replica/pending.hpp"

#include "client/replica/replica_parts.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::client {
namespace {

/// Notes what a rule looks at. A search by lookup depends on every row of that entity: one that
/// appears later may match.
class RecordingRows final : public schema::RowReader {
 public:
  RecordingRows(schema::RowReader& rows, std::set<schema::RowKey>& reads)
      : rows_(rows), reads_(reads) {}
  [[nodiscard]] const schema::Catalogue& catalogue() const override { return rows_.catalogue(); }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override {
    reads_.insert(key);
    return rows_.get(key);
  }
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override {
    reads_.insert({column.entity_number, Uuid{}});
    return rows_.find(column, value);
  }
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override {
    reads_.insert({entity.number, Uuid{}});
    return rows_.all_ids(entity);
  }

 private:
  schema::RowReader& rows_;
  std::set<schema::RowKey>& reads_;
};

constexpr std::string_view kQueueColumns =
    "sequence, id, number, body, signature, saved_ms, attempts, on_hold, received_ms, receipt, "
    "forecast, verdict_before";

Result<PendingAction> read_pending(const sqlite::Statement& row) {
  PendingAction out;
  out.sequence = row.integer(0);
  out.id = row.uuid(1);
  out.number = static_cast<std::uint64_t>(row.integer(2));
  const ByteView body = row.blob(3);
  out.body.assign(body.begin(), body.end());
  if (auto signature = to_fixed<64>(row.blob(4))) out.signature = *signature;
  out.saved_ms = row.integer(5);
  out.attempts = static_cast<std::uint32_t>(row.integer(6));
  out.on_hold = row.integer(7) != 0;
  out.received_ms = row.integer(8);
  if (!row.is_null(9)) {
    auto receipt = actions::decode_receipt(row.blob(9));
    if (!receipt) return fail(Errc::corrupt, "a stored receipt");
    out.receipt = *std::move(receipt);
  }
  TRY(out.forecast, actions::parse_reason(row.text(10)));
  if (!row.is_null(11)) out.verdict_before = static_cast<actions::Verdict>(row.integer(11));
  return out;
}

constexpr std::string_view kSettledColumns =
    "sequence, id, number, body, signature, saved_ms, attempts, 0, received_ms, receipt, 'none', "
    "verdict_before, settled_ms, dismissed";

Result<SettledAction> read_settled(const sqlite::Statement& row) {
  SettledAction out;
  TRY(out.action, read_pending(row));
  if (!out.action.receipt) return fail(Errc::corrupt, "a settled action without its verdict");
  out.receipt = *std::move(out.action.receipt);
  out.action.receipt.reset();
  out.settled_ms = row.integer(12);
  out.dismissed = row.integer(13) != 0;
  return out;
}

}  // namespace

Status Pending::load() {
  watched_.clear();
  auto select = parts_.connection->prepare("SELECT DISTINCT entity, id FROM queue_row");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return {};
    watched_.insert({static_cast<std::uint32_t>(select.integer(0)), select.uuid(1)});
  }
}

Result<RuleRun> Pending::run(const actions::Action& action) {
  RuleRun out;
  const rules::Rule* rule = rules::find_rule(action.kind);
  if (rule == nullptr) return out;
  const rules::Actor actor = parts_.identity ? parts_.identity->actor() : rules::Actor{};
  RecordingRows rows(parts_.shown, out.reads);
  const Instant saved{action.time.estimate_ms != 0 ? action.time.estimate_ms : action.time.wall_ms};
  if (const schema::Entity* entity = parts_.catalogue->find(action.entity))
    out.reads.insert({entity->number, action.target});
  TRY(const std::string policy, parts_.meta.text(kMetaQuotePolicy));
  rules::RuleSettings settings;
  // A policy that this build does not know: the daemon decides, and the forecast is the default's.
  if (const auto known = rules::parse_quote_policy(policy)) settings.quote_policy = *known;
  auto ran = rule->run({rows, actor, action, saved, nullptr, settings});
  // A row that the rule needs, a booking status, is not here yet: no forecast until it comes.
  if (!ran && ran.error().code == Errc::not_found)
    ran.emplace(std::unexpect,
                rules::Refusal{actions::Verdict::refused, actions::Reason::not_available, {}, {}});
  TRY(auto outcome, std::move(ran));
  if (outcome) {
    out.changes = outcome->changes;
    out.effect = *std::move(outcome);
  } else {
    out.forecast = outcome.error().reason;
    // What the daemon would commit beside a refusal, a conflict row, is its to make.
    out.refusal = std::move(outcome).error();
  }
  return out;
}

Status Pending::note_rows(std::int64_t sequence, const RuleRun& run) {
  auto upsert = parts_.connection->prepare(
      "INSERT OR REPLACE INTO queue_row (sequence, entity, id, wrote) VALUES (?, ?, ?, ?)");
  const auto note = [&](const schema::RowKey& key, bool wrote) -> Status {
    upsert.bind_all(sequence, key.entity, key.id, wrote);
    CHECK(upsert.run());
    watched_.insert(key);
    return {};
  };
  for (const schema::RowKey& key : run.reads) CHECK(note(key, false));
  for (const schema::RowChange& change : run.changes) CHECK(note(change.key, true));
  return {};
}

Result<std::int64_t> Pending::insert(PendingAction action, const actions::Action& decoded,
                                     const RuleRun& run) {
  if (action.sequence == 0) {
    TRY(const std::int64_t last, parts_.meta.integer(kMetaNextSequence));
    action.sequence = last + 1;
    CHECK(parts_.meta.set(kMetaNextSequence, action.sequence));
  }
  auto insert = parts_.connection->prepare(
      "INSERT INTO queue (sequence, id, entity, target, body, signature, saved_ms, attempts, "
      "forecast) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind_all(action.sequence, action.id, std::string_view(decoded.entity), decoded.target,
                  ByteView(action.body), ByteView(action.signature), action.saved_ms,
                  action.attempts, actions::to_string(run.forecast));
  CHECK(insert.run());
  if (action.verdict_before) {
    auto before =
        parts_.connection->prepare("UPDATE queue SET verdict_before = ? WHERE sequence = ?");
    before.bind_all(static_cast<std::int64_t>(*action.verdict_before), action.sequence);
    CHECK(before.run());
  }
  CHECK(note_rows(action.sequence, run));
  for (const schema::RowChange& change : run.changes) CHECK(parts_.overlay.write(change));
  return action.sequence;
}

Result<std::set<schema::RowKey>> Pending::rows_of(std::int64_t sequence, bool wrote_only) {
  auto select = parts_.connection->prepare(
      "SELECT entity, id FROM queue_row WHERE sequence = ? AND wrote >= ?");
  select.bind_all(sequence, wrote_only ? 1 : 0);
  std::set<schema::RowKey> out;
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    out.insert({static_cast<std::uint32_t>(select.integer(0)), select.uuid(1)});
  }
}

/// Closes over shared rows: an action that wrote or read one of `rows` runs again, and so its own
/// written rows join them.
Status Pending::affected(std::set<schema::RowKey>& rows, std::set<std::int64_t>& found,
                         const std::vector<std::int64_t>& removed) {
  std::vector<schema::RowKey> open(rows.begin(), rows.end());
  while (!open.empty()) {
    const schema::RowKey key = open.back();
    open.pop_back();
    std::vector<std::int64_t> here;
    {
      auto select = parts_.connection->prepare(
          "SELECT sequence FROM queue_row WHERE entity = ?1 AND (id = ?2 OR id = ?3)");
      select.bind_all(key.entity, key.id, Uuid{});
      while (true) {
        TRY(const bool row, select.step());
        if (!row) break;
        here.push_back(select.integer(0));
      }
    }
    for (const std::int64_t sequence : here) {
      if (std::find(removed.begin(), removed.end(), sequence) != removed.end()) continue;
      if (!found.insert(sequence).second) continue;
      TRY(const auto wrote, rows_of(sequence, true));
      for (const schema::RowKey& next : wrote)
        if (rows.insert(next).second) open.push_back(next);
    }
  }
  return {};
}

Status Pending::take_out(std::int64_t sequence) {
  for (const std::string_view sql :
       {"DELETE FROM queue WHERE sequence = ?", "DELETE FROM queue_row WHERE sequence = ?"}) {
    auto remove = parts_.connection->prepare(sql);
    remove.bind(0, sequence);
    CHECK(remove.run());
  }
  return {};
}

Status Pending::run_again(std::int64_t sequence) {
  Bytes body;
  {
    auto select = parts_.connection->prepare("SELECT body FROM queue WHERE sequence = ?");
    select.bind(0, sequence);
    TRY(const bool row, select.step());
    if (!row) return fail(Errc::corrupt, "rows of an action that is not in the queue");
    body.assign(select.blob(0).begin(), select.blob(0).end());
  }
  auto action = actions::decode_action(body);
  if (!action) return fail(Errc::corrupt, "an action in the queue");
  TRY(const RuleRun run, this->run(*action));
  CHECK(note_rows(sequence, run));
  for (const schema::RowChange& change : run.changes) CHECK(parts_.overlay.write(change));
  auto update = parts_.connection->prepare("UPDATE queue SET forecast = ? WHERE sequence = ?");
  update.bind_all(actions::to_string(run.forecast), sequence);
  return update.run();
}

Status Pending::rebase(const std::set<schema::RowKey>& changed,
                       const std::vector<std::int64_t>& removed) {
  if (changed.empty() && removed.empty()) return {};
  std::set<schema::RowKey> rows = changed;
  for (const std::int64_t sequence : removed) {
    TRY(const auto wrote, rows_of(sequence, true));
    rows.insert(wrote.begin(), wrote.end());
  }
  std::set<std::int64_t> again;
  CHECK(affected(rows, again, removed));
  for (const schema::RowKey& key : rows) CHECK(parts_.overlay.restore(key));
  for (const std::int64_t sequence : removed) CHECK(take_out(sequence));
  for (const std::int64_t sequence : again) {
    auto forget = parts_.connection->prepare("DELETE FROM queue_row WHERE sequence = ?");
    forget.bind(0, sequence);
    CHECK(forget.run());
  }
  for (const std::int64_t sequence : again) CHECK(run_again(sequence));
  return load();
}

Status Pending::move_to_settled(const PendingAction& action, const actions::Receipt& receipt) {
  auto insert = parts_.connection->prepare(
      "INSERT OR REPLACE INTO settled (sequence, id, number, body, signature, saved_ms, attempts, "
      "received_ms, settled_ms, receipt, verdict, decided_commit, verdict_before) VALUES (?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const std::int64_t now = parts_.clock.now().ms;
  const Bytes encoded = actions::encode_receipt(receipt);
  insert.bind_all(action.sequence, action.id, action.number, ByteView(action.body),
                  ByteView(action.signature), action.saved_ms, action.attempts,
                  action.received_ms != 0 ? action.received_ms : now, now, ByteView(encoded),
                  static_cast<std::int64_t>(receipt.verdict), receipt.commit);
  if (action.verdict_before && *action.verdict_before != receipt.verdict)
    insert.bind(12, static_cast<std::int64_t>(*action.verdict_before));
  else
    insert.bind_null(12);
  return insert.run();
}

/// The action that a receipt is about. One that the daemon could not read goes by its number, and
/// counts only where its bytes are those that the daemon answers.
Result<std::optional<PendingAction>> Pending::find(const actions::Receipt& receipt) {
  if (!receipt.action.is_nil()) return find(receipt.action);
  auto select = parts_.connection->prepare("SELECT " + std::string(kQueueColumns) +
                                           " FROM queue WHERE number = ?");
  select.bind(0, static_cast<std::int64_t>(receipt.number));
  TRY(const bool row, select.step());
  if (!row || receipt.number == 0) return std::nullopt;
  TRY(auto action, read_pending(select));
  if (actions::action_hash(action.body) != receipt.action_hash) return std::nullopt;
  return std::optional(std::move(action));
}

/// A verdict that staff gave later on an action that was held: it is shown as a fresh one.
Result<bool> Pending::settle_held(const actions::Receipt& receipt) {
  TRY(const auto known, find_settled(receipt.action));
  if (!known || known->receipt.verdict != actions::Verdict::held ||
      receipt.verdict == actions::Verdict::held)
    return false;
  auto update = parts_.connection->prepare(
      "UPDATE settled SET settled_ms = ?, receipt = ?, verdict = ?, decided_commit = ?, "
      "verdict_before = ?, dismissed = 0 WHERE id = ?");
  const Bytes encoded = actions::encode_receipt(receipt);
  update.bind_all(parts_.clock.now().ms, ByteView(encoded),
                  static_cast<std::int64_t>(receipt.verdict), receipt.commit,
                  static_cast<std::int64_t>(actions::Verdict::held), receipt.action);
  CHECK(update.run());
  return true;
}

/// The rules' settings changed: every effect is computed anew.
Status Pending::run_all_again() {
  std::set<schema::RowKey> rows;
  auto select = parts_.connection->prepare("SELECT DISTINCT entity, id FROM queue_row");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) break;
    rows.insert({static_cast<std::uint32_t>(select.integer(0)), select.uuid(1)});
  }
  return rebase(rows, {});
}

Status Pending::settle(std::span<const actions::Receipt> receipts,
                       const std::set<schema::RowKey>& changed, std::vector<Uuid>* settled) {
  std::vector<std::int64_t> removed;
  for (const actions::Receipt& receipt : receipts) {
    TRY(const auto action, find(receipt));
    if (!action) {
      TRY(const bool changed_now, settle_held(receipt));
      if (changed_now && settled != nullptr) settled->push_back(receipt.action);
      continue;
    }
    CHECK(move_to_settled(*action, receipt));
    removed.push_back(action->sequence);
    if (settled != nullptr) settled->push_back(action->id);
  }
  return rebase(changed, removed);
}

Status Pending::requeue_beyond(std::int64_t common) {
  std::vector<SettledAction> lost;
  {
    // A withdrawn one stays withdrawn: the withdrawal itself goes out again.
    auto select = parts_.connection->prepare(
        "SELECT " + std::string(kSettledColumns) +
        " FROM settled WHERE decided_commit > ? AND verdict <> ? ORDER BY sequence");
    select.bind_all(common, static_cast<std::int64_t>(actions::Verdict::withdrawn));
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      TRY(auto settled, read_settled(select));
      lost.push_back(std::move(settled));
    }
  }
  for (SettledAction& settled : lost) {
    auto action = actions::decode_action(settled.action.body);
    if (!action) return fail(Errc::corrupt, "a settled action");
    auto remove = parts_.connection->prepare("DELETE FROM settled WHERE sequence = ?");
    remove.bind(0, settled.action.sequence);
    CHECK(remove.run());
    settled.action.verdict_before = settled.receipt.verdict;
    // Its effect is still in the rows. Only what it looks at is noted, so that it runs again when
    // the repair puts them back.
    TRY(RuleRun run, this->run(*action));
    run.changes.clear();
    run.forecast = actions::Reason::none;
    CHECK(insert(std::move(settled.action), *action, run));
  }
  return {};
}

Status Pending::prune(std::int64_t durable) {
  auto remove = parts_.connection->prepare(
      "DELETE FROM settled WHERE dismissed = 1 AND decided_commit <= ? AND sequence <= (SELECT "
      "max(sequence) FROM settled) - ?");
  remove.bind_all(durable, limits::kHistoryActionsMax);
  return remove.run();
}

Result<std::vector<PendingAction>> Pending::all() {
  auto select = parts_.connection->prepare("SELECT " + std::string(kQueueColumns) +
                                           " FROM queue ORDER BY sequence");
  std::vector<PendingAction> out;
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    TRY(auto action, read_pending(select));
    if (std::ranges::find(unsaved_, action.sequence) == unsaved_.end())
      out.push_back(std::move(action));
  }
}

Result<std::optional<PendingAction>> Pending::find(const Uuid& id) {
  auto select = parts_.connection->prepare("SELECT " + std::string(kQueueColumns) +
                                           " FROM queue WHERE id = ?");
  select.bind(0, id);
  TRY(const bool row, select.step());
  if (!row) return std::nullopt;
  return read_pending(select);
}

Result<std::vector<SettledAction>> Pending::settled(std::size_t limit, bool inbox_only) {
  auto select = parts_.connection->prepare(
      "SELECT " + std::string(kSettledColumns) + " FROM settled " +
      (inbox_only ? "WHERE dismissed = 0 " : "") + "ORDER BY sequence DESC LIMIT ?");
  select.bind(0, static_cast<std::int64_t>(limit));
  std::vector<SettledAction> out;
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    TRY(auto action, read_settled(select));
    out.push_back(std::move(action));
  }
}

Result<std::optional<SettledAction>> Pending::find_settled(const Uuid& id) {
  auto select = parts_.connection->prepare("SELECT " + std::string(kSettledColumns) +
                                           " FROM settled WHERE id = ?");
  select.bind(0, id);
  TRY(const bool row, select.step());
  if (!row) return std::nullopt;
  return read_settled(select);
}

}  // namespace fieldbook::client
