#include "syncd/auth/accounts.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "shared/base/utf8.hpp"
#include "syncd/auth/sessions.hpp"

namespace fieldbook::syncd {
namespace {

Result<User> user_of(ReadTransaction& transaction, const Uuid& person) {
  TRY(auto user, transaction.user(person));
  if (!user) return fail(Errc::not_found, fmt::format("{} has no sign-in", to_string(person)));
  return *std::move(user);
}

Status check_introduction(const DeviceIntroduction& introduction, UnsignedDevices policy) {
  if (introduction.id.is_nil()) return fail(Errc::invalid_argument, "the device has no id");
  if (introduction.name.size() > limits::kSignInNameBytesMax ||
      !count_code_points(introduction.name))
    return fail(Errc::invalid_argument, "the device's name is too long or not UTF-8");
  if (introduction.public_key == FixedBytes<32>{} && policy == UnsignedDevices::refused)
    return fail(Errc::invalid_argument, "the device has no signing key");
  return {};
}

}  // namespace

Result<std::string> fold_signin(std::string_view name) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  if (name.empty() || name.size() > limits::kSignInNameBytesMax || !count_code_points(name))
    return fail(Errc::invalid_argument, "a sign-in name must have 1 to 320 bytes of UTF-8");
  std::string out(name);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      return fail(Errc::invalid_argument, "a sign-in name has no control characters");
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Status add_user(WriteTransaction& transaction, const NewUser& user, Instant now) {
  TRY(const std::string signin, fold_signin(user.signin));
  TRY(const auto existing, transaction.user(user.person));
  if (existing)
    return fail(Errc::already_exists,
                fmt::format("{} signs in as {}", to_string(user.person), existing->signin));
  TRY(const auto taken, transaction.user_by_signin(signin));
  if (taken) return fail(Errc::already_exists, fmt::format("{} is taken", signin));
  User stored;
  stored.person = user.person;
  stored.signin = signin;
  stored.kind = user.kind;
  stored.password_hash = user.password_hash;
  stored.created = now;
  return transaction.put_user(stored);
}

Result<User> find_user(ReadTransaction& transaction, std::string_view name_or_id) {
  if (const auto id = parse_uuid(name_or_id)) return user_of(transaction, *id);
  TRY(const std::string signin, fold_signin(name_or_id));
  TRY(auto user, transaction.user_by_signin(signin));
  if (!user) return fail(Errc::not_found, fmt::format("nobody signs in as {}", signin));
  return *std::move(user);
}

Result<Device> register_device(WriteTransaction& transaction, const Uuid& person,
                               const DeviceIntroduction& introduction, UnsignedDevices policy,
                               Instant now) {
  CHECK(check_introduction(introduction, policy));
  TRY(auto known, transaction.device(introduction.id));
  Device device;
  if (known) {
    device = *std::move(known);
    if (device.revoked) return fail(Errc::permission_denied, "the device was revoked");
    if (device.person != person || device.public_key != introduction.public_key)
      return fail(Errc::conflict, "the device's id is in use with another person or key");
  } else {
    TRY(const auto devices, transaction.devices_of(person));
    const auto in_use = std::ranges::count(devices, false, &Device::revoked);
    if (static_cast<std::size_t>(in_use) >= limits::kDevicesPerUserMax)
      return fail(Errc::limit_exceeded, "the person has too many devices; revoke one first");
    device.id = introduction.id;
    device.person = person;
    device.public_key = introduction.public_key;
    device.registered = now;
  }
  device.name = introduction.name;
  device.client_version = introduction.client_version;
  device.last_seen = now;
  CHECK(transaction.put_device(device));
  return device;
}

Status revoke_device(WriteTransaction& transaction, const Uuid& id, Wipe wipe) {
  TRY(auto device, transaction.device(id));
  if (!device) return fail(Errc::not_found, fmt::format("there is no device {}", to_string(id)));
  device->revoked = true;
  device->wipe = device->wipe || wipe == Wipe::yes;
  CHECK(transaction.put_device(*device));
  return end_sessions_of_device(transaction, device->person, id);
}

Status set_user_state(WriteTransaction& transaction, const Uuid& person, UserState state) {
  TRY(User user, user_of(transaction, person));
  user.disabled = state == UserState::disabled;
  CHECK(transaction.put_user(user));
  return user.disabled ? end_sessions_of_person(transaction, person) : Status();
}

Status set_password_hash(WriteTransaction& transaction, const Uuid& person, std::string hash) {
  TRY(User user, user_of(transaction, person));
  user.password_hash = std::move(hash);
  CHECK(transaction.put_user(user));
  return end_sessions_of_person(transaction, person);
}

}  // namespace fieldbook::syncd
