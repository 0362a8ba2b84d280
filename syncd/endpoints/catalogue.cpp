// GET /v1/catalogue: the daemon's catalogue, which rules. The entity tag is its hash.

#include <fmt/format.h>

#include "shared/protocol/compression.hpp"
#include "syncd/endpoints/body.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {

Answer catalogue(const Services& services, const Request& request) {
  const schema::Catalogue& catalogue = services.store.catalogue();
  // The representation differs by encoding, so its tag does too (RFC 9110 section 8.8.3.3).
  const bool is_zstd = accepted_encoding(request) == BodyEncoding::zstd;
  const std::string hash = to_hex(catalogue.hash());
  const std::string tag = fmt::format("\"{}{}\"", hash, is_zstd ? "-zstd" : "");
  Response out = json_response({});
  out.headers = {{"ETag", tag}, {"Vary", "Accept-Encoding"}, {"Cache-Control", "no-cache"}};
  if (request.if_none_match.find(hash) != std::string::npos) {
    out.status = 304;
    return out;
  }
  if (is_zstd) {
    out.body = as_text(protocol::compress(as_bytes(catalogue.document())));
    out.headers.emplace_back("Content-Encoding", "zstd");
  } else {
    out.body = catalogue.document();
  }
  return out;
}

}  // namespace fieldbook::syncd
