#pragma once

// The daemon's certificate: TLS 1.2 or later with forward secrecy, read again on SIGHUP. A bad
// file on reload leaves the certificate in use.

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "shared/base/result.hpp"
#include "shared/base/time.hpp"
#include "syncd/config/config.hpp"

namespace fieldbook::syncd {

struct LoadedTls {
  std::shared_ptr<boost::asio::ssl::context> context;
  Instant expires;  ///< of the leaf certificate
};

/// Returns Errc::invalid_argument with what is wrong: unreadable, not PEM, key of another
/// certificate.
[[nodiscard]] Result<LoadedTls> load_tls(const Config::Tls& config);

}  // namespace fieldbook::syncd
