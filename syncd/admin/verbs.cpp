#include "syncd/admin/verbs.hpp"

#include <array>
#include <fmt/format.h>

#include "shared/protocol/frames.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::array kVerbs = {
    Verb{"status", "The organisation, its last commit and what is in the store.", &status},
    Verb{"import", "Rows and users from a directory of Dataverse Web API files.",
         &import_directory},
    Verb{"export", "All rows and users to a directory in the same form.", &export_directory},
    Verb{"backup", "A copy of the database while the daemon serves.", &back_up},
    Verb{"doctor", "Checks the store, the audit chain, digests and memberships.", &doctor},
    Verb{"user.add", "A sign-in for a contact or a member of staff.", &user_add},
    Verb{"user.list", "Everybody who may sign in.", &user_list},
    Verb{"user.roles", "Shows, adds or removes a contact's web roles.", &user_roles},
    Verb{"user.password", "A new password; ends the person's sessions.", &user_password},
    Verb{"user.disable", "Ends the person's sessions and takes no more.", &user_disable},
    Verb{"user.enable", "Takes the person's sign-ins again.", &user_enable},
    Verb{"device.list", "All devices, or those of one person.", &device_list},
    Verb{"distribution.preview", "Who would get an opportunity, and why.", &distribution_preview},
    Verb{"distribution.run", "Offers one opportunity, or all that are due.", &distribution_run},
    Verb{"distribution.override", "Offers an opportunity to a partner of your choice.",
         &distribution_override},
    Verb{"distribution.weights", "The weights in force and their ranges.", &distribution_weights},
    Verb{"integration.list", "The templates in their order, and what waits.", &integration_list},
    Verb{"integration.check", "What must be so before a run, and what to do.", &integration_check},
    Verb{"integration.run", "Runs all templates, or some; goes on with a run that pauses.",
         &integration_run},
    Verb{"integration.preview", "What a run would change over there; changes nothing.",
         &integration_preview},
    Verb{"integration.history", "The runs, newest first.", &integration_history},
    Verb{"integration.errors", "Rows that were refused: field, value, cause; counts by cause.",
         &integration_errors},
    Verb{"integration.retry", "Lets refused rows go again with the next run.", &integration_retry},
    Verb{"integration.trace", "Follows an actual to journal line, voucher, tax and invoice.",
         &integration_trace},
    Verb{"device.revoke", "Ends a device's sessions; optionally has it wiped.", &device_revoke},
    Verb{"held.list", "Actions in custody, oldest first, and why.", &held_list},
    Verb{"held.retry", "Decides a held action again, as of when it arrived.", &held_retry},
    Verb{"held.refuse", "Refuses a held action; the reason is told to its author.", &held_refuse},
};

Errc parse_errc(std::string_view name) {
  for (const Errc code :
       {Errc::invalid_argument, Errc::not_found, Errc::already_exists, Errc::permission_denied,
        Errc::unauthenticated, Errc::limit_exceeded, Errc::unavailable, Errc::corrupt,
        Errc::storage, Errc::conflict, Errc::unsupported})
    if (to_string(code) == name) return code;
  return Errc::internal;
}

std::string dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<OrderedJson> run_line(AdminContext& context, const std::string& line) {
  TRY(const auto request, protocol::parse_json(line));
  if (!request.is_object()) return fail(Errc::invalid_argument, "a line is one JSON object");
  TRY(const auto verb, text_argument(request, "verb"));
  return run_verb(context, verb, request.value("arguments", Json::object()));
}

}  // namespace

std::span<const Verb> verb_table() { return kVerbs; }

Result<OrderedJson> run_verb(AdminContext& context, std::string_view name, const Json& arguments) {
  if (!arguments.is_object())
    return fail(Errc::invalid_argument, "the arguments must be an object");
  for (const Verb& verb : kVerbs)
    if (verb.name == name) return verb.run(context, arguments);
  return fail(Errc::not_found, fmt::format("there is no verb {}", name));
}

std::string answer_line(AdminContext& context, const std::string& line) {
  const auto result = run_line(context, line);
  OrderedJson out;
  if (result)
    out["result"] = *result;
  else
    out["error"] = {{"code", to_string(result.error().code)}, {"message", result.error().message}};
  return dump(out);
}

std::string make_line(std::string_view verb, const Json& arguments) {
  OrderedJson out;
  out["verb"] = verb;
  out["arguments"] = arguments;
  return dump(out);
}

Result<OrderedJson> read_answer(std::string_view line) {
  const auto json = OrderedJson::parse(line, nullptr, false);
  if (!json.is_object()) return fail(Errc::corrupt, "the daemon's answer cannot be read");
  if (json.contains("result")) return json["result"];
  const auto error = json.value("error", OrderedJson::object());
  return fail(parse_errc(error.value("code", "")), error.value("message", "no reason was given"));
}

Result<std::string> text_argument(const Json& arguments, std::string_view name) {
  const auto found = arguments.find(name);
  if (found == arguments.end() || !found->is_string())
    return fail(Errc::invalid_argument, fmt::format("{} must be a text", name));
  return found->get<std::string>();
}

std::string text_argument_or(const Json& arguments, std::string_view name,
                             std::string_view fallback) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>()
                                                        : std::string(fallback);
}

Result<Uuid> uuid_argument(const Json& arguments, std::string_view name) {
  TRY(const auto text, text_argument(arguments, name));
  auto id = parse_uuid(text);
  if (!id) return fail(Errc::invalid_argument, fmt::format("{} must be an id", name));
  return *id;
}

bool flag_argument(const Json& arguments, std::string_view name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace fieldbook::syncd
