#include "platform/window/input_queue.hpp"

#include <algorithm>
#include <imgui.h>
#include <set>
#include <utility>

#include "platform/window/keys.hpp"

namespace fieldbook::platform {
namespace {

bool is_key(const Input& input) {
  return input.kind == Input::Kind::key_down || input.kind == Input::Kind::key_up;
}

void set_key(ImGuiIO& io, int key, bool down) {
  if (key >= 0 && key < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[key] = down;
}

void set_modifiers(ImGuiIO& io) {
  io.KeyCtrl = io.KeysDown[kKeyLeftControl] || io.KeysDown[kKeyRightControl];
  io.KeyShift = io.KeysDown[kKeyLeftShift] || io.KeysDown[kKeyRightShift];
  io.KeyAlt = io.KeysDown[kKeyLeftAlt] || io.KeysDown[kKeyRightAlt];
  io.KeySuper = io.KeysDown[kKeyLeftSuper] || io.KeysDown[kKeyRightSuper];
}

}  // namespace

void InputQueue::add(Input input) {
  if (inputs_.size() >= kDeviceInputsMax && input.kind != Input::Kind::key_up) return;
  inputs_.push_back({std::move(input), false});
}

void InputQueue::give(Input input) { inputs_.push_back({std::move(input), true}); }

void InputQueue::pointer_moved() {
  if (!pointer_down_) pointer_given_ = false;
}

void InputQueue::release_all() {
  std::erase_if(inputs_, [](const Entry& entry) { return !entry.given; });
  release_all_ = true;
}

std::size_t InputQueue::given_waiting() const {
  return static_cast<std::size_t>(std::ranges::count(inputs_, true, &Entry::given));
}

void InputQueue::take(ImGuiIO& io) {
  if (std::exchange(release_all_, false))
    std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
  std::set<int> changed;
  bool pressed = false;
  bool first = true;
  while (!inputs_.empty()) {
    const Entry& entry = inputs_.front();
    if (entry.given && !first) break;
    if (is_key(entry.input)) {
      if (changed.contains(entry.input.key)) break;
      if (entry.input.kind == Input::Kind::key_down && std::exchange(pressed, true)) break;
      changed.insert(entry.input.key);
    }
    const bool given = entry.given;
    apply(entry.input, io);
    inputs_.pop_front();
    first = false;
    if (given) break;
  }
  set_modifiers(io);
}

void InputQueue::apply(const Input& input, ImGuiIO& io) {
  switch (input.kind) {
    case Input::Kind::pointer_move:
      pointer_given_ = true;
      x_ = input.x;
      y_ = input.y;
      return;
    case Input::Kind::pointer_down: pointer_down_ = true; return;
    case Input::Kind::pointer_up: pointer_down_ = false; return;
    case Input::Kind::wheel: io.MouseWheel += input.y; return;
    case Input::Kind::key_down: set_key(io, input.key, true); return;
    case Input::Kind::key_up: set_key(io, input.key, false); return;
    case Input::Kind::text: io.AddInputCharactersUTF8(input.text.c_str()); return;
  }
}

void InputQueue::place_pointer(ImGuiIO& io) const {
  if (!pointer_given_) return;
  io.MousePos = {x_, y_};
  io.MouseDown[0] = io.MouseDown[0] || pointer_down_;
}

}  // namespace fieldbook::platform
