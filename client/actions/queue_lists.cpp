#include "client/actions/queue.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/sync_request.hpp"

namespace fieldbook::client {
namespace {

Result<QueuedAction> common_line(const PendingAction& pending) {
  QueuedAction out;
  auto action = actions::decode_action(pending.body);
  if (!action) return fail(Errc::corrupt, "an action in the queue");
  out.action = *std::move(action);
  out.sequence = pending.sequence;
  out.number = pending.number;
  out.attempts = pending.attempts;
  out.saved_ms = pending.saved_ms;
  out.received_ms = pending.received_ms;
  out.forecast = pending.forecast;
  out.receipt = pending.receipt;
  out.verdict_before = pending.verdict_before;
  return out;
}

Result<QueuedAction> pending_line(const PendingAction& pending, const Turns& turns,
                                  bool exchanging) {
  TRY(auto out, common_line(pending));
  const auto blocked =
      std::find_if(turns.blocked_by.begin(), turns.blocked_by.end(),
                   [&](const auto& pair) { return pair.first == pending.sequence; });
  if (pending.received_ms != 0) {
    out.state = ActionState::received;
  } else if (pending.on_hold) {
    out.state = ActionState::on_hold;
  } else if (blocked != turns.blocked_by.end()) {
    out.state = ActionState::waiting;
    out.wait = WaitReason::other_action;
    out.waits_for = blocked->second;
  } else if (pending.number != 0 && exchanging) {
    out.state = ActionState::sending;
  } else if (pending.attempts != 0) {
    out.state = ActionState::waiting;
    out.wait = WaitReason::answer;
  }
  return out;
}

Result<QueuedAction> settled_line(const SettledAction& settled) {
  TRY(auto out, common_line(settled.action));
  out.state = settled_state(settled.receipt);
  out.receipt = settled.receipt;
  out.settled_ms = settled.settled_ms;
  out.dismissed = settled.dismissed;
  return out;
}

Result<std::vector<QueuedAction>> settled_lines(Result<std::vector<SettledAction>> settled) {
  if (!settled) return std::unexpected(std::move(settled).error());
  std::vector<QueuedAction> out;
  for (const SettledAction& action : *settled) {
    TRY(auto line, settled_line(action));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<std::vector<QueuedAction>> Queue::outbox() {
  TRY(const auto pending, replica_.parts().pending.all());
  TRY(const Turns turns, find_turns(replica_.parts()));
  std::vector<QueuedAction> out;
  for (const PendingAction& action : pending) {
    TRY(auto line, pending_line(action, turns, exchanging_));
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<QueuedAction>> Queue::inbox() {
  return settled_lines(replica_.parts().pending.settled(SIZE_MAX >> 1U, true));
}

Result<std::vector<QueuedAction>> Queue::history(std::size_t limit) {
  return settled_lines(replica_.parts().pending.settled(limit, false));
}

Result<QueuedAction> Queue::find(const Uuid& id) {
  ReplicaParts& parts = replica_.parts();
  TRY(const auto pending, parts.pending.find(id));
  if (pending) {
    TRY(const Turns turns, find_turns(parts));
    return pending_line(*pending, turns, exchanging_);
  }
  TRY(const auto settled, parts.pending.find_settled(id));
  if (!settled) return fail(Errc::not_found, "there is no action of this id");
  return settled_line(*settled);
}

}  // namespace fieldbook::client
