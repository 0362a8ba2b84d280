#pragma once

// A secret as a type that no log and no message can print by accident: there is no way to format
// it, only reveal(), which is called where the secret leaves for the peer.

#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace fieldbook::syncd::odata {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& reveal() const { return text_; }
  [[nodiscard]] bool is_empty() const { return text_.empty(); }

 private:
  std::string text_;
};

/// Reads a secret from a file, without blanks and line ends around it.
/// Returns Errc::permission_denied where others than the owner may read the file,
/// Errc::not_found where there is none, Errc::invalid_argument where it is empty or over 4 KiB.
[[nodiscard]] Result<Secret> read_secret_file(const std::filesystem::path& path);
/// Reads a secret from an environment variable. Returns Errc::not_found when it is not set.
[[nodiscard]] Result<Secret> read_secret_variable(const std::string& name);

}  // namespace fieldbook::syncd::odata
