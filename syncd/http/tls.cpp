#include "syncd/http/tls.hpp"

#include <ctime>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace fieldbook::syncd {
namespace {

namespace ssl = boost::asio::ssl;

Result<Instant> end_of(ssl::context& context) {
  const X509* leaf = SSL_CTX_get0_certificate(context.native_handle());
  std::tm end{};
  if (leaf == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(leaf), &end) != 1)
    return fail(Errc::invalid_argument, "the certificate has no end");
  return Instant{static_cast<std::int64_t>(::timegm(&end)) * 1000};
}

}  // namespace

Result<LoadedTls> load_tls(const Config::Tls& config) {
  LoadedTls out;
  try {
    out.context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(out.context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(out.context->native_handle(),
                            "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL");
    // An idle live stream needs no buffers of 16 KiB each way.
    SSL_CTX_set_mode(out.context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    out.context->set_options(ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION |
                             SSL_OP_CIPHER_SERVER_PREFERENCE);
    out.context->use_certificate_chain_file(config.certificate.string());
    out.context->use_private_key_file(config.key.string(), ssl::context::pem);
  } catch (const boost::system::system_error& error) {
    return fail(Errc::invalid_argument, fmt::format("{} and {}: {}", config.certificate.string(),
                                                    config.key.string(), error.code().message()));
  }
  if (SSL_CTX_check_private_key(out.context->native_handle()) != 1)
    return fail(Errc::invalid_argument, fmt::format("{} is not the key of {}", config.key.string(),
                                                    config.certificate.string()));
  TRY(out.expires, end_of(*out.context));
  return out;
}

}  // namespace fieldbook::syncd
