#pragma once

// A real window on GLFW and OpenGL 3 with Dear ImGui in it; a window that is only memory, for tests
// and benches. Both run the same frame function. Beside ui/ the only place that knows Dear ImGui.
//
// The loop draws only when something happened: input, a wake from another thread, or the moment the
// last frame asked for; two more frames after each event let layout settle (product.md 4.2, 4.3).
// Keys pressed and released between two frames are latched until a frame has seen them, which Dear
// ImGui 1.86 does not do by itself.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "shared/base/result.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::platform {

struct WindowOptions {
  std::string title = "Fieldbook";
  int width = 1280;
  int height = 800;
  bool visible = true;
};

/// What a frame function gets, and what it says.
struct FrameInput {
  float width = 0;  ///< pixels
  float height = 0;
  float content_scale = 1;  ///< of the monitor
};
struct FrameOutput {
  Instant next_frame{};  ///< wake then even without input; 0 = not needed
  bool close = false;
};
using FrameFunction = std::function<FrameOutput(const FrameInput&)>;
/// Runs before each frame, outside of Dear ImGui's frame: the only place where fonts may be rebuilt
/// (when the scale differs from that of the fonts).
using PrepareFunction = std::function<void(const FrameInput&)>;

/// One step of input, as a person could give it: for tests and for tours through a real window.
struct Input {
  enum class Kind : std::uint8_t {
    pointer_move,
    pointer_down,
    pointer_up,
    wheel,
    key_down,
    key_up,
    text
  };
  Kind kind = Kind::pointer_move;
  float x = 0;       ///< of pointer_move, in pixels of the window
  float y = 0;       ///< the same; of wheel: notches, up is positive
  int key = 0;       ///< of key_down and key_up: GLFW_KEY_…
  std::string text;  ///< of text: UTF-8
};

class Window {
 public:
  /// Returns Errc::unavailable, with what to do, when there is no display or no OpenGL 3.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  virtual ~Window() = default;

  /// Sets what runs before each frame. Without one, fonts are built by whoever calls run().
  virtual void prepare(PrepareFunction function) = 0;
  /// Runs until the person closes the window or a frame says so.
  virtual void run(const FrameFunction& frame) = 0;
  /// From any thread: draw a frame soon.
  virtual void wake() = 0;
  /// On the window's thread: queues input beside that of the devices. Each is seen by a frame of
  /// its own, in order, and the pointer stays where it was moved until a device moves it.
  virtual void give_input(Input input) = 0;
  /// Inputs given that no frame has seen yet.
  [[nodiscard]] virtual std::size_t input_waiting() const = 0;
  /// Frames drawn so far.
  [[nodiscard]] virtual std::uint64_t frames() const = 0;
  /// Writes the picture of the last frame as PNG. On the window's thread, between frames.
  [[nodiscard]] virtual Status save_picture(const std::filesystem::path& file) = 0;
  /// From the prepare function, or before run(): fonts were rebuilt and their texture must be made
  /// anew.
  virtual void reload_fonts() = 0;
};

}  // namespace fieldbook::platform
