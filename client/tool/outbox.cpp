#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "platform/os/system_clock.hpp"

namespace fieldbook::client {
namespace {

using Actions = std::vector<ActionSnapshot>;

ExitCode print_actions(const Tool& tool, const Result<Actions>& actions, const char* none) {
  if (!actions) return tool.report(actions.error());
  if (tool.json()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ActionSnapshot& action : *actions) list.push_back(to_json(action));
    tool.print(list);
    return ExitCode::ok;
  }
  if (actions->empty()) {
    fmt::print("{}\n", none);
    return ExitCode::ok;
  }
  const std::int64_t now = platform::SystemClock().now().ms;
  std::vector<std::string> headings = {"Id", "What", "State", "Age"};
  const bool any_verdict = std::ranges::any_of(
      *actions, [](const ActionSnapshot& action) { return !action.verdict_text.empty(); });
  if (any_verdict) headings.emplace_back("Verdict");
  std::vector<std::vector<std::string>> rows;
  for (const ActionSnapshot& action : *actions) {
    // The end of the id: ids made in one sitting begin alike.
    rows.push_back({to_string(action.id).substr(28), action.sentence, action.state_text,
                    format_age(now - action.saved_ms), action.verdict_text});
  }
  fmt::print("{}", format_table(headings, rows, 70));
  return ExitCode::ok;
}

using Change = void (Client::*)(Uuid, Done<ActionSnapshot>);

ExitCode change(const Tool& tool, const std::string& text, Change method) {
  auto client = tool.open();
  if (!client) return tool.report(client.error());
  const auto id = tool.find_action(**client, text);
  if (!id) return tool.report(id.error());
  const auto action =
      wait<ActionSnapshot>([&](auto done) { ((**client).*method)(*id, std::move(done)); });
  if (!action) return tool.report(action.error());
  if (tool.json())
    tool.print(to_json(*action));
  else
    fmt::print("{}: {}\n", action->state_text, action->sentence);
  return ExitCode::ok;
}

void add_change(CLI::App& outbox, Run& run, const char* verb, const char* help, Change method) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = outbox.add_subcommand(verb, help);
  command->add_option("ACTION", *id, "Id of the action, or its beginning or end")->required();
  command->callback([id, method, &run] {
    run = [id, method](const Tool& tool) { return change(tool, *id, method); };
  });
}

void add_retry(CLI::App& outbox, Run& run) {
  auto id = std::make_shared<std::string>();
  CLI::App* command =
      outbox.add_subcommand("retry", "Decide again, on what is shown now, after a refusal");
  command->add_option("ACTION", *id, "Id of the action, or its beginning or end")->required();
  command->callback([id, &run] {
    run = [id](const Tool& tool) {
      auto client = tool.open();
      if (!client) return tool.report(client.error());
      const auto action = tool.find_action(**client, *id);
      if (!action) return tool.report(action.error());
      const auto outcome =
          wait<IntentOutcome>([&](auto done) { (*client)->retry(*action, std::move(done)); });
      if (!outcome) return tool.report(outcome.error());
      if (tool.json())
        tool.print(
            {{"saved", outcome->saved}, {"reason", outcome->reason}, {"message", outcome->text}});
      else
        fmt::print("{}\n", outcome->text);
      return outcome->saved ? ExitCode::ok : ExitCode::not_accepted;
    };
  });
}

}  // namespace

void add_outbox(CLI::App& app, Run& run) {
  CLI::App* outbox = app.add_subcommand("outbox", "Decisions and edits that have no verdict yet");
  outbox->require_subcommand(0, 1);
  const auto show = [](const Tool& tool) {
    auto client = tool.open();
    if (!client) return tool.report(client.error());
    return print_actions(tool,
                         wait<Actions>([&](auto done) { (*client)->outbox(std::move(done)); }),
                         "Nothing waits.");
  };
  // CLI11 calls the parent's callback before the chosen subcommand's, which then replaces it.
  outbox->preparse_callback([&run, show](std::size_t) { run = show; });
  outbox->add_subcommand("list", "The same as without a verb")->callback([&run, show] {
    run = show;
  });
  add_change(*outbox, run, "withdraw", "Take an action back", &Client::withdraw);
  add_change(*outbox, run, "hold", "Keep an unsent action here", &Client::hold);
  add_change(*outbox, run, "release", "Let a held action go", &Client::release);
  add_change(*outbox, run, "dismiss", "Take a verdict off the list of unseen ones",
             &Client::dismiss);
  add_retry(*outbox, run);
}

void add_history(CLI::App& app, Run& run) {
  auto limit = std::make_shared<std::size_t>(50);
  CLI::App* command = app.add_subcommand("history", "Settled actions, newest first");
  command->add_option("--limit", *limit, "At most this many")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}))
      ->capture_default_str();
  command->callback([limit, &run] {
    run = [limit](const Tool& tool) {
      auto client = tool.open();
      if (!client) return tool.report(client.error());
      return print_actions(
          tool, wait<Actions>([&](auto done) { (*client)->history(*limit, std::move(done)); }),
          "Nothing has settled yet.");
    };
  });
}

}  // namespace fieldbook::client
