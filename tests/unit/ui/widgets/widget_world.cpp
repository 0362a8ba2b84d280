#include "tests/unit/ui/widgets/widget_world.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

namespace fieldbook::ui {

using Kind = platform::Input::Kind;

WidgetWorld::WidgetWorld(Draw draw_function, InputMode input, float width)
    : window({.width = static_cast<int>(width), .height = 600}),
      draw(std::move(draw_function)),
      strings_(*Strings::load("en")),
      input_(input) {
  window.prepare([this](const platform::FrameInput&) {
    if (fonts_.body != nullptr) return;
    fonts_ = build_fonts(1);
    window.reload_fonts();
    apply_theme(Theme::light(), 1, input_ == InputMode::touch, ImGui::GetStyle());
  });
  settle();
}

platform::FrameOutput WidgetWorld::frame(const platform::FrameInput& input) {
  Ui ui{Theme::light(),
        fonts_,
        *strings_,
        recorder,
        {.width = input.width, .height = input.height, .input = input_},
        now};
  recorder.begin_frame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({input.width, input.height});
  ImGui::Begin("root", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNav);
  draw(ui);
  ImGui::End();
  recorder.end_frame();
  next_change = ui.next_change;
  return {};
}

void WidgetWorld::settle() {
  window.wake();
  window.run([this](const platform::FrameInput& input) { return frame(input); });
}

void WidgetWorld::tap(int key, bool shift) {
  if (shift) window.give_input({.kind = Kind::key_down, .key = platform::kKeyLeftShift});
  window.give_input({.kind = Kind::key_down, .key = key});
  window.give_input({.kind = Kind::key_up, .key = key});
  if (shift) window.give_input({.kind = Kind::key_up, .key = platform::kKeyLeftShift});
  settle();
}

void WidgetWorld::type(std::string_view text) {
  window.give_input({.kind = Kind::text, .text = std::string(text)});
  settle();
}

void WidgetWorld::click(const WidgetRecord& record) {
  const Rectangle at = record.rectangle;
  window.give_input(
      {.kind = Kind::pointer_move, .x = at.x + at.width / 2, .y = at.y + at.height / 2});
  window.give_input({.kind = Kind::pointer_down});
  window.give_input({.kind = Kind::pointer_up});
  settle();
}

const WidgetRecord& WidgetWorld::find(Role role, std::string_view name) const {
  for (const WidgetRecord& record : recorder.records())
    if (record.role == role && record.name == name) return record;
  static const WidgetRecord kNothing;
  ADD_FAILURE() << "there is no " << to_string(role) << " \"" << name << "\"";
  return kNothing;
}

bool WidgetWorld::has(Role role, std::string_view name) const {
  for (const WidgetRecord& record : recorder.records())
    if (record.role == role && record.name == name) return true;
  return false;
}

std::string WidgetWorld::focused() const {
  for (const WidgetRecord& record : recorder.records())
    if (record.focused) return record.name;
  return {};
}

}  // namespace fieldbook::ui
