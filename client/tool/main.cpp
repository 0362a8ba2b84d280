// fieldbookctl: the client without a window. One command a run; the profile is opened, asked,
// closed. See README.md beside this file, and --help.

#include <CLI/CLI.hpp>
#include <exception>
#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "platform/os/heap.hpp"

namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done; 1 the disk or a file refused; 2 wrong usage; 3 sign in first;\n"
    "4 no such row or action here; 5 not accepted by the rules, nothing saved;\n"
    "6 server not reached, work stays here; 7 doctor or evidence: not proven.\n"
    "Secrets: FIELDBOOK_PASSWORD for sign-in, FIELDBOOK_PASSPHRASE to seal or open the profile.\n"
    "Profiles live under FIELDBOOK_HOME, else XDG_DATA_HOME/fieldbook.";

int run_tool(int count, char** arguments) {
  using namespace fieldbook::client;
  CLI::App app("Fieldbook without a window: work offline, be in step again.", "fieldbookctl");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.set_version_flag("--version", FIELDBOOK_VERSION);
  ToolOptions options;
  app.add_option("--profile", options.profile, "Name of the profile (one person, one device)")
      ->capture_default_str()
      ->check([](const std::string& name) {
        return name.empty() || name.find('/') != std::string::npos || name[0] == '.'
                   ? std::string("a profile name has no slash and no leading dot")
                   : std::string();
      });
  app.add_option("--home", options.home, "Folder of profiles");
  app.add_flag("--json", options.json, "Print JSON");
  app.add_option("--zone", options.zone, "Time zone as +hh:mm, else the machine's")
      ->check([](const std::string& zone) {
        const bool fits = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
        return fits ? std::string() : std::string("a zone looks like +01:00");
      });
  Run run;
  for (auto* add : {add_sign_in, add_sync, add_status, add_list, add_show, add_decisions,
                    add_actions, add_outbox, add_conflicts, add_history, add_doctor, add_dump,
                    add_decode, add_evidence, add_administration})
    add(app, run);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return static_cast<int>(run(Tool(options)));
}

}  // namespace

int main(int count, char** arguments) {
  fieldbook::platform::share_one_heap();
  try {
    return run_tool(count, arguments);
  } catch (const std::exception& error) {
    // A defect of ours or of a library: the profile is durable at every step, so nothing is lost.
    fmt::print(stderr, "Something unexpected happened ({}). Your work is safe.\n", error.what());
    return static_cast<int>(fieldbook::client::ExitCode::failed);
  }
}
