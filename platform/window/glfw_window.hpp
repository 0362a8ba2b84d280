#pragma once

// The window on a display: GLFW, OpenGL 3, and Dear ImGui's backends for both.

#include <atomic>
#include <memory>
#include <optional>

#include "platform/os/system_clock.hpp"
#include "platform/window/context.hpp"
#include "platform/window/frame_schedule.hpp"
#include "platform/window/input_queue.hpp"
#include "platform/window/window.hpp"

struct GLFWwindow;

namespace fieldbook::platform {

class GlfwWindow final : public Window {
 public:
  [[nodiscard]] static Result<std::unique_ptr<GlfwWindow>> open(const WindowOptions& options);
  ~GlfwWindow() override;

  void prepare(PrepareFunction function) override { prepare_ = std::move(function); }
  void run(const FrameFunction& frame) override;
  void wake() override;
  void give_input(Input input) override;
  [[nodiscard]] std::size_t input_waiting() const override { return input_.given_waiting(); }
  [[nodiscard]] std::uint64_t frames() const override { return frames_; }
  [[nodiscard]] Status save_picture(const std::filesystem::path& file) override;
  void reload_fonts() override;

 private:
  GlfwWindow() = default;
  void install_callbacks();
  void wait_for_events(Instant now);
  FrameOutput draw(const FrameFunction& frame);
  void render() const;
  [[nodiscard]] FrameInput measure() const;

  std::optional<Context> context_;
  GLFWwindow* window_ = nullptr;
  bool library_started_ = false;
  bool platform_started_ = false;
  bool renderer_started_ = false;
  SystemClock clock_;
  FrameSchedule schedule_;
  InputQueue input_;
  PrepareFunction prepare_;
  float scale_override_ = 0;  ///< FIELDBOOK_SCALE; 0 = the monitor's
  std::uint64_t frames_ = 0;
  std::atomic<bool> woken_ = false;
};

}  // namespace fieldbook::platform
