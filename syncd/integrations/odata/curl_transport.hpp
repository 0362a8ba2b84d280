#pragma once

// HTTP over libcurl's multi interface: connections kept alive, several requests at once, each
// bounded in time and size. Certificates are verified; redirects are not followed, because the
// token must not reach another host.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "syncd/integrations/odata/transport.hpp"

namespace fieldbook::syncd::odata {

struct CurlOptions {
  std::string ca_file;          ///< extra certificates to trust; empty = the system's
  std::string proxy;            ///< empty = as the environment says (https_proxy, no_proxy)
  std::size_t concurrency = 4;  ///< Finance and Operations allows 52 a user and server
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{180'000};  ///< a batch of slow X++ code
  std::chrono::seconds stall_timeout{60};            ///< without a byte for this long
  std::size_t body_bytes_max = std::size_t{32} * 1024 * 1024;
  std::size_t sink_bytes_max = std::size_t{256} * 1024 * 1024;  ///< metadata of all entities
};

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlOptions options);
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  [[nodiscard]] std::vector<Answer> exchange(std::span<const Request> requests) override;
  void interrupt() override;
  [[nodiscard]] TransportUse use() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fieldbook::syncd::odata
