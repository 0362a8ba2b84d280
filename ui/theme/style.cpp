#include <imgui.h>

#include "ui/theme/theme.hpp"

namespace fieldbook::ui {
namespace {

ImVec4 vector_of(Colour colour) {
  const auto channel = [colour](int shift) {
    return static_cast<float>((colour >> shift) & 0xffU) / 255.0F;
  };
  return {channel(24), channel(16), channel(8), channel(0)};
}

void set_colours(const Theme& theme, ImGuiStyle& style) {
  const auto set = [&style](int what, Colour colour) { style.Colors[what] = vector_of(colour); };
  // What screens do not draw through a widget stays readable, too.
  for (ImVec4& colour : style.Colors) colour = vector_of(theme.surface);
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.text_secondary);
  set(ImGuiCol_TextSelectedBg, theme.soft(Tone::accent).ground);
  set(ImGuiCol_WindowBg, theme.window);
  set(ImGuiCol_ChildBg, theme.window & 0xffffff00U);
  set(ImGuiCol_PopupBg, theme.surface_raised);
  set(ImGuiCol_Border, theme.border);
  set(ImGuiCol_BorderShadow, 0);
  set(ImGuiCol_FrameBg, theme.surface);
  set(ImGuiCol_FrameBgHovered, theme.surface_hover);
  set(ImGuiCol_FrameBgActive, theme.surface);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, theme.border);
  set(ImGuiCol_ScrollbarGrabHovered, theme.border_strong);
  set(ImGuiCol_ScrollbarGrabActive, theme.border_strong);
  set(ImGuiCol_Separator, theme.border);
  set(ImGuiCol_NavHighlight, 0);
  set(ImGuiCol_ModalWindowDimBg, theme.scrim);
  set(ImGuiCol_NavWindowingDimBg, 0);
  set(ImGuiCol_NavWindowingHighlight, 0);
}

}  // namespace

void apply_theme(const Theme& theme, float scale, bool touch, ImGuiStyle& style) {
  style = ImGuiStyle();
  const float step = 4 * scale;
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.WindowMinSize = {1, 1};
  style.ChildRounding = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = 2 * step;
  style.PopupBorderSize = 1;
  style.FramePadding = {3 * step, (touch ? 3 : 1.5F) * step};
  style.FrameRounding = 1.5F * step;
  style.FrameBorderSize = 0;
  style.ItemSpacing = {2 * step, 2 * step};
  style.ItemInnerSpacing = {step, step};
  style.TouchExtraPadding = {0, 0};
  style.ScrollbarSize = touch ? 3 * step : 2.5F * step;
  style.GrabMinSize = 8 * step;
  style.ScrollbarRounding = 2 * step;
  style.AntiAliasedLinesUseTex = true;
  style.CircleTessellationMaxError = 0.3F;
  set_colours(theme, style);
}

}  // namespace fieldbook::ui
