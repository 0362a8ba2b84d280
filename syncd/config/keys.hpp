#pragma once

// The one table of what can be configured. Loading, --check-config, --print-config and the table
// in README.md all come from it: a key that is not here does not exist.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "syncd/config/config.hpp"

namespace fieldbook::syncd {

enum class KeyType : std::uint8_t {
  text,
  address,    ///< an IPv4 or IPv6 address
  file,       ///< a path to a file that must be readable; empty: none
  directory,  ///< a path to a directory that exists or whose parent exists
  integer,
  number,  ///< with a fraction
  boolean,
  choice,
  secret  ///< a text that only the environment may hold, and that is never printed
};

/// A value after its type was checked. A choice is the index in Key::choices.
using Scalar = std::variant<std::string, std::int64_t, bool, double>;

struct Key {
  std::string_view section;  ///< "listen"; "distribution.weights" is a table within a table
  std::string_view name;
  KeyType type = KeyType::text;
  std::string_view fallback;  ///< the default, as it would be written after an environment name
  std::int64_t minimum = 0;   ///< of integer, inclusive
  std::int64_t maximum = 0;
  double number_minimum = 0;  ///< of number, inclusive
  double number_maximum = 0;
  std::span<const std::string_view> choices;
  std::string_view about;  ///< one sentence for the README
  void (*store)(Config& config, const Scalar& value) = nullptr;
};

/// Ordered by section, then as the README lists them.
[[nodiscard]] std::span<const Key> key_table();

/// Sections whose keys are names that the site chooses.
struct NameMap {
  std::string_view section;
  std::string_view key;    ///< what the names are: "entity"
  std::string_view value;  ///< what the values are: "column name"
  std::string_view about;
  std::map<std::string, std::string> Config::* member;
};
[[nodiscard]] std::span<const NameMap> name_maps();

/// "FIELDBOOK_SYNCD_LISTEN_PORT".
[[nodiscard]] std::string environment_name(std::string_view section, std::string_view name);
inline constexpr std::string_view kEnvironmentPrefix = "FIELDBOOK_SYNCD_";
/// Names the file itself, so it is no key.
inline constexpr std::string_view kConfigFileVariable = "FIELDBOOK_SYNCD_CONFIG";

/// "text", "IP address", "integer 0 to 65535", "json, human": the type as people read it.
[[nodiscard]] std::string describe_type(const Key& key);

/// The table of all keys in Markdown, which README.md holds between its markers.
[[nodiscard]] std::string markdown_table();

}  // namespace fieldbook::syncd
