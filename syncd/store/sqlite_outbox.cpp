// The outbox of the systems above the daemon, and their runs.

#include <array>

#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kColumns =
    "SELECT entity, id, state, position, sent, intended, tries, since_ms, detail "
    "FROM store_outbox WHERE ";

Result<OutboxItem> read_item(sqlite::Statement& statement, std::string_view peer,
                             std::string_view task) {
  OutboxItem out;
  out.peer = peer;
  out.task = task;
  out.row = {static_cast<std::uint32_t>(statement.integer(0)), statement.uuid(1)};
  const std::int64_t state = statement.integer(2);
  if (state < 0 || state >= static_cast<std::int64_t>(kOutboxStateCount))
    return fail(Errc::corrupt, "an item of the outbox is in no state");
  out.state = static_cast<OutboxState>(state);
  out.position = static_cast<std::uint64_t>(statement.integer(3));
  TRY(out.sent, to_fixed<16>(statement.blob(4)));
  TRY(out.intended, to_fixed<16>(statement.blob(5)));
  out.tries = static_cast<std::uint32_t>(statement.integer(6));
  out.since.ms = statement.integer(7);
  out.detail = statement.text(8);
  return out;
}

}  // namespace

std::string_view to_string(OutboxState state) {
  constexpr std::array<std::string_view, kOutboxStateCount> kNames = {"waiting", "sending", "sent",
                                                                      "failed", "skipped"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<std::optional<OutboxItem>> SqliteReads::outbox_item(std::string_view peer,
                                                           std::string_view task,
                                                           const schema::RowKey& row) {
  auto statement = connection_.prepare(std::string(kColumns) +
                                       "peer = ? AND task = ? AND entity = ? AND id = ?");
  statement.bind_all(peer, task, row.entity, row.id);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  TRY(auto item, read_item(statement, peer, task));
  return std::optional(std::move(item));
}

Result<std::vector<OutboxItem>> SqliteReads::outbox_items(std::string_view peer,
                                                          std::string_view task, OutboxState state,
                                                          std::uint64_t after, std::size_t limit) {
  auto statement = connection_.prepare(
      std::string(kColumns) +
      "peer = ? AND task = ? AND state = ? AND position > ? ORDER BY position LIMIT ?");
  statement.bind_all(peer, task, static_cast<std::int64_t>(state), after, limit);
  std::vector<OutboxItem> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto item, read_item(statement, peer, task));
    out.push_back(std::move(item));
  }
}

Result<std::vector<OutboxCount>> SqliteReads::outbox_counts(std::string_view peer) {
  auto statement = connection_.prepare(
      "SELECT task, state, count(*), min(since_ms) FROM store_outbox WHERE peer = ? "
      "GROUP BY task, state ORDER BY task, state");
  statement.bind_all(peer);
  std::vector<OutboxCount> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back({std::string(statement.text(0)), static_cast<OutboxState>(statement.integer(1)),
                   static_cast<std::uint64_t>(statement.integer(2)),
                   Instant{statement.integer(3)}});
  }
}

Result<std::vector<OutboxRun>> SqliteReads::outbox_runs(std::string_view peer, std::uint64_t before,
                                                        std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT number, body FROM store_outbox_run WHERE peer = ? AND number < ? "
      "ORDER BY number DESC LIMIT ?");
  statement.bind_all(peer, before, limit);
  std::vector<OutboxRun> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back(
        {static_cast<std::uint64_t>(statement.integer(0)), std::string(statement.text(1))});
  }
}

Status SqliteWrites::put_outbox_item(const OutboxItem& item) {
  auto statement = connection_.prepare(
      "INSERT INTO store_outbox (peer, task, entity, id, state, position, sent, intended, tries, "
      "since_ms, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT DO UPDATE SET state = excluded.state, position = excluded.position, "
      "sent = excluded.sent, intended = excluded.intended, tries = excluded.tries, "
      "since_ms = excluded.since_ms, detail = excluded.detail");
  statement.bind_all(std::string_view(item.peer), std::string_view(item.task), item.row.entity,
                     item.row.id, static_cast<std::int64_t>(item.state), item.position,
                     ByteView(item.sent), ByteView(item.intended), item.tries, item.since.ms,
                     std::string_view(item.detail));
  return statement.run();
}

Status SqliteWrites::remove_outbox_item(std::string_view peer, std::string_view task,
                                        const schema::RowKey& row) {
  auto statement = connection_.prepare(
      "DELETE FROM store_outbox WHERE peer = ? AND task = ? AND entity = ? AND id = ?");
  statement.bind_all(peer, task, row.entity, row.id);
  return statement.run();
}

Status SqliteWrites::put_outbox_run(std::string_view peer, const OutboxRun& run) {
  auto statement = connection_.prepare(
      "INSERT INTO store_outbox_run (peer, number, body) VALUES (?, ?, ?) "
      "ON CONFLICT DO UPDATE SET body = excluded.body");
  statement.bind_all(peer, run.number, std::string_view(run.body));
  return statement.run();
}

Status SqliteWrites::drop_outbox_runs(std::string_view peer, std::uint64_t number) {
  auto statement =
      connection_.prepare("DELETE FROM store_outbox_run WHERE peer = ? AND number <= ?");
  statement.bind_all(peer, number);
  return statement.run();
}

}  // namespace fieldbook::syncd
