#pragma once

// The script of a tour: what a person would do, one step a line, widgets by role and name as they
// are read on screen. README.md beside this file has the steps.
//
//   press button "Approve quote"
//   type text_field "Your name" "Arjun Mehta"
//   picture 05-decision

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::ui {

struct TourStep {
  std::size_t line = 0;  ///< in the script, from 1
  std::string verb;
  std::vector<std::string> words;
  [[nodiscard]] std::string text() const;  ///< as the script has it, for messages
};

/// Reads a script. "#" begins a comment, quotes hold words with spaces together, ${NAME} is the
/// environment's. Returns Errc::invalid_argument with line and reason for a verb that does not
/// exist, a wrong number of words, or an open quote.
[[nodiscard]] Result<std::vector<TourStep>> read_tour(std::string_view script);

}  // namespace fieldbook::ui
