#include "syncd/auth/sessions.hpp"

#include <algorithm>
#include <sodium.h>

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kFamilyBytes = 16;
constexpr std::size_t kTokenBytes = kFamilyBytes + 32;

std::string make_token(const Uuid& family, Random& random) {
  FixedBytes<kTokenBytes> bytes{};
  std::ranges::copy(family.bytes, bytes.begin());
  random.fill(std::span(bytes).subspan(kFamilyBytes));
  return to_base64url(bytes);
}

std::optional<Uuid> family_of(std::string_view token) {
  const auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != kTokenBytes) return std::nullopt;
  Uuid family;
  std::copy_n(bytes->begin(), kFamilyBytes, family.bytes.begin());
  return family;
}

/// The milliseconds at the front of a UUIDv7 (RFC 9562 section 5.7).
Instant signed_in_at(const Uuid& family) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | family.bytes[i];
  return {ms};
}

bool equal(const FixedBytes<32>& a, const FixedBytes<32>& b) {
  return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// Gives the family a fresh pair and writes both.
Result<IssuedTokens> issue(WriteTransaction& transaction, TokenFamily& family, const Device& device,
                           const SessionTimes& times, const Clock& clock, Random& random) {
  IssuedTokens out;
  out.access = make_token(family.id, random);
  out.refresh = make_token(family.id, random);
  out.access_hash = hash_token(out.access);
  family.refresh_hash = hash_token(out.refresh);
  const Instant now = clock.now();
  family.expires = std::min(now + times.refresh_idle, signed_in_at(family.id) + times.refresh);
  out.session = {.family = family.id,
                 .person = family.person,
                 .device = family.device,
                 .audience = family.audience,
                 .expires = std::min(now + times.access, family.expires),
                 .device_key = device.public_key,
                 .access_hash = out.access_hash};
  family.access_hash = out.access_hash;
  CHECK(transaction.put_token_family(family));
  CHECK(transaction.put_access_token({out.access_hash, family.id, out.session.expires}));
  return out;
}

/// The device of a family, if the person may still sign in and the device is not revoked.
Result<std::optional<Device>> device_in_good_standing(ReadTransaction& transaction,
                                                      const TokenFamily& family) {
  TRY(const auto user, transaction.user(family.person));
  if (!user || user->disabled) return std::optional<Device>();
  TRY(auto device, transaction.device(family.device));
  if (!device || device->revoked) return std::optional<Device>();
  return device;
}

Status revoke(WriteTransaction& transaction, TokenFamily& family) {
  // The family stays until it expires, so that its old tokens are recognised.
  family.revoked = true;
  CHECK(transaction.put_token_family(family));
  return transaction.remove_access_tokens(family.id);
}

Status revoke_where(WriteTransaction& transaction, const Uuid& person,
                    const std::optional<Uuid>& device) {
  TRY(auto families, transaction.token_families_of(person));
  for (auto& family : families)
    if (!family.revoked && (!device || family.device == *device))
      CHECK(revoke(transaction, family));
  return {};
}

}  // namespace

FixedBytes<32> hash_token(std::string_view token) {
  FixedBytes<32> out{};
  const ByteView bytes = as_bytes(token);
  crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

Result<IssuedTokens> open_session(WriteTransaction& transaction, const Device& device,
                                  schema::Audience audience, const SessionTimes& times,
                                  const Clock& clock, Random& random) {
  TokenFamily family;
  family.id = make_uuid(clock, random);
  family.person = device.person;
  family.device = device.id;
  family.audience = audience;
  return issue(transaction, family, device, times, clock, random);
}

Result<Renewal> renew_session(WriteTransaction& transaction, std::string_view refresh_token,
                              const SessionTimes& times, const Clock& clock, Random& random) {
  Renewal out;
  const auto id = family_of(refresh_token);
  if (!id) return out;
  TRY(auto family, transaction.token_family(*id));
  if (!family) return out;
  out.family = *id;
  if (family->revoked) return out;
  TRY(const auto device, device_in_good_standing(transaction, *family));
  if (!device || clock.now() >= family->expires) {
    CHECK(revoke(transaction, *family));
    return out;
  }
  const FixedBytes<32> hash = hash_token(refresh_token);
  const bool is_valid = equal(hash, family->refresh_hash);
  const bool is_previous = family->previous_refresh_hash != FixedBytes<32>{} &&
                           equal(hash, family->previous_refresh_hash);
  if (!is_valid && !is_previous) {
    out.was_reuse = true;
    CHECK(revoke(transaction, *family));
    return out;
  }
  // A repeat: what the token was replaced by never arrived, and whoever shows up with that later
  // has copied it.
  family->previous_refresh_hash = hash;
  TRY(out.tokens, issue(transaction, *family, *device, times, clock, random));
  return out;
}

Status set_audience(WriteTransaction& transaction, IssuedTokens& tokens,
                    schema::Audience audience) {
  TRY(auto family, transaction.token_family(tokens.session.family));
  if (!family) return fail(Errc::not_found, "the sign-in of these tokens");
  family->audience = audience;
  tokens.session.audience = audience;
  return transaction.put_token_family(*family);
}

Result<std::optional<Session>> find_session(ReadTransaction& transaction,
                                            const FixedBytes<32>& access_hash, Instant now) {
  TRY(const auto token, transaction.access_token(access_hash));
  if (!token || now >= token->expires) return std::optional<Session>();
  TRY(const auto family, transaction.token_family(token->family));
  if (!family || family->revoked) return std::optional<Session>();
  TRY(const auto device, device_in_good_standing(transaction, *family));
  if (!device) return std::optional<Session>();
  return Session{.family = family->id,
                 .person = family->person,
                 .device = family->device,
                 .audience = family->audience,
                 .expires = token->expires,
                 .device_key = device->public_key,
                 .access_hash = access_hash};
}

Result<bool> awaits_confirmation(ReadTransaction& transaction, const Session& session) {
  TRY(const auto family, transaction.token_family(session.family));
  return family && !family->revoked && family->previous_refresh_hash != FixedBytes<32>{} &&
         family->access_hash == session.access_hash;
}

Status confirm_session(WriteTransaction& transaction, const Session& session) {
  TRY(const bool awaits, awaits_confirmation(transaction, session));
  if (!awaits) return {};
  TRY(auto family, transaction.token_family(session.family));
  family->previous_refresh_hash = {};
  return transaction.put_token_family(*family);
}

Status end_session(WriteTransaction& transaction, const Uuid& id) {
  TRY(auto family, transaction.token_family(id));
  if (!family || family->revoked) return {};
  return revoke(transaction, *family);
}

Status end_sessions_of_device(WriteTransaction& transaction, const Uuid& person,
                              const Uuid& device) {
  return revoke_where(transaction, person, device);
}

Status end_sessions_of_person(WriteTransaction& transaction, const Uuid& person) {
  return revoke_where(transaction, person, std::nullopt);
}

}  // namespace fieldbook::syncd
