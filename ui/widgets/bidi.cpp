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

std::string display_text(std::string_view line) {
  if (!runs_right_to_left(line)) return std::string(line);
  // The library takes no more than an int's worth; a line on screen is far shorter.
  line = line.substr(0, 10'000);
  std::vector<FriBidiChar> logical(line.size() + 1);
  const FriBidiStrIndex count =
      fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line.data(),
                                 static_cast<FriBidiStrIndex>(line.size()), logical.data());
  std::vector<FriBidiChar> visual(static_cast<std::size_t>(count) + 1);
  FriBidiParType base = FRIBIDI_PAR_ON;
  if (fribidi_log2vis(logical.data(), count, &base, visual.data(), nullptr, nullptr, nullptr) == 0)
    return std::string(line);
  // Ligatures leave marks behind that have no width and no glyph.
  const auto end = std::remove_if(visual.begin(), visual.begin() + count,
                                  [](FriBidiChar c) { return c == FRIBIDI_CHAR_FILL || c == 0; });
  const auto length = static_cast<FriBidiStrIndex>(end - visual.begin());
  std::string out(4 * static_cast<std::size_t>(length) + 1, '\0');
  const FriBidiStrIndex bytes =
      fribidi_unicode_to_charset(FRIBIDI_CHAR_SET_UTF8, visual.data(), length, out.data());
  out.resize(static_cast<std::size_t>(bytes));
  return out;
}

}  // namespace fieldbook::ui
