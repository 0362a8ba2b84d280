#pragma once

// What several screens show in the same way.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

[[nodiscard]] TextContext text_context(const Ui& ui);

/// The words of a stable name of the daemon, by the key they are kept under (spaces read as
/// underscores); a name of a later release is read as it is.
[[nodiscard]] std::string stable_words(const Ui& ui, std::string key, std::string name);

/// Goes there at the end of the frame: models must not change under what is being drawn.
void go(Ui& ui, AppModel& app, Place place);

/// Icon, word and number of the sync; leads to the Sync Centre.
void draw_status_chip(Ui& ui, AppModel& app);
[[nodiscard]] float status_chip_width(const Ui& ui, const AppModel& app);

/// What happened, what it means, a stable code, and a button that copies them.
void draw_error(Ui& ui, std::string_view id, const ErrorText& error);

/// "While you were offline: 9 changes sent, 2 merged, 1 needs you", and each verdict until it is
/// dismissed. Nothing when there is none.
enum class Verdicts : std::uint8_t { first_three, all };
void draw_verdicts(Ui& ui, AppModel& app, Verdicts which);

/// What a state adds to its own word; nothing where it would only say the sentence again.
[[nodiscard]] std::string detail_of(const client::ActionSnapshot& action, const StateText& state);

/// A primary button and the state of saving, at the end of a form or card.
void draw_outcome(Ui& ui, std::string_view id, const client::IntentOutcome& outcome);

/// A countdown as a chip; lowers the moment of the next frame.
void draw_countdown(Ui& ui, std::string_view id, std::int64_t deadline_ms);

/// A time such as "4 min ago" that redraws itself each minute.
[[nodiscard]] std::string ago_text(Ui& ui, std::int64_t ms);

}  // namespace fieldbook::ui
