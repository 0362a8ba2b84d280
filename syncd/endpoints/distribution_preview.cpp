// POST /v1/distribution/preview: who would get an opportunity now, and why (design.md section 10).
// For staff, who see every row; partners never learn of each other.

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

Result<std::string> answer(const Services& services, const Request& request) {
  if (request.session.audience != schema::Audience::staff)
    return fail(Errc::permission_denied, "only staff may preview the distribution");
  if (services.offer_preview == nullptr)
    return fail(Errc::not_found, "opportunities are not distributed here");
  TRY(const auto json, protocol::parse_json(request.body));
  const auto id = json.is_object() ? json.find("opportunity") : json.end();
  if (id == json.end() || !id->is_string())
    return fail(Errc::invalid_argument, "opportunity must be an id");
  TRY(const Uuid opportunity, parse_uuid(id->get<std::string>()));
  TRY(const auto transaction, services.store.begin_read());
  return services.offer_preview->preview(*transaction, opportunity);
}

}  // namespace

Answer distribution_preview(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
