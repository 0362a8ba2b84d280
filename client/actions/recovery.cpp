#include "client/actions/recovery.hpp"

#include <fmt/format.h>

#include "client/actions/journal.hpp"
#include "client/replica/replica_parts.hpp"

namespace fieldbook::client {
namespace {

/// What could still be read of a damaged file.
struct Salvage {
  std::map<Uuid, JournalAction> actions;
  std::set<Uuid> settled;
  std::optional<Identity> identity;
};

/// Reads until the first error: what lies before it counts.
template <class Take>
void read_rows(sqlite::Connection& connection, std::string_view sql, Take&& take) {
  auto statement = connection.try_prepare(sql);
  if (!statement) return;
  while (true) {
    const auto row = statement->step();
    if (!row || !*row) return;
    take(*statement);
  }
}

Salvage salvage(const ReplicaOptions& options, const std::string& path) {
  Salvage out;
  sqlite::OpenOptions with;
  with.mode = sqlite::OpenMode::read_write;
  with.key = options.key;
  with.vfs = options.vfs;
  auto connection = sqlite::Connection::open(path, with);
  if (!connection) return out;
  read_rows(**connection, "SELECT id, sequence, saved_ms, signature, body FROM queue",
            [&](const sqlite::Statement& row) {
              JournalAction action{row.uuid(0), row.integer(1), row.integer(2), {}, {}};
              const auto signature = to_fixed<64>(row.blob(3));
              action.body.assign(row.blob(4).begin(), row.blob(4).end());
              if (!signature || !actions::decode_action(action.body)) return;
              action.signature = *signature;
              out.actions[action.id] = std::move(action);
            });
  read_rows(**connection, "SELECT id FROM settled",
            [&](const sqlite::Statement& row) { out.settled.insert(row.uuid(0)); });
  read_rows(**connection, "SELECT value FROM meta WHERE key = 'identity'",
            [&](const sqlite::Statement& row) {
              if (auto identity = decode_identity(row.blob(0))) out.identity = *identity;
            });
  return out;
}

/// Puts the actions into a fresh replica's queue, oldest first. Whether they were attempted is not
/// known, so they count as attempted: the daemon answers what it has decided with its verdict.
Result<std::size_t> refill(ReplicaParts& parts, const Salvage& found) {
  std::vector<const JournalAction*> ordered;
  for (const auto& [id, action] : found.actions)
    if (!found.settled.contains(id)) ordered.push_back(&action);
  std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
    return std::pair(a->sequence, a->id) < std::pair(b->sequence, b->id);
  });
  CHECK(parts.write([&]() -> Status {
    for (const JournalAction* action : ordered) {
      auto decoded = actions::decode_action(action->body);
      if (!decoded) continue;
      PendingAction pending;
      pending.id = action->id;
      pending.body = action->body;
      pending.signature = action->signature;
      pending.saved_ms = action->saved_ms;
      pending.attempts = 1;
      // No rows yet: the effect is shown when the target arrives.
      RuleRun run;
      if (const schema::Entity* entity = parts.catalogue->find(decoded->entity))
        run.reads.insert({entity->number, decoded->target});
      CHECK(parts.pending.insert(std::move(pending), *decoded, run));
    }
    return {};
  }));
  CHECK(parts.load());
  return ordered.size();
}

/// A replica that never had an action beside a journal that has some: its file was lost, or the
/// power went between setting a damaged one aside and refilling this one.
Result<OpenedReplica> refill_if_new(std::unique_ptr<Replica> replica, JournalFile& journal_file,
                                    const FixedBytes<32>& journal_key, Random& random) {
  OpenedReplica out;
  out.replica = std::move(replica);
  TRY(const std::int64_t sequence, out.replica->parts().meta.integer(kMetaNextSequence));
  if (sequence != 0) return out;
  auto journal = Journal::open(journal_file, journal_key, random);
  if (!journal && journal.error().code == Errc::permission_denied) return out;
  if (!journal) return std::unexpected(std::move(journal).error());
  Salvage found;
  for (const auto& [id, action] : (*journal)->live()) found.actions.emplace(id, action);
  if (found.actions.empty()) return out;
  TRY(out.actions_salvaged, refill(out.replica->parts(), found));
  return out;
}

}  // namespace

Result<OpenedReplica> open_or_recover(const ReplicaOptions& options,
                                      std::shared_ptr<const schema::Catalogue> embedded,
                                      JournalFile& journal_file, const FixedBytes<32>& journal_key,
                                      ReplicaFolder& folder, const Clock& clock, Random& random) {
  auto replica = Replica::open(options, embedded, clock, random);
  if (replica) return refill_if_new(*std::move(replica), journal_file, journal_key, random);
  if (replica.error().code != Errc::corrupt) return std::unexpected(std::move(replica).error());
  TRY(auto journal, Journal::open(journal_file, journal_key, random));

  OpenedReplica out;
  out.was_damaged = true;
  TRY(out.set_aside, folder.set_aside(options.path));
  Salvage found = salvage(options, out.set_aside);
  // Where both have it they are the same; the journal has what the file lost.
  for (const auto& [id, action] : journal->live()) found.actions.emplace(id, action);
  TRY(out.replica, Replica::open(options, std::move(embedded), clock, random));
  if (found.identity) CHECK(out.replica->sign_in(*found.identity));
  TRY(out.actions_salvaged, refill(out.replica->parts(), found));
  return out;
}

}  // namespace fieldbook::client
