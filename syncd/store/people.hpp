#pragma once

// Who may sign in, from which device, and by which tokens. The store keeps these values; what they
// mean is decided in syncd/auth.

#include "shared/base/time.hpp"
#include "shared/schema/catalogue.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

enum class UserKind : std::uint8_t { contact, system_user };

/// A way to sign in. One a person.
struct User {
  Uuid person;         ///< contact or systemuser
  std::string signin;  ///< unique; compared byte by byte, so the caller folds its case
  UserKind kind = UserKind::contact;
  std::string password_hash;  ///< empty: no sign-in by password
  bool disabled = false;
  Instant created;
  Instant last_sign_in;  ///< 0 = never
  bool operator==(const User&) const = default;
};

struct Device {
  Uuid id;
  Uuid person;
  std::string name;
  FixedBytes<32> public_key{};  ///< Ed25519
  bool revoked = false;
  bool wipe = false;  ///< told to wipe at its next contact
  Instant registered;
  Instant last_seen;
  std::string client_version;
  std::uint32_t queue_depth = 0;  ///< unsent actions at the last contact
  std::int64_t queue_age_ms = 0;  ///< age of the oldest of them
  bool operator==(const Device&) const = default;
};

/// One sign-in: refresh tokens that follow each other, and the access tokens made from them. Only
/// hashes are kept.
struct TokenFamily {
  Uuid id;
  Uuid person;
  Uuid device;
  schema::Audience audience = schema::Audience::customer;
  FixedBytes<32> refresh_hash{};  ///< the token that is valid
  /// The one before, while nothing of the pair that replaced it was used; zero = none.
  FixedBytes<32> previous_refresh_hash{};
  Instant expires;
  bool revoked = false;
  FixedBytes<32> access_hash{};  ///< the access token that was issued last
  bool operator==(const TokenFamily&) const = default;
};

struct AccessToken {
  FixedBytes<32> hash{};
  Uuid family;
  Instant expires;
  bool operator==(const AccessToken&) const = default;
};

}  // namespace fieldbook::syncd
