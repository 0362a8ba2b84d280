#pragma once

// Sessions: a sign-in (token family) with a short access token and a rotating refresh token
// (RFC 9700 section 4.14, sync.md C2).
//
// A token is 16 bytes naming the family and 32 random bytes, in base64url; the store keeps
// BLAKE2b-256 of it. Each renewal makes a new pair. As long as nothing of that pair was used, its
// answer may have been lost: the refresh token before it may be repeated, any number of times, and
// each time the pair is replaced by another. The first use of either token of the last pair
// (confirm_session, renew_session) spends the one before. Any other token of a known family was
// replaced by one that somebody else has, so it was copied: the family is revoked. The family's id
// is a UUIDv7, whose time is that of the sign-in, so the absolute end of a family needs no column
// of its own.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/random.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

struct SessionTimes {
  std::chrono::minutes access{10};
  std::chrono::hours refresh{24 * 90};
  std::chrono::hours refresh_idle{24 * 14};
};

/// What a valid access token stands for.
struct Session {
  Uuid family;
  Uuid person;
  Uuid device;
  schema::Audience audience = schema::Audience::customer;
  Instant expires;  ///< of the access token
  FixedBytes<32> device_key{};
  FixedBytes<32> access_hash{};
  bool operator==(const Session&) const = default;
};

struct IssuedTokens {
  std::string access;
  std::string refresh;
  FixedBytes<32> access_hash{};
  Session session;
};

/// What became of a refresh token. `tokens` is set when the session goes on; else `ended` names
/// the family that is over, if the token belonged to one. The caller commits either way.
struct Renewal {
  std::optional<IssuedTokens> tokens;
  bool was_reuse = false;
  Uuid family;
};

/// BLAKE2b-256 of a token's text.
[[nodiscard]] FixedBytes<32> hash_token(std::string_view token);

/// Begins a session for a person that was recognised on a registered device.
[[nodiscard]] Result<IssuedTokens> open_session(WriteTransaction& transaction, const Device& device,
                                                schema::Audience audience,
                                                const SessionTimes& times, const Clock& clock,
                                                Random& random);

/// Renews by a refresh token, or finds out why not: unknown, expired, revoked, reused, device
/// revoked, user disabled.
[[nodiscard]] Result<Renewal> renew_session(WriteTransaction& transaction,
                                            std::string_view refresh_token,
                                            const SessionTimes& times, const Clock& clock,
                                            Random& random);

/// Lets a session that was just issued go on under another audience.
[[nodiscard]] Status set_audience(WriteTransaction& transaction, IssuedTokens& tokens,
                                  schema::Audience audience);

/// The session of an access token, or nothing when it is unknown, expired or ended.
[[nodiscard]] Result<std::optional<Session>> find_session(ReadTransaction& transaction,
                                                          const FixedBytes<32>& access_hash,
                                                          Instant now);

/// Whether confirm_session would change something: the session's access token is the last one
/// issued, and the refresh token before it is not spent yet.
[[nodiscard]] Result<bool> awaits_confirmation(ReadTransaction& transaction,
                                               const Session& session);
/// Notes that the last pair arrived, as its access token is in use: the refresh token before it is
/// spent, and its return from now on means that it was copied.
[[nodiscard]] Status confirm_session(WriteTransaction& transaction, const Session& session);

/// Ends one session: signing out. A family that is not there is fine.
[[nodiscard]] Status end_session(WriteTransaction& transaction, const Uuid& family);
[[nodiscard]] Status end_sessions_of_device(WriteTransaction& transaction, const Uuid& person,
                                            const Uuid& device);
[[nodiscard]] Status end_sessions_of_person(WriteTransaction& transaction, const Uuid& person);

}  // namespace fieldbook::syncd
