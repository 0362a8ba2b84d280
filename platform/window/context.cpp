#include "platform/window/context.hpp"

#include <imgui.h>

#include "platform/window/keys.hpp"

namespace fieldbook::platform {

Context::Context() : context_(ImGui::CreateContext()) {
  enter();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  map_keys();
}

Context::~Context() { ImGui::DestroyContext(context_); }

void Context::enter() const { ImGui::SetCurrentContext(context_); }

void Context::map_keys() const {
  ImGuiIO& io = ImGui::GetIO();
  // Dear ImGui's own tabbing only knows text fields.
  io.KeyMap[ImGuiKey_Tab] = -1;
  io.KeyMap[ImGuiKey_LeftArrow] = kKeyLeft;
  io.KeyMap[ImGuiKey_RightArrow] = kKeyRight;
  io.KeyMap[ImGuiKey_UpArrow] = kKeyUp;
  io.KeyMap[ImGuiKey_DownArrow] = kKeyDown;
  io.KeyMap[ImGuiKey_PageUp] = kKeyPageUp;
  io.KeyMap[ImGuiKey_PageDown] = kKeyPageDown;
  io.KeyMap[ImGuiKey_Home] = kKeyHome;
  io.KeyMap[ImGuiKey_End] = kKeyEnd;
  io.KeyMap[ImGuiKey_Delete] = kKeyDelete;
  io.KeyMap[ImGuiKey_Backspace] = kKeyBackspace;
  io.KeyMap[ImGuiKey_Space] = kKeySpace;
  io.KeyMap[ImGuiKey_Enter] = kKeyEnter;
  io.KeyMap[ImGuiKey_Escape] = kKeyEscape;
  io.KeyMap[ImGuiKey_KeyPadEnter] = kKeyKeypadEnter;
  io.KeyMap[ImGuiKey_A] = kKeyA;
  io.KeyMap[ImGuiKey_C] = kKeyA + ('C' - 'A');
  io.KeyMap[ImGuiKey_V] = kKeyA + ('V' - 'A');
  io.KeyMap[ImGuiKey_X] = kKeyA + ('X' - 'A');
  io.KeyMap[ImGuiKey_Y] = kKeyA + ('Y' - 'A');
  io.KeyMap[ImGuiKey_Z] = kKeyA + ('Z' - 'A');
}

}  // namespace fieldbook::platform
