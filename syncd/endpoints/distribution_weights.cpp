// POST /v1/distribution/weights: the weights of the seven metrics, and other ones from staff
// (DOMAIN.md 3.3, design.md section 10). {} reads; {"weights": {name: number or null}} sets.

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

Result<std::string> answer(const Services& services, const Request& request) {
  if (request.session.audience != schema::Audience::staff)
    return fail(Errc::permission_denied, "only staff may see the weights of the distribution");
  if (services.offer_weights == nullptr)
    return fail(Errc::not_found, "opportunities are not distributed here");
  TRY(const auto json, protocol::parse_json(request.body));
  if (!json.is_object()) return fail(Errc::invalid_argument, "the body must be an object");
  if (const auto weights = json.find("weights"); weights != json.end())
    CHECK(services.writer.write([&](WriteTransaction& transaction) {
      return services.offer_weights->change(transaction, request.session.person,
                                            services.clock.now(), *weights);
    }));
  TRY(const auto transaction, services.store.begin_read());
  return services.offer_weights->read(*transaction);
}

}  // namespace

Answer distribution_weights(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
