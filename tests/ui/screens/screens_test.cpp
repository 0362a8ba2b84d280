// Every screen, in every theme, language and shape of window, audited by what its widgets say of
// themselves: names, sizes, contrast, whole words, keyboard. And what a press leads to.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "platform/window/keys.hpp"
#include "platform/window/null_window.hpp"
#include "tests/ui/screens/sample_client.hpp"
#include "ui/app/frame.hpp"

namespace fieldbook::tests {
namespace {

using namespace ui;
using platform::Input;
using testing::Contains;
using testing::Field;

constexpr double kContrastMin = 4.5;
constexpr float kPointerTargetMin = 24;
constexpr float kTouchTargetMin = 44;

struct Shape {
  const char* name;
  int width;
  int height;
  bool touch;
  double scale;
};
constexpr std::array kShapes = {
    Shape{"wide", 1280, 800, false, 1}, Shape{"tablet", 800, 1280, true, 1},
    Shape{"phone", 420, 860, true, 1}, Shape{"large", 1280, 800, false, 1.5}};

/// A window of memory with the whole app over the sample client.
class AppWorld {
 public:
  AppWorld(const Shape& shape, Settings settings, const std::string& audience = "customer")
      : window({.width = shape.width, .height = shape.height}), client(audience) {
    settings.touch = shape.touch;
    settings.scale = shape.scale;
    app.emplace(mailbox, settings);
    app->attach(client);
    frame.emplace(window, *app, 0);
    window.prepare([this](const platform::FrameInput& input) { frame->prepare(input); });
    settle();
  }

  void settle() {
    for (int i = 0; i < 6; ++i)
      window.draw([this](const platform::FrameInput& input) {
        return frame->draw(input, Instant{1'795'000'000'000});
      });
  }
  void go(Place place) {
    app->go(std::move(place));
    settle();
  }
  void give(std::initializer_list<Input> inputs) {
    for (const Input& input : inputs) window.give_input(input);
    for (std::size_t i = 0; i < inputs.size(); ++i) settle();
  }
  void key(int code, int modifier = 0) {
    if (modifier != 0) give({{.kind = Input::Kind::key_down, .key = modifier}});
    give(
        {{.kind = Input::Kind::key_down, .key = code}, {.kind = Input::Kind::key_up, .key = code}});
    if (modifier != 0) give({{.kind = Input::Kind::key_up, .key = modifier}});
  }
  [[nodiscard]] const std::vector<WidgetRecord>& records() const {
    return frame->recorder().records();
  }
  [[nodiscard]] const WidgetRecord* find(Role role, std::string_view id_end) const {
    for (const WidgetRecord& record : records())
      if (record.role == role && record.id.ends_with(id_end)) return &record;
    return nullptr;
  }
  void press(Role role, std::string_view id_end) {
    const WidgetRecord* found = find(role, id_end);
    ASSERT_NE(found, nullptr) << id_end;
    const Rectangle at = found->rectangle;
    give({{.kind = Input::Kind::pointer_move, .x = at.x + at.width / 2, .y = at.y + at.height / 2},
          {.kind = Input::Kind::pointer_down},
          {.kind = Input::Kind::pointer_up}});
  }

  platform::NullWindow window;
  SampleClient client;
  Mailbox mailbox;
  std::optional<AppModel> app;
  std::optional<Frame> frame;
};

struct NamedPlace {
  const char* name;
  Place place;
};
std::vector<NamedPlace> places() {
  const auto detail = [](const char* entity, std::size_t row) {
    return Place{.kind = PlaceKind::detail, .entity = entity, .row = sample_id(row)};
  };
  return {
      {"home", {.kind = PlaceKind::home}},
      {"quotes", {.kind = PlaceKind::list, .entity = "quote"}},
      {"projects", {.kind = PlaceKind::list, .entity = "msdyn_project"}},
      {"work orders", {.kind = PlaceKind::list, .entity = "msdyn_workorder"}},
      {"quote", detail("quote", 2)},
      {"decided quote", detail("quote", 3)},
      {"account", detail("account", 2)},
      {"search", {.kind = PlaceKind::search}},
      {"overview", {.kind = PlaceKind::sync_centre, .tab = SyncTab::overview}},
      {"outbox", {.kind = PlaceKind::sync_centre, .tab = SyncTab::outbox}},
      {"history", {.kind = PlaceKind::sync_centre, .tab = SyncTab::history}},
      {"conflicts", {.kind = PlaceKind::conflicts}},
      {"settings", {.kind = PlaceKind::settings}},
  };
}

bool is_visible(const WidgetRecord& record) {
  return record.rectangle.width > 1 && record.rectangle.height > 1;
}

/// At the edge of its region a widget is cut off by scrolling, which is no small target.
bool is_cut_off(const WidgetRecord& record, const std::vector<WidgetRecord>& all) {
  return std::ranges::any_of(all, [&](const WidgetRecord& other) {
    return &other != &record && other.role == record.role && other.name == record.name &&
           other.rectangle.height > record.rectangle.height;
  });
}

void expect_sound(const AppWorld& world, const Shape& shape, const std::string& where) {
  std::set<std::pair<int, std::string>> ids;
  const float least =
      (shape.touch ? kTouchTargetMin : kPointerTargetMin) * static_cast<float>(shape.scale);
  for (const WidgetRecord& record : world.records()) {
    const std::string what =
        fmt::format("{}: {} {} \"{}\"", where, to_string(record.role), record.id, record.name);
    if (is_interactive(record.role)) {
      EXPECT_FALSE(record.name.empty()) << what;
      EXPECT_TRUE(ids.emplace(record.layer, record.id).second) << what << " has no id of its own";
      EXPECT_TRUE(!record.enabled || record.reachable) << what << " is out of the keyboard's reach";
      const float bottom = record.rectangle.y + record.rectangle.height;
      const bool whole = bottom < static_cast<float>(shape.height) * 0.85F &&
                         record.rectangle.y > static_cast<float>(shape.height) * 0.15F;
      if (is_visible(record) && whole && !is_cut_off(record, world.records())) {
        EXPECT_GE(record.rectangle.height + 0.5F, least) << what << " is too low";
        EXPECT_GE(record.rectangle.width + 0.5F, least) << what << " is too narrow";
      }
    }
    if (is_visible(record) && record.foreground != 0 && record.enabled) {
      EXPECT_GE(contrast(record.foreground, record.background), kContrastMin) << what;
    }
    const bool says_what_to_do = record.role == Role::button || record.role == Role::heading ||
                                 record.role == Role::tab || record.role == Role::radio ||
                                 record.role == Role::navigation_item;
    if (is_visible(record) && says_what_to_do) {
      EXPECT_FALSE(record.text_is_clipped) << what << " is not whole";
    }
  }
}

TEST(Screens, are_named_large_enough_readable_and_within_the_keyboards_reach) {
  for (const Shape& shape : kShapes)
    for (const ThemeName theme : {ThemeName::light, ThemeName::dark})
      for (const char* language : {"en", "de"}) {
        AppWorld world(shape, {.language = language, .theme = theme});
        for (const NamedPlace& one : places()) {
          world.go(one.place);
          expect_sound(world, shape,
                       fmt::format("{} {} {} {}", one.name, shape.name, language,
                                   theme == ThemeName::dark ? "dark" : "light"));
        }
      }
}

TEST(Screens, show_the_status_and_the_way_to_the_sync_centre_everywhere) {
  for (const Shape& shape : kShapes) {
    AppWorld world(shape, {});
    for (const NamedPlace& one : places()) {
      world.go(one.place);
      EXPECT_NE(world.find(Role::button, "top.status"), nullptr) << one.name << " " << shape.name;
    }
    world.press(Role::button, "top.status");
    EXPECT_EQ(world.app->place().kind, PlaceKind::sync_centre);
  }
}

TEST(Screens, draw_the_same_picture_from_the_same_models) {
  for (const NamedPlace& one : places()) {
    AppWorld first(kShapes[0], {});
    AppWorld second(kShapes[0], {});
    first.go(one.place);
    second.go(one.place);
    EXPECT_EQ(first.window.picture_hash(), second.window.picture_hash()) << one.name;
  }
}

TEST(Screens, decide_on_a_quote_from_its_foot_to_the_word_saved) {
  AppWorld world(kShapes[0], {});
  world.go({.kind = PlaceKind::detail, .entity = "quote", .row = sample_id(2)});
  world.press(Role::button, "decisions.quote.approve");
  ASSERT_TRUE(world.app->models()->decision.is_open());
  // The name has the keyboard as the dialog opens.
  world.give({{.kind = Input::Kind::text, .text = "Arjun Mehta"}});
  EXPECT_EQ(world.app->models()->decision.signer_name, "Arjun Mehta");
  world.press(Role::button, "decision.confirm");
  ASSERT_EQ(world.client.decided.size(), 1U);
  EXPECT_EQ(world.client.decided[0].kind, "quote.approve");
  EXPECT_EQ(world.client.decided[0].target, sample_id(2));
  EXPECT_THAT(world.records(), Contains(Field(&WidgetRecord::name, "Saved on this device")));
  world.press(Role::button, "decision.close");
  EXPECT_FALSE(world.app->models()->decision.is_open());
}

TEST(Screens, say_why_a_decision_is_not_open) {
  AppWorld world(kShapes[0], {});
  world.go({.kind = PlaceKind::detail, .entity = "quote", .row = sample_id(3)});
  const WidgetRecord* approve = world.find(Role::button, "decisions.quote.approve");
  ASSERT_NE(approve, nullptr);
  EXPECT_FALSE(approve->enabled);
  // In the tooltip of the button, and in words above it.
  EXPECT_THAT(approve->value, testing::HasSubstr("expired"));
  EXPECT_THAT(world.records(), Contains(Field(&WidgetRecord::name, approve->value)));
}

TEST(Screens, open_search_with_control_k_and_with_a_slash) {
  AppWorld world(kShapes[0], {});
  world.key('K', platform::kKeyLeftControl);
  EXPECT_EQ(world.app->place().kind, PlaceKind::search);
  world.key(platform::kKeyLeft, platform::kKeyLeftAlt);
  EXPECT_EQ(world.app->place().kind, PlaceKind::home);
  world.key('/');
  EXPECT_EQ(world.app->place().kind, PlaceKind::search);
}

TEST(Screens, show_a_record_beside_its_list_on_wide_windows_only) {
  for (const Shape& shape : {kShapes[0], kShapes[2]}) {
    AppWorld world(shape, {});
    world.go({.kind = PlaceKind::list, .entity = "quote"});
    world.go({.kind = PlaceKind::detail, .entity = "quote", .row = sample_id(2)});
    EXPECT_EQ(world.find(Role::row, "table.row.0.open") != nullptr, !shape.touch) << shape.name;
  }
}

}  // namespace
}  // namespace fieldbook::tests
