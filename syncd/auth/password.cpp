#include "syncd/auth/password.hpp"

#include <array>
#include <fmt/format.h>
#include <sodium.h>

#include "shared/base/limits.hpp"
#include "shared/base/utf8.hpp"

namespace fieldbook::syncd {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19U * 1024 * 1024;

// No l, i/j pair or q: a password is read from a sheet of paper and over the telephone.
constexpr std::string_view kConsonants = "bdfgkmnprstvwz";
constexpr std::string_view kVowels = "aeiou";

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Errc::unavailable, "not enough memory to hash a password");
  return std::string(out.data());
}

bool verify_password(const std::string& hash, std::string_view password) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  // libsodium reads a buffer of this size whatever the length of the string is.
  std::array<char, crypto_pwhash_STRBYTES> buffer{};
  std::copy(hash.begin(), hash.end(), buffer.begin());
  return crypto_pwhash_str_verify(buffer.data(), password.data(), password.size()) == 0;
}

bool needs_new_hash(const std::string& hash) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return true;
  std::array<char, crypto_pwhash_STRBYTES> buffer{};
  std::copy(hash.begin(), hash.end(), buffer.begin());
  return crypto_pwhash_str_needs_rehash(buffer.data(), kPasses, kMemoryBytes) != 0;
}

Status check_new_password(std::string_view password) {
  if (password.size() > limits::kPasswordBytesMax)
    return fail(Errc::invalid_argument,
                fmt::format("a password may have at most {} bytes", limits::kPasswordBytesMax));
  const auto characters = count_code_points(password);
  if (!characters) return fail(Errc::invalid_argument, "a password must be text in UTF-8");
  if (*characters < limits::kPasswordCharactersMin)
    return fail(Errc::invalid_argument, fmt::format("a password must have at least {} characters",
                                                    limits::kPasswordCharactersMin));
  return {};
}

std::string make_first_password(Random& random) {
  std::string out;
  for (int group = 0; group < 5; ++group) {
    if (group > 0) out += '-';
    for (int syllable = 0; syllable < 2; ++syllable) {
      out += kConsonants[random.below(kConsonants.size())];
      out += kVowels[random.below(kVowels.size())];
    }
  }
  return out;
}

Result<PasswordCheck> PasswordCheck::make(Random& random) {
  TRY(std::string decoy, hash_password(make_first_password(random)));
  return PasswordCheck(std::move(decoy));
}

bool PasswordCheck::matches(const std::string* hash, std::string_view password) const {
  const bool equal = verify_password(hash != nullptr ? *hash : decoy_, password);
  return hash != nullptr && equal;
}

}  // namespace fieldbook::syncd
