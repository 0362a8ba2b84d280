#include "platform/window/null_window.hpp"

#include <gtest/gtest.h>
#include <imgui.h>
#include <thread>

#include "platform/window/keys.hpp"
#include "platform/window/raster.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::platform {
namespace {

using Kind = Input::Kind;

Input key(Kind kind, int number) { return {.kind = kind, .key = number}; }

TEST(NullWindow, a_key_pressed_and_released_between_two_frames_is_seen) {
  NullWindow window;
  int taps = 0;
  const auto frame = [&](const FrameInput&) {
    if (ImGui::IsKeyPressed(kKeyEnter, false)) ++taps;
    return FrameOutput{};
  };
  window.run(frame);
  window.type_on_device(key(Kind::key_down, kKeyEnter));
  window.type_on_device(key(Kind::key_up, kKeyEnter));
  window.run(frame);
  EXPECT_EQ(taps, 1);
}

TEST(NullWindow, two_taps_of_one_key_between_two_frames_are_two) {
  NullWindow window;
  int taps = 0;
  const auto frame = [&](const FrameInput&) {
    if (ImGui::IsKeyPressed(kKeyDown, false)) ++taps;
    return FrameOutput{};
  };
  window.run(frame);
  for (int i = 0; i < 2; ++i) {
    window.type_on_device(key(Kind::key_down, kKeyDown));
    window.type_on_device(key(Kind::key_up, kKeyDown));
  }
  window.run(frame);
  EXPECT_EQ(taps, 2);
}

TEST(NullWindow, keys_and_text_keep_their_order) {
  NullWindow window;
  std::vector<std::string> seen;
  const auto frame = [&](const FrameInput&) {
    // As in a text field of Dear ImGui: first what was typed, then the key.
    for (const ImWchar c : ImGui::GetIO().InputQueueCharacters)
      seen.emplace_back(1, static_cast<char>(c));
    if (ImGui::IsKeyPressed(kKeyTab, false)) seen.emplace_back("tab");
    if (ImGui::IsKeyPressed(kKeyEnter, false)) seen.emplace_back("enter");
    return FrameOutput{};
  };
  window.run(frame);
  window.type_on_device({.kind = Kind::text, .text = "a"});
  window.type_on_device(key(Kind::key_down, kKeyTab));
  window.type_on_device(key(Kind::key_up, kKeyTab));
  window.type_on_device({.kind = Kind::text, .text = "b"});
  window.type_on_device(key(Kind::key_down, kKeyEnter));
  window.type_on_device(key(Kind::key_up, kKeyEnter));
  window.run(frame);
  EXPECT_EQ(seen, (std::vector<std::string>{"a", "tab", "b", "enter"}));
}

TEST(NullWindow, given_input_is_seen_by_a_frame_each) {
  NullWindow window;
  window.run([](const FrameInput&) { return FrameOutput{}; });
  window.give_input({.kind = Kind::pointer_move, .x = 10, .y = 20});
  window.give_input({.kind = Kind::pointer_down});
  window.give_input({.kind = Kind::pointer_up});
  std::vector<bool> down;
  while (window.input_waiting() > 0)
    window.draw([&](const FrameInput&) {
      down.push_back(ImGui::IsMouseDown(0));
      EXPECT_EQ(ImGui::GetMousePos().x, 10);
      return FrameOutput{};
    });
  EXPECT_EQ(down, (std::vector<bool>{false, true, false}));
}

TEST(NullWindow, draws_nothing_while_nothing_happens) {
  NullWindow window;
  const auto frame = [](const FrameInput&) { return FrameOutput{}; };
  Instant now{1};
  window.step(now, frame);
  window.run(frame);
  const auto before = window.frames();
  for (int i = 0; i < 500; ++i) window.step(now = now + std::chrono::milliseconds(10), frame);
  EXPECT_EQ(window.frames(), before);
}

TEST(NullWindow, a_wake_from_another_thread_brings_frames) {
  NullWindow window;
  const auto frame = [](const FrameInput&) { return FrameOutput{}; };
  window.run(frame);
  const auto before = window.frames();
  std::jthread([&] { window.wake(); }).join();
  window.run(frame);
  EXPECT_EQ(window.frames(), before + 3);
}

TEST(NullWindow, the_same_picture_has_the_same_hash_and_another_one_has_not) {
  const auto hash_of = [](float x) {
    NullWindow window;
    for (int i = 0; i < 3; ++i)
      window.draw([&](const FrameInput&) {
        ImGui::GetForegroundDrawList()->AddRectFilled({x, 0}, {x + 10, 10}, 0xffffffff);
        return FrameOutput{};
      });
    return window.picture_hash();
  };
  EXPECT_EQ(hash_of(5), hash_of(5));
  EXPECT_NE(hash_of(5), hash_of(6));
}

TEST(NullWindow, prepare_runs_outside_of_the_frame_and_sees_the_scale) {
  NullWindow window;
  std::vector<float> scales;
  window.prepare([&](const FrameInput& input) {
    scales.push_back(input.content_scale);
    EXPECT_FALSE(ImGui::GetIO().Fonts->Locked);
  });
  const auto frame = [](const FrameInput&) { return FrameOutput{}; };
  window.draw(frame);
  window.set_content_scale(2);
  window.draw(frame);
  EXPECT_EQ(scales, (std::vector<float>{1, 2}));
}

TEST(NullWindow, ends_when_a_frame_says_so) {
  NullWindow window;
  window.run([](const FrameInput&) { return FrameOutput{.close = true}; });
  EXPECT_TRUE(window.closed());
  EXPECT_EQ(window.frames(), 1U);
}

TEST(NullWindow, draws_a_picture_without_a_graphics_card) {
  NullWindow window({.width = 8, .height = 4});
  window.draw([](const FrameInput&) {
    ImGui::GetForegroundDrawList()->AddRectFilled({2, 1}, {6, 3}, IM_COL32(255, 0, 0, 255));
    return FrameOutput{};
  });
  const auto rgb = rasterise(*ImGui::GetDrawData(), *ImGui::GetIO().Fonts, 0x0000ff);
  ASSERT_EQ(rgb.size(), 8U * 4 * 3);
  const auto pixel = [&](std::size_t x, std::size_t y) {
    const std::size_t at = 3 * (y * 8 + x);
    return rgb[at] << 16 | rgb[at + 1] << 8 | rgb[at + 2];
  };
  EXPECT_EQ(pixel(0, 0), 0x0000ff);
  EXPECT_EQ(pixel(2, 1), 0xff0000);
  EXPECT_EQ(pixel(5, 2), 0xff0000);
  EXPECT_EQ(pixel(6, 2), 0x0000ff);
  const tests::TempDir folder;
  EXPECT_TRUE(window.save_picture(folder / "picture.png"));
  EXPECT_GT(std::filesystem::file_size(folder / "picture.png"), 50U);
}

}  // namespace
}  // namespace fieldbook::platform
