#pragma once

// Who may sign in: users and their devices, as the store keeps them. Every function works inside
// the caller's transaction and hashes nothing.

#include <string>
#include <string_view>

#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// The form in which sign-in names are stored and compared: ASCII letters in lower case, without
/// spaces around it. Returns Errc::invalid_argument for an empty or too long name, control
/// characters, and text that is not UTF-8.
[[nodiscard]] Result<std::string> fold_signin(std::string_view name);

struct NewUser {
  Uuid person;
  std::string signin;
  UserKind kind = UserKind::contact;
  std::string password_hash;
};
/// Returns Errc::already_exists when the person has a sign-in or the name is taken.
[[nodiscard]] Status add_user(WriteTransaction& transaction, const NewUser& user, Instant now);

/// The user of a name or id as people type it. Returns Errc::not_found.
[[nodiscard]] Result<User> find_user(ReadTransaction& transaction, std::string_view name_or_id);

struct DeviceIntroduction {
  Uuid id;
  std::string name;
  FixedBytes<32> public_key{};  ///< zero: the device signs nothing
  std::string client_version;
};
enum class UnsignedDevices : std::uint8_t { refused, allowed };

/// Registers a device at sign-in, or recognises it. Returns Errc::permission_denied for a revoked
/// device, Errc::conflict when the id belongs to another person or another key (the device then
/// makes itself a new id), Errc::invalid_argument for a device without a key or with an empty or
/// too long name, Errc::limit_exceeded when the person has limits::kDevicesPerUserMax.
[[nodiscard]] Result<Device> register_device(WriteTransaction& transaction, const Uuid& person,
                                             const DeviceIntroduction& introduction,
                                             UnsignedDevices policy, Instant now);

enum class Wipe : std::uint8_t { no, yes };
/// Ends the device's sessions; with Wipe::yes it is told to wipe at its next contact. Returns
/// Errc::not_found.
[[nodiscard]] Status revoke_device(WriteTransaction& transaction, const Uuid& device, Wipe wipe);

/// Disables (or enables) signing in and ends all sessions of the person when disabled. Returns
/// Errc::not_found.
enum class UserState : std::uint8_t { enabled, disabled };
[[nodiscard]] Status set_user_state(WriteTransaction& transaction, const Uuid& person,
                                    UserState state);

/// Replaces the password and ends all sessions of the person. Returns Errc::not_found.
[[nodiscard]] Status set_password_hash(WriteTransaction& transaction, const Uuid& person,
                                       std::string hash);

}  // namespace fieldbook::syncd
