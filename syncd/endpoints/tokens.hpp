#pragma once

// The body that carries tokens, for signing in and renewing.

#include "shared/protocol/session.hpp"
#include "syncd/auth/sessions.hpp"

namespace fieldbook::syncd {

[[nodiscard]] inline protocol::SessionTokens session_tokens(const IssuedTokens& tokens,
                                                            Instant now) {
  return {.access_token = tokens.access,
          .access_expires_s = (tokens.session.expires - now).count() / 1000,
          .refresh_token = tokens.refresh};
}

}  // namespace fieldbook::syncd
