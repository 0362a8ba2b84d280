#include "ui/widgets/focus.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "platform/window/keys.hpp"

namespace fieldbook::ui {
namespace {

bool key_pressed(int key) { return ImGui::IsKeyPressed(key, true); }

bool plain_keys() {
  const ImGuiIO& io = ImGui::GetIO();
  return !io.KeyCtrl && !io.KeyAlt && !io.KeySuper;
}

struct Direction {
  float x = 0;
  float y = 0;
};

/// The arrow pressed in this frame, or nothing.
Direction arrow_pressed() {
  if (key_pressed(platform::kKeyLeft)) return {-1, 0};
  if (key_pressed(platform::kKeyRight)) return {1, 0};
  if (key_pressed(platform::kKeyUp)) return {0, -1};
  if (key_pressed(platform::kKeyDown)) return {0, 1};
  return {};
}

/// How far apart two spans of one axis are; 0 where they overlap.
float distance(float low_a, float size_a, float low_b, float size_b) {
  return std::max({0.0F, low_b - (low_a + size_a), low_a - (low_b + size_b)});
}

/// The cost of going from `from` to `to`; infinite where it does not lie in that direction.
float cost(const Rectangle& from, const Rectangle& to, Direction direction) {
  const float gap_x = distance(from.x, from.width, to.x, to.width);
  const float gap_y = distance(from.y, from.height, to.y, to.height);
  const float middle_x = (to.x + to.width / 2) - (from.x + from.width / 2);
  const float middle_y = (to.y + to.height / 2) - (from.y + from.height / 2);
  const bool sideways = direction.x != 0;
  const float ahead = sideways ? middle_x * direction.x : middle_y * direction.y;
  const float along = sideways ? gap_x : gap_y;
  const float across = sideways ? gap_y : gap_x;
  if (ahead <= 1 || (along <= 0 && across > 0)) return INFINITY;
  // A neighbour in the same row or column comes before one that is nearer but aside.
  return along + 4 * across + 0.01F * std::abs(sideways ? middle_y : middle_x);
}

}  // namespace

void Focus::offer(Stop stop) { offered_.push_back({stop, layer_}); }

bool Focus::is_pressed(WidgetId id) const {
  if (!has(id) || !plain_keys()) return false;
  return ImGui::IsKeyPressed(platform::kKeyEnter, false) ||
         ImGui::IsKeyPressed(platform::kKeyKeypadEnter, false) ||
         ImGui::IsKeyPressed(platform::kKeySpace, false);
}

void Focus::set(WidgetId id, bool by_keyboard) {
  focused_ = id;
  by_keyboard_ = by_keyboard;
  set_in_frame_ = true;
  awaits_input_ = true;
}

void Focus::push_layer() {
  ++layer_;
  layers_seen_ = std::max(layers_seen_, layer_);
  // Before what is drawn in it takes the focus.
  if (static_cast<int>(before_layer_.size()) < layer_) before_layer_.push_back(focused_);
}

void Focus::come_to(WidgetId id) {
  focused_ = id;
  just_came_ = true;
  awaits_input_ = true;
}

std::int64_t Focus::rest_ms(WidgetId id, std::int64_t now_ms) {
  if (rested_ != id) {
    rested_ = id;
    rested_since_ms_ = now_ms;
  }
  return now_ms - rested_since_ms_;
}

void Focus::begin_frame() {
  offered_.clear();
  layer_ = 0;
  layers_seen_ = 0;
  set_in_frame_ = false;
  if (ImGui::GetCurrentContext() != nullptr && ImGui::IsMouseClicked(0)) by_keyboard_ = false;
}

std::vector<const Focus::Stop*> Focus::stops_of_top() const {
  std::vector<const Stop*> out;
  for (const Offered& offered : offered_)
    if (offered.layer == top_layer_) out.push_back(&offered.stop);
  return out;
}

void Focus::change_layer(int top) {
  const bool opened = top > top_layer_;
  top_layer_ = top;
  if (opened) {
    const auto stops = stops_of_top();
    const bool chosen =
        std::ranges::any_of(stops, [this](const Stop* stop) { return stop->id == focused_; });
    if (chosen || stops.empty()) return;
    const auto first = std::ranges::find(stops, false, &Stop::last_choice);
    come_to(first == stops.end() ? stops.front()->id : (*first)->id);
    return;
  }
  focused_ = before_layer_[static_cast<std::size_t>(top)];
  before_layer_.resize(static_cast<std::size_t>(top));
  just_came_ = by_keyboard_;
}

void Focus::end_frame() {
  just_came_ = false;
  if (layers_seen_ != top_layer_) change_layer(layers_seen_);
  const auto stops = stops_of_top();
  const auto current = std::ranges::find(stops, focused_, &Stop::id);
  if (current != stops.end()) last_index_ = static_cast<std::size_t>(current - stops.begin());
  if (ImGui::GetCurrentContext() == nullptr || set_in_frame_ || stops.empty()) return;
  const ImGuiIO& io = ImGui::GetIO();
  if (key_pressed(platform::kKeyTab) && !io.KeyCtrl && !io.KeyAlt)
    move_by_tab(stops, io.KeyShift);
  else if (plain_keys() && !io.KeyShift)
    move_by_arrow(stops);
}

void Focus::move_by_tab(const std::vector<const Stop*>& stops, bool back) {
  const auto current = std::ranges::find(stops, focused_, &Stop::id);
  const std::size_t count = stops.size();
  std::size_t next = 0;
  if (current != stops.end()) {
    next = (last_index_ + (back ? count - 1 : 1)) % count;
  } else if (focused_ != 0) {
    // What had the focus is gone: go on from where it was.
    next = std::min(last_index_, count - 1);
  } else if (back) {
    next = count - 1;
  }
  come_to(stops[next]->id);
  by_keyboard_ = true;
}

void Focus::move_by_arrow(const std::vector<const Stop*>& stops) {
  const Direction direction = arrow_pressed();
  if (direction.x == 0 && direction.y == 0) return;
  const auto current = std::ranges::find(stops, focused_, &Stop::id);
  if (current == stops.end()) return;
  const Stop& from = **current;
  if (direction.x != 0 ? from.keeps_horizontal : from.keeps_vertical) return;
  const Stop* best = nullptr;
  float best_cost = INFINITY;
  for (const Stop* stop : stops) {
    const float price =
        stop->id == from.id ? INFINITY : cost(from.rectangle, stop->rectangle, direction);
    if (price >= best_cost) continue;
    best = stop;
    best_cost = price;
  }
  by_keyboard_ = true;
  if (best == nullptr) return;
  come_to(best->id);
}

}  // namespace fieldbook::ui
