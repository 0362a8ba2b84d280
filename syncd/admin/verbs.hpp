#pragma once

// What an operator can do, as verbs: a name, a JSON object of arguments in, a JSON object out. The
// same verbs run in the daemon (over the admin socket) and in a process that holds the data
// directory's lock.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "syncd/config/config.hpp"
#include "syncd/endpoints/sync_core.hpp"

namespace fieldbook::syncd {

namespace finance {
class Desk;
}

struct AdminContext {
  const Config& config;
  Store& store;
  const Committer& committer;
  const Clock& clock;
  Random& random;
  WriteRunner& writer;
  SyncCore& core;
  finance::Desk* finance = nullptr;  ///< null: finance.mode is off
};

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

struct Verb {
  std::string_view name;  ///< "user.add"
  std::string_view about;
  Result<OrderedJson> (*run)(AdminContext& context, const Json& arguments);
};
[[nodiscard]] std::span<const Verb> verb_table();

/// Returns Errc::not_found for a verb that does not exist, Errc::invalid_argument for arguments
/// that do not fit, and what the verb returns. A result with "findings" that is not empty is a
/// verb that did its work and has something to say.
[[nodiscard]] Result<OrderedJson> run_verb(AdminContext& context, std::string_view name,
                                           const Json& arguments);

/// The line protocol: {"verb":…,"arguments":{…}} to {"result":…} or {"error":{"code","message"}}.
[[nodiscard]] std::string answer_line(AdminContext& context, const std::string& line);
[[nodiscard]] std::string make_line(std::string_view verb, const Json& arguments);
/// The result in an answer, or the error it carries.
[[nodiscard]] Result<OrderedJson> read_answer(std::string_view line);

/// A member of the arguments. Returns Errc::invalid_argument when it is absent or not a text.
[[nodiscard]] Result<std::string> text_argument(const Json& arguments, std::string_view name);
[[nodiscard]] std::string text_argument_or(const Json& arguments, std::string_view name,
                                           std::string_view fallback);
/// Returns Errc::invalid_argument when it is absent or not an id.
[[nodiscard]] Result<Uuid> uuid_argument(const Json& arguments, std::string_view name);
[[nodiscard]] bool flag_argument(const Json& arguments, std::string_view name);

// --- Verbs, by file ------------------------------------------------------------------------------
[[nodiscard]] Result<OrderedJson> user_add(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> user_list(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> user_roles(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> user_password(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> user_disable(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> user_enable(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> device_list(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> device_revoke(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> held_list(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> held_retry(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> held_refuse(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> import_directory(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> export_directory(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> doctor(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> status(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> back_up(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> distribution_preview(AdminContext& context,
                                                       const Json& arguments);
[[nodiscard]] Result<OrderedJson> distribution_run(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> distribution_override(AdminContext& context,
                                                        const Json& arguments);
[[nodiscard]] Result<OrderedJson> distribution_weights(AdminContext& context,
                                                       const Json& arguments);

[[nodiscard]] Result<OrderedJson> integration_list(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_check(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_run(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_preview(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_history(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_errors(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_retry(AdminContext& context, const Json& arguments);
[[nodiscard]] Result<OrderedJson> integration_trace(AdminContext& context, const Json& arguments);

/// A preview as a table: who ranks where and by which contributions, who is not available and why.
[[nodiscard]] std::string print_distribution_preview(const OrderedJson& preview);

}  // namespace fieldbook::syncd
