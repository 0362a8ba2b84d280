#include "client/actions/action_state.hpp"

namespace fieldbook::client {

std::string_view to_string(ActionState state) {
  switch (state) {
    case ActionState::saved: return "saved";
    case ActionState::waiting: return "waiting";
    case ActionState::sending: return "sending";
    case ActionState::received: return "received";
    case ActionState::done: return "done";
    case ActionState::not_accepted: return "not_accepted";
    case ActionState::needs_you: return "needs_you";
    case ActionState::on_hold: return "on_hold";
    case ActionState::withdrawn: return "withdrawn";
  }
  return "saved";
}

std::string_view to_string(WaitReason reason) {
  switch (reason) {
    case WaitReason::none: return "none";
    case WaitReason::answer: return "answer";
    case WaitReason::other_action: return "other_action";
    case WaitReason::needs_update: return "needs_update";
  }
  return "none";
}

ActionState settled_state(const actions::Receipt& receipt) {
  using actions::Reason;
  switch (receipt.verdict) {
    case actions::Verdict::applied: return ActionState::done;
    case actions::Verdict::merged:
      return receipt.reason == Reason::conflict ? ActionState::needs_you : ActionState::done;
    case actions::Verdict::held: return ActionState::received;
    case actions::Verdict::withdrawn: return ActionState::withdrawn;
    case actions::Verdict::refused:
    case actions::Verdict::superseded:
    case actions::Verdict::expired: break;
  }
  switch (receipt.reason) {
    case Reason::conflict:
    case Reason::record_deleted:
    case Reason::booking_moved:
    case Reason::quote_changed: return ActionState::needs_you;
    default: return ActionState::not_accepted;
  }
}

}  // namespace fieldbook::client
