#include "tests/ui/support/ui_world.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <mutex>

namespace fieldbook::tests {

using Kind = platform::Input::Kind;
using ui::Role;
using ui::WidgetRecord;

namespace {

/// A test that waits for an answer that never comes must fail, not hang.
constexpr std::chrono::seconds kPatience{20};
constexpr int kFramesMax = 2'000;

bool is_in_sight(const WidgetRecord& record) { return record.rectangle.width > 0; }

bool has_name(const WidgetRecord& record, std::string_view name) {
  if (name.ends_with("…"))
    return record.name.contains(name.substr(0, name.size() - std::string_view("…").size()));
  return record.name == name;
}

ui::Settings settings_of(const Look& look) {
  ui::Settings settings;
  settings.theme = look.theme;
  settings.touch = look.touch;
  settings.language = look.language;
  settings.scale = look.scale;
  return settings;
}

}  // namespace

std::string to_string(const Look& look) {
  return fmt::format("{}x{} {} {} {}", look.width, look.height,
                     look.theme == ui::ThemeName::dark ? "dark" : "light",
                     look.touch ? "touch" : "pointer", look.language);
}

/// Rung by the client's threads when something lies in the mailbox.
struct UiWorld::Bell {
  std::mutex mutex;
  std::condition_variable rung;
  bool pending = false;
  void ring() {
    const std::scoped_lock lock(mutex);
    pending = true;
    rung.notify_all();
  }
  /// False when nobody rings until `end`.
  bool wait(std::chrono::steady_clock::time_point end) {
    std::unique_lock lock(mutex);
    const bool rang = rung.wait_until(lock, end, [this] { return pending; });
    pending = false;
    return rang;
  }
};

UiWorld::UiWorld(const Look& look, Instant at)
    : now(at),
      bell_(std::make_unique<Bell>()),
      window_({.width = look.width, .height = look.height}),
      mailbox_(std::make_unique<ui::Mailbox>([this] {
        window_.wake();
        bell_->ring();
      })),
      app_(std::make_unique<ui::AppModel>(*mailbox_, settings_of(look))),
      frame_(std::make_unique<ui::Frame>(window_, *app_, 0)) {
  window_.prepare([this](const platform::FrameInput& input) { frame_->prepare(input); });
}

UiWorld::~UiWorld() = default;

void UiWorld::attach(client::Client& client) {
  app_->attach(client);
  settle();
}

platform::FrameOutput UiWorld::draw(const platform::FrameInput& input) {
  const platform::FrameOutput output = frame_->draw(input, now);
  next_change_ = output.next_frame;
  return output;
}

bool UiWorld::step() {
  return window_.step(now, [this](const platform::FrameInput& input) { return draw(input); });
}

void UiWorld::settle() {
  window_.wake();
  for (int frames = 0; step(); ++frames)
    if (frames > kFramesMax) return fail_with("the window never comes to rest");
}

bool UiWorld::wait_until(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  settle();
  while (!condition()) {
    if (!bell_->wait(end)) return false;
    settle();
  }
  return true;
}

const std::vector<WidgetRecord>& UiWorld::records() const { return frame_->recorder().records(); }

const WidgetRecord* UiWorld::find(Role role, std::string_view name) const {
  for (const WidgetRecord& record : records())
    if (record.role == role && is_in_sight(record) && has_name(record, name)) return &record;
  return nullptr;
}

const WidgetRecord* UiWorld::find_id(std::string_view id) const {
  for (const WidgetRecord& record : records())
    if (is_in_sight(record) && (record.id == id || record.id.ends_with(fmt::format(".{}", id))))
      return &record;
  return nullptr;
}

bool UiWorld::shows(std::string_view text) const {
  return std::ranges::any_of(records(), [text](const WidgetRecord& record) {
    return is_in_sight(record) && (record.name.contains(text) || record.value.contains(text));
  });
}

std::vector<std::string> UiWorld::names(Role role) const {
  std::vector<std::string> out;
  for (const WidgetRecord& record : records())
    if (record.role == role) out.push_back(record.name);
  return out;
}

const WidgetRecord* UiWorld::focused() const {
  const auto found = std::ranges::find(records(), true, &WidgetRecord::focused);
  return found == records().end() ? nullptr : &*found;
}

std::string UiWorld::described() const {
  std::string out;
  for (const WidgetRecord& record : records())
    if (is_in_sight(record))
      out += fmt::format("  {} \"{}\" = \"{}\" #{}{}{}\n", to_string(record.role), record.name,
                         record.value, record.id, record.enabled ? "" : " disabled",
                         record.focused ? " focused" : "");
  return out;
}

void UiWorld::fail_with(std::string_view what) const {
  ADD_FAILURE() << what << ". On the screen:\n" << described();
}

void UiWorld::press(std::string_view name) {
  for (const WidgetRecord& record : records())
    if (ui::is_interactive(record.role) && record.enabled && is_in_sight(record) &&
        record.layer == frame_->recorder().focus().top_layer() && has_name(record, name))
      return click(WidgetRecord(record));
  fail_with(fmt::format("nothing named \"{}\" can be pressed", name));
}

void UiWorld::press(Role role, std::string_view name) {
  const WidgetRecord* const record = find(role, name);
  if (record == nullptr || !record->enabled)
    return fail_with(fmt::format("no {} \"{}\" can be pressed", to_string(role), name));
  click(WidgetRecord(*record));
}

void UiWorld::press_id(std::string_view id) {
  const WidgetRecord* const record = find_id(id);
  if (record == nullptr) return fail_with(fmt::format("there is no \"{}\" to press", id));
  click(WidgetRecord(*record));
}

void UiWorld::click(const WidgetRecord& record) {
  const ui::Rectangle at = record.rectangle;
  window_.give_input(
      {.kind = Kind::pointer_move, .x = at.x + at.width / 2, .y = at.y + at.height / 2});
  window_.give_input({.kind = Kind::pointer_down});
  window_.give_input({.kind = Kind::pointer_up});
  settle();
}

void UiWorld::type(std::string_view field, std::string_view text_to_type) {
  const WidgetRecord* const record = find(Role::text_field, field);
  if (record == nullptr) return fail_with(fmt::format("there is no field \"{}\"", field));
  click(WidgetRecord(*record));
  key(platform::kKeyA, {platform::kKeyLeftControl});
  text(text_to_type);
}

void UiWorld::choose(std::string_view name, std::string_view option) {
  press(Role::choice, name);
  press(Role::option, option);
}

void UiWorld::key(int key, std::vector<int> held) {
  for (const int each : held) window_.give_input({.kind = Kind::key_down, .key = each});
  window_.give_input({.kind = Kind::key_down, .key = key});
  window_.give_input({.kind = Kind::key_up, .key = key});
  for (const int each : held) window_.give_input({.kind = Kind::key_up, .key = each});
  settle();
}

void UiWorld::text(std::string_view text_to_type) {
  window_.give_input({.kind = Kind::text, .text = std::string(text_to_type)});
  settle();
}

void UiWorld::tab_to(std::string_view name) {
  for (std::size_t presses = 0; presses <= records().size() + 1; ++presses) {
    const WidgetRecord* const record = focused();
    if (record != nullptr && has_name(*record, name)) return;
    key(platform::kKeyTab);
  }
  fail_with(fmt::format("Tab does not lead to \"{}\"", name));
}

}  // namespace fieldbook::tests
