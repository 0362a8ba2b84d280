// Random input, by role: whatever a person presses, types, drags or resizes, nothing breaks and the
// window comes to rest. FIELDBOOK_MONKEY_SECONDS=60 goes on for that long a role.

#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>

#include "shared/base/random.hpp"
#include "tests/ui/support/audit.hpp"
#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

constexpr int kSteps = 400;

class Monkey {
 public:
  Monkey(UiWorld& world, FakeClient& client, std::uint64_t seed)
      : world_(world), client_(client), random_(seed) {}

  void act() {
    switch (below(12)) {
      case 0:
      case 1:
      case 2: return press_something();
      case 3: return press_anywhere();
      case 4:
      case 5: return tap_a_key();
      case 6: return type();
      case 7: return wheel();
      case 8: return drag();
      case 9: return change_the_window();
      case 10: return change_the_client();
      case 11: return pass_time();
      default: return;
    }
  }

 private:
  using Kind = platform::Input::Kind;
  std::size_t below(std::size_t bound) { return random_.below(bound); }
  float somewhere(float size) { return size * static_cast<float>(below(1'000)) / 1'000; }
  void give(platform::Input input) { world_.window().give_input(std::move(input)); }

  void press_something() {
    std::vector<ui::WidgetRecord> choices;
    for (const ui::WidgetRecord& record : world_.records())
      if (ui::is_interactive(record.role) && record.rectangle.width > 0) choices.push_back(record);
    if (!choices.empty()) world_.click(choices[below(choices.size())]);
  }
  void press_anywhere() {
    give({.kind = Kind::pointer_move, .x = somewhere(1'280), .y = somewhere(1'280)});
    give({.kind = Kind::pointer_down});
    if (below(2) == 0) give({.kind = Kind::pointer_up});
    world_.settle();
    give({.kind = Kind::pointer_up});
    world_.settle();
  }
  void tap_a_key() {
    static constexpr int kKeys[] = {
        platform::kKeyTab,    platform::kKeyTab,  platform::kKeyEnter, platform::kKeySpace,
        platform::kKeyEscape, platform::kKeyUp,   platform::kKeyDown,  platform::kKeyLeft,
        platform::kKeyRight,  platform::kKeyHome, platform::kKeyEnd,   platform::kKeyPageDown,
        platform::kKeyDelete, platform::kKeyA,    platform::kKeyPageUp};
    static constexpr int kHeld[] = {platform::kKeyLeftShift, platform::kKeyLeftControl,
                                    platform::kKeyLeftAlt};
    std::vector<int> held;
    if (below(4) == 0) held.push_back(kHeld[below(std::size(kHeld))]);
    world_.key(kKeys[below(std::size(kKeys))], held);
  }
  void type() {
    static constexpr const char* kTexts[] = {"a",     "pump 7", "ä€", "שלום",
                                             "12.50", "\n",     "👷", "%s##"};
    world_.text(kTexts[below(std::size(kTexts))]);
  }
  void wheel() {
    give({.kind = Kind::pointer_move, .x = somewhere(1'000), .y = somewhere(800)});
    give({.kind = Kind::wheel, .y = static_cast<float>(below(9)) - 4});
    world_.settle();
  }
  void drag() {
    give({.kind = Kind::pointer_move, .x = somewhere(1'000), .y = somewhere(800)});
    give({.kind = Kind::pointer_down});
    for (int i = 0; i < 4; ++i)
      give({.kind = Kind::pointer_move, .x = somewhere(1'000), .y = somewhere(800)});
    give({.kind = Kind::pointer_up});
    world_.settle();
  }
  void change_the_window() {
    static constexpr std::pair<float, float> kSizes[] = {
        {1280, 800}, {800, 1280}, {420, 900}, {320, 320}, {2560, 1440}};
    const auto& [width, height] = kSizes[below(std::size(kSizes))];
    world_.window().resize(width, height);
    if (below(4) == 0) world_.app().settings.touch = !world_.app().settings.touch;
    world_.settle();
  }
  void change_the_client() {
    static constexpr const char* kConnections[] = {"live",        "offline", "syncing",
                                                   "unreachable", "waiting", "up_to_date"};
    client_.status_now.connection = kConnections[below(std::size(kConnections))];
    if (client_.hold_answers || below(3) == 0) client_.hold_answers = !client_.hold_answers;
    if (!client_.hold_answers) client_.release();
    client_.notify({.entities = {client_.catalogue()->entity("quote").number,
                                 client_.catalogue()->entity("account").number},
                    .outbox = true,
                    .status = true});
    world_.settle();
  }
  void pass_time() {
    world_.now = world_.now + std::chrono::milliseconds(below(100'000));
    while (world_.step()) {
    }
  }

  UiWorld& world_;
  FakeClient& client_;
  SeededRandom random_;
};

struct Role {
  const char* name;
  FakePerson person;
};

const std::vector<Role>& roles() {
  static const std::vector<Role> kRoles = {
      {"customer_approver", {"Arjun Mehta", "customer", {"PSA Customer Approver"}}},
      {"customer_reviewer", {"Elena Petrova", "customer", {"PSA Customer Reviewer"}}},
      {"partner", {"Renée St. Clair", "partner", {"Partner administrator"}}},
      {"technician", {"Amina Diallo", "partner", {}}},
      {"staff", {"Beatrice Rossi", "staff", {}}}};
  return kRoles;
}

class MonkeyTest : public testing::TestWithParam<std::size_t> {};

TEST_P(MonkeyTest, whatever_is_pressed_nothing_breaks) {
  const char* const seconds = std::getenv("FIELDBOOK_MONKEY_SECONDS");
  const char* const seed = std::getenv("FIELDBOOK_MONKEY_SEED");
  const auto end = std::chrono::steady_clock::now() +
                   std::chrono::seconds(seconds == nullptr ? 0 : std::atoi(seconds));
  FakeClient client(roles()[GetParam()].person);
  fill_with_examples(client);
  UiWorld world({}, kSampleToday);
  world.attach(client);
  Monkey monkey(world, client, seed == nullptr ? 7 + GetParam() : std::strtoull(seed, nullptr, 10));
  for (int step = 0; step < kSteps || std::chrono::steady_clock::now() < end; ++step) {
    monkey.act();
    ASSERT_FALSE(testing::Test::HasFailure()) << "step " << step;
    ASSERT_FALSE(world.records().empty()) << "step " << step;
    // A signed-out person signs in again, else the rest of the run would see one screen.
    if (world.app().place().kind == ui::PlaceKind::sign_in && step % 50 == 49) {
      client.status_now.signed_in = true;
      client.status_now.connection = "live";
      world.attach(client);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Roles, MonkeyTest, testing::Range<std::size_t>(0, 5),
                         [](const auto& each) { return roles()[each.param].name; });

}  // namespace
}  // namespace fieldbook::tests
