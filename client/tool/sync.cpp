#include <fmt/format.h>
#include <signal.h>

#include "client/tool/commands.hpp"

namespace fieldbook::client {
namespace {

/// Verdicts that nobody has dismissed, in the order in which the actions were saved.
std::vector<ActionSnapshot> unseen(Client& client) {
  auto actions = wait<std::vector<ActionSnapshot>>([&](auto done) {
                   client.inbox(std::move(done));
                 }).value_or(std::vector<ActionSnapshot>{});
  std::ranges::stable_sort(actions, {}, &ActionSnapshot::saved_ms);
  return actions;
}

std::string one_line(const StatusSnapshot& status, int zone_offset) {
  std::string line = status.connection == "live" ? "Live" : status.connection;
  if (status.waiting > 0) line += fmt::format(" · {} waiting", status.waiting);
  if (status.needs_you > 0) line += fmt::format(" · {} need you", status.needs_you);
  if (status.server_ms != 0)
    line += " · data from " + format_local(status.server_ms, zone_offset).substr(11);
  return line;
}

/// Follows the live stream until interrupted, a line a change.
ExitCode watch(const Tool& tool) {
  const auto settings = tool.settings();
  if (!settings) return tool.report(settings.error());
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  // Blocked before the client makes its threads, so that only sigwait sees them.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto opened = tool.open(*settings, Connect::watch);
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto catalogue = client.catalogue();
  client.listen([&client, &tool, catalogue](const Notice& notice) {
    std::string changed;
    for (const std::uint32_t number : notice.entities)
      if (const auto* entity = catalogue->find_number(number))
        changed += (changed.empty() ? "" : ", ") + entity->plural_label;
    if (tool.json())
      fmt::print("{}\n", nlohmann::ordered_json{{"connection", client.status().connection},
                                                {"cursor", client.status().cursor},
                                                {"changed", changed}}
                             .dump());
    else if (!changed.empty())
      fmt::print("Changed: {}\n", changed);
    else
      fmt::print("{}\n", one_line(client.status(), tool.zone_offset()));
    std::fflush(stdout);
  });
  int signal = 0;
  sigwait(&signals, &signal);
  client.listen(nullptr);
  return ExitCode::ok;
}

ExitCode sync_once(const Tool& tool) {
  auto client = tool.open();
  if (!client) return tool.report(client.error());
  return print_sync(tool, **client, sync_with_progress(**client));
}

}  // namespace

Result<SyncSnapshot> sync_with_progress(Client& client) {
  ProgressBar bar;
  return wait<SyncSnapshot>([&](auto done) { client.sync_now(std::move(done)); },
                            [&] {
                              const StatusSnapshot status = client.status();
                              if (status.rows_total > 0)
                                bar.show("Fetching rows", status.rows_done, status.rows_total);
                            });
}

ExitCode print_sync(const Tool& tool, Client& client, const Result<SyncSnapshot>& synced) {
  if (!synced) return tool.report(synced.error());
  const StatusSnapshot status = client.status();
  const auto verdicts = unseen(client);
  const bool signed_out = !status.signed_in;
  const ExitCode code = synced->reached_checkpoint ? ExitCode::ok
                        : signed_out               ? ExitCode::sign_in
                                                   : ExitCode::unreachable;
  if (tool.json()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ActionSnapshot& action : verdicts) list.push_back(to_json(action));
    tool.print({{"in_step", synced->reached_checkpoint},
                {"proven", status.proven},
                {"message", synced->message},
                {"status", to_json(status)},
                {"verdicts", std::move(list)}});
    return code;
  }
  if (!synced->reached_checkpoint) {
    fmt::print(stderr, "{}\n", synced->message);
    if (status.waiting > 0)
      fmt::print(stderr, "{} changes wait on this device and are sent with the next sync.\n",
                 status.waiting);
    return code;
  }
  fmt::print("In step with {} at commit {}: {} rows in {} buckets, {}.\n", status.organisation_name,
             status.cursor, status.rows, status.buckets,
             status.proven ? "digest agrees" : "digest not yet compared");
  for (const ActionSnapshot& action : verdicts) {
    // A verdict that went well says the whole sentence itself.
    if (action.state == "done")
      fmt::print("  {}\n", action.verdict_text);
    else
      fmt::print("  {}: {}\n    {}\n", action.state_text, action.sentence, action.verdict_text);
  }
  return code;
}

void add_sync(CLI::App& app, Run& run) {
  auto follow = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("sync", "Send what waits and fetch what changed");
  command->add_flag("--watch", *follow, "Stay connected and say what changes, until interrupted");
  command->callback([follow, &run] {
    run = [follow](const Tool& tool) { return *follow ? watch(tool) : sync_once(tool); };
  });
}

void add_status(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("status", "Who is signed in, what waits, how fresh it is");
  command->callback([&run] {
    run = [](const Tool& tool) {
      auto client = tool.open();
      if (!client) return tool.report(client.error());
      const StatusSnapshot status = (*client)->status();
      if (tool.json()) {
        tool.print(to_json(status));
        return ExitCode::ok;
      }
      const auto local = [&](std::int64_t ms) {
        return ms == 0 ? std::string("never") : format_local(ms, tool.zone_offset());
      };
      fmt::print("User          {} ({}){}\n", status.user_name, status.audience,
                 status.signed_in ? "" : ", signed out");
      fmt::print("Organisation  {}\n", status.organisation_name);
      fmt::print("Data from     {}\n", local(status.server_ms));
      fmt::print("Proven        {}\n", local(status.proven_ms));
      fmt::print("Rows          {} in {} buckets, commit {}{}\n", status.rows, status.buckets,
                 status.cursor, status.complete ? "" : ", first sync not finished");
      fmt::print("Waiting       {}\n", status.waiting);
      fmt::print("Needs you     {}\n", status.needs_you);
      for (const std::string& bucket : status.quarantined) fmt::print("Quarantined   {}\n", bucket);
      return ExitCode::ok;
    };
  });
}

}  // namespace fieldbook::client
