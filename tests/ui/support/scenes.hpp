#pragma once

// Every screen in a state worth looking at, reached by model and by pressing: what audits and
// pictures walk through.

#include <functional>
#include <string>
#include <vector>

#include "tests/ui/support/fake_client.hpp"
#include "tests/ui/support/ui_world.hpp"

namespace fieldbook::tests {

struct Scene {
  std::string name;
  std::function<void(UiWorld&, FakeClient&)> go;
};
[[nodiscard]] const std::vector<Scene>& scenes();

/// A world that stands in a scene, with examples in outbox, inbox, history and conflicts.
class SceneWorld {
 public:
  SceneWorld(const Scene& scene, const Look& look, FakePerson person = {});
  FakeClient client;
  UiWorld world;
};

}  // namespace fieldbook::tests
