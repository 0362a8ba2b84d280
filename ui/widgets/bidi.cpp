#include "ui/widgets/bidi.hpp"

#include <algorithm>
#include <fribidi.h>
#include <vector>

namespace fieldbook::ui {

bool runs_right_to_left(std::string_view text) {
  // Hebrew and Arabic letters begin with the bytes d6 to df, or e0 with a0 to a3; presentation
  // forms with ef and ac to bb.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead >= 0xd6 && lead <= 0xdf) return true;
    if (lead == 0xe0 && next >= 0xa0 && next <= 0xa3) return true;
    if (lead == 0xef && next >= 0xac && next <= 0xbb) return true;
  }
  return false;
}

namespace {

constexpr std::string_view kJoint = " · ";
constexpr std::string_view kIsolate = "\u2068";  // first strong isolate, UAX #9
constexpr std::string_view kEndOfIsolate = "\u2069";

bool is_isolate(FriBidiChar c) { return c == FRIBIDI_CHAR_FSI || c == FRIBIDI_CHAR_PDI; }

/// Else a number after an Arabic name would stand on the wrong side of the joint.
std::string isolated(std::string_view line) {
  std::string out(kIsolate);
  for (auto at = line.find(kJoint); at != std::string_view::npos; at = line.find(kJoint)) {
    out.append(line.substr(0, at)).append(kEndOfIsolate).append(kJoint).append(kIsolate);
    line.remove_prefix(at + kJoint.size());
  }
  return out.append(line).append(kEndOfIsolate);
}

}  // namespace

std::string display_text(std::string_view line) {
  if (!runs_right_to_left(line)) return std::string(line);
  // The library takes no more than an int's worth; a line on screen is far shorter.
  line = line.substr(0, 10'000);
  const bool is_joined = line.find(kJoint) != std::string_view::npos;
  const std::string parts = is_joined ? isolated(line) : std::string(line);
  std::vector<FriBidiChar> logical(parts.size() + 1);
  const FriBidiStrIndex count =
      fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, parts.data(),
                                 static_cast<FriBidiStrIndex>(parts.size()), logical.data());
  std::vector<FriBidiChar> visual(static_cast<std::size_t>(count) + 1);
  FriBidiParType base = is_joined ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_ON;
  if (fribidi_log2vis(logical.data(), count, &base, visual.data(), nullptr, nullptr, nullptr) == 0)
    return std::string(line);
  // Ligatures leave marks behind that have no width and no glyph, as isolates have none.
  const auto end = std::remove_if(visual.begin(), visual.begin() + count, [](FriBidiChar c) {
    return c == FRIBIDI_CHAR_FILL || c == 0 || is_isolate(c);
  });
  const auto length = static_cast<FriBidiStrIndex>(end - visual.begin());
  std::string out(4 * static_cast<std::size_t>(length) + 1, '\0');
  const FriBidiStrIndex bytes =
      fribidi_unicode_to_charset(FRIBIDI_CHAR_SET_UTF8, visual.data(), length, out.data());
  out.resize(static_cast<std::size_t>(bytes));
  return out;
}

}  // namespace fieldbook::ui
