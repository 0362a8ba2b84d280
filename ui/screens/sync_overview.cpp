#include <fmt/format.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/sync_parts.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kCellWidth = 13;  ///< em

void fact(Ui& ui, Grid& grid, std::string_view id, std::string value) {
  grid.next();
  labelled_value(ui, id, ui.text(fmt::format("sync.{}", id)), value);
}

std::string ago_or_never(Ui& ui, std::int64_t ms) {
  return ms > 0 ? ago_text(ui, ms) : ui.text("sync.never");
}

std::string next_attempt(Ui& ui, const client::StatusSnapshot& status) {
  if (status.next_attempt_ms <= 0) return ui.text("sync.not_planned");
  return clock_time(status.next_attempt_ms, text_context(ui));
}

void draw_reach(Ui& ui, AppModel& app) {
  const client::StatusSnapshot& status = app.status();
  SyncModel& sync = app.models()->sync;
  const StatusText words = status_text(status, text_context(ui));
  const Card card(ui, "reach");
  heading(ui, "title", ui.text("sync.connection"), TextStyle::title);
  banner(ui, "state", words.tone, words.icon, words.chip, words.sentence);
  if (words.fraction >= 0) progress(ui, "progress", words.chip, words.fraction);
  gap(ui, 1);
  {
    Grid grid(ui, "facts", kCellWidth, 4);
    fact(ui, grid, "last_contact", ago_or_never(ui, status.last_contact_ms));
    fact(ui, grid, "data_from", ago_or_never(ui, status.server_ms));
    fact(ui, grid, "next_attempt", next_attempt(ui, status));
    fact(ui, grid, "waiting", ui.strings.number(static_cast<std::int64_t>(status.waiting)));
  }
  gap(ui, 2);
  if (button(ui, "sync_now", ui.text(sync.syncing() ? "sync.syncing" : "sync.now"),
             {.style = ButtonStyle::primary, .icon = Icon::sync, .enabled = !sync.syncing()}))
    sync.sync_now();
  if (status.signed_in) return;
  beside(ui);
  if (button(ui, "sign_in", ui.text("sign_in.submit"), {.icon = Icon::person}))
    app.go({.kind = PlaceKind::sign_in});
}

void draw_proof_result(Ui& ui, const client::DoctorSnapshot& proof) {
  gap(ui, 2);
  const Tone tone = !proof.healthy ? Tone::danger : proof.proven ? Tone::success : Tone::warning;
  const char* key = !proof.healthy ? "sync.proof_damaged"
                    : proof.proven ? "sync.proof_agrees"
                                   : "sync.proof_alone";
  banner(ui, "result", tone, proof.healthy ? Icon::proof : Icon::error,
         ui.strings.count(key, static_cast<std::int64_t>(proof.rows)),
         proof.proven
             ? ui.strings.text("sync.proof_digest", {{"digest", proof.view_digest.substr(0, 16)}})
             : ui.text("sync.proof_not_compared"));
  for (const std::string& finding : proof.findings) text(ui, ui.strings.label(finding));
}

void draw_proof(Ui& ui, AppModel& app) {
  const client::StatusSnapshot& status = app.status();
  SyncModel& sync = app.models()->sync;
  const Card card(ui, "proof");
  heading(ui, "title", ui.text("sync.proof"), TextStyle::title);
  secondary_text(ui, ui.text("sync.proof_meaning"), TextStyle::body);
  gap(ui, 1);
  {
    Grid grid(ui, "facts", kCellWidth, 4);
    fact(ui, grid, "rows", ui.strings.number(static_cast<std::int64_t>(status.rows)));
    fact(ui, grid, "buckets", ui.strings.number(static_cast<std::int64_t>(status.buckets)));
    fact(ui, grid, "proven", ago_or_never(ui, status.proven_ms));
    fact(ui, grid, "cursor", fmt::format("{}", status.cursor));
  }
  gap(ui, 2);
  if (button(ui, "prove", ui.text(sync.proving() ? "sync.proving" : "sync.prove"),
             {.icon = Icon::proof, .enabled = !sync.proving()}))
    sync.prove();
  if (sync.proof()) draw_proof_result(ui, *sync.proof());
  for (const std::string& bucket : status.quarantined)
    secondary_text(ui, ui.strings.text("sync.quarantined", {{"bucket", bucket}}));
}

}  // namespace

void draw_sync_overview(Ui& ui, AppModel& app) {
  const IdScope scope(ui, "overview");
  draw_verdicts(ui, app, Verdicts::all);
  draw_reach(ui, app);
  gap(ui, 3);
  draw_proof(ui, app);
}

}  // namespace fieldbook::ui
