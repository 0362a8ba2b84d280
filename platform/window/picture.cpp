#include "platform/window/picture.hpp"

#include <stb_image_write.h>
#include <vector>

namespace fieldbook::platform {

Status write_picture(const std::filesystem::path& file, std::span<const std::uint8_t> rgb,
                     int width, int height) {
  const std::size_t row = 3 * static_cast<std::size_t>(width);
  std::vector<std::uint8_t> upright(rgb.size());
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y)
    std::ranges::copy(rgb.subspan((static_cast<std::size_t>(height) - 1 - y) * row, row),
                      upright.begin() + static_cast<std::ptrdiff_t>(y * row));
  if (stbi_write_png(file.c_str(), width, height, 3, upright.data(), static_cast<int>(row)) == 0)
    return fail(Errc::storage, file.string() + " cannot be written");
  return {};
}

}  // namespace fieldbook::platform
