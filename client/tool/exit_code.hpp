#pragma once

#include "shared/base/result.hpp"

namespace fieldbook::client {

/// What fieldbookctl ends with; `fieldbookctl --help` prints this table.
enum class ExitCode : int {
  ok = 0,
  failed = 1,        ///< the disk, the replica or a file refused
  usage = 2,         ///< the command line cannot be carried out as it is
  sign_in = 3,       ///< sign in first; unsent work stays on the device
  not_found = 4,     ///< no such row, action or view on this device
  not_accepted = 5,  ///< the rules on this device, or the server's on who may, refuse it
  unreachable = 6,   ///< the server could not be reached; work stays on the device
  not_proven = 7     ///< doctor: the replica is damaged or differs; evidence: a claim fails
};

[[nodiscard]] ExitCode exit_code_of(const Error& error);

}  // namespace fieldbook::client
