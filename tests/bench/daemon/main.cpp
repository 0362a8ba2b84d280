// bench_daemon: the daemon as syncd runs it, in a process that can also be told to make devices and
// commits, so that a commit's moment is known. Commands on standard input, a line each, answered
// with one JSON line.
//
//   bench_daemon CONFIG
//   devices COUNT FILE SIGN-IN…   registers COUNT devices, in turn for these people; FILE gets a
//                                 line "access-token sign-in" for each
//   commit COUNT PAUSE_MS ID…     changes these work orders in turn, a commit each; answers with
//                                 [commit, seconds before the write, seconds before COMMIT]
//   quit
//
// Times are seconds of the monotonic clock, which all processes of a machine share.

#include <csignal>
#include <fstream>
#include <iostream>
#include <poll.h>
#include <sodium.h>
#include <sstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include "platform/os/system_clock.hpp"
#include "syncd/admin/organisation.hpp"
#include "syncd/auth/sessions.hpp"
#include "syncd/config/load.hpp"
#include "syncd/http/daemon.hpp"

namespace fieldbook::bench {
namespace {

using namespace fieldbook::syncd;
using nlohmann::ordered_json;

constexpr std::size_t kDevicesPerWrite = 500;

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void must(const Status& status) {
  if (!status) throw std::runtime_error(status.error().message);
}

class Driver {
 public:
  Driver(Organisation& organisation, Daemon& daemon, const Clock& clock, Random& random)
      : organisation_(organisation), daemon_(daemon), clock_(clock), random_(random) {}

  ordered_json answer(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "devices") return devices(words);
    if (command == "commit") return commit(words);
    throw std::runtime_error("no such command: " + command);
  }

 private:
  ordered_json devices(std::istream& words) {
    std::size_t count = 0;
    std::string path;
    words >> count >> path;
    std::vector<std::string> names(std::istream_iterator<std::string>(words), {});
    std::ofstream file(path);
    for (std::size_t done = 0; done < count;) {
      const std::size_t upto = std::min(count, done + kDevicesPerWrite);
      std::string lines;
      must(daemon_.writer().write([&](WriteTransaction& writing) -> Result<AfterCommit> {
        lines.clear();
        for (std::size_t i = done; i < upto; ++i) {
          const std::string& name = names[i % names.size()];
          TRY(const auto user, writing.user_by_signin(name));
          if (!user) return fail(Errc::not_found, "no such person: " + name);
          Device device;
          device.id = make_uuid(clock_, random_);
          device.person = user->person;
          device.name = "bench";
          device.registered = device.last_seen = clock_.now();
          CHECK(writing.put_device(device));
          const auto audience = user->kind == UserKind::contact ? schema::Audience::customer
                                                                : schema::Audience::staff;
          TRY(const IssuedTokens tokens,
              open_session(writing, device, audience, {.access = std::chrono::hours(24)}, clock_,
                           random_));
          lines += tokens.access + " " + name + "\n";
        }
        return AfterCommit{};
      }));
      file << lines;
      done = upto;
    }
    return {{"devices", count}};
  }

  ordered_json commit(std::istream& words) {
    std::size_t count = 0;
    int pause_ms = 0;
    words >> count >> pause_ms;
    std::vector<schema::RowKey> keys;
    const auto& catalogue = organisation_.store().catalogue();
    const auto* entity = catalogue.find("msdyn_workorder");
    const auto column = catalogue.column("msdyn_workorder", "msdyn_workordersummary");
    for (std::string word; words >> word;) {
      const auto id = parse_uuid(word);
      if (!id) throw std::runtime_error("not an id: " + word);
      keys.push_back({entity->number, *id});
    }
    ordered_json out = ordered_json::array();
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<schema::RowChange> changes{schema::RowChange(keys[i % keys.size()])};
      changes[0].set(column, "live " + std::to_string(++changes_made_));
      Commit number = 0;
      double decided = 0;
      const double begin = now_seconds();
      must(daemon_.writer().write([&](WriteTransaction& writing) -> Result<AfterCommit> {
        TRY(auto outcome, organisation_.committer().commit(writing, changes, {.kind = "bench"}));
        number = outcome.commit;
        decided = now_seconds();
        return AfterCommit{.outcome = std::move(outcome)};
      }));
      out.push_back({number, begin, decided, now_seconds()});
      // A pause between two changes, as between two people; nothing waits for it.
      if (pause_ms > 0) ::poll(nullptr, 0, pause_ms);
    }
    return {{"commits", std::move(out)}};
  }

  Organisation& organisation_;
  Daemon& daemon_;
  const Clock& clock_;
  Random& random_;
  std::size_t changes_made_ = 0;
};

/// Answers go where standard output led; the daemon's log, which is written there, goes to standard
/// error.
class Answers {
 public:
  Answers() : file_(::fdopen(::dup(STDOUT_FILENO), "w")) { ::dup2(STDERR_FILENO, STDOUT_FILENO); }
  ~Answers() { std::fclose(file_); }
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;
  void say(const ordered_json& answer) {
    std::fputs((answer.dump() + "\n").c_str(), file_);
    std::fflush(file_);
  }

 private:
  std::FILE* file_;
};

void obey(Driver& driver, Daemon& daemon, Answers& answers) {
  std::string line;
  while (std::getline(std::cin, line) && line != "quit") {
    ordered_json answer;
    try {
      answer = driver.answer(line);
    } catch (const std::exception& exception) {
      answer = {{"error", exception.what()}};
    }
    answers.say(answer);
  }
  daemon.stop();
}

Status serve(const char* config_file) {
  const LoadedConfig loaded = load_config_file(config_file, {});
  for (const auto& finding : loaded.findings) std::cerr << to_string(finding) << "\n";
  if (!loaded.findings.empty()) return fail(Errc::invalid_argument, "the configuration");
  Answers answers;
  const platform::SystemClock clock;
  SystemRandom random;
  EventLog log(clock, loaded.config.log.level, loaded.config.log.format);
  TRY(const auto organisation, Organisation::open(loaded.config, clock, random));
  TRY(const auto daemon, Daemon::start({.config = loaded.config,
                                        .store = organisation->store(),
                                        .exposure = organisation->exposure(),
                                        .committer = organisation->committer(),
                                        .clock = clock,
                                        .random = random,
                                        .log = log,
                                        .database = database_path(loaded.config),
                                        .options = ServerOptions::from(loaded.config)}));
  SystemRandom device_random;
  Driver driver(*organisation, *daemon, clock, device_random);
  answers.say({{"port", daemon->port()}});
  const std::jthread commands([&] { obey(driver, *daemon, answers); });
  daemon->run();
  return {};
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) {
  if (argc != 2 || sodium_init() < 0) return 2;
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const auto served = fieldbook::bench::serve(argv[1]);
  if (served) return 0;
  std::cerr << "bench_daemon: " << served.error().message << "\n";
  return 1;
}
