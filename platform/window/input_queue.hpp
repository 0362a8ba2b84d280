#pragma once

// Input between two frames, in order. Dear ImGui 1.86 looks at keys once a frame, so that a key
// pressed and released in between would never have been pressed (product.md 4.2). Here each frame
// takes as much as it can tell apart: at most one key press, and no key that changed in the same
// frame already. Input that was given, not typed, gets a frame each.

#include <cstddef>
#include <deque>

#include "platform/window/window.hpp"

struct ImGuiIO;

namespace fieldbook::platform {

class InputQueue {
 public:
  /// From the keyboard: key_down, key_up and text. At most kDeviceInputsMax wait; what comes on top
  /// is dropped, except for keys that are released.
  void add(Input input);
  /// From a test or a tour.
  void give(Input input);
  /// The device's pointer moved: it is where the device says from here on.
  void pointer_moved();
  /// The window lost the keyboard: every key is up, nothing typed waits.
  void release_all();

  [[nodiscard]] std::size_t waiting() const { return inputs_.size(); }
  [[nodiscard]] std::size_t given_waiting() const;

  /// Before ImGui::NewFrame(): hands over what this frame sees.
  void take(ImGuiIO& io);
  /// Before ImGui::NewFrame(), after the backend set the pointer: puts it where it was given.
  void place_pointer(ImGuiIO& io) const;

 private:
  static constexpr std::size_t kDeviceInputsMax = 1'000;
  struct Entry {
    Input input;
    bool given = false;
  };
  void apply(const Input& input, ImGuiIO& io);

  std::deque<Entry> inputs_;
  bool release_all_ = false;
  bool pointer_given_ = false;
  bool pointer_down_ = false;
  float x_ = 0;
  float y_ = 0;
};

}  // namespace fieldbook::platform
