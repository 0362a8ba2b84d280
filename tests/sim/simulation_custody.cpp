// What the daemon holds because a handler failed, and the staff who settle it: `syncd held list`,
// `retry`, `refuse` (syncd/admin/README.md). They act on a list that may be old: what is on it may
// have been settled, or withdrawn by its author, or the daemon may have died meanwhile.

#include <algorithm>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "tests/sim/simulation_parts.hpp"

namespace fieldbook::tests {

using actions::Verdict;

void Simulation::break_or_mend() {
  ++counters_.defects;
  if (!broken_kinds_.empty() && random_.below(2) == 0) {
    const std::size_t which = random_.below(broken_kinds_.size());
    event("mended: the handler of " + broken_kinds_[which]);
    daemon_->mend_handler(broken_kinds_[which]);
    broken_kinds_.erase(broken_kinds_.begin() + static_cast<std::ptrdiff_t>(which));
    return;
  }
  // Mostly of a kind that people have used, so that something comes to be held.
  std::vector<std::string> kinds;
  for (const auto& [id, promise] : promises_)
    if (promise.kind != actions::kinds::kWithdraw) kinds.push_back(promise.kind);
  kinds.emplace_back(actions::kinds::kRecordUpdate);
  const std::string kind = kinds[random_.below(kinds.size())];
  if (std::ranges::find(broken_kinds_, kind) != broken_kinds_.end()) return;
  event("broken: the handler of " + kind);
  daemon_->break_handler(kind);
  broken_kinds_.push_back(kind);
}

void Simulation::work_as_staff() {
  if (staff_list_.empty() || random_.below(3) == 0) {
    auto held = daemon_->in_custody();
    if (!held) return daemon_failed(held.error());
    staff_list_ = *std::move(held);
    if (staff_list_.empty()) return;
    event(fmt::format("staff see {} held", staff_list_.size()));
    // Half of the time they think about it first.
    if (random_.below(2) == 0) return;
  }
  settle(staff_list_[random_.below(staff_list_.size())]);
}

void Simulation::settle_all() {
  const auto held = daemon_->in_custody();
  if (!held) return daemon_failed(held.error());
  for (const Uuid& id : *held)
    if (!failed()) settle(id);
}

void Simulation::settle(const Uuid& id) {
  const auto before = daemon_->verdict(id);
  if (!before) return daemon_failed(before.error());
  const bool was_held = *before && (*before)->receipt.verdict == Verdict::held;
  const auto promised = promises_.find(id);
  if (was_held && promised == promises_.end())
    return fail(Violation::verdict_untrue, short_id(id) + " is held and was never shown as saved");
  syncd::HeldDecision decision;
  decision.action = id;
  if (random_.below(3) == 0) {
    decision.kind = syncd::HeldDecision::Kind::refuse;
    decision.why = "Please call us.";
  }
  const bool refuses = decision.kind == syncd::HeldDecision::Kind::refuse;
  const auto receipt = daemon_->settle_held(decision);
  if (!receipt && receipt.error().code == Errc::not_found) {
    if (was_held)
      return fail(Violation::verdict_untrue,
                  fmt::format("{} is held, and staff are told that it is not", short_id(id)));
    ++counters_.held_too_late;
    return event(fmt::format("staff come too late for {}", short_id(id)));
  }
  // Whether a daemon that died had committed it shows later: either is right.
  if (was_held) (refuses ? promised->second.refused : promised->second.retried) = true;
  if (!receipt) return daemon_failed(receipt.error());
  event(fmt::format("staff {} {}: {} ({})", refuses ? "refuse" : "retry", short_id(id),
                    actions::to_string(receipt->verdict), actions::to_string(receipt->reason)));
  if (!was_held)
    return fail(Violation::verdict_untrue,
                fmt::format("staff decided {}, which was not held", short_id(id)));
  ++(refuses ? counters_.held_refused : counters_.held_retried);
  if (refuses && receipt->verdict != Verdict::refused)
    return fail(Violation::verdict_untrue,
                fmt::format("staff refused {}, and it is {}", short_id(id),
                            actions::to_string(receipt->verdict)));
  const auto after = daemon_->verdict(id);
  if (!after) return daemon_failed(after.error());
  const auto held = daemon_->is_in_custody(id);
  if (!held) return daemon_failed(held.error());
  if (!*after || (*after)->receipt.verdict != receipt->verdict ||
      *held != (receipt->verdict == Verdict::held))
    fail(Violation::verdict_untrue,
         fmt::format("staff settled {}, and the daemon keeps something else", short_id(id)));
}

/// Custody is not the end: its author may withdraw what is held, and staff may settle it.
bool Simulation::may_follow(const Promise& promise, Verdict verdict) const {
  if (promise.told != Verdict::held || verdict == Verdict::held) return false;
  if (verdict == Verdict::withdrawn || promise.retried) return true;
  return promise.refused && verdict == Verdict::refused;
}

}  // namespace fieldbook::tests
