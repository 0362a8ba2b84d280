#pragma once

// The controls that screens are made of. Each draws itself in the theme, works with pointer, touch
// and keyboard alone (visible focus), and adds a WidgetRecord. `id` is stable within the scope
// (never translated); `label` is the translated name. Sizes follow Metrics.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/theme/icons.hpp"
#include "ui/widgets/ui.hpp"

struct ImDrawListSplitter;

namespace fieldbook::ui {

enum class ButtonStyle : std::uint8_t { primary, secondary, quiet, danger };

struct ButtonOptions {
  ButtonStyle style = ButtonStyle::secondary;
  Icon icon = Icon::none;
  bool enabled = true;
  /// Said in a tooltip and in the record when disabled.
  std::string why_disabled;
  bool fill_width = false;
};

// --- Text ---------------------------------------------------------------------------------------

/// Wraps to the width that is left.
void text(Ui& ui, std::string_view content, TextStyle style = TextStyle::body);
void secondary_text(Ui& ui, std::string_view content, TextStyle style = TextStyle::caption);
/// One line; cut with "…" where it does not fit `width` (0: what is left), the whole in a tooltip.
void line(Ui& ui, std::string_view content, TextStyle style = TextStyle::body, float width = 0);
void heading(Ui& ui, std::string_view id, std::string_view content,
             TextStyle style = TextStyle::title);
/// A label in caption above its value; "–" for an empty value. `mark` is a word such as
/// "Waiting to send", shown beside.
void labelled_value(Ui& ui, std::string_view id, std::string_view label, std::string_view value,
                    std::string_view mark = {});

// --- What is pressed ----------------------------------------------------------------------------

/// True in the frame in which it is pressed.
[[nodiscard]] bool button(Ui& ui, std::string_view id, std::string_view label,
                          const ButtonOptions& options = {});
/// What it takes where there is room for all of its words.
[[nodiscard]] float button_width(const Ui& ui, std::string_view label,
                                 const ButtonOptions& options = {});
/// An icon alone; `label` is its name and tooltip.
[[nodiscard]] bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view label,
                               bool enabled = true);
[[nodiscard]] bool link(Ui& ui, std::string_view id, std::string_view label);
/// Changes `value` and returns true when pressed.
bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& value);
bool radio(Ui& ui, std::string_view id, std::string_view label, bool selected);

struct Tab {
  std::string id;
  std::string label;
  std::size_t badge = 0;  ///< shown as a number when not 0
};
/// The index of the tab pressed in this frame.
[[nodiscard]] std::optional<std::size_t> tabs(Ui& ui, std::string_view id, std::span<const Tab> all,
                                              std::size_t selected);

// --- Fields -------------------------------------------------------------------------------------

struct FieldOptions {
  std::string hint;
  std::string error;           ///< below the field, with an icon
  std::size_t length_max = 0;  ///< in bytes; 0 = 4,000
  bool password = false;
  bool enabled = true;
  float width = 0;          ///< 0: what is left
  bool focus_now = false;   ///< takes the keyboard in this frame
  bool* entered = nullptr;  ///< set to true in the frame in which Enter ends the input
};
/// True in the frames in which the person changed it. `label` stands above.
bool text_field(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                const FieldOptions& options = {});
bool memo_field(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                int lines = 4, const FieldOptions& options = {});
/// A magnifier, the text, a cross that empties it; no label above.
bool search_field(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                  const FieldOptions& options = {});
/// The index chosen in this frame. `selected` may be past the end: nothing is chosen yet.
[[nodiscard]] std::optional<std::size_t> choice(Ui& ui, std::string_view id, std::string_view label,
                                                std::span<const std::string> options,
                                                std::size_t selected, float width = 0,
                                                bool label_above = true);

/// Looks like a closed choice; what it opens is the caller's. True when pressed.
[[nodiscard]] bool choice_button(Ui& ui, std::string_view id, std::string_view label,
                                 std::string_view value, const FieldOptions& options = {});
/// One to five stars, each pressed by itself; `stars` 0: none are given yet. Returns how many were
/// pressed in this frame.
[[nodiscard]] std::optional<std::size_t> rating(Ui& ui, std::string_view id, std::string_view label,
                                                std::size_t stars);
/// What is wrong with the field above, with an icon.
void field_error(Ui& ui, std::string_view id, const std::string& error);

// --- What is told -------------------------------------------------------------------------------

/// Icon, word, and number in a soft pill; true when pressed (where `pressable`).
bool chip(Ui& ui, std::string_view id, Tone tone, Icon icon, std::string_view label,
          bool pressable = false);
[[nodiscard]] float chip_width(const Ui& ui, Icon icon, std::string_view label);
void banner(Ui& ui, std::string_view id, Tone tone, Icon icon, std::string_view title,
            std::string_view content);
/// A bar with its words; `fraction` 0 to 1.
void progress(Ui& ui, std::string_view id, std::string_view label, float fraction);
/// Icon, sentence and what to do, in the middle of an empty area.
void empty_state(Ui& ui, std::string_view id, Icon icon, std::string_view title,
                 std::string_view content);
/// Bars beside labels, drawn with the draw list; each is read out as "label: value".
struct ChartBar {
  std::string label;
  std::string value;
  double share = 0;  ///< 0 to 1
};
void bar_chart(Ui& ui, std::string_view id, std::string_view label, std::span<const ChartBar> bars);

// --- Areas --------------------------------------------------------------------------------------

/// A surface with border, rounding and padding, as wide as what is left, as high as its content.
class Card {
 public:
  Card(Ui& ui, std::string_view id);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  Ui& ui_;
  std::string id_;
  GroundScope ground_;
  std::unique_ptr<ImDrawListSplitter> layers_;  ///< the surface is drawn behind what lies on it
  float x_ = 0;
  float y_ = 0;
  float width_ = 0;
};

/// A region that scrolls up and down. Width and height 0: what is left. Drag scrolls in touch mode.
class ScrollArea {
 public:
  ScrollArea(Ui& ui, std::string_view id, float width = 0, float height = 0, bool padded = true);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

 private:
  Ui& ui_;
};

/// In a window of Dear ImGui, at its end: drags scroll it in touch mode, and it glides on after.
void scroll_by_dragging(Ui& ui);

/// A modal dialog over a scrim; Escape closes it (is_open() becomes false for the caller to act
/// on), unless an open list in it took the key. On narrow windows it fills the window.
class Dialog {
 public:
  Dialog(Ui& ui, std::string_view id, std::string_view title);
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;
  [[nodiscard]] bool visible() const { return visible_; }      ///< draw the content then
  [[nodiscard]] bool dismissed() const { return dismissed_; }  ///< Escape, or the cross

 private:
  Ui& ui_;
  GroundScope ground_;
  bool visible_ = false;
  bool dismissed_ = false;
};

/// What scrolls in a dialog: from here down to a foot of `foot_height` pixels, which is drawn after
/// it ends and so stays in sight. It is as high as its content, up to the room that the window
/// leaves.
class DialogBody {
 public:
  DialogBody(Ui& ui, std::string_view id, float foot_height);
  ~DialogBody();
  DialogBody(const DialogBody&) = delete;
  DialogBody& operator=(const DialogBody&) = delete;

 private:
  Ui& ui_;
  float widest_ = 0;  ///< how far the dialog's content reached before
  unsigned int measured_ = 0;
};

/// Puts the next control beside the last one, with `steps` of space between.
void beside(Ui& ui, float steps = 2);
void gap(Ui& ui, float steps = 2);
/// Moves to where something of `width` ends at the right edge of what is left.
void align_right(Ui& ui, float width);
void separator(Ui& ui);
[[nodiscard]] float width_left();
[[nodiscard]] float height_left();

}  // namespace fieldbook::ui
