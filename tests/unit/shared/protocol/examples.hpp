#pragma once

// One example of every message, with values that can be recognised: the specification shows them
// in both forms, and the tests keep it true.

#include <string>
#include <vector>

#include "shared/protocol/messages.hpp"

namespace fieldbook::tests {

struct Example {
  std::string name;
  protocol::Message message;
};
[[nodiscard]] std::vector<Example> examples();

/// The request and the answer when there is nothing new, with values as large as they get.
[[nodiscard]] protocol::SyncRequest idle_request();
[[nodiscard]] protocol::Checkpoint idle_checkpoint();

/// The action whose bytes README.md builds in Python.
[[nodiscard]] actions::Action example_action();

}  // namespace fieldbook::tests
