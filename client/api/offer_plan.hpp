#pragma once

// Who would get an opportunity and why, as the daemon plans it (design.md section 10): what staff
// are shown.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/uuid.hpp"

namespace fieldbook::client {

struct OfferPlanSnapshot {
  struct Rule {
    std::string name;  ///< stable: "capacity", "territory", …
    bool passed = false;
    std::string answer;  ///< stable: "passed", "declined_before", …
  };
  struct Metric {
    std::string name;  ///< stable: "distance", "winrate", …
    double value = 0;
    double weight = 0;
    double contribution = 0;
    std::string note;  ///< stable; empty, "left_out", "no_history", …
  };
  struct Candidate {
    Uuid partner;  ///< an account
    std::string name;
    bool available = false;
    std::int64_t active = 0;  ///< opportunities that count against the capacity
    std::optional<std::int64_t> capacity;
    std::vector<Rule> rules;
    std::vector<Metric> metrics;  ///< of available ones; the contributions sum up to the score
    double score = 0;
  };
  Uuid opportunity;
  std::size_t available = 0;
  std::vector<Candidate> candidates;  ///< the available ones as ranked, then others; bounded
};

}  // namespace fieldbook::client
