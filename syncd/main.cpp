// syncd: keeps every device in step. The whole program on a page: command line, configuration,
// organisation, daemon.

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/os/system_clock.hpp"
#include "syncd/admin/client.hpp"
#include "syncd/admin/command_line.hpp"
#include "syncd/admin/direct_writer.hpp"
#include "syncd/admin/organisation.hpp"
#include "syncd/admin/restore.hpp"
#include "syncd/config/load.hpp"
#include "syncd/endpoints/core.hpp"
#include "syncd/http/daemon.hpp"
#include "syncd/http/tls.hpp"
#include "syncd/integrations/connect.hpp"

namespace fieldbook::syncd {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

int fail_with(const Error& error) {
  std::cerr << "syncd: " << error.message << "\n";
  return exit_code_of(error);
}

/// Everything that is wrong with the configuration, the certificate and the flags' columns too.
std::vector<std::string> findings_of(const LoadedConfig& loaded) {
  std::vector<std::string> out;
  for (const auto& finding : loaded.findings) out.push_back(to_string(finding));
  if (loaded.findings.empty() && loaded.config.tls.is_configured())
    if (const auto tls = load_tls(loaded.config.tls); !tls) out.push_back(tls.error().message);
  const auto catalogue = load_catalogue(loaded.config);
  if (!catalogue) {
    out.push_back(catalogue.error().message);
    return out;
  }
  const Exposure exposure(*catalogue, exposure_settings(loaded.config));
  out.insert(out.end(), exposure.findings().begin(), exposure.findings().end());
  return out;
}

int check_config(const LoadedConfig& loaded) {
  const auto findings = findings_of(loaded);
  for (const std::string& finding : findings) std::cout << finding << "\n";
  if (findings.empty()) std::cout << "the configuration is good\n";
  return findings.empty() ? 0 : 1;
}

Status serve(const Config& config, const Clock& clock, Random& random) {
  EventLog log(clock, config.log.level, config.log.format);
  TRY(const auto organisation, Organisation::open(config, clock, random));
  TRY(auto finance, connect_finance(config, clock));
  TRY(auto courier, connect_mail(config));
  TRY(const auto daemon,
      Daemon::start({.config = config,
                     .store = organisation->store(),
                     .exposure = organisation->exposure(),
                     .committer = organisation->committer(),
                     .clock = clock,
                     .random = random,
                     .log = log,
                     .finance = std::move(finance),
                     .courier = std::move(courier),
                     .database = database_path(config),
                     .options = ServerOptions::from(config),
                     .notifier = {variable("NOTIFY_SOCKET"), variable("WATCHDOG_USEC")}}));
  AdminContext admin{
      config,           organisation->store(), organisation->committer(), clock, random,
      daemon->writer(), daemon->core(),        daemon->finance()};
  CHECK(
      daemon->serve_admin([&admin](const std::string& line) { return answer_line(admin, line); }));
  daemon->run();
  return {};
}

/// Asks the daemon, or does it here when none runs.
Result<OrderedJson> run(const CommandLine& command, const Config& config, const Clock& clock,
                        Random& random) {
  if (const OfflineVerb* offline = find_offline_verb(command.verb))
    return offline->run(config, command.arguments, clock, random);
  auto answer = ask_daemon(admin_socket_path(config), command.verb, command.arguments);
  if (answer || answer.error().code != Errc::unavailable) return answer;
  TRY(const auto organisation, Organisation::open(config, clock, random));
  Core core(organisation->store(), organisation->committer(), decider_settings(config), clock,
            random);
  DirectWriter writer(organisation->store(), core);
  TRY(auto peer, connect_finance(config, clock));
  std::optional<finance::LocalDesk> desk;
  if (peer)
    desk.emplace(finance::DeskParts{config, organisation->store(), organisation->committer(),
                                    writer, clock, std::move(peer)});
  AdminContext admin{
      config, organisation->store(),  organisation->committer(), clock, random, writer,
      core,   desk ? &*desk : nullptr};
  return run_verb(admin, command.verb, command.arguments);
}

int run_verb_command(const CommandLine& command, const Config& config, const Clock& clock,
                     Random& random) {
  const auto result = run(command, config, clock, random);
  if (!result) {
    if (command.json)
      std::cout << OrderedJson{{"error",
                                {{"code", to_string(result.error().code)},
                                 {"message", result.error().message}}}}
                       .dump()
                << "\n";
    return fail_with(result.error());
  }
  std::cout << (command.json ? result->dump(2) + "\n" : print_result(command.verb, *result));
  return exit_code_of(*result);
}

int main_program(int argc, const char* const* argv) {
  if (sodium_init() < 0) return 4;
  std::signal(SIGPIPE, SIG_IGN);
  ::umask(0077);  // what the daemon writes is nobody else's business
  const auto command = parse_command_line(argc, argv);
  if (!command) return command.error();
  const Environment environment = process_environment(environ);
  const LoadedConfig loaded = command->config_file.empty()
                                  ? load_config(std::nullopt, "", environment)
                                  : load_config_file(command->config_file, environment);
  if (command->command == Command::check_config) return check_config(loaded);
  if (command->command == Command::print_config) {
    std::cout << print_config(loaded);
    return loaded.findings.empty() ? 0 : 1;
  }
  if (!loaded.findings.empty()) {
    for (const auto& finding : loaded.findings) std::cerr << to_string(finding) << "\n";
    return 1;
  }
  const platform::SystemClock clock;
  SystemRandom random;
  if (command->command == Command::verb)
    return run_verb_command(*command, loaded.config, clock, random);
  const Status served = serve(loaded.config, clock, random);
  return served ? 0 : fail_with(served.error());
}

}  // namespace
}  // namespace fieldbook::syncd

int main(int argc, char** argv) {
  try {
    return fieldbook::syncd::main_program(argc, argv);
  } catch (const std::exception& exception) {
    std::cerr << "syncd: " << exception.what() << "\n";
    return 4;
  }
}
