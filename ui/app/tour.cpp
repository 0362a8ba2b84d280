#include "ui/app/tour.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <sstream>

#include "platform/window/keys.hpp"

namespace fieldbook::ui {
namespace {

using platform::Input;

/// Frames after input until layout, focus and what follows from them are on the screen.
constexpr int kSettleFrames = 3;
constexpr float kWheelNotches = 2;
constexpr int kControl = platform::kKeyLeftControl;
constexpr int kAlt = platform::kKeyLeftAlt;
constexpr int kF5 = 294;

struct NamedKey {
  int key;
  int modifier;  ///< 0 = none
};

const std::map<std::string, NamedKey, std::less<>>& keys() {
  static const std::map<std::string, NamedKey, std::less<>> kKeys = {
      {"escape", {platform::kKeyEscape, 0}},
      {"enter", {platform::kKeyEnter, 0}},
      {"tab", {platform::kKeyTab, 0}},
      {"down", {platform::kKeyDown, 0}},
      {"up", {platform::kKeyUp, 0}},
      {"f5", {kF5, 0}},
      {"slash", {'/', 0}},
      {"ctrl+k", {'K', kControl}},
      {"ctrl+e", {'E', kControl}},
      {"ctrl+s", {'S', kControl}},
      {"alt+left", {platform::kKeyLeft, kAlt}},
      {"alt+home", {platform::kKeyHome, kAlt}},
  };
  return kKeys;
}

/// "#decide" is the end of an id; anything else is the name as it is read.
bool fits(const WidgetRecord& record, const std::string& role, const std::string& name) {
  if (!role.empty() && to_string(record.role) != role) return false;
  if (name.starts_with('#')) return record.id.ends_with(name.substr(1));
  return record.name == name;
}

/// Where a pen goes, in percent of what it draws on; it comes down where a stroke begins.
struct PenPoint {
  float x = 0;
  float y = 0;
  bool begins = false;
};

/// Points "x,y" parted by spaces, strokes parted by ";". Nothing for what is none.
std::optional<std::vector<PenPoint>> read_strokes(const std::string& words) {
  std::vector<PenPoint> out;
  std::istringstream strokes(words);
  for (std::string stroke; std::getline(strokes, stroke, ';');) {
    std::istringstream points(stroke);
    PenPoint point{.begins = true};
    for (char comma = 0; points >> point.x >> comma >> point.y; point.begins = false) {
      if (comma != ',') return std::nullopt;
      out.push_back(point);
    }
    if (!points.eof()) return std::nullopt;
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

/// The first that fits exactly, else the first whose name begins so.
const WidgetRecord* find(const std::vector<WidgetRecord>& records, const std::string& role,
                         const std::string& name) {
  for (const WidgetRecord& record : records)
    if (record.enabled && fits(record, role, name)) return &record;
  for (const WidgetRecord& record : records)
    if (record.enabled && to_string(record.role) == role && !name.empty() &&
        record.name.starts_with(name))
      return &record;
  return nullptr;
}

void press_at(platform::Window& window, const Rectangle& at) {
  window.give_input(
      {.kind = Input::Kind::pointer_move, .x = at.x + at.width / 2, .y = at.y + at.height / 2});
  window.give_input({.kind = Input::Kind::pointer_down});
  window.give_input({.kind = Input::Kind::pointer_up});
}

void press_key(platform::Window& window, const NamedKey& key) {
  if (key.modifier != 0) window.give_input({.kind = Input::Kind::key_down, .key = key.modifier});
  window.give_input({.kind = Input::Kind::key_down, .key = key.key});
  window.give_input({.kind = Input::Kind::key_up, .key = key.key});
  if (key.modifier != 0) window.give_input({.kind = Input::Kind::key_up, .key = key.modifier});
}

bool is_visible(const Rectangle& rectangle) { return rectangle.width > 0 && rectangle.height > 0; }

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto length = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < length && a[i] == b[i]) ++i;
  return i;
}

}  // namespace

Tour::Tour(std::vector<TourStep> steps, std::filesystem::path pictures)
    : steps_(std::move(steps)), pictures_(std::move(pictures)) {}

void Tour::before_frame(platform::Window& window) {
  if (!picture_due_ || is_over()) return;
  picture_due_ = false;
  const auto saved = window.save_picture(pictures_ / (steps_[next_].words[0] + ".png"));
  if (!saved)
    failure_ = saved.error().message;
  else
    ++pictures_taken_;
  ++next_;
  stage_ = 0;
  since_ = {};
}

void Tour::after_frame(platform::Window& window, const Records& records, Instant now) {
  if (is_over() || picture_due_ || window.input_waiting() > 0) return;
  if (settle_ > 0) {
    --settle_;
    return;
  }
  if (since_.ms == 0) since_ = now;
  if (work(window, records) == Progress::done) {
    ++next_;
    stage_ = 0;
    since_ = {};
    settle_ = kSettleFrames;
  } else if (now - since_ > kPatience) {
    fail_step(records);
  }
}

Tour::Progress Tour::work(platform::Window& window, const Records& records) {
  const TourStep& step = steps_[next_];
  if (step.verb == "press") return press(window, records);
  if (step.verb == "show") return show(window, records);
  if (step.verb == "choose") return choose(window, records);
  if (step.verb == "type") return type(window, records);
  if (step.verb == "draw") return draw(window, records);
  if (step.verb == "picture") return picture(window);
  if (step.verb == "wait") return is_shown(records) ? Progress::done : Progress::waiting;
  if (step.verb == "gone") return is_shown(records) ? Progress::waiting : Progress::done;
  if (step.verb == "key") {
    const auto key = keys().find(step.words[0]);
    if (key == keys().end())
      failure_ = fmt::format("line {}: there is no key \"{}\"", step.line, step.words[0]);
    else
      press_key(window, key->second);
  }
  if (step.verb == "close") next_ = steps_.size() - 1;
  return Progress::done;
}

bool Tour::is_shown(const Records& records) const {
  const auto& words = steps_[next_].words;
  const std::string& role = words.size() == 2 ? words[0] : std::string();
  const std::string& wanted = words.back();
  return std::ranges::any_of(records, [&](const WidgetRecord& record) {
    if (!role.empty() && to_string(record.role) != role) return false;
    if (wanted.starts_with('#')) return record.id.ends_with(wanted.substr(1));
    return record.name.find(wanted) != std::string::npos ||
           record.value.find(wanted) != std::string::npos;
  });
}

const WidgetRecord* Tour::in_sight(platform::Window& window, const Records& records,
                                   const std::string& role, const std::string& name) {
  const WidgetRecord* found = find(records, role, name);
  if (found == nullptr) return nullptr;
  if (is_visible(found->rectangle)) return found;
  scroll_towards(window, records, *found);
  return nullptr;
}

void Tour::scroll_towards(platform::Window& window, const Records& records,
                          const WidgetRecord& wanted) {
  // The pointer goes to the visible neighbour whose path is most alike: it lies in the same region.
  const WidgetRecord* neighbour = nullptr;
  std::size_t best = 0;
  for (const WidgetRecord& record : records) {
    const std::size_t alike = common_prefix(record.id, wanted.id);
    if (!is_visible(record.rectangle) || alike < best) continue;
    best = alike;
    neighbour = &record;
  }
  if (neighbour == nullptr) return;
  const Rectangle& at = neighbour->rectangle;
  window.give_input(
      {.kind = Input::Kind::pointer_move, .x = at.x + at.width / 2, .y = at.y + at.height / 2});
  window.give_input(
      {.kind = Input::Kind::wheel, .y = neighbour < &wanted ? -kWheelNotches : kWheelNotches});
}

Tour::Progress Tour::press(platform::Window& window, const Records& records) {
  const auto& words = steps_[next_].words;
  const WidgetRecord* found = in_sight(window, records, words[0], words[1]);
  if (found == nullptr) return Progress::waiting;
  press_at(window, found->rectangle);
  return Progress::done;
}

Tour::Progress Tour::show(platform::Window& window, const Records& records) {
  const auto& words = steps_[next_].words;
  return in_sight(window, records, words[0], words[1]) == nullptr ? Progress::waiting
                                                                  : Progress::done;
}

Tour::Progress Tour::choose(platform::Window& window, const Records& records) {
  const auto& words = steps_[next_].words;
  const std::string role = stage_ == 0 ? "choice" : "option";
  const WidgetRecord* found = in_sight(window, records, role, stage_ == 0 ? words[0] : words[1]);
  if (found == nullptr) return Progress::waiting;
  press_at(window, found->rectangle);
  settle_ = kSettleFrames;
  return stage_++ == 0 ? Progress::waiting : Progress::done;
}

Tour::Progress Tour::type(platform::Window& window, const Records& records) {
  const auto& words = steps_[next_].words;
  if (stage_ == 0) {
    const WidgetRecord* found = in_sight(window, records, words[0], words[1]);
    if (found == nullptr) return Progress::waiting;
    press_at(window, found->rectangle);
    settle_ = kSettleFrames;
    ++stage_;
    return Progress::waiting;
  }
  press_key(window, {platform::kKeyA, kControl});
  window.give_input({.kind = Input::Kind::text, .text = words[2]});
  return Progress::done;
}

Tour::Progress Tour::draw(platform::Window& window, const Records& records) {
  const auto& words = steps_[next_].words;
  const WidgetRecord* found = in_sight(window, records, words[0], words[1]);
  if (found == nullptr) return Progress::waiting;
  const auto pen = read_strokes(words[2]);
  if (!pen) {
    failure_ = fmt::format("line {}: \"{}\" are no strokes", steps_[next_].line, words[2]);
    return Progress::done;
  }
  // One move a frame, as a hand's: a point that lies between two frames is never seen.
  const auto at = static_cast<std::size_t>(stage_++) / 2;
  if (at == pen->size()) return Progress::done;
  const PenPoint& point = (*pen)[at];
  const Rectangle& pad = found->whole;
  if (stage_ % 2 == 1) {
    window.give_input({.kind = Input::Kind::pointer_move,
                       .x = pad.x + pad.width * point.x / 100,
                       .y = pad.y + pad.height * point.y / 100});
    if (point.begins) window.give_input({.kind = Input::Kind::pointer_down});
  } else if (at + 1 == pen->size() || (*pen)[at + 1].begins) {
    window.give_input({.kind = Input::Kind::pointer_up});
  }
  return Progress::waiting;
}

Tour::Progress Tour::picture(platform::Window& window) {
  // Nothing is pointed at in a picture.
  if (stage_ == 0) window.give_input({.kind = Input::Kind::pointer_move, .x = 1, .y = 1});
  settle_ = kSettleFrames;
  if (stage_++ > 0) picture_due_ = true;
  return Progress::waiting;
}

void Tour::fail_step(const Records& records) {
  const TourStep& step = steps_[next_];
  std::string shown;
  for (const WidgetRecord& record : records)
    if (is_visible(record.rectangle) && shown.size() < 6000)
      shown += fmt::format("\n  {} {} \"{}\" {}{}", to_string(record.role), record.id, record.name,
                           record.value, record.enabled ? "" : " (disabled)");
  failure_ = fmt::format("line {}: {} did not come true within {} s. On the screen:{}", step.line,
                         step.text(), kPatience.count(), shown);
}

}  // namespace fieldbook::ui
