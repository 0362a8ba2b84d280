#pragma once

// Reads the daemon's JSON answers without trusting their shape: what is missing or of another kind
// reads as nothing. Any thread.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace fieldbook::client {

/// The member of that name; null where there is none, and for what is no object.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& object, const char* name);
/// A text as it is, anything else as JSON; empty for null.
[[nodiscard]] std::string text_in(const nlohmann::json& object, const char* name);
/// 0 for what is no whole number.
[[nodiscard]] std::int64_t whole_in(const nlohmann::json& object, const char* name);
/// 0 for what is no number.
[[nodiscard]] double number_in(const nlohmann::json& object, const char* name);
[[nodiscard]] bool flag_in(const nlohmann::json& object, const char* name);

}  // namespace fieldbook::client
