// POST /v1/integration: what `syncd integration` answers, for staff in the window (design.md
// section 11). Nobody else learns how the organisation's books stand.

#include <algorithm>
#include <array>

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::array<std::string_view, 8> kQuestions = {"list",    "check",  "run",   "preview",
                                                        "history", "errors", "retry", "trace"};

Result<std::string> answer(const Services& services, const Request& request) {
  if (request.session.audience != schema::Audience::staff)
    return fail(Errc::permission_denied, "only staff may ask the integration");
  TRY(const auto json, protocol::parse_json(request.body));
  const auto ask = json.is_object() ? json.find("ask") : json.end();
  if (ask == json.end() || !ask->is_string() ||
      std::ranges::find(kQuestions, ask->get_ref<const std::string&>()) == kQuestions.end())
    return fail(Errc::invalid_argument,
                "ask must be list, check, run, preview, history, errors, retry or trace");
  const auto arguments = json.value("arguments", nlohmann::json::object());
  if (!arguments.is_object()) return fail(Errc::invalid_argument, "arguments must be an object");
  if (services.integration == nullptr)
    return nlohmann::json::object(
               {{"problem", "This server is not connected with Finance and Operations."}})
        .dump();
  return services.integration->ask(ask->get_ref<const std::string&>(), arguments);
}

}  // namespace

Answer integration(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
