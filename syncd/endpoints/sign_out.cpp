// POST /v1/sign-out: ends the session of the access token.

#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {

Answer sign_out(const Services& services, const Request& request) {
  const Status written =
      services.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
        CHECK(end_session(transaction, request.session.family));
        AfterCommit after;
        after.ended_families.push_back(request.session.family);
        return after;
      });
  if (!written) return problem_response(protocol::problem_of(written.error()));
  return Response{204, {}, {}, {}};
}

}  // namespace fieldbook::syncd
