#pragma once

// What a person gave with an action, in words: the typed name, the comment, the reason, the new
// values of fields. Pure.

#include "client/api/snapshots.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

struct ContentLine {
  std::string label;  ///< in the person's language
  std::string text;
  bool operator==(const ContentLine&) const = default;
};
/// Arguments, then fields, in their order. What only repeats the screen (the total that was shown)
/// and what no person reads (ids) is left out.
[[nodiscard]] std::vector<ContentLine> action_content(const client::ActionSnapshot& action,
                                                      const schema::Catalogue& catalogue,
                                                      const TextContext& context);
/// "Signed by: Dana Ruiz · Comment: as discussed"; empty when there is nothing to say.
[[nodiscard]] std::string content_sentence(const std::vector<ContentLine>& content);

/// The words for an argument of a decision.
[[nodiscard]] std::string argument_label(const schema::Column& argument, const Strings& strings);

}  // namespace fieldbook::ui
