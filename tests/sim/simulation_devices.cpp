// The devices of a simulation: what people do on them, what happens to them, and what is checked as
// frames arrive.

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/sqlite/connection.hpp"
#include "tests/sim/simulation_parts.hpp"
#include "tests/sim/user_actions.hpp"
#include "tests/support/world/compare.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::size_t kUnitsMax = 6;

std::string_view word(client::Received::Kind kind) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "a part", "receipts", "a page",   "a checkpoint", "an old checkpoint",
      "a gap",  "more",     "fork",     "restored",     "another catalogue",
      "a beat", "behind",   "a problem"};
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace

/// Switches a rule off between daemon and device.
void Simulation::mutate(Unit& unit) {
  const Mutation mutation = options_.mutation;
  unit.device->disk().ignore_syncs(mutation == Mutation::forget_syncs);
  unit.device->disk().swallow_when_full(mutation == Mutation::swallow_when_full);
  if (mutation == Mutation::mix_channels) unit.link.mix_channels();
  const bool is_of_frames = mutation == Mutation::forget_later ||
                            (mutation != Mutation::none && mutation <= Mutation::drop_verdicts);
  if (!is_of_frames) return;
  unit.link.set_filter([mutation](const Bytes& frame) -> std::optional<Bytes> {
    auto message = protocol::decode_frame(frame);
    if (!message) return frame;
    if (mutation == Mutation::drop_removals && std::holds_alternative<protocol::Removals>(*message))
      return std::nullopt;
    if (mutation == Mutation::drop_scopes && std::holds_alternative<protocol::Scope>(*message))
      return std::nullopt;
    auto* checkpoint = std::get_if<protocol::Checkpoint>(&*message);
    if (checkpoint == nullptr) return frame;
    std::erase_if(checkpoint->verdicts, [mutation](const actions::Receipt& receipt) {
      return mutation == Mutation::drop_verdicts ||
             (mutation == Mutation::forget_later && receipt.number == 0);
    });
    Bytes out;
    protocol::encode_frame(*message, out);
    return Bytes(out.begin() + 4, out.end());
  });
}

void Simulation::open_device(Unit& unit) {
  mutate(unit);
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto recoveries = unit.device->recoveries();
    Status done = unit.device->open();
    if (done && !unit.device->replica().identity()) done = unit.device->sign_in(*daemon_);
    counters_.recoveries += unit.device->recoveries() - recoveries;
    if (unit.device->recoveries() != recoveries) unit.position = {};
    if (done) break;
    if (unit.device->disk().ran_out() && done.error().code == Errc::storage) {
      unit.device->disk().set_room(std::nullopt);
    } else if (!unit.device->disk().has_failed()) {
      return fail(Violation::unexpected_error,
                  fmt::format("{} does not open: {}", unit.device->name(), done.error().message));
    }
    unit.device->kill(any_loss());
  }
  unit.link.restart();
  // A checkpoint that was durable before the process died told nobody: the inbox does.
  note_inbox(unit);
  for (const Uuid& id : unit.unsettled) {
    const auto found = unit.device->queue().find(id);
    if (!found)
      return fail(Violation::action_lost,
                  fmt::format("{} was saved on {} and is not there after a "
                              "restart: {}",
                              short_id(id), unit.device->name(), found.error().message));
  }
  note_replaced(unit);
  // What was under way when the process died may have been saved without a word.
  const auto outbox = unit.device->queue().outbox();
  if (!outbox) return device_failed(unit, outbox.error());
  for (const client::QueuedAction& queued : *outbox) {
    unit.unsettled.insert(queued.action.id);
    promises_.try_emplace(queued.action.id,
                          Promise{.kind = queued.action.kind, .device = unit.device->name()});
  }
}

void Simulation::restart_device(Unit& unit, PowerLoss loss) {
  ++counters_.device_crashes;
  event(unit.device->name() + " dies");
  unit.link.break_off();
  unit.device->kill(loss);
  open_device(unit);
}

void Simulation::note_inbox(Unit& unit) {
  for (const Uuid& id : std::set<Uuid>(unit.unsettled)) {
    const auto found = unit.device->queue().find(id);
    if (found && found->settled_ms != 0) note_verdicts(unit, {&id, 1});
  }
  // What was held may have been settled by the checkpoint that told nobody.
  for (const Uuid& id : std::set<Uuid>(unit.held)) {
    const auto found = unit.device->queue().find(id);
    if (found && found->settled_ms != 0 && found->receipt &&
        found->receipt->verdict != actions::Verdict::held)
      note_verdicts(unit, {&id, 1});
  }
}

void Simulation::device_failed(Unit& unit, const Error& error) {
  if (unit.device->disk().has_failed()) return restart_device(unit, any_loss());
  if (unit.device->disk().ran_out() && error.code == Errc::storage) {
    // The process lives on: the exchange ends, and everything is as it was before the write.
    ++counters_.refused_by_disk;
    event(unit.device->name() + " cannot write: its disk is full");
    unit.link.device_refused();
    return note_inbox(unit);
  }
  fail(Violation::unexpected_error, fmt::format("{}: {}: {}", unit.device->name(),
                                                fieldbook::to_string(error.code), error.message));
}

void Simulation::act(Unit& unit) {
  auto action = draw_action(organisation_, *unit.device, random_);
  if (!action) return device_failed(unit, action.error());
  if (!*action) return;
  const std::string kind = (*action)->kind;
  std::set<Uuid> before;
  if (const auto outbox = unit.device->queue().outbox())
    for (const client::QueuedAction& queued : *outbox) before.insert(queued.action.id);
  const auto saved = unit.device->queue().save(**std::move(action));
  if (!saved) {
    if (!unit.device->disk().has_failed()) check_not_saved(unit, before);
    return device_failed(unit, saved.error());
  }
  if (!saved->has_value()) {
    ++counters_.refused_here;
    return event(fmt::format("{} {} refused at once: {}", unit.device->name(), kind,
                             actions::to_string(saved->error().reason)));
  }
  counters_.saved(kind);
  const Uuid id = (*saved)->id;
  event(fmt::format("{} saves {} {}", unit.device->name(), kind, short_id(id)));
  promises_.emplace(id, Promise{.kind = kind, .device = unit.device->name()});
  unit.unsettled.insert(id);
  note_replaced(unit);
  unit.link.work_waiting();
}

void Simulation::note_replaced(Unit& unit) {
  for (auto at = unit.unsettled.begin(); at != unit.unsettled.end();) {
    const auto found = unit.device->queue().find(*at);
    if (!found || found->state != client::ActionState::withdrawn || found->attempts != 0) {
      ++at;
      continue;
    }
    event(fmt::format("{}: {} gives way to another answer", unit.device->name(), short_id(*at)));
    Promise& promise = promises_.at(*at);
    // Of files that exist twice the other may send it, or may not.
    (unit.was_copied ? promise.may_be_gone : promise.withdrawn_here) = true;
    ++counters_.withdrawn_here;
    at = unit.unsettled.erase(at);
  }
}

void Simulation::check_not_saved(Unit& unit, const std::set<Uuid>& before) {
  const auto outbox = unit.device->queue().outbox();
  if (!outbox) return device_failed(unit, outbox.error());
  for (const client::QueuedAction& queued : *outbox) {
    if (before.contains(queued.action.id)) continue;
    return fail(Violation::verdict_untrue,
                fmt::format("{} could not be saved on {}, and is in its outbox",
                            short_id(queued.action.id), unit.device->name()));
  }
}

void Simulation::withdraw(Unit& unit) {
  // Of files that exist twice the other may have sent it: not what a withdrawal is about.
  if (unit.unsettled.empty() || unit.was_copied) return;
  auto at = unit.unsettled.begin();
  std::advance(at, random_.below(unit.unsettled.size()));
  const Uuid id = *at;
  if (promises_.at(id).kind == actions::kinds::kWithdraw) return;
  const auto answer = unit.device->queue().withdraw(id);
  if (!answer && answer.error().code == Errc::not_found) return;
  if (!answer) return device_failed(unit, answer.error());
  event(fmt::format("{} withdraws {}", unit.device->name(), short_id(id)));
  if (*answer) {
    counters_.saved(actions::kinds::kWithdraw);
    promises_.emplace(**answer, Promise{.kind = std::string(actions::kinds::kWithdraw),
                                        .device = unit.device->name()});
    unit.unsettled.insert(**answer);
    return unit.link.work_waiting();
  }
  ++counters_.withdrawn_here;
  promises_.at(id).withdrawn_here = true;
  unit.unsettled.erase(id);
}

void Simulation::clone_device() {
  if (units_.size() >= kUnitsMax) return;
  Unit& of = any_unit();
  ++counters_.clones;
  event(of.device->name() + " is cloned");
  of.was_copied = true;
  auto copy = of.device->clone(fmt::format("{}'{}", of.device->name(), units_.size()),
                               random_.below(1ULL << 62));
  units_.push_back(std::make_unique<Unit>(std::move(copy), *daemon_, random_.below(1000),
                                          random_.below(2) == 0));
  Unit& unit = *units_.back();
  unit.was_copied = true;
  unit.corrupted = of.corrupted;
  unit.unsettled = of.unsettled;
  unit.held = of.held;
  unit.position = of.position;
  open_device(unit);
}

void Simulation::roll_back(Unit& unit) {
  if (!unit.has_old_files || chance(0.3)) {
    unit.has_old_files = true;
    unit.old_files = unit.device->disk().image();
    unit.old_unsettled = unit.unsettled;
    return;
  }
  ++counters_.rollbacks;
  event(unit.device->name() + " goes back to earlier files");
  unit.link.break_off();
  unit.device->kill(PowerLoss::keeps);
  unit.device->disk().put_image(unit.old_files);
  for (auto& [id, promise] : promises_)
    if (promise.device == unit.device->name()) promise.may_be_gone = true;
  unit.unsettled = unit.old_unsettled;
  unit.was_copied = true;
  unit.position = {};
  open_device(unit);
}

void Simulation::corrupt(Unit& unit) {
  const auto dump = unit.device->replica().dump();
  if (!dump) return device_failed(unit, dump.error());
  if (dump->empty()) return;
  const client::DumpedRow& victim = (*dump)[random_.below(dump->size())];
  unit.link.break_off();
  unit.device->kill(PowerLoss::keeps);
  unit.device->disk().set_room(std::nullopt);
  ++counters_.corruptions;
  event(fmt::format("{}: {} is damaged", unit.device->name(), to_string(victim.key.id)));
  unit.corrupted = true;
  {
    auto connection =
        sqlite::Connection::open(unit.device->disk().path("replica.db"), {.vfs = kSimVfs});
    if (!connection) return fail(Violation::unexpected_error, connection.error().message);
    const std::string table = victim.row.entity->name;
    const std::string where = fmt::format(" WHERE id = x'{}'", to_hex(victim.key.id.bytes));
    const auto how = random_.below(3);
    const std::string sql =
        how == 0 ? fmt::format("DELETE FROM \"{}\"{}", table, where)
        : how == 1
            ? fmt::format("UPDATE \"{}\" SET row_commit = row_commit - 1{}", table, where)
            : fmt::format("UPDATE \"{}\" SET content_hash = content_hash + 1{}", table, where);
    const Status done = (*connection)->execute(sql);
    if (!done) return fail(Violation::unexpected_error, done.error().message);
  }
  open_device(unit);
  // Support makes room and looks, again if the device dies meanwhile; what it finds is repaired by
  // the next exchanges.
  unit.device->disk().set_room(std::nullopt);
  while (!failed()) {
    const auto report = unit.device->replica().doctor();
    if (report) return;
    device_failed(unit, report.error());
  }
}

void Simulation::deliver_late() {
  Unit& unit = any_unit();
  if (unit.link.sent().empty()) return;
  ++counters_.delayed;
  event(unit.device->name() + ": an old request arrives again");
  const auto& sent = unit.link.sent();
  auto answer = daemon_->sync(unit.device->session(), sent[random_.below(sent.size())]);
  if (!answer) return daemon_failed(answer.error());
  const auto more = daemon_->read_on(*answer);
  if (!more) daemon_failed(more.error());
}

void Simulation::exchange(Unit& unit, LinkFault fault) {
  auto stepped = unit.link.step(fault);
  if (!stepped) {
    const LinkError& error = stepped.error();
    if (!error.by_daemon) return device_failed(unit, error.error);
    // To the device a daemon that cannot write looks like one that is not there.
    unit.link.break_off();
    return daemon_failed(error.error);
  }
  if (stepped->kind == LinkStep::Kind::broken) ++counters_.broken;
  if (stepped->kind == LinkStep::Kind::answered && fault == LinkFault::duplicate)
    ++counters_.duplicated;
  if (stepped->received) take(unit, *stepped->received);
}

void Simulation::take(Unit& unit, const client::Received& received) {
  using Kind = client::Received::Kind;
  if (options_.trace && received.kind != Kind::buffered)
    event(fmt::format("{} receives {}", unit.device->name(), word(received.kind)));
  note_verdicts(unit, received.actions);
  switch (received.kind) {
    case Kind::page: ++counters_.pages; break;
    case Kind::behind: ++counters_.live_ends; break;
    case Kind::fork:
      ++counters_.forks;
      event(unit.device->name() + " begins a new stream");
      break;
    case Kind::restored:
      ++counters_.restored_frames;
      event(unit.device->name() + " hears of another history");
      // What counted as settled may be sent again.
      if (const auto outbox = unit.device->queue().outbox())
        for (const client::QueuedAction& queued : *outbox) unit.unsettled.insert(queued.action.id);
      break;
    case Kind::problem:
      fail(Violation::unexpected_error, unit.device->name() + ": " + received.problem.detail);
      break;
    case Kind::checkpoint: check_checkpoint(unit, received); break;
    default: break;
  }
}

void Simulation::check_checkpoint(Unit& unit, const client::Received& received) {
  ++counters_.checkpoints;
  const auto status = unit.device->replica().status();
  if (!status) return device_failed(unit, status.error());
  const Moment now{status->epoch, status->cursor};
  if (unit.link.is_live()) ++counters_.live_checkpoints;
  event(fmt::format("{} at {} of {}{}", unit.device->name(), now.commit,
                    to_hex(now.epoch).substr(0, 4), received.proven ? "" : " (not proven)"));
  if (now.epoch == unit.position.epoch && now.commit < unit.position.commit) {
    fail(Violation::cursor_went_back, fmt::format("{} went from {} to {}", unit.device->name(),
                                                  unit.position.commit, now.commit));
  }
  unit.position = now;
  if (!status->to_repair.empty()) ++counters_.repairs;
  if (!status->quarantined.empty())
    return fail(
        Violation::replica_differs,
        fmt::format("{}: {} is in quarantine", unit.device->name(), status->quarantined.front()));
  if (!received.proven) {
    if (unit.corrupted || counters_.restores > 0) return;
    return fail(Violation::replica_differs,
                unit.device->name() + ": digests differ although nothing was damaged");
  }
  ++counters_.compared;
  const auto difference = compare_with_view(*unit.device, *daemon_);
  if (!difference) return device_failed(unit, difference.error());
  if (difference->empty()) return;
  fail(Violation::replica_differs,
       fmt::format("{} at {}: {}", unit.device->name(), now.commit, *difference));
}

void Simulation::note_verdicts(Unit& unit, std::span<const Uuid> actions) {
  for (const Uuid& id : actions) {
    const auto found = unit.device->queue().find(id);
    if (!found) {
      if (unit.device->disk().has_failed()) return;
      return fail(Violation::action_lost, short_id(id) + " was answered and is not there");
    }
    if (found->settled_ms == 0 || !found->receipt) continue;
    unit.unsettled.erase(id);
    const auto verdict = found->receipt->verdict;
    event(fmt::format("{}: {} is {} ({})", unit.device->name(), short_id(id),
                      actions::to_string(verdict), actions::to_string(found->receipt->reason)));
    Promise& promise = promises_[id];
    ++counters_.verdicts[static_cast<std::size_t>(verdict)];
    if (verdict == actions::Verdict::held) {
      // Of files that exist twice the other may have heard more already.
      Promise as_held = promise;
      as_held.told = verdict;
      if (unit.was_copied && promise.told && may_follow(as_held, *promise.told)) continue;
      unit.held.insert(id);
    } else {
      unit.held.erase(id);
    }
    if (promise.told && *promise.told != verdict && !may_follow(promise, verdict) &&
        promise.told_at_restores == counters_.restores) {
      fail(Violation::verdict_untrue,
           fmt::format("{} was told {} and then {}", short_id(id),
                       actions::to_string(*promise.told), actions::to_string(verdict)));
    }
    promise.told = verdict;
    promise.told_at_restores = counters_.restores;
  }
}

}  // namespace fieldbook::tests
