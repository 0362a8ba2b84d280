#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "tests/sim/simulation.hpp"

namespace fieldbook::tests {

void Counters::add(const Counters& other) {
  steps += other.steps, commits += other.commits, checkpoints += other.checkpoints;
  compared += other.compared, pages += other.pages, actions += other.actions;
  refused_here += other.refused_here, withdrawn_here += other.withdrawn_here;
  for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i] += other.verdicts[i];
  for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] += other.kinds[i];
  distributions += other.distributions, days += other.days, defects += other.defects;
  held_retried += other.held_retried, held_refused += other.held_refused;
  held_too_late += other.held_too_late;
  device_crashes += other.device_crashes, daemon_crashes += other.daemon_crashes;
  recoveries += other.recoveries, broken += other.broken, duplicated += other.duplicated;
  delayed += other.delayed, restores += other.restores, epochs += other.epochs;
  restored_frames += other.restored_frames, clones += other.clones, rollbacks += other.rollbacks;
  full_disks += other.full_disks, refused_by_disk += other.refused_by_disk;
  live_checkpoints += other.live_checkpoints, live_ends += other.live_ends;
  forks += other.forks, corruptions += other.corruptions, repairs += other.repairs;
  tombstone_drops += other.tombstone_drops, rounds += other.rounds;
}

void Counters::saved(std::string_view kind) {
  const actions::ActionRow* row = actions::find_action(kind);
  ASSERT(row != nullptr && row->number < kinds.size());
  ++actions;
  ++kinds[row->number];
}

std::vector<std::string> Counters::missing_kinds() const {
  std::vector<std::string> out;
  for (const actions::ActionRow& row : actions::action_table())
    if (kinds[row.number] == 0) out.emplace_back(row.kind);
  return out;
}

std::string Counters::print() const {
  const auto missing = missing_kinds();
  std::string out = fmt::format(
      "steps {}, commits {}, checkpoints {} ({} compared with the naive model), pages {}\n"
      "actions saved {}, refused at once {}, withdrawn unsent {}; told:",
      steps, commits, checkpoints, compared, pages, actions, refused_here, withdrawn_here);
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    out += fmt::format(" {} {}", actions::to_string(static_cast<actions::Verdict>(i)), verdicts[i]);
  out += fmt::format(
      "\nkinds of actions saved: {} of {}{}{}; times distributed {}, days passed {}\n"
      "handlers broken or mended {}; of what was held staff retried {}, refused {}, "
      "came too late {}",
      actions::action_table().size() - missing.size(), actions::action_table().size(),
      missing.empty() ? "" : ", without ", fmt::join(missing, ", "), distributions, days, defects,
      held_retried, held_refused, held_too_late);
  return out + fmt::format(
                   "\ncrashes: devices {} (replica rebuilt {}), daemon {}; links broken {}, "
                   "requests doubled {}, late {}\n"
                   "full disks {}, refused by one {}; live: checkpoints {}, "
                   "streams that ended with a need to sync {}\n"
                   "restores {}, epochs opened on evidence {}, devices told {}; clones {}, "
                   "roll-backs {}, new streams {}\n"
                   "rows damaged {}, checkpoints with buckets to repair {}, tombstone drops {}, "
                   "rounds to converge {}",
                   device_crashes, recoveries, daemon_crashes, broken, duplicated, delayed,
                   full_disks, refused_by_disk, live_checkpoints, live_ends, restores, epochs,
                   restored_frames, clones, rollbacks, forks, corruptions, repairs, tombstone_drops,
                   rounds);
}
}  // namespace fieldbook::tests
