#include "client/actions/queue.hpp"

#include <algorithm>
#include <array>

#include "client/actions/basis.hpp"
#include "client/actions/journal.hpp"
#include "client/actions/time_evidence.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::client {
namespace {

JournalAction journal_record(const PendingAction& action) {
  return {action.id, action.sequence, action.saved_ms, action.signature, action.body};
}

/// Two answers to one question.
struct Answers {
  std::string_view yes, no;
  [[nodiscard]] bool have(std::string_view kind) const { return kind == yes || kind == no; }
};
constexpr std::array<Answers, 3> kAnswers = {{
    {actions::kinds::kQuoteApprove, actions::kinds::kQuoteReject},
    {actions::kinds::kOpportunityAccept, actions::kinds::kOpportunityDecline},
    {actions::kinds::kBookingAccept, actions::kinds::kBookingDecline},
}};

/// The answer to the same question that is the last pending action on the row and was never sent;
/// nothing when there is none.
Result<std::optional<Uuid>> unsent_answer(ReplicaParts& parts, const actions::Action& action) {
  const auto question = std::ranges::find_if(
      kAnswers, [&](const Answers& answers) { return answers.have(action.kind); });
  const schema::Entity* entity = parts.catalogue->find(action.entity);
  if (question == kAnswers.end() || entity == nullptr) return std::optional<Uuid>();
  auto select = parts.connection->prepare(
      "SELECT queue.body FROM queue_row JOIN queue USING (sequence) "
      "WHERE queue_row.entity = ? AND queue_row.id = ? ORDER BY sequence DESC LIMIT 1");
  select.bind_all(static_cast<std::int64_t>(entity->number), action.target);
  TRY(const bool found, select.step());
  if (!found) return std::optional<Uuid>();
  TRY(const auto last, actions::decode_action(select.blob(0)));
  if (last.target != action.target || !question->have(last.kind)) return std::optional<Uuid>();
  TRY(const auto pending, parts.pending.find(last.id));
  if (!pending || pending->attempts != 0) return std::optional<Uuid>();
  return std::optional(last.id);
}

}  // namespace

Queue::Queue(Replica& replica, std::unique_ptr<Journal> journal,
             const actions::SigningKey& signing_key, const Clock& clock, Random& random)
    : replica_(replica),
      journal_(std::move(journal)),
      signing_key_(signing_key),
      clock_(clock),
      random_(random) {}
Queue::~Queue() = default;

Result<std::unique_ptr<Queue>> Queue::open(Replica& replica, JournalFile& journal_file,
                                           const FixedBytes<32>& journal_key,
                                           const actions::SigningKey& signing_key,
                                           const Clock& clock, Random& random) {
  auto journal = Journal::open(journal_file, journal_key, random);
  // The replica is whole, so a journal that cannot be read is made anew from it.
  if (!journal && journal.error().code == Errc::permission_denied)
    journal = Journal::start(journal_file, journal_key, random);
  if (!journal) return std::unexpected(std::move(journal).error());
  std::unique_ptr<Queue> queue(new Queue(replica, *std::move(journal), signing_key, clock, random));
  CHECK(queue->complete_journal());
  return queue;
}

Status Queue::complete_journal() {
  TRY(const auto pending, replica_.parts().pending.all());
  std::set<Uuid> ids;
  for (const PendingAction& action : pending) {
    ids.insert(action.id);
    if (!journal_->live().contains(action.id)) CHECK(journal_->add(journal_record(action)));
  }
  std::vector<Uuid> closed;
  for (const auto& [id, action] : journal_->live())
    if (!ids.contains(id)) closed.push_back(id);
  for (const Uuid& id : closed) CHECK(journal_->close(id));
  return journal_->sync();
}

Status Queue::note_settled() {
  ReplicaParts& parts = replica_.parts();
  std::vector<Uuid> closed;
  for (const auto& [id, action] : journal_->live()) {
    auto select = parts.connection->prepare("SELECT 1 FROM queue WHERE id = ?");
    select.bind(0, id);
    TRY(const bool there, select.step());
    if (!there) closed.push_back(id);
  }
  for (const Uuid& id : closed) CHECK(journal_->close(id));
  return {};
}

SaveOutcome Queue::save(NewAction action) {
  TRY(auto prepared, prepare(std::move(action)));
  TRY(const auto before, unsent_answer(replica_.parts(), prepared));
  return save_prepared(std::move(prepared), before ? &*before : nullptr);
}

Result<actions::Action> Queue::prepare(NewAction from) {
  ReplicaParts& parts = replica_.parts();
  if (!parts.identity) return fail(Errc::unauthenticated, "nobody has signed in yet");
  actions::Action action;
  action.id = make_uuid(clock_, random_);
  action.kind = std::move(from.kind);
  const actions::ActionRow* row = actions::find_action(action.kind);
  if (row == nullptr || rules::find_rule(action.kind) == nullptr)
    return fail(Errc::unsupported, "this release does not know " + action.kind);
  action.version = row->version;
  action.entity = std::move(from.entity);
  action.target = from.target;
  if (action.target.is_nil() && action.kind == actions::kinds::kRecordCreate)
    action.target = make_uuid(clock_, random_);
  action.arguments = std::move(from.arguments);
  action.fields = std::move(from.fields);
  std::sort(action.arguments.begin(), action.arguments.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::sort(action.fields.begin(), action.fields.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  action.basis = std::move(from.basis);
  action.actor = parts.identity->user;
  action.audience = parts.identity->audience;
  action.depends_on = std::move(from.depends_on);
  TRY(action.time, time_evidence(parts.meta, clock_));
  return action;
}

SaveOutcome Queue::save_prepared(actions::Action action, const Uuid* replaces) {
  ReplicaParts& parts = replica_.parts();
  CHECK(parts.drop_unsaved());
  std::optional<rules::Refusal> refusal;
  PendingAction pending;
  Saved saved{action.id, action.target, {}};
  const Status written = parts.write([&]() -> Status {
    if (replaces != nullptr) CHECK(take_back(*replaces));
    if (const Status filled = fill_basis(action, parts.shown, *parts.identity); !filled) {
      if (filled.error().code != Errc::not_found) return filled;
      refusal = rules::Refusal{actions::Verdict::refused, actions::Reason::not_available, {}, {}};
      return fail(Errc::conflict, filled.error().message);
    }
    CHECK(actions::check_shape(action));
    pending.id = action.id;
    pending.body = actions::encode(action);
    if (pending.body.size() > limits::kActionBytesMax)
      return fail(Errc::limit_exceeded, "the action is larger than the daemon takes");
    pending.signature = actions::sign(signing_key_, actions::kActionDomain, pending.body);
    pending.saved_ms = action.time.wall_ms;
    TRY(auto run, parts.pending.run(action));
    if (run.refusal) {
      refusal = std::move(run.refusal);
      return fail(Errc::conflict, "refused on this device");
    }
    if (run.effect) saved.effect = *run.effect;
    TRY(pending.sequence, parts.pending.insert(pending, action, run));
    return {};
  });
  if (refusal) return std::expected<Saved, rules::Refusal>(std::unexpected(*std::move(refusal)));
  CHECK(written);
  if (const Status kept = keep_in_journal(pending); !kept) {
    // Not to be shown as saved: nothing of it may stay. A replacement stays, in the replica alone:
    // the action before it is gone already.
    if (replaces == nullptr) {
      parts.pending.note_unsaved(pending.sequence);
      // Where this fails too, the next exchange begins with it.
      static_cast<void>(parts.drop_unsaved());
    }
    return std::unexpected(kept.error());
  }
  // The replica has decided already; what the journal could not take now it takes with the next.
  if (replaces != nullptr) static_cast<void>(note_settled());
  return std::expected<Saved, rules::Refusal>(std::move(saved));
}

Status Queue::keep_in_journal(const PendingAction& pending) {
  CHECK(journal_->add(journal_record(pending)));
  const Status synced = journal_->sync();
  if (!synced) static_cast<void>(journal_->close(pending.id));
  return synced;
}

/// Removes an action that was never attempted; inside a write.
Status Queue::take_back(const Uuid& id) {
  ReplicaParts& parts = replica_.parts();
  TRY(const auto pending, parts.pending.find(id));
  if (!pending) return fail(Errc::not_found, "the action has settled");
  ASSERT(pending->attempts == 0);
  const actions::Receipt receipt{.action = id,
                                 .verdict = actions::Verdict::withdrawn,
                                 .action_hash = actions::action_hash(pending->body)};
  CHECK(parts.pending.settle({&receipt, 1}, {}, nullptr));
  // The user did it: nothing to tell in the inbox.
  auto dismiss = parts.connection->prepare("UPDATE settled SET dismissed = 1 WHERE id = ?");
  dismiss.bind(0, id);
  return dismiss.run();
}

Result<std::optional<Uuid>> Queue::withdraw(const Uuid& id) {
  ReplicaParts& parts = replica_.parts();
  TRY(const auto pending, parts.pending.find(id));
  if (!pending) return fail(Errc::not_found, "the action has settled");
  if (pending->attempts == 0) {
    CHECK(parts.write([&] { return take_back(id); }));
    static_cast<void>(note_settled());  // as above
    return std::nullopt;
  }
  TRY(const auto original, actions::decode_action(pending->body));
  NewAction withdrawal;
  withdrawal.kind = actions::kinds::kWithdraw;
  withdrawal.target = id;
  withdrawal.arguments = {{std::string(actions::arguments::kWithdrawnKind), original.kind}};
  TRY(auto outcome, save(std::move(withdrawal)));
  if (!outcome) return fail(Errc::internal, "a withdrawal was refused on this device");
  return outcome->id;
}

SaveOutcome Queue::edit(const Uuid& id, NewAction replacement) {
  TRY(const auto pending, replica_.parts().pending.find(id));
  if (!pending) return fail(Errc::not_found, "the action has settled");
  TRY(auto prepared, prepare(std::move(replacement)));
  if (pending->attempts == 0) return save_prepared(std::move(prepared), &id);
  TRY(auto saved, save_prepared(std::move(prepared), nullptr));
  if (saved) CHECK(withdraw(id));
  return saved;
}

Status Queue::set_hold(const Uuid& id, bool on_hold) {
  ReplicaParts& parts = replica_.parts();
  TRY(const auto pending, parts.pending.find(id));
  if (!pending) return fail(Errc::not_found, "the action has settled");
  if (pending->received_ms != 0) return fail(Errc::conflict, "the daemon has it already");
  return parts.write([&]() -> Status {
    auto update = parts.connection->prepare("UPDATE queue SET on_hold = ? WHERE id = ?");
    update.bind_all(on_hold, id);
    return update.run();
  });
}

Status Queue::hold(const Uuid& id) { return set_hold(id, true); }
Status Queue::release(const Uuid& id) { return set_hold(id, false); }

SaveOutcome Queue::retry(const Uuid& id) {
  TRY(const auto settled, replica_.parts().pending.find_settled(id));
  if (!settled) return fail(Errc::not_found, "there is no settled action of this id");
  TRY(auto old, actions::decode_action(settled->action.body));
  NewAction again;
  again.kind = std::move(old.kind);
  again.entity = std::move(old.entity);
  again.target = old.target;
  again.arguments = std::move(old.arguments);
  again.fields = std::move(old.fields);
  TRY(auto outcome, save(std::move(again)));
  if (outcome) CHECK(dismiss(id));
  return outcome;
}

Status Queue::dismiss(const Uuid& id) {
  ReplicaParts& parts = replica_.parts();
  return parts.write([&]() -> Status {
    auto update = parts.connection->prepare("UPDATE settled SET dismissed = 1 WHERE id = ?");
    update.bind(0, id);
    CHECK(update.run());
    return parts.connection->changes() > 0 ? Status{}
                                           : fail(Errc::not_found, "no verdict of this id");
  });
}

Status Queue::save_time_estimate() {
  ReplicaParts& parts = replica_.parts();
  TRY(const auto now, time_evidence(parts.meta, clock_));
  return parts.write([&] { return parts.meta.set(kMetaEstimate, now.estimate_ms); },
                     Durability::lazy);
}

}  // namespace fieldbook::client
