#pragma once

// A window that is only memory: no display, no graphics card. It runs the same frame functions,
// takes the same input, and gives a hash of what would have been drawn, for tests and benches.

#include <atomic>
#include <cstdint>
#include <string>

#include "platform/window/context.hpp"
#include "platform/window/frame_schedule.hpp"
#include "platform/window/input_queue.hpp"
#include "platform/window/window.hpp"

namespace fieldbook::platform {

class NullWindow final : public Window {
 public:
  explicit NullWindow(const WindowOptions& options = {}, float content_scale = 1);
  ~NullWindow() override;

  void prepare(PrepareFunction function) override { prepare_ = std::move(function); }
  /// Draws the frames that are due by input, wakes and settling, then returns: there is nobody to
  /// wait for. Moments that frames asked for are not waited for; see step().
  void run(const FrameFunction& frame) override;
  void wake() override { woken_ = true; }
  void give_input(Input input) override;
  [[nodiscard]] std::size_t input_waiting() const override { return input_.given_waiting(); }
  [[nodiscard]] std::uint64_t frames() const override { return frames_; }
  /// Drawn without a graphics card (raster.hpp).
  [[nodiscard]] Status save_picture(const std::filesystem::path& file) override;
  void reload_fonts() override;

  /// One frame, whether due or not. Time moves by a sixtieth of a second.
  FrameOutput draw(const FrameFunction& frame);
  /// What the loop of a real window does at `now`: draws if a frame is due. Says whether it did.
  bool step(Instant now, const FrameFunction& frame);
  /// As from a keyboard, beside what other keys do before the next frame.
  void type_on_device(Input input);
  void resize(float width, float height);
  void set_content_scale(float scale);
  /// Of vertices, indices, clip rectangles and textures of the last frame; the same in each run.
  [[nodiscard]] std::uint64_t picture_hash() const;
  [[nodiscard]] std::size_t vertex_count() const;
  [[nodiscard]] std::string clipboard() const;
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  Context context_;
  FrameSchedule schedule_;
  InputQueue input_;
  PrepareFunction prepare_;
  float width_;
  float height_;
  float content_scale_;
  std::uint64_t frames_ = 0;
  std::atomic<bool> woken_ = false;
  bool closed_ = false;
};

}  // namespace fieldbook::platform
