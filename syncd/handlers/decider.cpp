#include "syncd/handlers/decider.hpp"

#include "shared/base/limits.hpp"
#include "syncd/handlers/group.hpp"

namespace fieldbook::syncd {
namespace {

/// Ids of the group that is being decided, 32 hexadecimal digits each. Written before, removed with
/// the verdicts.
constexpr std::string_view kUnderWay = "decider.under_way";

std::vector<Uuid> parse_ids(std::string_view text) {
  std::vector<Uuid> out;
  for (; text.size() >= 32; text.remove_prefix(32))
    if (const auto bytes = from_hex(text.substr(0, 32)))
      if (const auto id = to_uuid(*bytes)) out.push_back(*id);
  return out;
}

std::vector<Uuid> ids_of(std::span<const DecideBatch> batches) {
  std::vector<Uuid> out;
  for (const DecideBatch& batch : batches)
    for (const actions::SignedAction& action : batch.actions)
      if (const auto id = peek_id(action.body)) out.push_back(*id);
  return out;
}

std::string print_ids(const std::vector<Uuid>& ids) {
  std::string out;
  for (const Uuid& id : ids) out += to_hex(id.bytes);
  return out;
}

std::size_t count_actions(std::span<const DecideBatch> batches) {
  std::size_t count = 0;
  for (const DecideBatch& batch : batches) count += batch.actions.size();
  return count;
}

DecideBatch slice(const DecideBatch& batch, std::size_t at) {
  DecideBatch one = batch;
  one.actions = {batch.actions[at]};
  return one;
}

}  // namespace

Status verify_action(const actions::SignedAction& action, const FixedBytes<32>& device_key) {
  if (action.body.size() > limits::kActionBytesMax)
    return fail(Errc::limit_exceeded, "an action of more than 64 KiB");
  if (!actions::verify(device_key, actions::kActionDomain, action.body, action.signature))
    return fail(Errc::unauthenticated, "an action's signature is not its device's");
  return {};
}

DecideOutcome Decider::decide(std::span<const DecideBatch> batches) {
  ASSERT(count_actions(batches) <= limits::kGroupCommitActionsMax);
  DecideOutcome out;
  const auto suspicious = note_start(batches);
  if (!suspicious) {
    out.batches.assign(batches.size(), std::unexpected(suspicious.error()));
    return out;
  }
  if (!*suspicious && decide_group(batches, out)) return out;
  decide_singly(batches, out);
  return out;
}

/// Commits what is about to be decided. True when one of the actions has failed before.
Result<bool> Decider::note_start(std::span<const DecideBatch> batches) {
  TRY(const auto transaction, store_.begin_write());
  if (is_first_) {
    // What an earlier process began and did not end.
    TRY(const auto under_way, transaction->setting(kUnderWay));
    for (const Uuid& id : parse_ids(under_way.value_or(""))) {
      TRY(const auto result, transaction->action_result(id));
      if (!result) CHECK(transaction->count_try(id));
    }
  }
  bool suspicious = false;
  bool all_known = !is_first_;
  for (const Uuid& id : ids_of(batches)) {
    TRY(const std::uint32_t tries, transaction->tries(id));
    suspicious = suspicious || tries > 0;
    if (!all_known) continue;
    TRY(const auto result, transaction->action_result(id));
    all_known = result.has_value();
  }
  // A request that came again runs no handler.
  if (all_known) return false;
  // One by one writes its own: only who runs is under way.
  CHECK(transaction->put_setting(kUnderWay, suspicious ? "" : print_ids(ids_of(batches))));
  CHECK(transaction->commit());
  is_first_ = false;
  return suspicious;
}

Status Decider::decide_group(std::span<const DecideBatch> batches, DecideOutcome& out) {
  TRY(const auto transaction, store_.begin_write());
  TRY(auto commit, committer_.open(*transaction));
  ActionGroup group(*transaction, commit, committer_.exposure(), settings_, find_rule_, random_);
  std::vector<Result<DecidedActions>> decided;
  for (const DecideBatch& batch : batches) {
    decided.push_back(group.decide(batch));
    if (!decided.back() && decided.back().error().code != Errc::invalid_argument)
      return std::unexpected(decided.back().error());
  }
  CHECK(transaction->remove_setting(kUnderWay));
  TRY(auto outcome, commit.finish());
  CHECK(transaction->commit());
  out.batches = std::move(decided);
  if (!outcome.is_empty) out.commits.push_back(std::move(outcome));
  return {};
}

Result<HeldSettled> Decider::settle_held(WriteTransaction& transaction,
                                         const HeldDecision& decision, Instant now) {
  TRY(const auto held, transaction.held_action(decision.action));
  if (!held) return fail(Errc::not_found, "no action of this id is held");
  TRY(auto commit, committer_.open(transaction));
  ActionGroup group(transaction, commit, committer_.exposure(), settings_, find_rule_, random_);
  TRY(HeldSettled out, group.settle_held(*held, decision, now));
  TRY(out.commit, commit.finish());
  return out;
}

void Decider::decide_singly(std::span<const DecideBatch> batches, DecideOutcome& out) {
  out.batches.clear();
  for (const DecideBatch& batch : batches) out.batches.push_back(decide_one(batch, out));
}

/// Something that the action reads is damaged: counted, so that it ends in custody and lets the
/// rest of its queue pass. A store that cannot write says nothing about the action.
void Decider::count_failure(const DecideBatch& one, const Error& error) {
  if (error.code == Errc::storage || error.code == Errc::unavailable) return;
  const auto transaction = store_.begin_write();
  const auto id = peek_id(one.actions.front().body);
  if (!transaction || !id || !(*transaction)->count_try(*id)) return;
  // Where this fails too the try is not counted, and the device asks again.
  (void)(*transaction)->commit();
}

/// One transaction an action. An error keeps what was decided before it: the device asks again.
Result<DecidedActions> Decider::decide_one(const DecideBatch& batch, DecideOutcome& out) {
  DecidedActions all;
  for (std::size_t i = 0; i < batch.actions.size() && !all.fork; ++i) {
    const DecideBatch one = slice(batch, i);
    {
      TRY(const auto transaction, store_.begin_write());
      CHECK(transaction->put_setting(kUnderWay, print_ids(ids_of(std::span(&one, 1)))));
      CHECK(transaction->commit());
    }
    DecideOutcome single;
    if (const Status status = decide_group(std::span(&one, 1), single); !status) {
      count_failure(one, status.error());
      return std::unexpected(status.error());
    }
    out.commits.insert(out.commits.end(), single.commits.begin(), single.commits.end());
    Result<DecidedActions>& decided = single.batches.front();
    if (!decided) return decided;
    all.fork = decided->fork;
    for (actions::Receipt& receipt : decided->receipts) all.receipts.push_back(std::move(receipt));
  }
  return all;
}

}  // namespace fieldbook::syncd
