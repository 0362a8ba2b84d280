#include "tests/ui/support/scenes.hpp"

#include "tests/support/sample_data.hpp"

namespace fieldbook::tests {
namespace {

using ui::Place;
using ui::PlaceKind;
using ui::SyncTab;

void go(UiWorld& world, Place place) {
  world.app().go(std::move(place));
  world.settle();
}

/// The first row of an entity's default view, as the list shows it.
Uuid first_row(FakeClient& client, const std::string& entity) {
  Uuid id;
  client.list({.entity = entity, .limit = 1}, [&](Result<client::ListSnapshot> answer) {
    ASSERT(answer && !answer->rows.empty());
    id = answer->rows.front().row.id;
  });
  return id;
}

void show_list(UiWorld& world, const std::string& entity) {
  go(world, {.kind = PlaceKind::list, .entity = entity});
}

void show_row(UiWorld& world, FakeClient& client, const std::string& entity) {
  show_list(world, entity);
  go(world, {.kind = PlaceKind::detail, .entity = entity, .row = first_row(client, entity)});
}

std::vector<Scene> all_scenes() {
  std::vector<Scene> out;
  out.push_back({"sign_in", [](UiWorld& world, FakeClient&) {
                   world.app().detach();
                   go(world, {.kind = PlaceKind::sign_in});
                 }});
  out.push_back({"home", [](UiWorld& world, FakeClient&) { go(world, {}); }});
  for (const char* const entity : {"quote", "msdyn_workorder", "opportunity", "account"})
    out.push_back({std::string("list.") + entity,
                   [entity](UiWorld& world, FakeClient&) { show_list(world, entity); }});
  out.push_back({"list.empty", [](UiWorld& world, FakeClient&) {
                   show_list(world, "quote");
                   world.app().models()->list.search("nothing is called this");
                   world.settle();
                 }});
  out.push_back({"list.awaited", [](UiWorld& world, FakeClient& client) {
                   client.hold_answers = true;
                   show_list(world, "invoice");
                 }});
  for (const char* const entity : {"quote", "msdyn_workorder", "opportunity"})
    out.push_back({std::string("detail.") + entity, [entity](UiWorld& world, FakeClient& client) {
                     show_row(world, client, entity);
                   }});
  out.push_back({"detail.editing", [](UiWorld& world, FakeClient& client) {
                   client.status_now.audience = "partner";
                   client.notify({.status = true});
                   show_row(world, client, "contact");
                   if (world.find_id("edit") != nullptr) world.press_id("edit");
                 }});
  out.push_back({"decision", [](UiWorld& world, FakeClient& client) {
                   show_row(world, client, "quote");
                   world.press_id("quote.approve");
                 }});
  out.push_back({"search", [](UiWorld& world, FakeClient&) {
                   go(world, {.kind = PlaceKind::search});
                   world.app().models()->search.search("service");
                   world.settle();
                 }});
  for (const auto& [tab, name] :
       {std::pair{SyncTab::overview, "sync.overview"}, std::pair{SyncTab::outbox, "sync.outbox"},
        std::pair{SyncTab::history, "sync.history"}})
    out.push_back({name, [tab](UiWorld& world, FakeClient&) {
                     go(world, {.kind = PlaceKind::sync_centre, .tab = tab});
                   }});
  out.push_back({"conflicts",
                 [](UiWorld& world, FakeClient&) { go(world, {.kind = PlaceKind::conflicts}); }});
  out.push_back(
      {"settings", [](UiWorld& world, FakeClient&) { go(world, {.kind = PlaceKind::settings}); }});
  out.push_back({"sign_out", [](UiWorld& world, FakeClient&) {
                   go(world, {.kind = PlaceKind::settings});
                   world.app().ask_sign_out();
                   world.settle();
                 }});
  return out;
}

}  // namespace

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> kScenes = all_scenes();
  return kScenes;
}

SceneWorld::SceneWorld(const Scene& scene, const Look& look, FakePerson person)
    : client(std::move(person)), world(look, kSampleToday) {
  fill_with_examples(client);
  world.attach(client);
  scene.go(world, client);
}

}  // namespace fieldbook::tests
