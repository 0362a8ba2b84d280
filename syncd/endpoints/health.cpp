// GET /livez and /readyz (alias /healthz): machines read the status, people add ?verbose.

#include <fmt/format.h>

#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {

Answer alive(const Services&, const Request&) { return Response{200, "text/plain", "alive\n", {}}; }

Answer ready(const Services& services, const Request& request) {
  bool is_ready = true;
  std::string lines;
  for (const HealthCheck& check : services.health.checks()) {
    is_ready = is_ready && (check.is_good || !check.is_vital);
    lines += fmt::format("[{}] {}", check.is_good ? '+' : '-', check.name);
    if (!check.detail.empty()) lines += ": " + check.detail;
    lines += '\n';
  }
  const std::string_view verdict = is_ready ? "ready\n" : "not ready\n";
  // Details name versions and paths; they are for whoever asks by name, on the operator's side.
  const bool is_verbose = request.parameter("verbose").has_value();
  return Response{is_ready ? 200 : 503,
                  "text/plain",
                  is_verbose ? lines + std::string(verdict) : std::string(verdict),
                  {}};
}

}  // namespace fieldbook::syncd
