#pragma once

// What every screen is drawn with: theme, strings, measures of this window, the clock, and the
// recorder that keeps what each widget said. Passed by reference into every draw function; there
// is no global state beside Dear ImGui's own context.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"
#include "ui/strings/strings.hpp"
#include "ui/theme/theme.hpp"
#include "ui/widgets/focus.hpp"
#include "ui/widgets/widget_record.hpp"

namespace fieldbook::ui {

/// By width in em, so that a large font on a small screen counts as narrow (product.md 4.3).
enum class WidthClass : std::uint8_t {
  narrow,  ///< below 48 em: one pane, bottom bar
  medium,  ///< one pane, left rail of icons
  wide     ///< from 84 em: left rail with words, list and detail side by side
};

enum class InputMode : std::uint8_t { pointer, touch };

/// Measures of one window at one moment. All in pixels of the window.
struct Metrics {
  float width = 1280;
  float height = 800;
  float scale = 1;  ///< content scale of the screen × the user's scale
  InputMode input = InputMode::pointer;
  [[nodiscard]] float em() const;  ///< size of the body text
  [[nodiscard]] WidthClass width_class() const;
  /// The least height and width of what can be pressed: 44 px × scale in touch mode, else 28.
  [[nodiscard]] float target() const;
  [[nodiscard]] float space(float steps) const;  ///< steps of 4 px × scale
};

/// Keeps the records of the frame under way and of the one before, and where the keyboard is. One
/// a window, longer-lived than a frame.
class Recorder {
 public:
  void begin_frame();
  void add(WidgetRecord record);
  /// Amends the last record, for what is known only after drawing.
  [[nodiscard]] WidgetRecord& last() { return current_.back(); }
  /// Of the last complete frame, in drawing order.
  [[nodiscard]] const std::vector<WidgetRecord>& records() const { return complete_; }
  /// Also moves the keyboard's focus, when a key of this frame says so.
  void end_frame();
  [[nodiscard]] Focus& focus() { return focus_; }
  [[nodiscard]] const Focus& focus() const { return focus_; }
  /// Puts `scope` before the ids of what follows, until pop.
  void push_scope(std::string_view scope);
  void pop_scope();
  [[nodiscard]] std::string path(std::string_view id) const;

 private:
  std::vector<WidgetRecord> current_;
  std::vector<WidgetRecord> complete_;
  std::vector<std::string> scopes_;
  Focus focus_;
};

struct Ui {
  const Theme& theme;
  const Fonts& fonts;
  const Strings& strings;
  Recorder& recorder;
  Metrics metrics;
  Instant now;                  ///< wall clock of this frame, for ages and countdowns
  int zone_offset_minutes = 0;  ///< east of UTC
  /// Earliest moment at which the picture changes by itself (a countdown, an age): the loop wakes
  /// then. Screens lower it through wake_at().
  Instant next_change{};  ///< 0 = never
  /// What lies behind what is drawn next; 0 = the theme's window. Areas set it (GroundScope).
  Colour ground = 0;
  /// Something is being drawn on in this frame: a drag is no scrolling.
  bool pen_is_down = false;

  /// What a press leads to and would change what is still being drawn: runs at the end of the
  /// frame.
  std::vector<std::function<void()>> later{};

  [[nodiscard]] Colour behind() const { return ground == 0 ? theme.window : ground; }
  void wake_at(Instant moment);
  [[nodiscard]] std::string text(std::string_view key) const { return strings.text(key); }
};

/// Scope of ids while it lives: `const IdScope scope(ui, "outbox");`
class IdScope {
 public:
  IdScope(Ui& ui, std::string_view id);
  IdScope(Ui& ui, std::string_view id, std::size_t index);
  ~IdScope();
  IdScope(const IdScope&) = delete;
  IdScope& operator=(const IdScope&) = delete;

 private:
  Ui& ui_;
};

/// What is drawn while it lives stands on `ground`.
class GroundScope {
 public:
  GroundScope(Ui& ui, Colour ground) : ui_(ui), before_(ui.ground) {
    if (ground != 0) ui.ground = ground;
  }
  ~GroundScope() { ui_.ground = before_; }
  GroundScope(const GroundScope&) = delete;
  GroundScope& operator=(const GroundScope&) = delete;

 private:
  Ui& ui_;
  Colour before_;
};

}  // namespace fieldbook::ui
