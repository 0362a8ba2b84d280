// GET /metrics: everything that is counted, in the Prometheus text format.

#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {

Answer metrics(const Services& services, const Request&) {
  return Response{200, "text/plain; version=0.0.4", services.meter.text(), {}};
}

}  // namespace fieldbook::syncd
