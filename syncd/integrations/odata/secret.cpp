#include "syncd/integrations/odata/secret.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

#include "shared/base/ascii.hpp"

namespace fieldbook::syncd::odata {
namespace {

constexpr std::size_t kSecretBytesMax = 4096;

}  // namespace

Result<Secret> read_secret_file(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error || !fs::is_regular_file(status))
    return fail(Errc::not_found, fmt::format("there is no file {}", path.string()));
  const auto foreign = fs::perms::group_all | fs::perms::others_all;
  if ((status.permissions() & foreign) != fs::perms::none)
    return fail(Errc::permission_denied,
                fmt::format("{} is open to others than its owner; chmod 600 it", path.string()));
  std::ifstream file(path, std::ios::binary);
  std::string text(kSecretBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const std::string_view secret = trimmed(text);
  if (secret.empty() || text.size() > kSecretBytesMax)
    return fail(Errc::invalid_argument,
                fmt::format("{} holds no secret of 1 to {} bytes", path.string(), kSecretBytesMax));
  return Secret(std::string(secret));
}

Result<Secret> read_secret_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0')
    return fail(Errc::not_found, fmt::format("the environment variable {} is not set", name));
  return Secret(value);
}

}  // namespace fieldbook::syncd::odata
