#include "shared/schema/decimal.hpp"

#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "shared/schema/value.hpp"

namespace fieldbook::schema {
namespace {

constexpr int kScaleDigits = 4;
// No amount has more digits; a longer exponent only shifts zeros beyond 64 bits.
constexpr int kExponentMax = 400;

std::unexpected<Error> not_an_amount() {
  return fail(Errc::invalid_argument, "is not an amount such as 1250.50");
}

struct Parts {
  bool negative = false;
  std::string digits;  ///< without sign and point
  int exponent = 0;    ///< of ten, that digits are to be multiplied with
};

bool read_digits(std::string_view& text, std::string& out) {
  const std::size_t before = out.size();
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    out += text[0];
    text.remove_prefix(1);
  }
  return out.size() > before;
}

Result<Parts> read_parts(std::string_view text) {
  Parts parts;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    parts.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (!read_digits(text, parts.digits)) return not_an_amount();
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    const std::size_t whole = parts.digits.size();
    if (!read_digits(text, parts.digits)) return not_an_amount();
    parts.exponent = -static_cast<int>(parts.digits.size() - whole);
  }
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(1);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc{} || exponent > kExponentMax || exponent < -kExponentMax)
      return not_an_amount();
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    parts.exponent += exponent;
  }
  if (!text.empty() || parts.digits.size() > kExponentMax) return not_an_amount();
  return parts;
}

}  // namespace

Result<std::int64_t> parse_decimal(std::string_view text) {
  TRY(Parts parts, read_parts(text));
  int shift = parts.exponent + kScaleDigits;
  for (; shift < 0 && !parts.digits.empty(); ++shift) {
    if (parts.digits.back() != '0')
      return fail(Errc::invalid_argument, "has more than four decimals");
    parts.digits.pop_back();
  }
  const std::size_t first = parts.digits.find_first_not_of('0');
  if (first == std::string::npos) return 0;
  parts.digits.append(static_cast<std::size_t>(shift), '0');
  const std::string signed_digits = (parts.negative ? "-" : "") + parts.digits.substr(first);
  std::int64_t out = 0;
  const auto [end, error] =
      std::from_chars(signed_digits.data(), signed_digits.data() + signed_digits.size(), out);
  if (error != std::errc{}) return fail(Errc::invalid_argument, "is too large an amount");
  return out;
}

std::string format_decimal(std::int64_t ten_thousandths, int decimals_min) {
  const bool negative = ten_thousandths < 0;
  const auto magnitude = negative ? ~static_cast<std::uint64_t>(ten_thousandths) + 1
                                  : static_cast<std::uint64_t>(ten_thousandths);
  std::string decimals =
      fmt::format("{:04}", magnitude % static_cast<std::uint64_t>(kDecimalScale));
  while (static_cast<int>(decimals.size()) > decimals_min && decimals.back() == '0')
    decimals.pop_back();
  return fmt::format("{}{}{}{}", negative ? "-" : "",
                     magnitude / static_cast<std::uint64_t>(kDecimalScale),
                     decimals.empty() ? "" : ".", decimals);
}

}  // namespace fieldbook::schema
