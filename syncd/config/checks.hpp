#pragma once

// Checks that look at several keys or at the machine: addresses, files, TLS.

#include <map>
#include <string>
#include <vector>

#include "syncd/config/load.hpp"

namespace fieldbook::syncd {

/// Where the value of a key came from.
struct Place {
  std::string source;
  int line = 0;
  [[nodiscard]] std::string print() const {
    return line > 0 ? source + ":" + std::to_string(line) : source;
  }
};

/// Appends what is wrong with the configuration as a whole; `places` by full key.
void check_together(const Config& config, const std::map<std::string, Place>& places,
                    std::vector<ConfigFinding>& findings);

/// An IPv4 or IPv6 address in text.
[[nodiscard]] bool is_address(std::string_view text);

}  // namespace fieldbook::syncd
