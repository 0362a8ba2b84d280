#pragma once

// From one TOML file and the environment to a Config, with everything that is wrong with them.
// The environment wins over the file, the file over the default. Pure apart from looking at the
// files that the configuration names.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"
#include "syncd/config/config.hpp"

namespace fieldbook::syncd {

/// One thing wrong. Prints as "syncd.toml:12: listen.port: …" or "FIELDBOOK_…: listen.port: …".
struct ConfigFinding {
  std::string source;  ///< file name, or name of the environment variable
  int line = 0;        ///< 0: not in a file
  std::string key;     ///< "listen.port"; empty for a file that cannot be read
  std::string message;
  bool operator==(const ConfigFinding&) const = default;
};
[[nodiscard]] std::string to_string(const ConfigFinding& finding);

/// One key with its value as text and where that came from: "default", "syncd.toml:12", "$NAME".
struct ConfigSetting {
  std::string key;
  std::string value;
  std::string origin;
};

struct LoadedConfig {
  Config config;
  std::vector<ConfigSetting> settings;  ///< in the order of the key table
  std::vector<ConfigFinding> findings;  ///< by source and line; empty: the configuration is good
};

using Environment = std::vector<std::pair<std::string, std::string>>;

/// `text` is the content of `file`; nothing when there is no file. Keys with a finding keep their
/// default, so that all other checks still run.
[[nodiscard]] LoadedConfig load_config(std::optional<std::string_view> text, std::string_view file,
                                       const Environment& environment);

/// Reads `file` and loads it. A file that was named and cannot be read is a finding.
[[nodiscard]] LoadedConfig load_config_file(const std::filesystem::path& file,
                                            const Environment& environment);

/// The variables of this process that begin with the prefix.
[[nodiscard]] Environment process_environment(const char* const* variables);

/// "listen.port = 8460  # default": one line a key. There are no secrets in the configuration.
[[nodiscard]] std::string print_config(const LoadedConfig& loaded);

/// True for 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace fieldbook::syncd
