#pragma once

// The other end of the admin socket: one verb, one answer. Blocks.

#include <filesystem>

#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {

/// Asks the daemon behind `socket`. Returns Errc::unavailable when nobody listens there, else what
/// the daemon answered.
[[nodiscard]] Result<OrderedJson> ask_daemon(const std::filesystem::path& socket,
                                             std::string_view verb, const Json& arguments);

}  // namespace fieldbook::syncd
