#include "syncd/integrations/mail/letter.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>
#include <sodium.h>

namespace fieldbook::syncd::mail {
namespace {

constexpr std::size_t kAddressBytesMax = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t kLineMax = 76;           // RFC 2045, 6.8
constexpr std::size_t kWordBytes = 39;  // "=?UTF-8?B?" … "?=" of at most 75 characters (RFC 2047)

std::string base64(std::string_view text) {
  std::string out(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  const ByteView bytes = as_bytes(text);
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its final zero
  return out;
}

/// A header's value: no line of ours ever begins in it.
std::string without_controls(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return out;
}

/// Encoded words (RFC 2047), cut between characters.
std::string encoded_words(std::string_view text) {
  const std::string clean = without_controls(text);
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    std::size_t end = std::min(at + kWordBytes, clean.size());
    while (end < clean.size() && end > at + 1 &&
           (static_cast<unsigned char>(clean[end]) & 0xc0U) == 0x80U)
      --end;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
    out += base64(std::string_view(clean).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

/// "Sun, 29 Nov 2026 02:46:35 +0000" (RFC 5322, 3.3).
std::string date_of(Instant now) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = now.ms / 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                     kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > kAddressBytesMax || at == 0 || at == std::string_view::npos ||
      at + 1 == text.size() || text.find('@', at + 1) != std::string_view::npos)
    return false;
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f &&
           std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
  });
}

std::string letter_id(std::string_view what) {
  FixedBytes<16> hash{};
  const ByteView bytes = as_bytes(what);
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return to_hex(hash);
}

std::string print_letter(const Letter& letter, std::string_view from, Instant now) {
  const std::string_view domain = from.substr(from.find('@') + 1);
  std::string out = fmt::format(
      "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nMessage-ID: <{}@{}>\r\nSubject: {}\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      date_of(now), from, letter.to, letter.id, domain, encoded_words(letter.subject));
  std::string text;
  for (const char c : letter.text) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::string body = base64(text);
  for (std::size_t at = 0; at < body.size(); at += kLineMax)
    out += body.substr(at, kLineMax) + "\r\n";
  return out;
}

}  // namespace fieldbook::syncd::mail
