#pragma once

// What a person reads about a verdict: what happened, what it means for the work, what to do. One
// text a reason, none with codes, SQL or blame in it.

#include <string>

#include "shared/actions/action.hpp"

namespace fieldbook::actions {

/// What the reader of the text knows the record and the action by.
struct VerdictContext {
  std::string_view kind;  ///< "quote.approve"
  std::string_view name;  ///< the record as the user saw it: "QUO-01001 Roof"
};

struct VerdictText {
  std::string what;     ///< "Quote QUO-01001 was revised after you signed (total 1,200 → 1,350)."
  std::string meaning;  ///< "Your signature was not used."
  std::string remedy;   ///< "Review the quote and decide again." Empty: nothing to do.
  /// The three as one paragraph.
  [[nodiscard]] std::string sentence() const;
  bool operator==(const VerdictText&) const = default;
};

/// Facts come from the receipt's detail; the text reads well where one is missing.
[[nodiscard]] VerdictText verdict_text(const Receipt& receipt, const VerdictContext& context);

/// "urn:fieldbook:problem:quote_changed": the stable code that goes with the text.
[[nodiscard]] std::string problem_type(Reason reason);

}  // namespace fieldbook::actions
