#pragma once

// The commands of fieldbookctl, one file each. Each adds itself to the parser and sets `run` to
// what the chosen command does.

#include <CLI/CLI.hpp>
#include <functional>

#include "client/tool/tool.hpp"

namespace fieldbook::client {

using Run = std::function<ExitCode(const Tool&)>;

void add_sign_in(CLI::App& app, Run& run);  ///< also redeem, password-reset and sign-out
void add_sync(CLI::App& app, Run& run);
void add_status(CLI::App& app, Run& run);
void add_list(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_decisions(CLI::App& app, Run& run);  ///< approve, reject, accept, decline, set
void add_actions(CLI::App& app, Run& run);    ///< do, add
void add_outbox(CLI::App& app, Run& run);
void add_conflicts(CLI::App& app, Run& run);
void add_history(CLI::App& app, Run& run);
void add_doctor(CLI::App& app, Run& run);
void add_dump(CLI::App& app, Run& run);
void add_decode(CLI::App& app, Run& run);
void add_evidence(CLI::App& app, Run& run);
void add_administration(CLI::App& app, Run& run);  ///< weights and devices, for staff

/// Syncs once with a progress bar; used by sign-in, sync and decisions with --sync.
[[nodiscard]] Result<SyncSnapshot> sync_with_progress(Client& client);
/// What was typed for a column; a lookup also by the name, or the start of the id, of the row.
[[nodiscard]] Result<schema::Value> read_value(const Tool& tool, Client& client,
                                               const schema::Column& column,
                                               const std::string& text);
/// Prints what became of an intent, and sends it at once where that is wanted.
ExitCode answer_intent(const Tool& tool, Client& client, const Result<IntentOutcome>& outcome,
                       bool sync);
/// Prints what a finished sync came to and the verdicts that wait to be seen.
ExitCode print_sync(const Tool& tool, Client& client, const Result<SyncSnapshot>& synced);

}  // namespace fieldbook::client
