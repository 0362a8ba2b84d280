#include "syncd/admin/command_line.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "syncd/admin/restore.hpp"

namespace fieldbook::syncd {
namespace {

/// Options as CLI11 wants them, and where they go in the arguments.
class Builder {
 public:
  Builder(CLI::App& app, CommandLine& out) : app_(app), out_(out) {}

  CLI::App* verb(CLI::App& parent, const std::string& word, const std::string& name) {
    std::string about;
    for (const Verb& known : verb_table())
      if (known.name == name) about = known.about;
    if (const OfflineVerb* offline = find_offline_verb(name)) about = offline->about;
    CLI::App* command = parent.add_subcommand(word, about);
    command->add_flag("--json", out_.json, "Print the result as JSON");
    command->callback([this, name] {
      out_.command = Command::verb;
      out_.verb = name;
    });
    return command;
  }

  CLI::App* group(const std::string& word, const std::string& about) {
    CLI::App* command = app_.add_subcommand(word, about);
    command->require_subcommand(1);
    return command;
  }

  void text(CLI::App* command, const std::string& option, const std::string& member,
            const std::string& about, bool required = false) {
    auto set = [this, member](const std::string& value) { out_.arguments[member] = value; };
    auto* added = command->add_option_function<std::string>(option, set, about);
    if (required) added->required();
  }

  void path(CLI::App* command, const std::string& option, const std::string& member,
            const std::string& about) {
    // The daemon has another working directory.
    auto set = [this, member](const std::string& value) {
      out_.arguments[member] = std::filesystem::absolute(value).string();
    };
    command->add_option_function<std::string>(option, set, about)->required();
  }

  void list(CLI::App* command, const std::string& option, const std::string& member,
            const std::string& about) {
    auto set = [this, member](const std::vector<std::string>& values) {
      out_.arguments[member] = values;
    };
    command->add_option_function<std::vector<std::string>>(option, set, about);
  }

  void flag(CLI::App* command, const std::string& option, const std::string& member,
            const std::string& about) {
    auto set = [this, member](std::int64_t) { out_.arguments[member] = true; };
    command->add_flag_function(option, set, about);
  }

 private:
  CLI::App& app_;
  CommandLine& out_;
};

void add_data_verbs(Builder& build, CLI::App& app) {
  build.verb(app, "status", "status");
  CLI::App* doctor = build.verb(app, "doctor", "doctor");
  build.flag(doctor, "--digests", "digests", "Name each bucket with its rows and digest");
  CLI::App* import = build.verb(app, "import", "import");
  build.path(import, "directory", "directory", "Directory with <entityset>.json files");
  build.flag(import, "--rebase-dates", "rebase_dates", "Shift dates: asOf becomes now");
  CLI::App* exported = build.verb(app, "export", "export");
  build.path(exported, "directory", "directory", "Directory to write to");
  CLI::App* backup = build.verb(app, "backup", "backup");
  build.path(backup, "file", "file", "File to write, which must not exist");
  build.flag(backup, "--durable", "durable", "The copy goes to other hardware: devices may forget");
  build.path(build.verb(app, "verify", "verify"), "file", "file", "Backup to read");
  build.path(build.verb(app, "restore", "restore"), "file", "file", "Backup to take back");
}

void add_people_verbs(Builder& build) {
  CLI::App* user = build.group("user", "People who sign in");
  CLI::App* add = build.verb(*user, "add", "user.add");
  build.text(add, "signin", "signin", "Name to sign in with, usually an e-mail address", true);
  build.text(add, "--contact", "contact", "Id of the contact");
  build.text(add, "--systemuser", "systemuser", "Id of the member of staff");
  build.text(add, "--password", "password", "First password; one is made when absent");
  build.verb(*user, "list", "user.list");
  CLI::App* roles = build.verb(*user, "roles", "user.roles");
  build.text(roles, "user", "user", "Sign-in name or id", true);
  build.list(roles, "--add", "add", "Name of a web role to give");
  build.list(roles, "--remove", "remove", "Name of a web role to take away");
  CLI::App* password = build.verb(*user, "password", "user.password");
  build.text(password, "user", "user", "Sign-in name or id", true);
  build.text(password, "--password", "password", "The password; one is made when absent");
  for (const std::string word : {"disable", "enable"})
    build.text(build.verb(*user, word, "user." + word), "user", "user", "Sign-in name or id", true);
  CLI::App* device = build.group("device", "Devices");
  build.text(build.verb(*device, "list", "device.list"), "--user", "user", "Only this person's");
  CLI::App* revoke = build.verb(*device, "revoke", "device.revoke");
  build.text(revoke, "device", "device", "Id of the device", true);
  build.flag(revoke, "--wipe", "wipe", "Tell it to remove its data at its next contact");
}

void add_held_verbs(Builder& build) {
  CLI::App* held = build.group("held", "Actions that could not be decided");
  build.verb(*held, "list", "held.list");
  CLI::App* retry = build.verb(*held, "retry", "held.retry");
  build.text(retry, "action", "action", "Id of the action", true);
  CLI::App* refuse = build.verb(*held, "refuse", "held.refuse");
  build.text(refuse, "action", "action", "Id of the action", true);
  build.text(refuse, "--reason", "reason", "Why, in a sentence for its author", true);
}

void add_distribution_verbs(Builder& build) {
  CLI::App* group = build.group("distribution", "Opportunities and the partners they go to");
  CLI::App* preview = build.verb(*group, "preview", "distribution.preview");
  build.text(preview, "opportunity", "opportunity", "Id of the opportunity", true);
  CLI::App* run = build.verb(*group, "run", "distribution.run");
  build.text(run, "opportunity", "opportunity", "Id of the opportunity");
  build.flag(run, "--all", "all", "Everything that is marked ready, and offers that are over");
  CLI::App* decide = build.verb(*group, "override", "distribution.override");
  build.text(decide, "opportunity", "opportunity", "Id of the opportunity", true);
  build.text(decide, "--partner", "partner", "Id of the partner's account", true);
  build.text(decide, "--reason", "reason", "Why; kept in the audit log", true);
  build.verb(*group, "weights", "distribution.weights");
}

void add_integration_verbs(Builder& build) {
  CLI::App* group = build.group("integration", "Finance and Operations");
  build.verb(*group, "list", "integration.list");
  build.verb(*group, "check", "integration.check");
  CLI::App* run = build.verb(*group, "run", "integration.run");
  build.list(run, "--template", "template", "Only these templates");
  CLI::App* preview = build.verb(*group, "preview", "integration.preview");
  build.list(preview, "--template", "template", "Only these templates");
  build.text(preview, "--rows", "rows", "Rows of each task at most (20)");
  CLI::App* history = build.verb(*group, "history", "integration.history");
  build.text(history, "--runs", "runs", "So many runs (20)");
  CLI::App* errors = build.verb(*group, "errors", "integration.errors");
  build.text(errors, "--task", "task", "Only of this task or template");
  CLI::App* retry = build.verb(*group, "retry", "integration.retry");
  build.text(retry, "--task", "task", "Only of this task");
  CLI::App* trace = build.verb(*group, "trace", "integration.trace");
  build.text(trace, "id", "id", "Id of the actual, or of the action or entry that it came from",
             true);
}

std::string cell(const OrderedJson& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Rows of objects under the names of the first one's members.
std::string table(const OrderedJson& rows) {
  if (rows.empty()) return "none\n";
  std::vector<std::string> names;
  std::vector<std::size_t> widths;
  for (const auto& [name, value] : rows.front().items()) {
    names.push_back(name);
    widths.push_back(name.size());
  }
  for (const auto& row : rows)
    for (std::size_t i = 0; i < names.size(); ++i)
      widths[i] = std::max(widths[i], cell(row.value(names[i], OrderedJson(""))).size());
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += fmt::format("{:<{}}  ", names[i], widths[i]);
  out += '\n';
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < names.size(); ++i)
      out += fmt::format("{:<{}}  ", cell(row.value(names[i], OrderedJson(""))), widths[i]);
    out += '\n';
  }
  return out;
}

std::string finding_line(const OrderedJson& finding) {
  if (finding.is_string()) return finding.get<std::string>();
  std::string out = finding.value("file", "");
  if (const auto row = finding.value("row", 0); row > 0) out += fmt::format(": row {}", row);
  if (const auto column = finding.value("column", ""); !column.empty()) out += ": " + column;
  return out + ": " + finding.value("message", "");
}

}  // namespace

std::expected<CommandLine, int> parse_command_line(int argc, const char* const* argv) {
  CommandLine out;
  CLI::App app("syncd, the sync daemon of Fieldbook", "syncd");
  app.option_defaults()->always_capture_default(false);
  bool check = false;
  bool print = false;
  app.add_option("-c,--config", out.config_file, "Configuration file (TOML)")
      ->envname("FIELDBOOK_SYNCD_CONFIG");
  app.add_flag("--check-config", check, "Report every finding about the configuration and exit");
  app.add_flag("--print-config", print, "Print each key with its value and origin and exit");
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.add_subcommand("serve", "Serve devices (the default)");
  Builder build(app, out);
  add_data_verbs(build, app);
  add_people_verbs(build);
  add_held_verbs(build);
  add_distribution_verbs(build);
  add_integration_verbs(build);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return std::unexpected(app.exit(error) == 0 ? 0 : 2);
  }
  if (check) out.command = Command::check_config;
  if (print) out.command = Command::print_config;
  return out;
}

std::string print_result(std::string_view verb, const OrderedJson& result) {
  if (verb == "distribution.preview") return print_distribution_preview(result);
  std::string out;
  for (const auto& [name, value] : result.items()) {
    if (name == "findings") continue;
    if (value.is_array() && (value.empty() || value.front().is_object()))
      out += fmt::format("{}:\n{}", name, table(value));
    else
      out += fmt::format("{}: {}\n", name, cell(value));
  }
  for (const auto& finding : result.value("findings", OrderedJson::array()))
    out += "finding: " + finding_line(finding) + "\n";
  return out;
}

int exit_code_of(const Error& error) {
  switch (error.code) {
    case Errc::unavailable: return 3;
    case Errc::storage:
    case Errc::corrupt:
    case Errc::unsupported:
    case Errc::internal: return 4;
    default: return 1;
  }
}

int exit_code_of(const OrderedJson& result) {
  return result.value("findings", OrderedJson::array()).empty() ? 0 : 1;
}

}  // namespace fieldbook::syncd
