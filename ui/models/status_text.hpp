#pragma once

// The status chip and its sentences (product.md 3.1, 3.2, 3.4). Pure: a table from what the client
// says to what a person reads, which a test walks through whole.

#include "client/api/client.hpp"
#include "ui/models/value_text.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/theme.hpp"

namespace fieldbook::ui {

struct StatusText {
  Tone tone = Tone::neutral;
  Icon icon = Icon::online;
  std::string chip;        ///< "Offline · 4 waiting · data from 10:42"
  std::string short_chip;  ///< for narrow windows: "Offline · 4"
  std::string sentence;    ///< what happened, what it means for the work, what to do
  bool busy = false;
  float fraction = -1;              ///< of a first sync under way, else negative
  std::int64_t next_change_ms = 0;  ///< when a text with an age in it changes
};
[[nodiscard]] StatusText status_text(const client::StatusSnapshot& status,
                                     const TextContext& context);

/// The words of an action's state: icon, tone, "Waiting to send".
struct StateText {
  Tone tone = Tone::neutral;
  Icon icon = Icon::waiting;
  std::string text;
  std::string detail;  ///< why, and what to do; empty when there is nothing to add
};
[[nodiscard]] StateText action_text(const client::ActionSnapshot& action,
                                    const TextContext& context);
/// "Approve quote Q-88", in the person's language.
[[nodiscard]] std::string action_sentence(const client::ActionSnapshot& action,
                                          const Strings& strings);

/// An error for people: title, what it means, a stable code; never SQL, JSON or a stack.
struct ErrorText {
  std::string title;
  std::string content;
  std::string code;
};
[[nodiscard]] ErrorText error_text(const Error& error, const Strings& strings);

}  // namespace fieldbook::ui
