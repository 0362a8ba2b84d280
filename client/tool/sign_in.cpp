#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "client/tool/commands.hpp"

namespace fieldbook::client {
namespace {

struct Options {
  ProfileSettings settings;
  std::string audience;
  std::string code;
  std::string firstname, lastname;
  bool password_from_input = false;
  bool no_sync = false;
};

/// Why a code comes along with a sign-in.
enum class CodeIs : std::uint8_t { none, invitation, reset };

/// Reads a line without showing it.
std::string ask_password() {
  termios shown{};
  const bool terminal = ::tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    fmt::print(stderr, "Password: ");
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fmt::print(stderr, "\n");
  }
  return password;
}

std::string password_of(const Options& options) {
  const char* value = std::getenv("FIELDBOOK_PASSWORD");
  if (value != nullptr && !options.password_from_input) return value;
  return ask_password();
}

std::string without_trailing_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

ExitCode sign_in(const Tool& tool, Options options, CodeIs code) {
  options.settings.server = without_trailing_slash(options.settings.server);
  if (const auto saved = tool.save_settings(options.settings); !saved)
    return tool.report(saved.error());
  auto client = tool.open(options.settings, Connect::offline);
  if (!client) return tool.report(client.error());
  const SignInIntent intent{.signin = options.settings.signin,
                            .password = password_of(options),
                            .audience = options.audience,
                            .invitation = code == CodeIs::invitation ? options.code : "",
                            .firstname = options.firstname,
                            .lastname = options.lastname,
                            .reset_code = code == CodeIs::reset ? options.code : ""};
  const auto status =
      wait<StatusSnapshot>([&](auto done) { (*client)->sign_in(intent, std::move(done)); });
  if (!status) return tool.report(status.error());
  if (!tool.json())
    fmt::print("Signed in as {} ({}) at {}.\n", status->user_name, status->audience,
               status->organisation_name);
  if (options.no_sync) {
    if (tool.json()) tool.print(to_json(*status));
    return ExitCode::ok;
  }
  return print_sync(tool, **client, sync_with_progress(**client));
}

/// Asks for a code by e-mail; what is answered is the same for any name.
ExitCode ask_reset_code(const Tool& tool, Options options) {
  options.settings.server = without_trailing_slash(options.settings.server);
  if (const auto saved = tool.save_settings(options.settings); !saved)
    return tool.report(saved.error());
  auto client = tool.open(options.settings, Connect::offline);
  if (!client) return tool.report(client.error());
  const auto asked = wait<StatusSnapshot>(
      [&](auto done) { (*client)->ask_reset_code(options.settings.signin, std::move(done)); });
  if (!asked) return tool.report(asked.error());
  if (tool.json())
    tool.print({{"asked", true}});
  else
    fmt::print(
        "If somebody signs in as {}, a code is on its way by e-mail. It works for 30 "
        "minutes: fieldbookctl password-reset --server URL --user NAME --code CODE\n",
        options.settings.signin);
  return ExitCode::ok;
}

/// What every way to sign in takes.
std::shared_ptr<Options> add_options(CLI::App* command) {
  auto options = std::make_shared<Options>();
  command->add_option("--server", options->settings.server, "Address, https://host:port")
      ->required();
  command->add_option("--user", options->settings.signin, "Sign-in name")->required();
  command
      ->add_option("--audience", options->audience,
                   "customer, partner or staff, for people who are more than one")
      ->check(CLI::IsMember({"customer", "partner", "staff"}));
  command->add_option("--ca-file", options->settings.ca_file,
                      "Certificates to trust beside the system's (PEM)");
  command->add_option("--proxy", options->settings.proxy, "Proxy, else as the environment says");
  command->add_flag("--password-stdin", options->password_from_input,
                    "Read the password from standard input (else FIELDBOOK_PASSWORD or a prompt)");
  command->add_flag("--no-sync", options->no_sync, "Only sign in");
  return options;
}

void add_redeem(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand(
      "redeem", "Begin with an invitation's code: choose a name and a password, and sign in");
  auto options = add_options(command);
  command->add_option("--code", options->code, "Code of the invitation")->required();
  command->add_option("--first-name", options->firstname,
                      "What you are called, where the invitation is for a group");
  command->add_option("--last-name", options->lastname, "The same");
  command->callback([options, &run] {
    run = [options](const Tool& tool) { return sign_in(tool, *options, CodeIs::invitation); };
  });
}

void add_password_reset(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand(
      "password-reset", "Ask for a code by e-mail; with the code set another password and sign in");
  auto options = add_options(command);
  command->add_option("--code", options->code, "Code that came by e-mail");
  command->callback([options, &run] {
    run = [options](const Tool& tool) {
      return options->code.empty() ? ask_reset_code(tool, *options)
                                   : sign_in(tool, *options, CodeIs::reset);
    };
  });
}

}  // namespace

void add_sign_in(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("sign-in", "Sign in to a server and fetch your rows");
  auto options = add_options(command);
  command->callback([options, &run] {
    run = [options](const Tool& tool) { return sign_in(tool, *options, CodeIs::none); };
  });
  add_redeem(app, run);
  add_password_reset(app, run);
  CLI::App* out = app.add_subcommand("sign-out", "End the session; unsent work stays here");
  out->callback([&run] {
    run = [](const Tool& tool) {
      auto client = tool.open();
      if (!client) return tool.report(client.error());
      const auto status =
          wait<StatusSnapshot>([&](auto done) { (*client)->sign_out(std::move(done)); });
      if (!status) return tool.report(status.error());
      if (tool.json())
        tool.print(to_json(*status));
      else if (status->waiting > 0)
        fmt::print("Signed out. {} unsent changes stay on this device.\n", status->waiting);
      else
        fmt::print("Signed out.\n");
      return ExitCode::ok;
    };
  });
}

}  // namespace fieldbook::client
