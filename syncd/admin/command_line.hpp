#pragma once

// The command line of `syncd` as a value, and what verbs print for people.
//
// Exit codes: 0 done; 1 done or refused with findings (bad configuration, bad rows, doctor's
// findings, an argument that does not fit); 2 the command line itself; 3 the daemon or its data
// directory cannot be reached; 4 a failure of the store or of the program.

#include <optional>
#include <string>

#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {

enum class Command : std::uint8_t { serve, verb, check_config, print_config };

struct CommandLine {
  Command command = Command::serve;
  std::string config_file;  ///< empty: environment and defaults only
  std::string verb;         ///< with Command::verb
  Json arguments = Json::object();
  bool json = false;
};

/// The command, or the code to exit with after help or a usage message was printed.
[[nodiscard]] std::expected<CommandLine, int> parse_command_line(int argc, const char* const* argv);

/// What people read of a verb's result.
[[nodiscard]] std::string print_result(std::string_view verb, const OrderedJson& result);

[[nodiscard]] int exit_code_of(const Error& error);
/// 1 when the result has findings, else 0.
[[nodiscard]] int exit_code_of(const OrderedJson& result);

}  // namespace fieldbook::syncd
