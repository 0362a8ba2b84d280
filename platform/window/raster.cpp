#include "platform/window/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui.h>

namespace fieldbook::platform {
namespace {

using Rgba = std::array<float, 4>;

Rgba channels(ImU32 colour) {
  const auto channel = [colour](unsigned shift) {
    return static_cast<float>((colour >> shift) & 0xffU) / 255;
  };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
          channel(IM_COL32_A_SHIFT)};
}

/// The atlas as coverage: white with an opacity.
struct Texture {
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  [[nodiscard]] float at(int x, int y) const {
    x = std::clamp(x, 0, width - 1);
    y = std::clamp(y, 0, height - 1);
    return static_cast<float>(pixels[y * width + x]) / 255;
  }
  [[nodiscard]] float sample(float u, float v) const {
    const float x = u * static_cast<float>(width) - 0.5F;
    const float y = v * static_cast<float>(height) - 0.5F;
    const float left = std::floor(x);
    const float top = std::floor(y);
    const float right_share = x - left;
    const float low_share = y - top;
    const int column = static_cast<int>(left);
    const int row = static_cast<int>(top);
    const float above = at(column, row) * (1 - right_share) + at(column + 1, row) * right_share;
    const float below =
        at(column, row + 1) * (1 - right_share) + at(column + 1, row + 1) * right_share;
    return above * (1 - low_share) + below * low_share;
  }
};

struct Canvas {
  int width = 0;
  int height = 0;
  std::vector<float> rgb;
  void blend(int x, int y, const Rgba& colour) {
    float* const pixel = &rgb[3 * static_cast<std::size_t>(y * width + x)];
    for (std::size_t i = 0; i < 3; ++i) pixel[i] += (colour[i] - pixel[i]) * colour[3];
  }
};

float edge(ImVec2 a, ImVec2 b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// A pixel on an edge that two triangles share belongs to one of them.
bool owns_edge(ImVec2 a, ImVec2 b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

struct Corner {
  ImVec2 at;
  ImVec2 uv;
  Rgba colour;
};

void draw_triangle(Canvas& canvas, const Texture& texture, std::array<Corner, 3> corners,
                   const ImVec4& clip) {
  float area = edge(corners[0].at, corners[1].at, corners[2].at.x, corners[2].at.y);
  if (area == 0) return;
  if (area < 0) {
    std::swap(corners[1], corners[2]);
    area = -area;
  }
  const auto [x_low, x_high] = std::minmax({corners[0].at.x, corners[1].at.x, corners[2].at.x});
  const auto [y_low, y_high] = std::minmax({corners[0].at.y, corners[1].at.y, corners[2].at.y});
  const int left = static_cast<int>(std::max({0.0F, clip.x, std::floor(x_low)}));
  const int top = static_cast<int>(std::max({0.0F, clip.y, std::floor(y_low)}));
  const int right =
      static_cast<int>(std::min({static_cast<float>(canvas.width), clip.z, std::ceil(x_high)}));
  const int bottom =
      static_cast<int>(std::min({static_cast<float>(canvas.height), clip.w, std::ceil(y_high)}));
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x) {
      const float px = static_cast<float>(x) + 0.5F;
      const float py = static_cast<float>(y) + 0.5F;
      std::array<float, 3> weight{};
      bool inside = true;
      for (std::size_t i = 0; i < 3 && inside; ++i) {
        const ImVec2 a = corners[(i + 1) % 3].at;
        const ImVec2 b = corners[(i + 2) % 3].at;
        weight[i] = edge(a, b, px, py);
        inside = weight[i] > 0 || (weight[i] == 0 && owns_edge(a, b));
      }
      if (!inside) continue;
      Rgba colour{};
      float u = 0;
      float v = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        const float share = weight[i] / area;
        u += corners[i].uv.x * share;
        v += corners[i].uv.y * share;
        for (std::size_t c = 0; c < 4; ++c) colour[c] += corners[i].colour[c] * share;
      }
      colour[3] *= texture.sample(u, v);
      if (colour[3] > 0) canvas.blend(x, y, colour);
    }
}

void draw_list(Canvas& canvas, const Texture& texture, const ImDrawList& list) {
  for (const ImDrawCmd& command : list.CmdBuffer) {
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      std::array<Corner, 3> corners;
      for (unsigned k = 0; k < 3; ++k) {
        const auto index = list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)];
        const ImDrawVert& vertex = list.VtxBuffer[static_cast<int>(command.VtxOffset + index)];
        corners[k] = {vertex.pos, vertex.uv, channels(vertex.col)};
      }
      draw_triangle(canvas, texture, corners, command.ClipRect);
    }
  }
}

}  // namespace

std::vector<std::uint8_t> rasterise(const ImDrawData& data, ImFontAtlas& atlas,
                                    std::uint32_t ground) {
  Texture texture;
  atlas.GetTexDataAsAlpha8(&texture.pixels, &texture.width, &texture.height);
  Canvas canvas;
  canvas.width = static_cast<int>(data.DisplaySize.x);
  canvas.height = static_cast<int>(data.DisplaySize.y);
  const std::size_t count =
      static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height);
  canvas.rgb.resize(3 * count);
  for (std::size_t i = 0; i < 3 * count; ++i)
    canvas.rgb[i] = static_cast<float>((ground >> (16 - 8 * (i % 3))) & 0xffU) / 255;
  for (int i = 0; i < data.CmdListsCount; ++i) draw_list(canvas, texture, *data.CmdLists[i]);
  std::vector<std::uint8_t> out(3 * count);
  std::ranges::transform(canvas.rgb, out.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255));
  });
  return out;
}

}  // namespace fieldbook::platform
