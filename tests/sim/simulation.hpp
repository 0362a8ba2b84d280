#pragma once

// One seed: an organisation, its daemon and a few devices, and some hundred steps in which work,
// changes and faults interleave as the seed says; then the faults stop and all must converge.
// README.md lists the faults and what is checked.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/world/sim_link.hpp"

namespace fieldbook::tests {

/// A protective rule that is switched off on purpose, to see that the simulator notices.
enum class Mutation : std::uint8_t {
  none,
  drop_removals,      ///< removals never reach the device
  drop_scopes,        ///< lists of buckets never reach the device
  drop_verdicts,      ///< checkpoints come without verdicts
  forget_syncs,       ///< the device's disk drops what was synced when the power fails
  forget_verdicts,    ///< the daemon comes back from a crash with an earlier journal of actions
  mix_channels,       ///< frames of a closed live stream arrive among those of the sync after it
  swallow_when_full,  ///< a full disk says that it wrote what did not fit
  drop_conflicts,     ///< the daemon does not keep what lost against another's edit
  drop_custody,       ///< the daemon does not keep what it holds
  forget_later        ///< devices do not hear what staff decided on what was held
};
[[nodiscard]] Result<Mutation> parse_mutation(std::string_view text);

/// What was violated. The number is the simulator's exit code.
enum class Violation : std::uint8_t {
  none = 0,
  replica_differs = 11,   ///< I1, and I5: rows or columns that the user may not see
  effect_twice = 12,      ///< I2
  action_lost = 13,       ///< I3: saved, and no verdict; or not in the queue after a restart
  cursor_went_back = 14,  ///< I4
  verdict_untrue = 16,    ///< I6: told applied, not so in the daemon's history; or two verdicts
  no_convergence = 17,    ///< I7
  unexpected_error = 18,  ///< an error that no fault explains
  store_differs = 19      ///< the daemon's tables are not what its entries say
};
[[nodiscard]] std::string_view to_string(Violation violation);

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::size_t steps = 200;
  bool trace = false;  ///< keep what happens, for print_events()
  Mutation mutation = Mutation::none;
  bool busy = false;  ///< no faults, and much work instead
};

/// What happened how often.
struct Counters {
  std::uint64_t steps = 0, commits = 0, checkpoints = 0, compared = 0, pages = 0;
  std::uint64_t actions = 0, refused_here = 0, withdrawn_here = 0;
  std::array<std::uint64_t, 7> verdicts{};  ///< by actions::Verdict, as devices were told
  /// Actions that were saved, by their number in the action table.
  std::array<std::uint64_t, 96> kinds{};
  std::uint64_t distributions = 0, days = 0;
  /// By staff, of what was held; and how often that came too late.
  std::uint64_t defects = 0, held_retried = 0, held_refused = 0, held_too_late = 0;
  std::uint64_t device_crashes = 0, daemon_crashes = 0, recoveries = 0;
  std::uint64_t broken = 0, duplicated = 0, delayed = 0;
  std::uint64_t full_disks = 0, refused_by_disk = 0;
  std::uint64_t live_checkpoints = 0, live_ends = 0;
  std::uint64_t restores = 0, epochs = 0, restored_frames = 0;
  std::uint64_t clones = 0, rollbacks = 0, forks = 0;
  std::uint64_t corruptions = 0, repairs = 0, tombstone_drops = 0, rounds = 0;
  void add(const Counters& other);
  void saved(std::string_view kind);
  /// Kinds of the action table of which none was saved.
  [[nodiscard]] std::vector<std::string> missing_kinds() const;
  [[nodiscard]] std::string print() const;
};

struct Finding {
  Violation violation = Violation::none;
  std::string message;
};

class Simulation {
 public:
  explicit Simulation(SimulationOptions options);
  ~Simulation();

  /// Runs to the end or to the first violation.
  [[nodiscard]] Finding run();
  [[nodiscard]] const Counters& counters() const { return counters_; }
  /// The last events, oldest first. Empty without `trace`.
  [[nodiscard]] const std::vector<std::string>& events() const { return events_; }

 private:
  struct Rates;
  struct Unit;
  struct Promise;

  void begin();
  void step();
  void heal();
  void final_checks();
  void check_kept(const Uuid& id, const actions::Receipt& receipt);
  void event(const std::string& text);
  void fail(Violation violation, const std::string& message);
  [[nodiscard]] bool failed() const { return finding_.violation != Violation::none; }
  [[nodiscard]] bool chance(double probability);
  [[nodiscard]] Unit& any_unit();

  void change_something();
  void act(Unit& unit);
  void withdraw(Unit& unit);
  /// A handler begins to fail whenever it runs, or one is mended.
  void break_or_mend();
  /// Staff list what is held, or settle something of their last list.
  void work_as_staff();
  void settle(const Uuid& id);
  void settle_all();
  [[nodiscard]] bool may_follow(const Promise& promise, actions::Verdict verdict) const;
  /// Answers that were never sent and that another answer took the place of: nothing is due to
  /// them.
  void note_replaced(Unit& unit);
  void exchange(Unit& unit, LinkFault fault);
  void take(Unit& unit, const client::Received& received);
  void check_checkpoint(Unit& unit, const client::Received& received);
  void note_verdicts(Unit& unit, std::span<const Uuid> actions);
  /// Also what the inbox of a device has that was not noted.
  void note_inbox(Unit& unit);
  void device_failed(Unit& unit, const Error& error);
  void daemon_failed(const Error& error);
  void fill_a_disk();
  void free_disks();
  /// An action of which the screen said that it could not be saved must not be there.
  void check_not_saved(Unit& unit, const std::set<Uuid>& before);
  /// False when the error has no fault to explain it.
  [[nodiscard]] bool daemon_did(const Status& status);
  void restart_device(Unit& unit, PowerLoss loss);
  void restart_daemon(PowerLoss loss);
  void open_device(Unit& unit);
  void mutate(Unit& unit);
  void restore_daemon();
  void clone_device();
  void roll_back(Unit& unit);
  void corrupt(Unit& unit);
  void deliver_late();
  void housekeeping();
  void distribute();
  void pass_days();
  void advance(std::chrono::milliseconds by);
  [[nodiscard]] bool is_in_step(Unit& unit);
  [[nodiscard]] PowerLoss any_loss();

  SimulationOptions options_;
  SeededRandom random_;
  std::unique_ptr<Rates> rates_;
  FakeClock daemon_clock_;
  SmallOrganisation organisation_;
  std::unique_ptr<SimDaemon> daemon_;
  std::vector<std::unique_ptr<Unit>> units_;
  std::map<Uuid, Promise> promises_;
  std::vector<std::string> broken_kinds_;  // of the daemon's handlers
  std::vector<Uuid> staff_list_;           // what was held when staff looked last
  bool healing_ = false;
  Finding finding_;
  Counters counters_;
  std::vector<std::string> events_;
};

}  // namespace fieldbook::tests
