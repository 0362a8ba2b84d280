#pragma once

// Who uses this replica, as the sign-in told it (protocol/session.hpp). One replica serves one
// person in one audience of one organisation.

#include <string>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::protocol {
struct Access;
}

namespace fieldbook::client {

struct Identity {
  Uuid user;  ///< contact or systemuser
  std::string user_name;
  Uuid account;  ///< the contact's account; nil when none
  schema::Audience audience = schema::Audience::customer;
  std::vector<std::string> roles;
  Uuid organisation;
  std::string organisation_name;
  Uuid device;
  FixedBytes<32> digest_key{};          ///< keys the row stamps
  FixedBytes<32> receipt_public_key{};  ///< the daemon's Ed25519; zero: receipts are not checked
  bool operator==(const Identity&) const = default;

  /// The actor as rules see it.
  [[nodiscard]] rules::Actor actor() const;
};

/// What a replica's identity becomes, given how its person stands at the daemon: under the same
/// audience while that is held, else under the one that the daemon prefers. As it was where the
/// answer is about somebody else or names nothing that this build knows.
[[nodiscard]] Identity followed(Identity known, const protocol::Access& access);

[[nodiscard]] Bytes encode(const Identity& identity);
/// Returns Errc::corrupt for anything that encode() does not write.
[[nodiscard]] Result<Identity> decode_identity(ByteView bytes);

}  // namespace fieldbook::client
