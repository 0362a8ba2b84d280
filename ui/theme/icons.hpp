#pragma once

// The icons in use, from Material Design Icons, by what they mean here.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fieldbook::ui {

enum class Icon : std::uint8_t {
  none,
  home,
  opportunity,
  quote,
  contract,
  invoice,
  project,
  work_order,
  asset,
  agreement,
  booking,
  resource,
  account,
  contact,
  support_case,
  article,
  forum,
  product,
  record,  ///< any other entity
  search,
  filter,
  clear,
  close,
  back,
  forward,
  menu,
  more,
  edit,
  add,
  approve,
  reject,
  accept,
  decline,
  sync,
  outbox,
  history,
  conflict,
  hold,
  release,
  retry,
  withdraw,
  online,
  offline,
  waiting,
  warning,
  error,
  information,
  done,
  clock,
  calendar,
  settings,
  sign_out,
  person,
  lock,
  sort_ascending,
  sort_descending,
  chevron_right,
  chevron_down,
  light_theme,
  dark_theme,
  proof,
  star,
  star_outline,
  empty
};
inline constexpr std::size_t kIconCount = static_cast<std::size_t>(Icon::empty) + 1;

/// Unicode of the glyph in Material Design Icons 1.6.50; 0 for none.
[[nodiscard]] char16_t code_point(Icon icon);
/// UTF-8 of the glyph; empty for none.
[[nodiscard]] std::string_view glyph(Icon icon);
/// The icon of an entity's lists and rows, by logical name.
[[nodiscard]] Icon entity_icon(std::string_view entity);

}  // namespace fieldbook::ui
