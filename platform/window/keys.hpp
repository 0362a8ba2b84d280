#pragma once

// Numbers of keys, the same as GLFW's, for those who read keys or give them and must not see GLFW.
// Dear ImGui is asked with them: ImGui::IsKeyPressed(platform::kKeyTab).

namespace fieldbook::platform {

inline constexpr int kKeySpace = 32;
inline constexpr int kKeyA = 65;  ///< and so on to Z, as in ASCII
inline constexpr int kKeyEscape = 256;
inline constexpr int kKeyEnter = 257;
inline constexpr int kKeyTab = 258;
inline constexpr int kKeyBackspace = 259;
inline constexpr int kKeyDelete = 261;
inline constexpr int kKeyRight = 262;
inline constexpr int kKeyLeft = 263;
inline constexpr int kKeyDown = 264;
inline constexpr int kKeyUp = 265;
inline constexpr int kKeyPageUp = 266;
inline constexpr int kKeyPageDown = 267;
inline constexpr int kKeyHome = 268;
inline constexpr int kKeyEnd = 269;
inline constexpr int kKeyKeypadEnter = 335;
inline constexpr int kKeyLeftShift = 340;
inline constexpr int kKeyLeftControl = 341;
inline constexpr int kKeyLeftAlt = 342;
inline constexpr int kKeyLeftSuper = 343;
inline constexpr int kKeyRightShift = 344;
inline constexpr int kKeyRightControl = 345;
inline constexpr int kKeyRightAlt = 346;
inline constexpr int kKeyRightSuper = 347;

}  // namespace fieldbook::platform
