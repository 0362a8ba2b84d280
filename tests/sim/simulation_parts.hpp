#pragma once

// What the parts of a Simulation share; for its own files only.

#include "tests/sim/simulation.hpp"

namespace fieldbook::tests {

/// Drawn once a seed: some faults never come, others often (swarm testing).
struct Simulation::Rates {
  static constexpr double kFullDiskMost = 0.02;
  double lose, duplicate, late, device_crash, daemon_crash, restore, clone, roll_back, corrupt,
      withdraw, tombstones, sign_in, full_disk, distribute, days, defect, staff;
  double act, change;

  /// The fault by which a mutation shows is never left out, so that noticing is no matter of luck.
  Rates(Random& random, Mutation mutation) {
    const auto rate = [&](double most) {
      if (random.below(3) == 0) return 0.0;
      return most * static_cast<double>(random.below(1000)) / 1000.0;
    };
    lose = rate(0.15), duplicate = rate(0.3), late = rate(0.02);
    device_crash = rate(0.03), daemon_crash = rate(0.02), restore = rate(0.01);
    clone = rate(0.008), roll_back = rate(0.008), corrupt = rate(0.01);
    withdraw = rate(0.02), tombstones = rate(0.03), sign_in = rate(0.02);
    full_disk = rate(kFullDiskMost);
    distribute = rate(0.1), days = rate(0.01);
    defect = rate(0.02), staff = rate(0.05);
    if (mutation == Mutation::forget_later) defect = 0.02, staff = 0.05;
    if (mutation == Mutation::swallow_when_full) full_disk = kFullDiskMost;
    act = 0.06 + rate(0.1), change = 0.1 + rate(0.15);
  }

  /// No faults: what people do and the office changes fills the steps.
  void work_instead() {
    lose = duplicate = late = device_crash = daemon_crash = restore = clone = roll_back = corrupt =
        tombstones = sign_in = full_disk = defect = staff = 0;
    withdraw = 0.01, days = 0.002, distribute = 0.02;
    act = 0.4, change = 0.2;
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
  std::set<Uuid> held;       ///< of which it was told that the daemon holds them; superset
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
  bool retried = false;      ///< by staff, who were not told that nothing of it was held
  bool refused = false;      ///< likewise
};

/// The last digits, which differ.
inline std::string short_id(const Uuid& id) { return to_string(id).substr(24); }

}  // namespace fieldbook::tests
