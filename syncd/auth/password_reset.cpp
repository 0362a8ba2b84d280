#include "syncd/auth/password_reset.hpp"

#include <charconv>
#include <fmt/format.h>
#include <sodium.h>

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

constexpr auto kAgainAfter = 1min;
constexpr std::string_view kDomain = "fieldbook password reset 1";
// No letters that look alike.
constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t kCodeLetters = 10;  // 50 bits for five tries
static_assert(kLetters.size() == 32);

std::string setting_of(const Uuid& person) {
  return std::string(kPasswordResetSetting) + to_string(person);
}

std::string print(const PasswordReset& reset) {
  return fmt::format("{} {}", reset.asked.ms, reset.tries);
}

std::optional<PasswordReset> parse(const Uuid& person, std::string_view text) {
  PasswordReset out{.person = person};
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const char* end = text.data() + text.size();
  std::from_chars(text.data(), text.data() + space, out.asked.ms);
  std::from_chars(text.data() + space + 1, end, out.tries);
  return out;
}

bool is_open(const PasswordReset& reset, Instant now) {
  return reset.tries < kPasswordResetTriesMax && now < reset.asked + kPasswordResetTime;
}

/// What people type of a code: in any case, with or without the dash. There is room for one letter
/// more than a code has, so that a longer one is not taken for its beginning.
std::string letters_of(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kLetters.find(c) != std::string_view::npos) out += c;
    if (out.size() > kCodeLetters) break;
  }
  out.resize(kCodeLetters + 1);
  return out;
}

}  // namespace

Status ask_password_reset(WriteTransaction& transaction, const Uuid& person, Instant now) {
  TRY(const auto present, password_reset_of(transaction, person));
  const bool is_recent = present && is_open(*present, now) && now < present->asked + kAgainAfter;
  // Written in every case, so that it takes as long.
  return transaction.put_setting(setting_of(person),
                                 print(is_recent ? *present : PasswordReset{person, now, 0}));
}

Result<std::optional<PasswordReset>> password_reset_of(ReadTransaction& transaction,
                                                       const Uuid& person) {
  TRY(const auto text, transaction.setting(setting_of(person)));
  return text ? parse(person, *text) : std::nullopt;
}

Result<std::vector<PasswordReset>> open_password_resets(ReadTransaction& transaction, Instant now) {
  TRY(const auto settings, transaction.settings(kPasswordResetSetting));
  std::vector<PasswordReset> out;
  for (const auto& [name, value] : settings) {
    const auto person = parse_uuid(std::string_view(name).substr(kPasswordResetSetting.size()));
    if (!person || person->is_nil()) continue;
    if (const auto reset = parse(*person, value); reset && is_open(*reset, now))
      out.push_back(*reset);
  }
  return out;
}

std::string password_reset_code(const OrganisationHead& head, const User& user, Instant asked) {
  const std::string message =
      fmt::format("{}\n{}\n{}\n{}", kDomain, to_string(user.person), asked.ms, user.password_hash);
  FixedBytes<32> hash{};
  const ByteView bytes = as_bytes(message);
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), head.seal_key.data(),
                     head.seal_key.size());
  std::string out;
  for (std::size_t i = 0; i < kCodeLetters; ++i) {
    if (i == kCodeLetters / 2) out += '-';
    out += kLetters[hash[i] % kLetters.size()];
  }
  return out;
}

Result<bool> try_password_reset(WriteTransaction& transaction, const User* user,
                                std::string_view code, Instant now) {
  const Uuid person = user != nullptr ? user->person : Uuid{};
  TRY(auto reset, password_reset_of(transaction, person));
  const bool may_try = reset && is_open(*reset, now);
  if (!reset) reset = PasswordReset{.person = person};
  const User nobody;
  const std::string right = letters_of(
      password_reset_code(transaction.head(), user != nullptr ? *user : nobody, reset->asked));
  const std::string given = letters_of(code);
  const bool fits = sodium_memcmp(right.data(), given.data(), right.size()) == 0;
  if (user != nullptr && may_try && fits) return true;
  reset->tries = std::min(reset->tries + 1, kPasswordResetTriesMax);
  CHECK(transaction.put_setting(setting_of(person), print(*reset)));
  return false;
}

Status end_password_reset(WriteTransaction& transaction, const Uuid& person) {
  return transaction.remove_setting(setting_of(person));
}

}  // namespace fieldbook::syncd
