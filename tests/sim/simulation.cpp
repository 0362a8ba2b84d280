#include "tests/sim/simulation.hpp"

#include <fmt/format.h>

#include "tests/sim/churn.hpp"
#include "tests/sim/market.hpp"
#include "tests/sim/simulation_parts.hpp"

namespace fieldbook::tests {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kEventsKept = 20'000;
constexpr double kFreedAStep = 0.08;         ///< a disk stays full for a dozen steps
constexpr std::uint64_t kRoomMax = 400'000;  ///< of a disk that fills up

}  // namespace

std::string_view to_string(Violation violation) {
  switch (violation) {
    case Violation::none: return "none";
    case Violation::replica_differs: return "replica_differs";
    case Violation::effect_twice: return "effect_twice";
    case Violation::action_lost: return "action_lost";
    case Violation::cursor_went_back: return "cursor_went_back";
    case Violation::verdict_untrue: return "verdict_untrue";
    case Violation::no_convergence: return "no_convergence";
    case Violation::unexpected_error: return "unexpected_error";
    case Violation::store_differs: return "store_differs";
  }
  return "unknown";
}

Result<Mutation> parse_mutation(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, Mutation>, 11> kNames = {{
      {"none", Mutation::none},
      {"drop_removals", Mutation::drop_removals},
      {"drop_scopes", Mutation::drop_scopes},
      {"drop_verdicts", Mutation::drop_verdicts},
      {"forget_syncs", Mutation::forget_syncs},
      {"forget_verdicts", Mutation::forget_verdicts},
      {"mix_channels", Mutation::mix_channels},
      {"swallow_when_full", Mutation::swallow_when_full},
      {"drop_conflicts", Mutation::drop_conflicts},
      {"drop_custody", Mutation::drop_custody},
      {"forget_later", Mutation::forget_later},
  }};
  for (const auto& [name, mutation] : kNames)
    if (name == text) return mutation;
  return fieldbook::fail(Errc::invalid_argument, "no such mutation: " + std::string(text));
}

Simulation::Simulation(SimulationOptions options)
    : options_(options), random_(options.seed * 0xD1342543DE82EF95ULL + 0x2545F4914F6CDD1DULL) {}

Simulation::~Simulation() = default;

bool Simulation::chance(double probability) {
  if (healing_) return false;
  return static_cast<double>(random_.below(1'000'000)) < probability * 1'000'000;
}

Simulation::Unit& Simulation::any_unit() { return *units_[random_.below(units_.size())]; }

PowerLoss Simulation::any_loss() {
  const auto luck = random_.below(3);
  return luck == 0 ? PowerLoss::keeps : luck == 1 ? PowerLoss::drops : PowerLoss::tears;
}

void Simulation::event(const std::string& text) {
  if (!options_.trace) return;
  events_.push_back(fmt::format("{:4} @{} {}", counters_.steps, daemon_->head().commit, text));
  if (events_.size() > kEventsKept) events_.erase(events_.begin());
}

void Simulation::fail(Violation violation, const std::string& message) {
  if (failed()) return;
  finding_ = {violation, message};
  event("VIOLATION " + message);
}

void Simulation::advance(milliseconds by) {
  daemon_clock_.advance(by);
  for (const auto& unit : units_) unit->device->clock().advance(by);
}

Finding Simulation::run() {
  begin();
  while (!failed() && counters_.steps < options_.steps) {
    ++counters_.steps;
    step();
  }
  if (!failed()) heal();
  if (!failed()) final_checks();
  counters_.epochs = daemon_->epochs_opened();
  return finding_;
}

void Simulation::begin() {
  rates_ = std::make_unique<Rates>(random_, options_.mutation);
  if (options_.busy) rates_->work_instead();
  organisation_ = make_small_organisation(random_, 2 + random_.below(2));
  SimDaemonOptions options;
  options.pull.page_rows = 1 + random_.below(20);
  options.pull.response_bytes = random_.below(2) == 0 ? 2'000 : limits::kResponseBytesMax;
  if (random_.below(8) == 0) options.entries_max = 2 + random_.below(20);
  options.announces_restores = random_.below(3) == 0;
  if (random_.below(3) == 0)
    options.handler_failures = 10 + static_cast<unsigned>(random_.below(40));
  if (random_.below(3) == 0) options.window_days = 1 + static_cast<std::int64_t>(random_.below(8));
  options.drops_conflicts = options_.mutation == Mutation::drop_conflicts;
  options.drops_custody = options_.mutation == Mutation::drop_custody;
  daemon_ = std::make_unique<SimDaemon>(daemon_clock_, random_.below(1ULL << 62), options);
  std::vector<schema::RowChange> changes;
  for (const schema::Row& row : organisation_.rows) changes.push_back(upsert(row));
  for (schema::RowChange& change : open_market(organisation_, random_))
    changes.push_back(std::move(change));
  Status done = daemon_->start();
  syncd::DistributionSettings distribution;
  distribution.automatic = random_.below(2) == 0;
  distribution.offer_days = 1 + static_cast<std::int64_t>(random_.below(5));
  distribution.plan.weights[static_cast<std::size_t>(syncd::Metric::win_rate)] = 3;
  daemon_->distribute_with(distribution);
  if (done) done = daemon_->commit(changes, "import");
  for (const SimPerson& person : organisation_.people)
    if (done) done = daemon_->register_person(person);
  const std::size_t count = 3 + random_.below(2);
  const std::size_t first = random_.below(organisation_.people.size());
  for (std::size_t i = 0; i < count && done; ++i) {
    // Steps of two reach every audience.
    const SimPerson& person = organisation_.people[(first + 2 * i) % organisation_.people.size()];
    auto device = std::make_unique<SimDevice>(fmt::format("{}{}", person.name, i), person,
                                              random_.below(1ULL << 62));
    done = daemon_->register_device(device->session());
    units_.push_back(
        std::make_unique<Unit>(std::move(device), *daemon_, i + 1, random_.below(2) == 0));
    open_device(*units_.back());
  }
  if (!done) fail(Violation::unexpected_error, "begin: " + done.error().message);
}

void Simulation::step() {
  advance(milliseconds(static_cast<std::int64_t>(random_.below(3000))));
  if (chance(rates_->device_crash)) {
    SimDisk& disk = any_unit().device->disk();
    disk.fail_from(disk.operations() + 1 + random_.below(40));
  }
  if (chance(rates_->daemon_crash)) {
    SimDisk& disk = daemon_->disk();
    disk.fail_from(disk.operations() + 1 + random_.below(40));
  }
  if (chance(rates_->full_disk)) fill_a_disk();
  if (chance(kFreedAStep)) free_disks();
  if (chance(rates_->restore)) return restore_daemon();
  if (chance(rates_->clone)) return clone_device();
  if (chance(rates_->roll_back)) return roll_back(any_unit());
  if (chance(rates_->corrupt)) return corrupt(any_unit());
  if (chance(rates_->late)) return deliver_late();
  if (chance(rates_->tombstones)) return housekeeping();
  if (chance(rates_->distribute)) return distribute();
  if (chance(rates_->days)) return pass_days();
  if (chance(rates_->defect)) return break_or_mend();
  if (chance(rates_->staff)) return work_as_staff();
  if (chance(rates_->withdraw)) return withdraw(any_unit());
  if (chance(rates_->act)) return act(any_unit());
  if (chance(rates_->change)) return change_something();
  Unit& unit = any_unit();
  if (unit.link.is_resting()) {
    if (chance(rates_->sign_in)) {
      const Status done = unit.device->sign_in(*daemon_);
      // A person that is gone keeps the old sign-in; so does a device on which actions wait that
      // were taken under another audience.
      const bool is_kept =
          !done && (done.error().code == Errc::not_found || done.error().code == Errc::conflict);
      if (!done && !is_kept) device_failed(unit, done.error());
      if (failed()) return;
    }
    unit.link.network_changed(true);
  }
  LinkFault fault = LinkFault::none;
  if (chance(rates_->lose)) fault = LinkFault::lose;
  if (chance(rates_->duplicate)) fault = LinkFault::duplicate;
  exchange(unit, fault);
  for (auto more = random_.below(8); more > 0 && !failed(); --more) exchange(unit, LinkFault::none);
}

// --- The daemon
// -----------------------------------------------------------------------------------

bool Simulation::daemon_did(const Status& status) {
  if (status) return true;
  daemon_failed(status.error());
  return false;
}

void Simulation::daemon_failed(const Error& error) {
  if (daemon_->disk().has_failed()) return restart_daemon(any_loss());
  if (daemon_->disk().ran_out() && error.code == Errc::storage) {
    ++counters_.refused_by_disk;
    return event("the daemon's disk is full");
  }
  fail(Violation::unexpected_error,
       fmt::format("daemon: {}: {}", fieldbook::to_string(error.code), error.message));
}

void Simulation::restart_daemon(PowerLoss loss) {
  ++counters_.daemon_crashes;
  event("daemon dies");
  daemon_->kill(loss);
  for (const auto& unit : units_) unit->link.break_off();
  Status done = daemon_->start();
  if (!done && daemon_->disk().ran_out() && done.error().code == Errc::storage) {
    // It says so and does not start; somebody makes room.
    daemon_->kill(PowerLoss::keeps);
    daemon_->disk().set_room(std::nullopt);
    done = daemon_->start();
  }
  if (done && options_.mutation == Mutation::forget_verdicts) done = daemon_->forget_verdicts();
  if (!done) fail(Violation::unexpected_error, "daemon does not start: " + done.error().message);
}

void Simulation::fill_a_disk() {
  ++counters_.full_disks;
  const bool of_daemon = random_.below(3) == 0;
  Unit& unit = any_unit();
  SimDisk& disk = of_daemon ? daemon_->disk() : unit.device->disk();
  event((of_daemon ? "the daemon" : unit.device->name()) + " runs out of room");
  disk.set_room(random_.below(kRoomMax));
}

void Simulation::free_disks() {
  daemon_->disk().set_room(std::nullopt);
  for (const auto& unit : units_) unit->device->disk().set_room(std::nullopt);
}

void Simulation::restore_daemon() {
  if (!daemon_->has_backup()) return;
  // Whoever restores makes room first.
  daemon_->disk().set_room(std::nullopt);
  ++counters_.restores;
  event("daemon restored");
  const Status done = daemon_->restore();
  for (const auto& unit : units_) unit->link.break_off();
  if (!done) fail(Violation::unexpected_error, "restore: " + done.error().message);
}

void Simulation::change_something() {
  Happening happening = draw_happening(organisation_, daemon_->rows(), random_);
  if (happening.changes.empty()) return;
  event(happening.what);
  if (daemon_did(daemon_->commit(happening.changes))) ++counters_.commits;
}

void Simulation::distribute() {
  ++counters_.distributions;
  event("the daemon distributes");
  static_cast<void>(daemon_did(daemon_->distribute()));
}

/// Offers end, and what is finished leaves the devices.
void Simulation::pass_days() {
  ++counters_.days;
  event("days pass");
  advance(std::chrono::days(1 + random_.below(4)));
  static_cast<void>(daemon_did(daemon_->move_windows()));
}

void Simulation::housekeeping() {
  switch (random_.below(3)) {
    case 0:
      ++counters_.tombstone_drops;
      event("tombstones dropped");
      static_cast<void>(
          daemon_did(daemon_->drop_tombstones(static_cast<std::int64_t>(random_.below(40)))));
      return;
    case 1:
      event("backup");
      static_cast<void>(daemon_did(daemon_->back_up()));
      return;
    default: {
      const auto more = daemon_->show_pending(1 + random_.below(10));
      if (!more) daemon_failed(more.error());
    }
  }
}

}  // namespace fieldbook::tests
