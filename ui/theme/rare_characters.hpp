#pragma once

// Characters that are drawn into the fonts only once a text needs them: Chinese and Japanese
// have too many to hold them all. Drawing notes what it lacks; before the next frame the
// fonts are built again with it (ui/app/frame). Found through Dear ImGui's io.UserData, so that
// drawing needs no other state.

#include <set>
#include <string_view>
#include <vector>

struct ImFont;

namespace fieldbook::ui {

class RareCharacters {
 public:
  /// Enough for what a screen shows; 2,000 cost about 8 MB of texture. Later ones are drawn as �.
  static constexpr std::size_t kMax = 2'000;

  /// Of the current Dear ImGui context; null where nobody keeps any.
  [[nodiscard]] static RareCharacters* current();

  /// Notes the characters of these scripts that `font` has no glyph for.
  void note(const ImFont& font, std::string_view text);
  /// Whether something was noted since the last take().
  [[nodiscard]] bool grew() const { return grew_; }
  /// All noted so far, ascending, for build_fonts.
  [[nodiscard]] std::vector<char16_t> take();

 private:
  std::set<char16_t> characters_;
  bool grew_ = false;
};

}  // namespace fieldbook::ui
