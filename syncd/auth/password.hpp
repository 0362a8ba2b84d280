#pragma once

// Passwords: hashing with Argon2id (RFC 9106, OWASP floor: 19 MiB, 2 passes, 1 lane), and first
// passwords that a person can read out. Hashing takes tens of milliseconds and 19 MiB, so it runs
// on the one password worker and never on a network or writer thread.

#include <string>
#include <string_view>

#include "shared/base/random.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::syncd {

/// The string libsodium makes: algorithm, cost, salt and hash. Returns Errc::unavailable when the
/// memory for it cannot be had.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);

/// Whether `password` is the one that was hashed. False for a malformed hash.
[[nodiscard]] bool verify_password(const std::string& hash, std::string_view password);

/// True when `hash` was made with less than today's cost and should be made anew.
[[nodiscard]] bool needs_new_hash(const std::string& hash);

/// Returns Errc::invalid_argument with a sentence for the person, when `password` is shorter than
/// limits::kPasswordCharactersMin or longer than limits::kPasswordBytesMax, or not UTF-8.
[[nodiscard]] Status check_new_password(std::string_view password);

/// Five pronounceable groups, "kabu-tife-moza-ruli-sano": about 60 bits, no letters that look
/// alike.
[[nodiscard]] std::string make_first_password(Random& random);

/// Verifies against a hash of nothing, at the same cost, so that a name nobody has takes as long
/// as a wrong password.
class PasswordCheck {
 public:
  /// Returns Errc::unavailable when the memory for the first hash cannot be had.
  [[nodiscard]] static Result<PasswordCheck> make(Random& random);
  /// `hash` null: there is no such user; always false, at the same cost.
  [[nodiscard]] bool matches(const std::string* hash, std::string_view password) const;

 private:
  explicit PasswordCheck(std::string decoy) : decoy_(std::move(decoy)) {}
  std::string decoy_;
};

}  // namespace fieldbook::syncd
