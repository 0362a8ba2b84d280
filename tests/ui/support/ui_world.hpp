#pragma once

// The whole window in memory, driven by what a person sees: widgets are found by role and name or
// by id among the records of the last frame, pressed with the pointer or reached by keyboard, and a
// step waits by drawing the frames that are due and taking what the client answered. Nothing waits
// for an amount of time.

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/window/keys.hpp"
#include "platform/window/null_window.hpp"
#include "ui/app/frame.hpp"
#include "ui/models/app_model.hpp"

namespace fieldbook::tests {

/// How the window looks.
struct Look {
  ui::ThemeName theme = ui::ThemeName::light;
  bool touch = false;
  int width = 1280;
  int height = 800;
  std::string language = "en";
  double scale = 1;
};
[[nodiscard]] std::string to_string(const Look& look);

class UiWorld {
 public:
  UiWorld(const Look& look, Instant now);
  ~UiWorld();
  UiWorld(const UiWorld&) = delete;
  UiWorld& operator=(const UiWorld&) = delete;

  /// Opens the app on a client that outlives this.
  void attach(client::Client& client);
  ui::AppModel& app() { return *app_; }
  ui::Mailbox& mailbox() { return *mailbox_; }
  platform::NullWindow& window() { return window_; }

  // --- Time and frames -------------------------------------------------------------------------
  Instant now;  ///< of the frames
  /// Draws until nothing is due and the mailbox is empty.
  void settle();
  /// What the loop does at `now`; says whether a frame was drawn.
  bool step();
  /// The moment at which the last frame asked for the next; 0 = it did not.
  [[nodiscard]] Instant next_change() const { return next_change_; }
  /// Draws and takes answers until `condition` holds; waits for the client's threads in between.
  /// False when it does not within the patience of a test.
  bool wait_until(const std::function<bool()>& condition);

  // --- What is on the screen -------------------------------------------------------------------
  [[nodiscard]] const std::vector<ui::WidgetRecord>& records() const;
  /// The first in sight; null when there is none. The name may be a part of it when it ends in "…".
  [[nodiscard]] const ui::WidgetRecord* find(ui::Role role, std::string_view name) const;
  /// By the end of its path of ids: "decision.confirm".
  [[nodiscard]] const ui::WidgetRecord* find_id(std::string_view id) const;
  [[nodiscard]] bool shows(std::string_view text) const;
  [[nodiscard]] std::vector<std::string> names(ui::Role role) const;
  [[nodiscard]] const ui::WidgetRecord* focused() const;
  /// Everything in words, a line a record: for messages of failed tests.
  [[nodiscard]] std::string described() const;

  // --- What a person does ------------------------------------------------------------------------
  // Each fails the test, with what was on the screen, when it cannot be done.
  void press(std::string_view name);
  void press(ui::Role role, std::string_view name);
  void press_id(std::string_view id);
  void type(std::string_view field, std::string_view text);
  void choose(std::string_view name, std::string_view option);
  void key(int key, std::vector<int> held = {});
  void text(std::string_view text);
  void click(const ui::WidgetRecord& record);
  /// Tab until `name` has the keyboard.
  void tab_to(std::string_view name);

 private:
  platform::FrameOutput draw(const platform::FrameInput& input);
  void fail_with(std::string_view what) const;

  Instant next_change_;
  struct Bell;
  std::unique_ptr<Bell> bell_;
  platform::NullWindow window_;
  std::unique_ptr<ui::Mailbox> mailbox_;
  std::unique_ptr<ui::AppModel> app_;
  std::unique_ptr<ui::Frame> frame_;
};

}  // namespace fieldbook::tests
