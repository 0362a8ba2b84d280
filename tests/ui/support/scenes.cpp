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

/// The first row of an entity among the sample's.
const schema::Row* first_of(FakeClient&, std::string_view entity) {
  for (const schema::Row& row : sample_rows())
    if (row.entity->name == entity) return &row;
  ASSERT(false);
}

/// The first active row whose lookup leads somewhere.
Uuid first_with(FakeClient& client, const char* entity, const char* lookup) {
  for (const schema::Row& row : sample_rows())
    if (row.entity->name == entity && row.lookup(client.catalogue()->column(entity, lookup)))
      return row.id;
  ASSERT(false);
}

/// Opens the dialog of a decision, wherever its button stands.
void begin_decision(UiWorld& world, std::string_view kind) {
  ui::ClientModels& models = *world.app().models();
  for (const client::DecisionSnapshot& decision : models.detail.decisions()) {
    if (decision.kind != kind) continue;
    const auto strings = *ui::Strings::load("en");
    models.decision.begin(decision, models.detail.entity()->name, models.detail.row_id(), "Boiler");
    models.decision.begin_form(
        {.strings = *strings, .zone_offset_minutes = 0, .now = kSampleToday});
  }
  world.settle();
}

void show_list(UiWorld& world, const std::string& entity) {
  go(world, {.kind = PlaceKind::list, .entity = entity});
}

void show_row(UiWorld& world, FakeClient& client, const std::string& entity) {
  show_list(world, entity);
  go(world, {.kind = PlaceKind::detail, .entity = entity, .row = first_row(client, entity)});
}

void sign_in_as(UiWorld& world, FakeClient& client, const char* audience) {
  client.status_now.audience = audience;
  client.status_now.roles.clear();
  client.notify({.status = true});
  world.settle();
}

/// What partners, technicians and staff have beyond lists and records.
void add_boards(std::vector<Scene>& out) {
  out.push_back({"home.partner", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "partner");
                   world.app().models()->home.refresh();
                   world.app().models()->charts.refresh();
                   world.settle();
                 }});
  out.push_back({"home.staff", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   world.app().models()->home.refresh();
                   world.app().models()->charts.refresh();
                   world.settle();
                 }});
  for (const auto& [span, name] : {std::pair{ui::ScheduleSpan::week, "schedule.week"},
                                   std::pair{ui::ScheduleSpan::day, "schedule.day"}})
    out.push_back({name, [span](UiWorld& world, FakeClient& client) {
                     sign_in_as(world, client, "partner");
                     go(world, {.kind = PlaceKind::schedule, .entity = "bookableresourcebooking"});
                     world.app().models()->schedule.show(span);
                     world.settle();
                   }});
  out.push_back({"assets", [](UiWorld& world, FakeClient&) {
                   go(world, {.kind = PlaceKind::assets, .entity = "msdyn_customerasset"});
                 }});
  out.push_back(
      {"detail.asset", [](UiWorld& world, FakeClient& client) {
         show_list(world, "msdyn_customerasset");
         const Uuid asset = first_with(client, "msdyn_customerasset", "msdyn_parentasset");
         go(world, {.kind = PlaceKind::detail, .entity = "msdyn_customerasset", .row = asset});
       }});
  out.push_back({"detail.resource", [](UiWorld& world, FakeClient& client) {
                   const schema::Row* assignment = first_of(client, "msdyn_resourceassignment");
                   const auto resource = assignment->lookup(client.catalogue()->column(
                       "msdyn_resourceassignment", "msdyn_bookableresourceid"));
                   go(world,
                      {.kind = PlaceKind::detail, .entity = "bookableresource", .row = *resource});
                 }});
  for (const auto& [kind, name] : {std::pair{PlaceKind::recruitment, "recruitment"},
                                   std::pair{PlaceKind::distribution, "distribution"}})
    out.push_back({name, [kind](UiWorld& world, FakeClient& client) {
                     sign_in_as(world, client, "staff");
                     go(world, {.kind = kind, .entity = "opportunity"});
                   }});
  out.push_back({"integration", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   go(world, {.kind = PlaceKind::integration, .entity = "msdyn_project"});
                   world.app().models()->integration.check();
                   world.settle();
                 }});
  out.push_back({"integration.trace", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   go(world, {.kind = PlaceKind::integration, .entity = "msdyn_project"});
                   world.app().models()->integration.trace(first_of(client, "msdyn_actual")->id);
                   world.settle();
                 }});
}

/// What staff set and watch at the daemon.
void add_administration(std::vector<Scene>& out) {
  const auto go_there = [](UiWorld& world, FakeClient& client) {
    sign_in_as(world, client, "staff");
    go(world, {.kind = PlaceKind::administration});
  };
  out.push_back({"administration", go_there});
  out.push_back({"administration.wrong", [go_there](UiWorld& world, FakeClient& client) {
                   go_there(world, client);
                   const auto strings = *ui::Strings::load("en");
                   world.app().models()->weights.type(
                       client.weights_now.weights[1], "7",
                       {.strings = *strings, .zone_offset_minutes = 0, .now = kSampleToday});
                   world.settle();
                 }});
  out.push_back({"administration.device", [go_there](UiWorld& world, FakeClient& client) {
                   go_there(world, client);
                   world.app().models()->devices.look_at(client.devices_now.devices[1].id);
                   world.app().models()->devices.ask_to(ui::DevicesModel::Ending::wipe);
                   world.settle();
                 }});
  out.push_back({"decision.offer", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   show_row(world, client, "opportunity");
                   begin_decision(world, "opportunity.offer");
                 }});
}

/// Forms and dialogs.
void add_forms(std::vector<Scene>& out) {
  out.push_back({"add", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "partner");
                   show_list(world, "opportunity");
                   go(world, {.kind = PlaceKind::add, .entity = "opportunity"});
                 }});
  out.push_back({"picker", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "partner");
                   go(world, {.kind = PlaceKind::add, .entity = "opportunity"});
                   ui::ClientModels& models = *world.app().models();
                   models.picker.begin(models.add.question("customerid"));
                   world.settle();
                 }});
  out.push_back({"decision.form", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "partner");
                   show_row(world, client, "opportunity");
                   begin_decision(world, "opportunity.return");
                 }});
  out.push_back(
      {"decision.rating", [](UiWorld& world, FakeClient& client) {
         show_list(world, "knowledgearticle");
         const Uuid article = first_of(client, "knowledgearticle")->id;
         go(world, {.kind = PlaceKind::detail, .entity = "knowledgearticle", .row = article});
         ui::DecisionModel& decision = world.app().models()->decision;
         decision.begin({.kind = "article.rate",
                         .label = "Rate article",
                         .arguments = {{"rating", schema::ColumnType::integer, true, 0},
                                       {"comment", schema::ColumnType::memo, false, 2000}}},
                        "knowledgearticle", article, "How to read alarm E-17");
         const auto strings = *ui::Strings::load("en");
         decision.begin_form({.strings = *strings, .zone_offset_minutes = 0, .now = kSampleToday});
         world.settle();
         world.press_id("star.4.give");
       }});
  out.push_back({"online", [](UiWorld& world, FakeClient& client) {
                   client.hold_answers = true;
                   show_list(world, "account");
                   world.app().models()->online.search(world.app().models()->list);
                   client.hold_answers = false;
                   client.release();
                   world.settle();
                 }});
  out.push_back({"online.row", [](UiWorld& world, FakeClient& client) {
                   client.hold_answers = true;
                   show_list(world, "account");
                   world.app().models()->online.search(world.app().models()->list);
                   client.hold_answers = false;
                   client.release();
                   world.app().models()->online.look_at(0);
                   world.settle();
                 }});
  out.push_back({"plan", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   show_row(world, client, "opportunity");
                   world.press_id("offers.plan");
                 }});
  out.push_back({"plan.explained", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "staff");
                   show_row(world, client, "opportunity");
                   world.app().models()->offer_plan.ask(first_row(client, "opportunity"));
                   world.app().models()->offer_plan.look_at(0);
                   world.settle();
                 }});
  out.push_back({"decision.all", [](UiWorld& world, FakeClient& client) {
                   sign_in_as(world, client, "partner");
                   show_row(world, client, "opportunity");
                   world.app().models()->decision.list_all(true);
                   world.settle();
                 }});
  out.push_back({"sign_out.discard", [](UiWorld& world, FakeClient&) {
                   go(world, {.kind = PlaceKind::settings});
                   world.app().ask_sign_out();
                   world.settle();
                   world.app().models()->sign_out.folder = "exports";
                   world.app().models()->sign_out.ask_discard(true);
                   world.settle();
                 }});
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
  out.push_back({"decision.signed", [](UiWorld& world, FakeClient& client) {
                   show_row(world, client, "quote");
                   world.press_id("quote.approve");
                   world.click(*world.find_id("decision.name"));
                   world.text("Arjun Mehta");
                   ui::DecisionModel& decision = world.app().models()->decision;
                   decision.signature.begin(0.1, 0.2);
                   for (int i = 1; i <= 40; ++i)
                     decision.signature.draw_to(0.1 + 0.015 * i, i % 4 < 2 ? 0.08 : 0.21);
                   decision.signature.begin(0.3, 0.14);
                   decision.signature.draw_to(0.5, 0.13);
                   world.settle();
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
  add_boards(out);
  add_forms(out);
  add_administration(out);
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
