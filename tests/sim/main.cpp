// simulator: runs seeds, and says of the first that fails how to run it again.

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sim/simulation.hpp"

namespace {

using namespace fieldbook;
using namespace fieldbook::tests;

/// Of a failing seed, unless all were asked for.
constexpr std::size_t kEventsShown = 40;

struct Arguments {
  std::string seeds = "1..100";
  std::uint64_t first = 1, last = 100;
  std::size_t steps = 200;
  bool verbose = false;
  bool keep_going = false;
  bool busy = false;
  unsigned jobs = 2;
  std::string mutation = "none";
};

/// What one process found; goes through a pipe as it lies in memory.
struct Report {
  Counters counters;
  std::uint64_t seeds = 0;
  std::uint64_t failed = 0;
  std::uint64_t failing_seed = 0;
  Violation violation = Violation::none;
};

bool parse_seeds(Arguments& arguments) {
  const auto dots = arguments.seeds.find("..");
  try {
    arguments.first = std::stoull(arguments.seeds.substr(0, dots));
    arguments.last =
        dots == std::string::npos ? arguments.first : std::stoull(arguments.seeds.substr(dots + 2));
  } catch (const std::exception&) {
    return false;
  }
  return arguments.first <= arguments.last;
}

Finding run_seed(const Arguments& arguments, std::uint64_t seed, bool trace, Counters& counters) {
  SimulationOptions options{.seed = seed, .steps = arguments.steps, .trace = trace};
  options.busy = arguments.busy;
  options.mutation = parse_mutation(arguments.mutation).value_or(Mutation::none);
  Simulation simulation(options);
  const Finding finding = simulation.run();
  counters.add(simulation.counters());
  const auto& events = simulation.events();
  const std::size_t shown =
      arguments.verbose ? events.size() : std::min(events.size(), kEventsShown);
  for (auto event = events.end() - static_cast<std::ptrdiff_t>(shown); event != events.end();
       ++event)
    fmt::print("{}\n", *event);
  return finding;
}

Report run_every(const Arguments& arguments, unsigned step, unsigned offset) {
  Report report;
  for (std::uint64_t seed = arguments.first + offset; seed <= arguments.last; seed += step) {
    const Finding finding = run_seed(arguments, seed, arguments.verbose, report.counters);
    ++report.seeds;
    if (finding.violation == Violation::none) continue;
    ++report.failed;
    if (report.violation == Violation::none) {
      report.violation = finding.violation;
      report.failing_seed = seed;
    }
    fmt::print("seed {}: {}: {}\n", seed, to_string(finding.violation), finding.message);
    std::fflush(stdout);
    if (!arguments.keep_going) break;
  }
  return report;
}

void merge(Report& all, const Report& one) {
  all.counters.add(one.counters);
  all.seeds += one.seeds;
  all.failed += one.failed;
  if (one.violation == Violation::none) return;
  if (all.violation == Violation::none || one.failing_seed < all.failing_seed) {
    all.violation = one.violation;
    all.failing_seed = one.failing_seed;
  }
}

/// One process a job: seeds share nothing, and SQLite keeps state of its own a process.
Report run_jobs(const Arguments& arguments) {
  if (arguments.jobs <= 1) return run_every(arguments, 1, 0);
  std::vector<std::pair<pid_t, int>> children;
  for (unsigned job = 0; job < arguments.jobs; ++job) {
    int ends[2];
    if (pipe(ends) != 0) return run_every(arguments, 1, 0);
    const pid_t child = fork();
    if (child == 0) {
      const Report report = run_every(arguments, arguments.jobs, job);
      const bool sent = write(ends[1], &report, sizeof report) == sizeof report;
      std::fflush(stdout);
      _exit(sent ? 0 : 1);
    }
    close(ends[1]);
    children.emplace_back(child, ends[0]);
  }
  Report all;
  for (const auto& [child, end] : children) {
    Report one;
    int status = 0;
    if (read(end, &one, sizeof one) != sizeof one) {
      fmt::print("a simulating process ended without an answer\n");
      one = {};
      one.violation = Violation::unexpected_error;
    }
    close(end);
    waitpid(child, &status, 0);
    merge(all, one);
  }
  return all;
}

void explain(const Arguments& arguments, const Report& report) {
  fmt::print("\nThe last events of seed {}:\n", report.failing_seed);
  Counters counters;
  const Finding finding = run_seed(arguments, report.failing_seed, true, counters);
  fmt::print("{}: {}\n", to_string(finding.violation), finding.message);
  fmt::print("\nRun it again with:\n  simulator --seeds {0}..{0} --steps {1}{2}{3} --verbose\n",
             report.failing_seed, arguments.steps, arguments.busy ? " --busy" : "",
             arguments.mutation == "none" ? "" : " --mutate " + arguments.mutation);
}

}  // namespace

int main(int count, char** values) {
  Arguments arguments;
  CLI::App app("Simulates devices and daemon, seed by seed.");
  app.add_option("--seeds", arguments.seeds, "A..B, both included")->capture_default_str();
  app.add_option("--steps", arguments.steps, "before the faults stop")->capture_default_str();
  app.add_option("--jobs", arguments.jobs, "processes")->capture_default_str();
  app.add_flag("--verbose", arguments.verbose, "print every event");
  app.add_flag("--keep-going", arguments.keep_going, "do not stop at the first failing seed");
  app.add_flag("--busy", arguments.busy, "no faults, and much work instead");
  app.add_option("--mutate", arguments.mutation, "switch off one protective rule")->group("");
  CLI11_PARSE(app, count, values);
  if (!parse_seeds(arguments) || !parse_mutation(arguments.mutation)) {
    fmt::print(stderr, "--seeds wants A..B, --mutate the name of a rule\n");
    return 2;
  }
  const auto began = std::chrono::steady_clock::now();
  const Report report = run_jobs(arguments);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("{}\n", report.counters.print());
  fmt::print("{} seeds in {:.1f} s ({:.0f} a second), {} failed\n", report.seeds, took.count(),
             static_cast<double>(report.seeds) / took.count(), report.failed);
  if (report.violation == Violation::none) return 0;
  if (!arguments.verbose) explain(arguments, report);
  return static_cast<int>(report.violation);
}
