#include "ui/app/frame.hpp"

#include <cmath>
#include <imgui.h>

#include "ui/screens/screens.hpp"

namespace fieldbook::ui {
namespace {

const Theme& theme_of(ThemeName name) {
  return name == ThemeName::dark ? Theme::dark() : Theme::light();
}

}  // namespace

Frame::Frame(platform::Window& window, AppModel& app, int zone_offset_minutes)
    : window_(window), app_(app), zone_offset_minutes_(zone_offset_minutes) {
  take_language();
}

void Frame::take_language() {
  if (strings_ && strings_->language() == app_.settings.language) return;
  auto loaded = Strings::load(app_.settings.language);
  // A language that a later version wrote down: English is always there.
  if (!loaded) {
    app_.settings.language = "en";
    loaded = Strings::load("en");
  }
  ASSERT(loaded.has_value());
  strings_ = *loaded;
  app_.sign_in.set_strings(*strings_);
}

void Frame::prepare(const platform::FrameInput& input) {
  const float scale = input.content_scale * static_cast<float>(app_.settings.scale);
  const bool scaled = std::abs(scale - scale_) > 0.01F;
  if (scaled || rare_.grew()) {
    ImGui::GetIO().UserData = &rare_;
    fonts_ = build_fonts(scale, rare_.take());
    window_.reload_fonts();
  }
  if (!scaled && theme_ == app_.settings.theme && touch_ == app_.settings.touch) return;
  scale_ = scale;
  theme_ = app_.settings.theme;
  touch_ = app_.settings.touch;
  apply_theme(theme_of(theme_), scale_, touch_, ImGui::GetStyle());
}

platform::FrameOutput Frame::draw(const platform::FrameInput& input, Instant now) {
  take_language();
  app_.receive();
  recorder_.begin_frame();
  Ui ui{.theme = theme_of(theme_),
        .fonts = fonts_,
        .strings = *strings_,
        .recorder = recorder_,
        .metrics = {.width = input.width,
                    .height = input.height,
                    .scale = scale_,
                    .input = touch_ ? InputMode::touch : InputMode::pointer},
        .now = now,
        .zone_offset_minutes = zone_offset_minutes_};
  draw_app(ui, app_);
  recorder_.end_frame();
  return {.next_frame = rare_.grew() ? now : ui.next_change};
}

}  // namespace fieldbook::ui
