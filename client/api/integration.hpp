#pragma once

// The integration with Finance and Operations as staff see it (design.md section 11): what the
// daemon answers when it is asked. Texts are the daemon's, in English; names are stable.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/uuid.hpp"

namespace fieldbook::client {

struct IntegrationQuestion {
  enum class Kind : std::uint8_t {
    overview,  ///< templates, runs, errors
    check,     ///< what stands in the way of a run
    preview,   ///< what a run of `name`, a template, would do
    run,       ///< begins a run of all templates, then as overview
    retry,     ///< lets the refused rows of `name`, a task, go again, then as overview
    trace      ///< the way of an actual, `row`
  };
  Kind kind = Kind::overview;
  std::string name;
  Uuid row;
};

struct IntegrationSnapshot {
  struct Template {
    std::string name, label, direction, state;
    std::int64_t waiting = 0, errors = 0;
  };
  struct Finding {
    bool is_error = false;
    std::string topic, where, message, remedy;
  };
  struct Run {
    std::int64_t number = 0;
    std::string trigger, status, problem;
    std::int64_t started_ms = 0;
    double seconds = 0;
    std::int64_t sent = 0, changed = 0, failed = 0;
  };
  struct RowError {
    std::string task, entity, field, value, cause, state;
    Uuid row;
  };
  struct Cause {
    std::string task, field, cause;
    std::int64_t rows = 0;
  };
  struct PreviewRow {
    std::string task, key, would;
    std::vector<std::string> lines;  ///< "FIELD: there → here", or why it would be refused
    Uuid row;
  };
  struct Step {
    std::string name, what;
    bool is_done = false;
    std::vector<std::pair<std::string, std::string>> details;
  };

  std::string problem;  ///< why there is no answer; empty: there is one
  std::vector<Template> templates;
  std::vector<Run> runs;  ///< the latest first
  std::vector<Cause> causes;
  std::vector<RowError> errors;
  std::int64_t more_errors = 0;
  bool may_run = false;           ///< with a check
  std::vector<Finding> findings;  ///< with a check
  std::vector<PreviewRow> preview;
  std::string traced;       ///< what the actual is
  std::vector<Step> steps;  ///< of a trace, in order
};

}  // namespace fieldbook::client
