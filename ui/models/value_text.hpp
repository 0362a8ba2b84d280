#pragma once

// Values as people read them, in their language and time zone. Pure.

#include <map>
#include <string>

#include "shared/base/time.hpp"
#include "shared/schema/row.hpp"
#include "ui/strings/strings.hpp"

namespace fieldbook::ui {

/// Names of the rows that lookups point at, as far as this device holds them.
using Names = std::map<Uuid, std::string>;

struct TextContext {
  const Strings& strings;
  int zone_offset_minutes = 0;
  Instant now;
};

/// "1,350.00", "28 Nov 2026 14:02", "Yes", "Active", the name of a looked-up row (or "not on this
/// device" in words). Amounts are rounded to two places. Empty for null.
[[nodiscard]] std::string value_text(const schema::Column& column, const schema::Value& value,
                                     const Names& names, const TextContext& context);

/// The same for a column of a row: an amount with the code of its currency, "1,350.00 EUR", as far
/// as `names` knows it.
[[nodiscard]] std::string value_text(const schema::Column& column, const schema::Row& row,
                                     const Names& names, const TextContext& context);
/// The code of the currency of `column` in `row`; empty where there is none or `names` lacks it.
[[nodiscard]] std::string currency_code(const schema::Column& column, const schema::Row& row,
                                        const Names& names);
/// "1,350.00 EUR"; without `currency` "1,350.00". `amount` in ten-thousandths.
[[nodiscard]] std::string amount_text(std::int64_t amount, const std::string& currency,
                                      const TextContext& context);

/// "0.125", "-1,250.5": no more than `places` places, without zeros at the end.
[[nodiscard]] std::string number_text(double value, int places, const Strings& strings);

/// "just now", "4 min ago", "yesterday 10:42", "12 Nov 2026".
[[nodiscard]] std::string ago(std::int64_t ms, const TextContext& context);
/// "14:02" today, else with the date.
[[nodiscard]] std::string clock_time(std::int64_t ms, const TextContext& context);
/// "2 d 4 h left", "12 min left", "expired 3 h ago". `next_change` becomes the moment at which the
/// text differs.
struct Countdown {
  std::string text;
  bool expired = false;
  bool soon = false;  ///< less than a day left
  std::int64_t next_change_ms = 0;
};
[[nodiscard]] Countdown countdown(std::int64_t deadline_ms, const TextContext& context);

}  // namespace fieldbook::ui
