#pragma once

// What must be so before a run: versions, connection set, integration parameters, functionality
// locking, metadata on both sides. All findings at once, each with what to do; a run does not begin
// while one of them is an error.

#include "syncd/integrations/finance/gates.hpp"
#include "syncd/integrations/finance/mapper.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd::finance {

enum class Severity : std::uint8_t {
  error,  ///< nothing runs
  advice  ///< it runs; somebody should know
};

struct CheckFinding {
  Severity severity = Severity::error;
  std::string topic;    ///< "versions", "connection set", "parameters", "locking", "metadata", …
  std::string where;    ///< template, task or column; empty for all
  std::string message;  ///< what is wrong
  std::string remedy;   ///< what to do
  bool operator==(const CheckFinding&) const = default;
};

struct CheckParts {
  const Templates& templates;
  const Gates& gates;
  const FinanceSettings& settings;
  Target& target;
  Store& store;
};

/// Asks both sides. What the peer cannot be asked is a finding too. Returns an error only when our
/// own store cannot be read.
[[nodiscard]] Result<std::vector<CheckFinding>> check_integration(const CheckParts& parts);
[[nodiscard]] bool may_run(const std::vector<CheckFinding>& findings);

}  // namespace fieldbook::syncd::finance
