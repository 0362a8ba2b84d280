// The end of a simulation: the faults stop, all must converge, and everything is counted.

#include <fmt/format.h>

#include "tests/sim/simulation_parts.hpp"
#include "tests/support/world/compare.hpp"

namespace fieldbook::tests {
namespace {

using std::chrono::milliseconds;

constexpr int kRoundsMax = 60;
constexpr std::size_t kStepsAnExchangeMax = 2000;

bool took_effect(actions::Verdict verdict) {
  return verdict == actions::Verdict::applied || verdict == actions::Verdict::merged;
}

/// The first post whose count of helpful votes is not that of its rows, with both; empty where all
/// are right. Posts of a simulation begin without votes.
std::string miscounted_votes(const Snapshot& rows) {
  const auto catalogue = schema::Catalogue::embedded();
  const auto about = catalogue->column("feedback", "regardingobjectid");
  const auto count = catalogue->column("adx_communityforumpost", "adx_helpfulvotecount");
  std::map<Uuid, std::int64_t> votes;
  for (const auto& [key, row] : rows)
    if (key.entity == about.entity_number) ++votes[row->lookup(about).value_or(Uuid{})];
  for (const auto& [key, row] : rows) {
    if (key.entity != count.entity_number) continue;
    const std::int64_t says = row->integer(count).value_or(0);
    if (says != votes[key.id])
      return fmt::format("post {} counts {} votes and has {}", short_id(key.id), says,
                         votes[key.id]);
  }
  return {};
}

}  // namespace

bool Simulation::is_in_step(Unit& unit) {
  const auto status = unit.device->replica().status();
  if (!status) return false;
  return status->complete && status->epoch == daemon_->head().epoch &&
         (status->cursor == daemon_->head().commit || unit.link.listened_to() == daemon_->head()) &&
         status->pending == 0 && status->to_repair.empty() && status->quarantined.empty() &&
         unit.link.is_resting();
}

/// The faults have stopped. Time alone must bring everybody into step: nobody presses a button.
void Simulation::heal() {
  healing_ = true;
  event("the faults stop");
  daemon_->disk().fail_from(0);
  daemon_->mend_handlers();
  broken_kinds_.clear();
  free_disks();
  if (daemon_->disk().has_failed()) restart_daemon(PowerLoss::keeps);
  for (const auto& unit : units_) {
    unit->device->disk().fail_from(0);
    if (unit->device->disk().has_failed()) restart_device(*unit, PowerLoss::keeps);
    if (failed()) return;
    if (!unit->corrupted) continue;
    const auto report = unit->device->replica().doctor();
    if (!report) return device_failed(*unit, report.error());
    unit->link.work_waiting();
  }
  for (;;) {
    const auto more = daemon_->show_pending(1000);
    if (!more) return daemon_failed(more.error());
    if (!*more) break;
  }
  // In half of the runs staff clear up, too.
  if (random_.below(2) == 0) settle_all();
  for (int round = 0; round < kRoundsMax && !failed(); ++round) {
    ++counters_.rounds;
    bool all = true;
    for (const auto& unit : units_) all = is_in_step(*unit) && all;
    if (all) return;
    for (const auto& unit : units_) {
      if (unit->link.is_resting()) advance(unit->link.until_timer().value_or(milliseconds(60'000)));
      for (std::size_t i = 0; i < kStepsAnExchangeMax && !failed(); ++i) {
        exchange(*unit, LinkFault::none);
        if (unit->link.is_resting()) break;
      }
    }
  }
  if (failed()) return;
  std::string who;
  for (const auto& unit : units_) {
    if (is_in_step(*unit)) continue;
    const auto status = unit->device->replica().status();
    if (!status) continue;
    who += fmt::format("{} at {} with {} pending, {} to repair; ", unit->device->name(),
                       status->cursor, status->pending, status->to_repair.size());
  }
  fail(Violation::no_convergence,
       fmt::format("the daemon is at {}, but {}", daemon_->head().commit, who));
}

void Simulation::final_checks() {
  for (const auto& unit : units_) {
    // What a live stream passed over in silence did not concern its person.
    const auto difference = compare_with_view(*unit->device, *daemon_, daemon_->head());
    if (!difference) return device_failed(*unit, difference.error());
    if (!difference->empty())
      return fail(Violation::replica_differs,
                  fmt::format("at the end {}: {}", unit->device->name(), *difference));
    if (!unit->unsettled.empty())
      return fail(Violation::action_lost,
                  fmt::format("{} of {} has no verdict", short_id(*unit->unsettled.begin()),
                              unit->device->name()));
  }
  const auto stored = daemon_->compare_with_store();
  if (!stored) return daemon_failed(stored.error());
  if (!stored->empty()) return fail(Violation::store_differs, *stored);
  if (const std::string wrong = miscounted_votes(daemon_->rows()); !wrong.empty())
    return fail(Violation::store_differs, wrong);
  const auto effects = daemon_->effects();
  if (!effects) return daemon_failed(effects.error());
  for (const auto& [id, times] : *effects)
    if (times > 1)
      return fail(Violation::effect_twice, fmt::format("{} took effect {} times", id, times));
  for (const auto& [text, times] : *effects) {
    const auto id = parse_uuid(text);
    if (!id || !promises_.contains(*id))
      return fail(Violation::verdict_untrue, text + " took effect and was never shown as saved");
  }
  for (const auto& [id, promise] : promises_) {
    const auto kept = daemon_->verdict(id);
    if (!kept) return daemon_failed(kept.error());
    const bool is_effective = effects->contains(to_string(id));
    if (promise.withdrawn_here) {
      if (is_effective && !promise.may_be_gone)
        return fail(Violation::verdict_untrue, short_id(id) + " was withdrawn and took effect");
      continue;
    }
    if (!promise.told) {
      if (promise.may_be_gone) continue;
      return fail(Violation::action_lost,
                  fmt::format("{} of {} never got a verdict", short_id(id), promise.device));
    }
    // Of a history that a restore took back: known to no device any more.
    if (promise.may_be_gone && !*kept) continue;
    if (!*kept)
      return fail(Violation::verdict_untrue,
                  fmt::format("{} was told {}, and the daemon does not know it", short_id(id),
                              actions::to_string(*promise.told)));
    if ((*kept)->receipt.verdict != *promise.told && !promise.may_be_gone)
      return fail(Violation::verdict_untrue,
                  fmt::format("{} was told {}, and the daemon says {}", short_id(id),
                              actions::to_string(*promise.told),
                              actions::to_string((*kept)->receipt.verdict)));
    check_kept(id, (*kept)->receipt);
    if (failed()) return;
    if (took_effect((*kept)->receipt.verdict) != is_effective)
      return fail(
          Violation::verdict_untrue,
          fmt::format("{} is {}, and its effect is {}there", short_id(id),
                      actions::to_string((*kept)->receipt.verdict), is_effective ? "" : "not "));
  }
}

/// What a verdict says is kept must be there.
void Simulation::check_kept(const Uuid& id, const actions::Receipt& receipt) {
  if (receipt.verdict == actions::Verdict::held) {
    const auto held = daemon_->is_in_custody(id);
    if (!held) return daemon_failed(held.error());
    if (!*held)
      return fail(Violation::verdict_untrue, short_id(id) + " is held, and nobody has it");
  }
  for (const auto& [name, value] : receipt.detail) {
    if (name != "conflict") continue;
    const std::uint32_t entity = schema::Catalogue::embedded()->entity("fieldbook_conflict").number;
    const auto row = parse_uuid(value);
    if (!row || !daemon_->rows().contains({entity, *row}))
      return fail(Violation::verdict_untrue,
                  fmt::format("{} lost against another edit, and its text is gone", short_id(id)));
  }
}

}  // namespace fieldbook::tests
