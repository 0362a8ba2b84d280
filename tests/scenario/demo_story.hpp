#pragma once

// The story of the demo: three people decide without a network, the office changes something
// meanwhile, and everybody comes back in step. Told so that a process may die at any storage
// operation: whoever it happens to starts again and does what a person would do then.

#include <string>

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {

/// What is killed, and when.
struct Kill {
  std::string victim;           ///< "daemon", or whose device; empty: nobody
  std::uint64_t operation = 0;  ///< counted from the moment the story begins
  PowerLoss loss = PowerLoss::drops;
};

/// How the story ended.
struct StoryEnd {
  std::string state;  ///< everything that must not depend on who died when
  std::map<std::string, std::uint64_t> operations;  ///< by victim
  bool killed = false;
};

[[nodiscard]] StoryEnd tell_demo_story(const Kill& kill);

}  // namespace fieldbook::tests
