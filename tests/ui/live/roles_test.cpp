// Each role at a real daemon: what is in the rail, what may be decided, and what is not there.

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/os/system_clock.hpp"
#include "tests/ui/site/sample_site.hpp"
#include "tests/ui/support/ui_world.hpp"

namespace fieldbook::tests {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;
using ui::PlaceKind;
using ui::Role;

/// A person at a device of their own, in front of the window.
class Person {
 public:
  UiWorld world;

  Person(SampleSite& site, std::string_view name)
      : world({}, platform::SystemClock().now()), client_(site.open_device(std::string(name))) {
    world.app().sign_in.server = site.url();
    world.app().sign_in.open_profile = [](const std::string&) { return Status{}; };
    world.attach(*client_);
    EXPECT_EQ(world.app().place().kind, PlaceKind::sign_in);
    world.type("Name or e-mail", site.signin(name));
    world.type("Password", site.password(name));
    world.press("Sign in");
    EXPECT_TRUE(world.wait_until([this] {
      return world.app().place().kind != PlaceKind::sign_in && world.app().status().complete;
    })) << world.described();
  }
  // The client's threads end before the mailbox that they post to.
  ~Person() {
    world.app().detach();
    client_.reset();
  }

  [[nodiscard]] std::vector<std::string> rail() const { return world.names(Role::navigation_item); }
  /// Opens a list; how many rows it has.
  std::size_t open_list(const std::string& entity) {
    const ui::ListModel& list = world.app().models()->list;
    world.app().go({.kind = PlaceKind::list, .entity = entity});
    const bool counted = world.wait_until(
        [&] { return list.count() && (list.count() == 0U || list.row(0) != nullptr); });
    return counted ? *list.count() : 0;
  }
  bool open_row(const std::string& entity, std::size_t index) {
    const ui::ListModel& list = world.app().models()->list;
    if (list.row(index) == nullptr) return false;
    const Uuid id = list.row(index)->row.id;
    world.app().go({.kind = PlaceKind::detail, .entity = entity, .row = id});
    const ui::DetailModel& detail = world.app().models()->detail;
    return world.wait_until(
        [&] { return detail.state() == ui::DetailModel::State::here && detail.row_id() == id; });
  }
  bool open_first(const std::string& entity) {
    return open_list(entity) > 0 && open_row(entity, 0);
  }
  /// Opens the first row on which `kind` may be decided.
  bool open_to_decide(const std::string& entity, std::string_view kind) {
    const std::size_t count = open_list(entity);
    for (std::size_t i = 0; i < count; ++i)
      if (open_row(entity, i) && may_decide(kind)) return true;
    return false;
  }
  [[nodiscard]] bool may_decide(std::string_view kind) {
    const auto& all = world.app().models()->detail.decisions();
    return std::ranges::any_of(all, [kind](const client::DecisionSnapshot& decision) {
      return decision.kind == kind && decision.refusal.empty();
    });
  }

 private:
  std::unique_ptr<client::Client> client_;
};

TEST(Roles, a_customer_approver_sees_projects_and_decides_on_quotes) {
  SampleSite site;
  Person person(site, "arjun.mehta.4");
  EXPECT_THAT(person.rail(), IsSupersetOf({"Projects", "Quotes", "Invoices"}));
  EXPECT_THAT(person.rail(), Not(Contains("Opportunities")));
  EXPECT_THAT(person.rail(), Not(Contains("Bookings")));
  ASSERT_TRUE(person.open_to_decide("quote", "quote.approve")) << person.world.described();
  EXPECT_NE(person.world.find_id("quote.approve"), nullptr) << person.world.described();
  EXPECT_NE(person.world.find_id("quote.reject"), nullptr);
}

TEST(Roles, a_customer_reviewer_sees_the_same_and_decides_nothing) {
  SampleSite site;
  Person person(site, "elena.petrova.5");
  EXPECT_THAT(person.rail(), IsSupersetOf({"Projects", "Quotes", "Invoices"}));
  EXPECT_GT(person.open_list("quote"), 0U);
  EXPECT_FALSE(person.open_to_decide("quote", "quote.approve"));
  EXPECT_FALSE(person.open_to_decide("quote", "quote.reject"));
  const ui::WidgetRecord* const approve = person.world.find_id("quote.approve");
  EXPECT_TRUE(approve == nullptr || !approve->enabled);
}

TEST(Roles, a_field_service_customer_sees_work_orders_and_no_quotes) {
  SampleSite site;
  Person person(site, "siobhan.oconnor.1");
  EXPECT_THAT(person.rail(), IsSupersetOf({"Work Orders", "Customer Assets", "Agreements"}));
  EXPECT_THAT(person.rail(), Not(Contains("Quotes")));
  ASSERT_TRUE(person.open_first("msdyn_workorder")) << person.world.described();
}

TEST(Roles, a_partner_sees_opportunities_and_no_quotes_of_customers) {
  SampleSite site;
  Person person(site, "renee.stclair.18");
  EXPECT_THAT(person.rail(), Contains("Opportunities"));
  EXPECT_THAT(person.rail(), Not(Contains("Quotes")));
  ASSERT_TRUE(person.open_first("opportunity")) << person.world.described();
}

TEST(Roles, a_technician_sees_bookings_and_decides_on_their_own) {
  SampleSite site;
  Person person(site, "amina.diallo.21");
  EXPECT_THAT(person.rail(), Contains(testing::HasSubstr("Booking"))) << person.world.described();
  EXPECT_THAT(person.rail(), Not(Contains("Quotes")));
  ASSERT_TRUE(person.open_first("bookableresourcebooking")) << person.world.described();
}

TEST(Schedule, a_technician_has_one_lane_and_a_partner_one_for_each_resource) {
  SampleSite site;
  const auto lanes = [&](Person& person) {
    person.world.app().go({.kind = PlaceKind::schedule, .entity = "bookableresourcebooking"});
    const ui::ScheduleModel& schedule = person.world.app().models()->schedule;
    EXPECT_TRUE(person.world.wait_until([&] { return !schedule.is_reading(); }));
    return schedule.lanes(0)->size();
  };
  Person technician(site, "amina.diallo.21");
  EXPECT_EQ(lanes(technician), 1U);
  Person partner(site, "fang.li.22");
  EXPECT_GT(lanes(partner), 1U);
}

TEST(Adding, a_partner_adds_an_opportunity_without_a_server) {
  SampleSite site;
  Person person(site, "renee.stclair.18");
  person.open_list("opportunity");
  site.stop();
  person.world.press_id("list.add");
  person.world.type("Topic (needed)", "Heat pumps for three halls");
  person.world.press_id("customerid");
  EXPECT_TRUE(person.world.wait_until([&] {
    const auto& rows = person.world.app().models()->picker.rows();
    return rows && !rows->empty();
  })) << person.world.described();
  person.world.press_id("picker.row.0.open");
  person.world.press_id("add.foot.save");
  EXPECT_TRUE(person.world.wait_until([&] {
    return person.world.app().place().kind == PlaceKind::detail &&
           person.world.app().models()->detail.state() == ui::DetailModel::State::here;
  })) << person.world.described();
  EXPECT_TRUE(person.world.shows("Heat pumps for three halls")) << person.world.described();
  EXPECT_EQ(person.world.app().status().waiting, 1U);
}

TEST(Assets, a_customer_sees_them_under_their_parents) {
  SampleSite site;
  Person person(site, "siobhan.oconnor.1");
  person.world.app().go({.kind = PlaceKind::assets, .entity = "msdyn_customerasset"});
  const ui::AssetModel& assets = person.world.app().models()->assets;
  EXPECT_TRUE(person.world.wait_until([&] { return assets.forest() != nullptr; }));
  EXPECT_TRUE(std::ranges::any_of(assets.lines(),
                                  [](const ui::AssetLine& line) { return line.depth > 0; }));
}

TEST(Staff, see_applications_and_how_partners_deal_with_offers) {
  SampleSite site;
  Person person(site, "beatrice.rossi");
  ui::ClientModels& models = *person.world.app().models();
  person.world.app().go({.kind = PlaceKind::recruitment, .entity = "opportunity"});
  EXPECT_TRUE(person.world.wait_until([&] { return models.recruitment.groups().has_value(); }));
  EXPECT_GT(models.recruitment.groups()->front().count, 0U);
  person.world.app().go({.kind = PlaceKind::distribution, .entity = "opportunity"});
  EXPECT_TRUE(person.world.wait_until([&] { return models.distribution.is_read(); }));
  EXPECT_FALSE(models.distribution.partners().empty());
}

TEST(Staff, see_who_would_get_an_opportunity_and_why) {
  SampleSite site;
  Person person(site, "beatrice.rossi");
  ASSERT_TRUE(person.open_first("opportunity")) << person.world.described();
  ui::OfferPlanModel& plan = person.world.app().models()->offer_plan;
  person.world.press_id("offers.plan");
  ASSERT_TRUE(person.world.wait_until([&] { return plan.plan() || plan.error(); }));
  ASSERT_TRUE(plan.plan()) << plan.error()->message;
  ASSERT_FALSE(plan.plan()->candidates.empty());
  for (const auto& candidate : plan.plan()->candidates) {
    EXPECT_EQ(candidate.rules.size(), 10U);
    EXPECT_EQ(candidate.available,
              std::ranges::all_of(candidate.rules, [](const auto& rule) { return rule.passed; }));
    double sum = 0;
    for (const auto& metric : candidate.metrics) sum += metric.contribution;
    EXPECT_DOUBLE_EQ(sum, candidate.score) << candidate.name;
  }
  person.world.press_id("candidates.row.0.open");
  EXPECT_TRUE(person.world.shows(plan.plan()->candidates.front().name));
}

TEST(Staff, alone_see_plans) {
  SampleSite site;
  Person person(site, "renee.stclair.18");
  ASSERT_TRUE(person.open_first("opportunity")) << person.world.described();
  ui::ClientModels& models = *person.world.app().models();
  EXPECT_EQ(person.world.find_id("offers.plan"), nullptr);
  models.offer_plan.ask(models.detail.row_id());
  EXPECT_TRUE(person.world.wait_until([&] { return models.offer_plan.error().has_value(); }));
  EXPECT_FALSE(models.offer_plan.plan());
}

TEST(Online, a_list_goes_on_at_the_server) {
  SampleSite site;
  Person person(site, "arjun.mehta.4");
  EXPECT_GT(person.open_list("quote"), 0U);
  ui::ClientModels& models = *person.world.app().models();
  models.list.search("zzz");
  EXPECT_TRUE(person.world.wait_until([&] { return models.list.count() == 0U; }));
  person.world.press_id("list.online");
  ASSERT_TRUE(
      person.world.wait_until([&] { return models.online.found() || models.online.error(); }));
  ASSERT_TRUE(models.online.found()) << models.online.error()->message;
  EXPECT_TRUE(models.online.found()->rows.empty());
  EXPECT_TRUE(person.world.shows("The server has no more than this device."));
}

TEST(Roles, staff_see_every_area) {
  SampleSite site;
  Person person(site, "beatrice.rossi");
  EXPECT_THAT(person.rail(), IsSupersetOf({"Opportunities", "Quotes", "Work Orders"}));
  ASSERT_TRUE(person.open_first("account")) << person.world.described();
}

TEST(Offline, a_quote_is_approved_without_a_server_and_waits) {
  SampleSite site;
  Person person(site, "arjun.mehta.4");
  ASSERT_TRUE(person.open_to_decide("quote", "quote.approve")) << person.world.described();
  site.stop();
  person.world.press_id("quote.approve");
  person.world.type("Your name", "Arjun Mehta");
  person.world.press_id("decision.confirm");
  EXPECT_TRUE(person.world.wait_until([&] { return person.world.shows("Saved on this device"); }))
      << person.world.described();
  EXPECT_TRUE(person.world.wait_until([&] { return person.world.app().status().waiting == 1; }));
  person.world.press_id("decision.close");
  EXPECT_TRUE(person.world.shows("1 waiting")) << person.world.described();
}

TEST(SignIn, a_wrong_password_says_so_and_keeps_what_was_typed) {
  SampleSite site;
  auto client = site.open_device("tablet");
  UiWorld world({}, platform::SystemClock().now());
  world.app().sign_in.open_profile = [](const std::string&) { return Status{}; };
  world.attach(*client);
  world.type("Server", "http://127.0.0.1");
  world.type("Name or e-mail", site.signin("arjun.mehta.4"));
  world.type("Password", "wrong");
  world.press("Sign in");
  EXPECT_TRUE(world.wait_until([&] { return world.app().sign_in.failure().has_value(); }));
  EXPECT_EQ(world.app().place().kind, PlaceKind::sign_in);
  EXPECT_EQ(world.find(Role::text_field, "Name or e-mail")->value, site.signin("arjun.mehta.4"));
  world.app().detach();
  client.reset();
}

}  // namespace
}  // namespace fieldbook::tests
