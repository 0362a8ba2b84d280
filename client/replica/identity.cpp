#include "client/replica/identity.hpp"

#include <algorithm>

#include "shared/base/limits.hpp"
#include "shared/protocol/cbor.hpp"
#include "shared/protocol/session.hpp"

namespace fieldbook::client {

rules::Actor Identity::actor() const {
  rules::Actor out;
  out.id = user;
  out.name = user_name;
  out.audience = audience;
  out.account = account;
  out.roles = roles;
  return out;
}

Identity followed(Identity known, const protocol::Access& access) {
  if (access.user != known.user) return known;
  known.user_name = access.user_name;
  known.account = access.account;
  known.roles = access.roles;
  const auto held = [&](const std::string& name) { return name == to_string(known.audience); };
  if (access.audiences.empty() || std::ranges::any_of(access.audiences, held)) return known;
  if (const auto next = schema::parse_audience(access.audiences.front())) known.audience = *next;
  return known;
}

Bytes encode(const Identity& identity) {
  Bytes out;
  protocol::CborWriter writer(out);
  writer.array(10);
  writer.bytes(identity.user.bytes);
  writer.text(identity.user_name);
  writer.bytes(identity.account.bytes);
  writer.unsigned_integer(static_cast<std::uint64_t>(identity.audience));
  writer.array(identity.roles.size());
  for (const std::string& role : identity.roles) writer.text(role);
  writer.bytes(identity.organisation.bytes);
  writer.text(identity.organisation_name);
  writer.bytes(identity.device.bytes);
  writer.bytes(identity.digest_key);
  writer.bytes(identity.receipt_public_key);
  return out;
}

namespace {

Result<Identity> read_identity(ByteView bytes) {
  protocol::CborReader in(bytes);
  Identity out;
  const auto uuid = [&](Uuid& into) -> Status {
    TRY(const ByteView id, in.bytes(16));
    TRY(into, to_uuid(id));
    return {};
  };
  const auto key = [&](FixedBytes<32>& into) -> Status {
    TRY(const ByteView value, in.bytes(32));
    TRY(into, to_fixed<32>(value));
    return {};
  };
  TRY(const std::size_t members, in.array(10));
  if (members != 10) return fail(Errc::corrupt, "another number of members");
  CHECK(uuid(out.user));
  TRY(out.user_name, in.text(limits::kTextBytesMax));
  CHECK(uuid(out.account));
  TRY(const std::uint64_t audience, in.unsigned_integer());
  if (audience >= schema::kAudienceCount) return fail(Errc::corrupt, "an unknown audience");
  out.audience = static_cast<schema::Audience>(audience);
  TRY(const std::size_t roles, in.array(limits::kRowBytesMax));
  for (std::size_t i = 0; i < roles; ++i) {
    TRY(const std::string_view role, in.text(limits::kTextBytesMax));
    out.roles.emplace_back(role);
  }
  CHECK(uuid(out.organisation));
  TRY(out.organisation_name, in.text(limits::kTextBytesMax));
  CHECK(uuid(out.device));
  CHECK(key(out.digest_key));
  CHECK(key(out.receipt_public_key));
  return out;
}

}  // namespace

Result<Identity> decode_identity(ByteView bytes) {
  auto out = read_identity(bytes);
  if (!out) return fail(Errc::corrupt, "the stored identity: " + out.error().message);
  return out;
}

}  // namespace fieldbook::client
