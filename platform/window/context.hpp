#pragma once

// One Dear ImGui context as every window of ours has it: nothing written to disk, keys mapped to
// their names except Tab, which ui/widgets reads itself, and no blinking, which would need frames.

struct ImGuiContext;

namespace fieldbook::platform {

class Context {
 public:
  Context();
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  /// Makes it the one that ImGui:: functions use.
  void enter() const;
  /// After a backend set its own map.
  void map_keys() const;

 private:
  ImGuiContext* context_;
};

}  // namespace fieldbook::platform
