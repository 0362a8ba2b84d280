#pragma once

// OAuth 2.0 client credentials (RFC 6749 section 4.4): the application's own token, fetched when it
// is needed, kept until shortly before its end, and fetched anew when the peer refuses it.

#include <chrono>
#include <optional>
#include <string>

#include "shared/base/time.hpp"
#include "syncd/integrations/odata/secret.hpp"
#include "syncd/integrations/odata/transport.hpp"

namespace fieldbook::syncd::odata {

struct TokenOptions {
  std::string url;  ///< "https://login…/TENANT/oauth2/v2.0/token"; empty = the peer wants no token
  std::string client_id;
  Secret client_secret;
  std::string scope;  ///< "https://ORG.operations.dynamics.com/.default"
};

class TokenSource {
 public:
  TokenSource(TokenOptions options, Transport& transport, const Clock& clock);

  /// The value of the Authorization header; empty where no token is wanted.
  /// Fails with Failure::unauthenticated when the token's issuer refuses us, otherwise with what
  /// happened on the way. No message holds the secret or a token.
  [[nodiscard]] ODataResult<std::string> authorization();
  /// Forgets the token, so that the next authorization() fetches one.
  void forget() { token_.reset(); }

 private:
  [[nodiscard]] ODataResult<void> fetch();

  struct Token {
    std::string text;
    std::chrono::milliseconds good_until{0};  ///< of Clock::since_boot
  };

  TokenOptions options_;
  Transport& transport_;
  const Clock& clock_;
  std::optional<Token> token_;
};

}  // namespace fieldbook::syncd::odata
