#pragma once

// Draws what Dear ImGui made without a graphics card: triangles, textured with the font atlas,
// blended over a ground. Slow beside OpenGL (some 50 ms a frame) and exact enough to look at.

#include <cstdint>
#include <vector>

struct ImDrawData;
struct ImFontAtlas;

namespace fieldbook::platform {

/// RGB rows from the top, of the size of the draw data's display. `ground` is 0xRRGGBB.
[[nodiscard]] std::vector<std::uint8_t> rasterise(const ImDrawData& data, ImFontAtlas& atlas,
                                                  std::uint32_t ground);

}  // namespace fieldbook::platform
