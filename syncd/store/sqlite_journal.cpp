// Verdicts, streams, tries and held actions.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {
namespace {

/// Receipt::detail as a JSON array of pairs, which keeps the order that the receipt's hash covers.
std::string print_detail(const actions::Receipt& receipt) {
  return nlohmann::json(receipt.detail)
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Status read_detail(std::string_view text, actions::Receipt& receipt) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto damaged = [] { return fail(Errc::corrupt, "a receipt's detail does not read"); };
  if (!json.is_array()) return damaged();
  for (const auto& pair : json) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
      return damaged();
    receipt.detail.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  }
  return {};
}

/// Reads number, action, action_hash, verdict, reason, commit_number, detail from column 0 on.
Result<actions::Receipt> read_receipt(sqlite::Statement& statement) {
  actions::Receipt out;
  out.number = static_cast<std::uint64_t>(statement.integer(0));
  out.action = statement.uuid(1);
  TRY(out.action_hash, to_fixed<32>(statement.blob(2)));
  TRY(out.verdict, actions::parse_verdict(statement.text(3)));
  TRY(out.reason, actions::parse_reason(statement.text(4)));
  out.commit = statement.integer(5);
  if (!statement.is_null(6)) CHECK(read_detail(statement.text(6), out));
  return out;
}

Result<std::vector<actions::Receipt>> read_receipts(sqlite::Statement& statement) {
  std::vector<actions::Receipt> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto receipt, read_receipt(statement));
    out.push_back(std::move(receipt));
  }
}

constexpr std::string_view kResultColumns =
    "number, action, action_hash, verdict, reason, commit_number, detail, "
    "stream, device, actor, kind, entity, target, decided_ms";

Result<ActionResult> read_result(sqlite::Statement& statement) {
  ActionResult out;
  TRY(out.receipt, read_receipt(statement));
  out.stream = statement.uuid(7);
  out.device = statement.uuid(8);
  out.actor = statement.uuid(9);
  out.kind = statement.text(10);
  out.target = {static_cast<std::uint32_t>(statement.integer(11)), statement.uuid(12)};
  out.decided = {statement.integer(13)};
  return out;
}

void bind_result(sqlite::Statement& statement, const ActionResult& result) {
  const actions::Receipt& receipt = result.receipt;
  statement.bind_all(receipt.number, receipt.action, ByteView(receipt.action_hash),
                     to_string(receipt.verdict), to_string(receipt.reason), receipt.commit);
  if (receipt.detail.empty())
    statement.bind_null(6);
  else
    statement.bind(6, std::string_view(print_detail(receipt)));
  statement.bind(7, result.stream);
  statement.bind(8, result.device);
  statement.bind(9, result.actor);
  statement.bind(10, std::string_view(result.kind));
  statement.bind(11, static_cast<std::int64_t>(result.target.entity));
  statement.bind(12, result.target.id);
  statement.bind(13, result.decided.ms);
}

constexpr std::string_view kStreamColumns =
    "SELECT stream, device, person, last, acknowledged, last_seen_ms, forked FROM store_stream ";

Stream read_stream(sqlite::Statement& statement) {
  return {statement.uuid(0),
          statement.uuid(1),
          statement.uuid(2),
          static_cast<std::uint64_t>(statement.integer(3)),
          static_cast<std::uint64_t>(statement.integer(4)),
          {statement.integer(5)},
          statement.integer(6) != 0};
}

constexpr std::string_view kHeldColumns =
    "SELECT action, stream, number, body, signature, device, actor, cause, tries, since_ms "
    "FROM store_held ";

Result<HeldAction> read_held(sqlite::Statement& statement) {
  HeldAction out;
  out.id = statement.uuid(0);
  out.stream = statement.uuid(1);
  out.action.number = static_cast<std::uint64_t>(statement.integer(2));
  const ByteView body = statement.blob(3);
  out.action.body.assign(body.begin(), body.end());
  TRY(out.action.signature, to_fixed<64>(statement.blob(4)));
  out.device = statement.uuid(5);
  out.actor = statement.uuid(6);
  out.cause = statement.text(7);
  out.tries = static_cast<std::uint32_t>(statement.integer(8));
  out.since = {statement.integer(9)};
  return out;
}

}  // namespace

Result<std::optional<ActionResult>> SqliteReads::action_result(const Uuid& action) {
  static const std::string kSql =
      fmt::format("SELECT {} FROM store_action_result WHERE action = ?", kResultColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(action);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return read_result(statement);
}

Result<std::optional<NumberedAction>> SqliteReads::numbered_action(const Uuid& stream,
                                                                   std::uint64_t number) {
  auto statement = connection_.prepare(
      "SELECT action, action_hash FROM store_stream_number WHERE stream = ? AND number = ?");
  statement.bind_all(stream, number);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  TRY(const auto hash, to_fixed<32>(statement.blob(1)));
  return NumberedAction{number, statement.uuid(0), hash};
}

Result<std::vector<actions::Receipt>> SqliteReads::receipts(const Uuid& stream, std::uint64_t after,
                                                            Commit upto, std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT n.number, r.action, r.action_hash, r.verdict, r.reason, r.commit_number, r.detail "
      "FROM store_stream_number AS n CROSS JOIN store_action_result AS r ON r.action = n.action "
      "WHERE n.stream = ?1 AND n.number > ?2 AND r.commit_number <= ?3 UNION ALL "
      "SELECT number, action, action_hash, verdict, reason, commit_number, NULL "
      "FROM store_unproven_action WHERE stream = ?1 AND number > ?2 AND commit_number <= ?3 "
      "ORDER BY 1 LIMIT ?4");
  statement.bind_all(stream, after, upto, limit);
  return read_receipts(statement);
}

Result<std::optional<UnprovenAction>> SqliteReads::unproven_action(const Uuid& stream,
                                                                   std::uint64_t number) {
  auto statement = connection_.prepare(
      "SELECT number, action, action_hash, verdict, reason, commit_number, NULL "
      "FROM store_unproven_action WHERE stream = ? AND number = ?");
  statement.bind_all(stream, number);
  TRY(auto found, read_receipts(statement));
  if (found.empty()) return std::nullopt;
  return UnprovenAction{stream, std::move(found.front())};
}

Result<bool> SqliteReads::is_unproven(const Uuid& stream, const Uuid& action) {
  auto statement = connection_.prepare(
      "SELECT 1 FROM store_unproven_action WHERE stream = ? AND action = ? LIMIT 1");
  statement.bind_all(stream, action);
  return statement.step();
}

Result<std::vector<actions::Receipt>> SqliteReads::later_receipts(const Uuid& device,
                                                                  const Uuid& person, Commit since,
                                                                  Commit upto, std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT 0, r.action, r.action_hash, r.verdict, r.reason, r.commit_number, r.detail "
      "FROM store_later_verdict AS l CROSS JOIN store_action_result AS r ON r.action = l.action "
      "WHERE l.device = ? AND l.commit_number > ? AND l.commit_number <= ? AND r.actor = ? "
      "AND r.commit_number = l.commit_number ORDER BY l.commit_number, l.action LIMIT ?");
  statement.bind_all(device, since, upto, person, limit);
  return read_receipts(statement);
}

Result<std::vector<ActionResult>> SqliteReads::results_for(const schema::RowKey& target,
                                                           std::size_t limit) {
  static const std::string kSql = fmt::format(
      "SELECT {} FROM store_action_result WHERE entity = ? AND target = ? "
      "ORDER BY commit_number DESC, action DESC LIMIT ?",
      kResultColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(target.entity, target.id, limit);
  std::vector<ActionResult> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto result, read_result(statement));
    out.push_back(std::move(result));
  }
}

Result<std::optional<Stream>> SqliteReads::stream(const Uuid& id) {
  static const std::string kSql = fmt::format("{} WHERE stream = ?", kStreamColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(id);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return read_stream(statement);
}

Result<std::vector<Stream>> SqliteReads::streams(const Uuid& device) {
  static const std::string kSql =
      fmt::format("{} WHERE device = ? ORDER BY stream", kStreamColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(device);
  std::vector<Stream> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back(read_stream(statement));
  }
}

Result<std::uint32_t> SqliteReads::tries(const Uuid& action) {
  auto statement = connection_.prepare("SELECT tries FROM store_try WHERE action = ?");
  statement.bind_all(action);
  TRY(const bool found, statement.step());
  return found ? static_cast<std::uint32_t>(statement.integer(0)) : 0;
}

Result<std::optional<HeldAction>> SqliteReads::held_action(const Uuid& action) {
  static const std::string kSql = fmt::format("{} WHERE action = ?", kHeldColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(action);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return read_held(statement);
}

Result<std::vector<HeldAction>> SqliteReads::held_actions(std::size_t limit) {
  static const std::string kSql = fmt::format("{} ORDER BY since_ms, action LIMIT ?", kHeldColumns);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(limit);
  std::vector<HeldAction> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto held, read_held(statement));
    out.push_back(std::move(held));
  }
}

Status SqliteWrites::put_action_result(const ActionResult& result) {
  static const std::string kSql = fmt::format(
      "INSERT INTO store_action_result ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      kResultColumns);
  auto statement = connection_.prepare(kSql);
  bind_result(statement, result);
  CHECK(statement.run());
  return put_numbered_action(
      result.stream, {result.receipt.number, result.receipt.action, result.receipt.action_hash});
}

Status SqliteWrites::replace_action_result(const ActionResult& result) {
  static const std::string kSql = fmt::format(
      "INSERT OR REPLACE INTO store_action_result ({}) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      kResultColumns);
  auto statement = connection_.prepare(kSql);
  bind_result(statement, result);
  CHECK(statement.run());
  auto later = connection_.prepare("INSERT OR REPLACE INTO store_later_verdict VALUES (?, ?, ?)");
  later.bind_all(result.device, result.receipt.commit, result.receipt.action);
  return later.run();
}

Status SqliteWrites::put_unproven_action(const UnprovenAction& action) {
  auto statement = connection_.prepare(
      "INSERT OR REPLACE INTO store_unproven_action VALUES (?, ?, ?, ?, ?, ?, ?)");
  const actions::Receipt& receipt = action.receipt;
  statement.bind_all(action.stream, receipt.number, receipt.action, ByteView(receipt.action_hash),
                     to_string(receipt.verdict), to_string(receipt.reason), receipt.commit);
  return statement.run();
}

Status SqliteWrites::remove_unproven_action(const Uuid& stream, std::uint64_t number) {
  auto statement =
      connection_.prepare("DELETE FROM store_unproven_action WHERE stream = ? AND number = ?");
  statement.bind_all(stream, number);
  return statement.run();
}

Status SqliteWrites::put_numbered_action(const Uuid& stream, const NumberedAction& action) {
  auto statement = connection_.prepare("INSERT INTO store_stream_number VALUES (?, ?, ?, ?)");
  statement.bind_all(stream, action.number, action.action, ByteView(action.action_hash));
  return statement.run();
}

Status SqliteWrites::put_stream(const Stream& stream) {
  auto statement =
      connection_.prepare("INSERT OR REPLACE INTO store_stream VALUES (?, ?, ?, ?, ?, ?, ?)");
  statement.bind_all(stream.id, stream.device, stream.person, stream.last, stream.acknowledged,
                     stream.last_seen.ms, stream.forked);
  return statement.run();
}

Result<std::uint32_t> SqliteWrites::count_try(const Uuid& action) {
  auto statement = connection_.prepare(
      "INSERT INTO store_try VALUES (?, 1) "
      "ON CONFLICT (action) DO UPDATE SET tries = tries + 1 RETURNING tries");
  statement.bind_all(action);
  TRY(const bool found, statement.step());
  ASSERT(found);
  const auto tries = static_cast<std::uint32_t>(statement.integer(0));
  TRY(const bool more, statement.step());
  ASSERT(!more);
  return tries;
}

Status SqliteWrites::forget_tries(const Uuid& action) {
  auto statement = connection_.prepare("DELETE FROM store_try WHERE action = ?");
  statement.bind_all(action);
  return statement.run();
}

Status SqliteWrites::put_held_action(const HeldAction& action) {
  auto statement = connection_.prepare(
      "INSERT OR REPLACE INTO store_held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_all(action.id, action.stream, action.action.number, ByteView(action.action.body),
                     ByteView(action.action.signature), action.device, action.actor,
                     std::string_view(action.cause), action.tries, action.since.ms);
  return statement.run();
}

Status SqliteWrites::remove_held_action(const Uuid& action) {
  auto statement = connection_.prepare("DELETE FROM store_held WHERE action = ?");
  statement.bind_all(action);
  return statement.run();
}

}  // namespace fieldbook::syncd
