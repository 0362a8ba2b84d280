#include "platform/window/picture.hpp"

#include <stb_image_write.h>

namespace fieldbook::platform {

Status write_picture(const std::filesystem::path& file, std::span<const std::uint8_t> rgb,
                     int width, int height) {
  if (stbi_write_png(file.c_str(), width, height, 3, rgb.data(), 3 * width) == 0)
    return fail(Errc::storage, file.string() + " cannot be written");
  return {};
}

}  // namespace fieldbook::platform
