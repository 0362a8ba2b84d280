#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "shared/base/result.hpp"

namespace fieldbook::platform {

/// Writes RGB rows, from the top, as PNG. Returns Errc::storage when the file cannot be written.
[[nodiscard]] Status write_picture(const std::filesystem::path& file,
                                   std::span<const std::uint8_t> rgb, int width, int height);

}  // namespace fieldbook::platform
