#include "tests/sim/simulation.hpp"

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/sqlite/connection.hpp"
#include "tests/sim/churn.hpp"
#include "tests/sim/user_actions.hpp"
#include "tests/support/world/compare.hpp"

namespace fieldbook::tests {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kEventsKept = 20'000;
constexpr int kRoundsMax = 60;
constexpr std::size_t kUnitsMax = 6;
constexpr double kFreedAStep = 0.08;        ///< a disk stays full for a dozen steps
constexpr std::uint64_t kRoomMax = 400'000;  ///< of a disk that fills up
constexpr std::size_t kStepsAnExchangeMax = 2000;

bool took_effect(actions::Verdict verdict) {
  return verdict == actions::Verdict::applied || verdict == actions::Verdict::merged;
}

std::string_view word(client::Received::Kind kind) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "a part", "receipts", "a page",   "a checkpoint", "an old checkpoint",
      "a gap",  "more",     "fork",     "restored",     "another catalogue",
      "a beat", "behind",   "a problem"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string short_id(const Uuid& id) { return to_string(id).substr(24); }

}  // namespace

/// Drawn once a seed: some faults never come, others often (swarm testing).
struct Simulation::Rates {
  double lose, duplicate, late, device_crash, daemon_crash, restore, clone, roll_back, corrupt,
      withdraw, tombstones, sign_in, full_disk;
  double act, change;

  explicit Rates(Random& random) {
    const auto rate = [&](double most) {
      if (random.below(3) == 0) return 0.0;
      return most * static_cast<double>(random.below(1000)) / 1000.0;
    };
    lose = rate(0.15), duplicate = rate(0.3), late = rate(0.02);
    device_crash = rate(0.03), daemon_crash = rate(0.02), restore = rate(0.01);
    clone = rate(0.008), roll_back = rate(0.008), corrupt = rate(0.01);
    withdraw = rate(0.02), tombstones = rate(0.03), sign_in = rate(0.02);
    full_disk = rate(0.02);
    act = 0.06 + rate(0.1), change = 0.1 + rate(0.15);
  }
};

/// A device with its link and what the test knows of it.
struct Simulation::Unit {
  Unit(std::unique_ptr<SimDevice> with, SimDaemon& daemon, std::uint64_t seed, bool live)
      : device(std::move(with)), link(*device, daemon, seed, live) {}

  std::unique_ptr<SimDevice> device;
  SimLink link;
  Moment position;           ///< of the last checkpoint that was seen
  bool corrupted = false;    ///< rows were damaged and are not known to be whole again
  bool was_copied = false;   ///< its files exist twice, or came back from earlier
  std::set<Uuid> unsettled;  ///< saved here, no verdict yet
  SimDisk::Image old_files;  ///< for a roll-back
  std::set<Uuid> old_unsettled;
  bool has_old_files = false;
};

/// An action of which the screen said "Saved on this device".
struct Simulation::Promise {
  std::string kind;
  std::string device;
  std::optional<actions::Verdict> told;
  std::uint64_t told_at_restores = 0;
  bool withdrawn_here = false;
  bool may_be_gone = false;  ///< its only copy was rolled back
};

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
  static constexpr std::array<std::pair<std::string_view, Mutation>, 8> kNames = {{
      {"none", Mutation::none},
      {"drop_removals", Mutation::drop_removals},
      {"drop_scopes", Mutation::drop_scopes},
      {"drop_verdicts", Mutation::drop_verdicts},
      {"forget_syncs", Mutation::forget_syncs},
      {"forget_verdicts", Mutation::forget_verdicts},
      {"mix_channels", Mutation::mix_channels},
      {"swallow_when_full", Mutation::swallow_when_full},
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
  rates_ = std::make_unique<Rates>(random_);
  organisation_ = make_small_organisation(random_, 2 + random_.below(2));
  SimDaemonOptions options;
  options.pull.page_rows = 1 + random_.below(20);
  options.pull.response_bytes = random_.below(2) == 0 ? 2'000 : limits::kResponseBytesMax;
  if (random_.below(8) == 0) options.entries_max = 2 + random_.below(20);
  options.announces_restores = random_.below(3) == 0;
  daemon_ = std::make_unique<SimDaemon>(daemon_clock_, random_.below(1ULL << 62), options);
  std::vector<schema::RowChange> changes;
  for (const schema::Row& row : organisation_.rows) changes.push_back(upsert(row));
  Status done = daemon_->start();
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
  if (chance(rates_->withdraw)) return withdraw(any_unit());
  if (chance(rates_->act)) return act(any_unit());
  if (chance(rates_->change)) return change_something();
  Unit& unit = any_unit();
  if (unit.link.is_resting()) {
    if (chance(rates_->sign_in)) {
      const Status done = unit.device->sign_in(*daemon_);
      // A person that is gone keeps the old sign-in.
      if (!done && done.error().code != Errc::not_found) device_failed(unit, done.error());
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

// --- Devices
// --------------------------------------------------------------------------------------

/// Switches a rule off between daemon and device.
void Simulation::mutate(Unit& unit) {
  const Mutation mutation = options_.mutation;
  unit.device->disk().ignore_syncs(mutation == Mutation::forget_syncs);
  unit.device->disk().swallow_when_full(mutation == Mutation::swallow_when_full);
  if (mutation == Mutation::mix_channels) unit.link.mix_channels();
  if (mutation == Mutation::none || mutation > Mutation::drop_verdicts) return;
  unit.link.set_filter([mutation](const Bytes& frame) -> std::optional<Bytes> {
    auto message = protocol::decode_frame(frame);
    if (!message) return frame;
    if (mutation == Mutation::drop_removals && std::holds_alternative<protocol::Removals>(*message))
      return std::nullopt;
    if (mutation == Mutation::drop_scopes && std::holds_alternative<protocol::Scope>(*message))
      return std::nullopt;
    auto* checkpoint = std::get_if<protocol::Checkpoint>(&*message);
    if (mutation != Mutation::drop_verdicts || checkpoint == nullptr) return frame;
    checkpoint->verdicts.clear();
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
  // In the middle of a first sync the booking statuses may not be there yet.
  if (!saved && saved.error().code == Errc::not_found) {
    ++counters_.refused_here;
    return;
  }
  if (!saved) {
    if (!unit.device->disk().has_failed()) check_not_saved(unit, before);
    return device_failed(unit, saved.error());
  }
  if (!saved->has_value()) {
    ++counters_.refused_here;
    return event(fmt::format("{} {} refused at once: {}", unit.device->name(), kind,
                             actions::to_string(saved->error().reason)));
  }
  ++counters_.actions;
  const Uuid id = (*saved)->id;
  event(fmt::format("{} saves {} {}", unit.device->name(), kind, short_id(id)));
  promises_.emplace(id, Promise{.kind = kind, .device = unit.device->name()});
  unit.unsettled.insert(id);
  unit.link.work_waiting();
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
  // Support looks sooner or later; what it finds is repaired by the next exchanges.
  const auto report = unit.device->replica().doctor();
  if (!report) device_failed(unit, report.error());
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
    if (promise.told && *promise.told != verdict &&
        promise.told_at_restores == counters_.restores) {
      fail(Violation::verdict_untrue,
           fmt::format("{} was told {} and then {}", short_id(id),
                       actions::to_string(*promise.told), actions::to_string(verdict)));
    }
    promise.told = verdict;
    promise.told_at_restores = counters_.restores;
  }
}

// --- The end
// --------------------------------------------------------------------------------------

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
      if (is_effective)
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
    if (took_effect((*kept)->receipt.verdict) != is_effective)
      return fail(
          Violation::verdict_untrue,
          fmt::format("{} is {}, and its effect is {}there", short_id(id),
                      actions::to_string((*kept)->receipt.verdict), is_effective ? "" : "not "));
  }
}

}  // namespace fieldbook::tests
