// Offers between two partners' devices and a daemon that distributes by itself (DOMAIN.md 3.5,
// design.md sections 8 and 10).

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using namespace std::chrono_literals;

constexpr std::int64_t kDelivered = 100000001, kAccepted = 100000003, kDeclined = 100000006,
                       kExpired = 100000007, kInProgress = 1, kReturned = 756150000;

/// Two partners that both may have the opportunity; Quick Repair (paul) has won before, so that the
/// planner prefers it to Rapid Works (petra).
class Distribution : public testing::Test {
 protected:
  Distribution() {
    std::vector<schema::RowChange> changes;
    const Uuid territory = make("territory").with("name", "North").row().id;
    commit(make_row("territory", territory).with("name", "North"));
    for (const Uuid& partner : world.organisation().partners) {
      commit(make_row("account", partner).with("adx_currentpartnercapacity", std::int64_t{5}),
             {"adx_currentpartnercapacity"});
      commit(
          make("account_territory_link").with("accountid", partner).with("territoryid", territory));
    }
    commit(make("fieldbook_opportunitydelivery")
               .with("opportunityid", world.organisation().opportunities[1])
               .with("partnerid", quick())
               .with("way", std::int64_t{4})
               .with("deliveredon", std::int64_t{20'000})
               .with("acceptedon", std::int64_t{20'001})
               .with("wonon", std::int64_t{20'010}));
    opportunity = random_id(random);
    commit(make_row("opportunity", opportunity)
               .with("name", "Roof")
               .with("customerid", world.organisation().customers[0])
               .with("customeridtype", "account")
               .with("adx_territoryid", territory)
               .with("adx_readyfordistribution", true)
               .with("statecode", std::int64_t{0})
               .with("statuscode", kInProgress));
    settings.plan.weights[static_cast<std::size_t>(syncd::Metric::win_rate)] = 5;
    settings.offer_days = 3;
  }

  RowBuilder make(std::string_view entity) { return make_row(entity, random_id(random)); }
  static RowBuilder make_row(std::string_view entity, const Uuid& id) { return {entity, id}; }
  void commit(const schema::Row& row) {
    const schema::RowChange change = upsert(row);
    world.commit(std::span(&change, 1));
  }
  /// Only the named columns.
  void commit(const schema::Row& row, std::initializer_list<const char*> columns) {
    schema::RowChange change(row.key());
    for (const char* name : columns) {
      const std::uint32_t ordinal = row.entity->find(name)->ordinal;
      change.values.emplace_back(ordinal, row.values[ordinal]);
    }
    world.commit(std::span(&change, 1));
  }
  [[nodiscard]] const Uuid& quick() const { return world.organisation().partners[0]; }
  [[nodiscard]] const Uuid& rapid() const { return world.organisation().partners[1]; }

  [[nodiscard]] schema::Value value(const std::string& column) const {
    return world.value("opportunity", opportunity, column);
  }
  void expect_with(const Uuid& partner, std::int64_t status) const {
    EXPECT_EQ(value("msa_partnerid"), schema::Value(partner));
    EXPECT_EQ(value("statuscode"), schema::Value(status));
  }
  [[nodiscard]] schema::Value of(const Uuid& partner, const std::string& column) const {
    return world.value("account", partner, column);
  }
  static schema::Value count(std::int64_t number) { return number; }
  static schema::Value rate(double number) { return number; }
  void expect_in_step() {
    for (Carried* device : {&paul, &petra}) {
      device->sync();
      EXPECT_EQ(device->differences(), "");
      EXPECT_TRUE(device->queue().outbox()->empty());
    }
    const auto findings = world.daemon().compare_with_store();
    ASSERT_TRUE(findings);
    EXPECT_EQ(*findings, "");
  }
  /// To an hour before the offer ends; or after, with a negative value.
  void advance_to_deadline(std::chrono::milliseconds before) {
    const auto day = std::get<std::int64_t>(value("adx_expirydate"));
    const Instant deadline = syncd::deadline_of(day);
    world.advance(deadline - paul.device().clock().now() - before);
  }

  World world;
  SeededRandom random{99};
  Uuid opportunity;
  syncd::DistributionSettings settings;
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
};

// domain.md 11.15
TEST_F(Distribution, goes_by_the_customers_territory_and_the_way_to_the_customer) {
  const Uuid customer = world.organisation().customers[0];
  const auto place = [&](const Uuid& account, double latitude) {
    world.change("account", account, "address1_latitude", latitude);
    world.change("account", account, "address1_longitude", 11.0);
  };
  // The customer's territory counts, not the partner's own: only Rapid Works covers it.
  const Uuid south = random_id(random);
  commit(make_row("territory", south).with("name", "South"));
  world.change("opportunity", opportunity, "adx_territoryid", schema::Null{});
  world.change("account", customer, "territoryid", south);
  world.change("account", quick(), "territoryid", south);
  commit(make("account_territory_link").with("accountid", rapid()).with("territoryid", south));
  world.distribute_with(settings);
  expect_with(rapid(), kDelivered);

  // Where both cover it the nearer to the customer is first, whoever has won before.
  commit(make("account_territory_link").with("accountid", quick()).with("territoryid", south));
  const Uuid wall = random_id(random);
  commit(make_row("opportunity", wall)
             .with("name", "Wall")
             .with("customerid", customer)
             .with("customeridtype", "account")
             .with("statecode", std::int64_t{0})
             .with("statuscode", kInProgress));
  settings.plan.weights = {};
  settings.plan.weights[static_cast<std::size_t>(syncd::Metric::distance)] = -0.01;
  world.daemon().distribute_with(settings);
  const auto nearest = [&] {
    const auto transaction = world.daemon().store().begin_read();
    const auto preview = world.daemon().distributor().preview(**transaction, wall);
    EXPECT_TRUE(preview && preview->plan.choice() != nullptr);
    return preview && preview->plan.choice() != nullptr ? preview->plan.choice()->partner : Uuid{};
  };
  place(customer, 48.0), place(quick(), 54.0), place(rapid(), 48.5);
  EXPECT_EQ(nearest(), rapid());
  place(customer, 53.9);
  EXPECT_EQ(nearest(), quick()) << "the customer moved, the partners did not";
}

TEST_F(Distribution, offers_the_opportunity_to_the_best_and_counts_it) {
  world.distribute_with(settings);
  expect_with(quick(), kDelivered);
  const std::int64_t today = day_of(paul.device().clock().now());
  EXPECT_EQ(value("adx_delivereddate"), schema::Value(today));
  EXPECT_EQ(value("adx_expirydate"), schema::Value(today + 3));
  EXPECT_EQ(value("stepname"), schema::Value(std::string("Delivered")));
  // The offers of the small organisation, the one won before, and this.
  EXPECT_EQ(of(quick(), "adx_numberofopportunitiesdelivered"), count(3));
  EXPECT_EQ(of(quick(), "adx_activeopportunitycount"), count(2));
  EXPECT_EQ(of(quick(), "adx_partnerranking"), rate(2.5));
  paul.sync();
  petra.sync();
  EXPECT_TRUE(paul.sees("opportunity", opportunity));
  EXPECT_FALSE(petra.sees("opportunity", opportunity));
  expect_in_step();
}

// domain.md 11.22: seen because it names them, until they decline.
TEST_F(Distribution, goes_to_the_next_best_when_the_first_declines_offline) {
  world.distribute_with(settings);
  world.sync_all();
  EXPECT_TRUE(paul.sees("opportunity", opportunity));
  EXPECT_FALSE(petra.sees("opportunity", opportunity));
  const Uuid declined = paul.decline_offer(opportunity);
  world.advance(5h);
  expect_with(quick(), kDelivered);
  paul.sync();
  EXPECT_EQ(paul.verdict(declined), Verdict::applied);
  expect_with(rapid(), kDelivered);
  EXPECT_EQ(of(quick(), "adx_numberofopportunitiesdeclined"), count(1));
  EXPECT_EQ(of(quick(), "adx_activeopportunitycount"), count(1));
  petra.sync();
  const Uuid accepted = petra.accept_offer(opportunity);
  petra.sync();
  EXPECT_EQ(petra.verdict(accepted), Verdict::applied);
  expect_with(rapid(), kAccepted);
  EXPECT_EQ(of(rapid(), "adx_numberofopportunitiesaccepted"), count(1));
  EXPECT_EQ(of(rapid(), "adx_touchrate"), rate(0.5));
  EXPECT_EQ(of(rapid(), "adx_stallrate"), rate(0.5));
  expect_in_step();
  EXPECT_FALSE(paul.sees("opportunity", opportunity));
}

TEST_F(Distribution, an_acceptance_that_waits_offline_is_taken_within_the_grace) {
  world.distribute_with(settings);
  world.sync_all();
  advance_to_deadline(1h);
  const Uuid accepted = paul.accept_offer(opportunity);
  world.advance(2h);
  expect_with(quick(), kExpired);
  paul.sync();
  EXPECT_EQ(paul.verdict(accepted), Verdict::applied);
  EXPECT_EQ(paul.reason(accepted), Reason::accepted_late);
  expect_with(quick(), kAccepted);
  world.advance(3h);
  expect_with(quick(), kAccepted);
  // Won before, the small organisation's expired with this one's deadline, this one was taken.
  EXPECT_EQ(of(quick(), "adx_numberofopportunitiesaccepted"), count(2));
  expect_in_step();
}

TEST_F(Distribution, an_acceptance_that_comes_after_the_grace_finds_the_offer_gone) {
  world.distribute_with(settings);
  world.sync_all();
  advance_to_deadline(1h);
  const Uuid accepted = paul.accept_offer(opportunity);
  world.advance(2h + 59min);
  expect_with(quick(), kExpired);
  world.advance(2min);
  expect_with(rapid(), kDelivered);
  paul.sync();
  EXPECT_EQ(paul.verdict(accepted), Verdict::superseded);
  EXPECT_EQ(paul.reason(accepted), Reason::offer_moved);
  petra.sync();
  EXPECT_TRUE(petra.sees("opportunity", opportunity));
  expect_in_step();
  EXPECT_FALSE(paul.sees("opportunity", opportunity));
}

TEST_F(Distribution, nobody_waits_for_devices_that_were_heard_of_after_the_deadline) {
  world.distribute_with(settings);
  world.sync_all();
  advance_to_deadline(-1s);
  expect_with(quick(), kExpired);
  paul.sync();
  world.advance(61s);
  expect_with(rapid(), kDelivered);
  expect_in_step();
}

TEST_F(Distribution, a_decision_proven_in_time_touches_though_it_came_too_late) {
  // Nobody else may have it, and it is not marked ready: it stays with quick, expired.
  world.distribute_with(settings);
  world.sync_all();
  world.change("opportunity", opportunity, "adx_readyfordistribution", std::int64_t{0});
  advance_to_deadline(1h);
  const Uuid accepted = paul.accept_offer(opportunity);
  world.advance(30h);
  expect_with(quick(), kExpired);
  EXPECT_EQ(of(quick(), "adx_touchrate"), rate(1.0 / 3));
  paul.sync();
  EXPECT_EQ(paul.verdict(accepted), Verdict::expired);
  EXPECT_EQ(paul.detail(accepted, "decided_in_time"), "yes");
  EXPECT_EQ(of(quick(), "adx_touchrate"), rate(2.0 / 3));
  expect_in_step();
}

TEST_F(Distribution, stays_open_and_without_a_partner_when_nobody_is_available) {
  world.distribute_with(settings);
  world.sync_all();
  for (Carried* device : {&paul, &petra}) {
    device->sync();
    EXPECT_FALSE(device->decline_offer(opportunity).is_nil());
    device->sync();
  }
  EXPECT_EQ(value("msa_partnerid"), schema::Value(schema::Null{}));
  EXPECT_EQ(value("statecode"), count(0));
  EXPECT_EQ(value("statuscode"), count(kInProgress));
  EXPECT_EQ(value("adx_readyfordistribution"), count(1));
  expect_in_step();
}

TEST_F(Distribution, what_waits_is_offered_as_soon_as_somebody_has_room) {
  for (const Uuid& partner : world.organisation().partners)
    world.change("account", partner, "adx_currentpartnercapacity", count(0));
  world.distribute_with(settings);
  EXPECT_EQ(value("msa_partnerid"), schema::Value(schema::Null{}));
  world.change("account", rapid(), "adx_currentpartnercapacity", count(9));
  expect_with(rapid(), kDelivered);
  expect_in_step();
}

TEST_F(Distribution, a_returned_one_goes_on_and_never_back) {
  world.distribute_with(settings);
  world.sync_all();
  EXPECT_FALSE(paul.accept_offer(opportunity).is_nil());
  paul.sync();
  schema::RowChange change(
      {schema::Catalogue::embedded()->entity("opportunity").number, opportunity});
  const auto column = [](const char* name) {
    return schema::Catalogue::embedded()->column("opportunity", name);
  };
  change.set(column("statecode"), std::int64_t{2}).set(column("statuscode"), kReturned);
  world.commit(std::span(&change, 1));
  expect_with(rapid(), kDelivered);
  EXPECT_EQ(of(quick(), "adx_numberofreturnedopportunities"), count(1));
  EXPECT_EQ(of(quick(), "adx_returnrate"), rate(1.0 / 3));
  expect_in_step();
}

TEST_F(Distribution, the_manual_way_gets_its_days_and_its_history_from_the_daemon) {
  world.change("opportunity", opportunity, "adx_readyfordistribution", count(0));
  world.distribute_with(settings);
  EXPECT_EQ(value("msa_partnerid"), schema::Value(schema::Null{}));
  schema::RowChange change(
      {schema::Catalogue::embedded()->entity("opportunity").number, opportunity});
  const auto column = [](const char* name) {
    return schema::Catalogue::embedded()->column("opportunity", name);
  };
  change.set(column("msa_partnerid"), rapid()).set(column("statuscode"), kDelivered);
  world.commit(std::span(&change, 1));
  expect_with(rapid(), kDelivered);
  const std::int64_t today = day_of(paul.device().clock().now());
  EXPECT_EQ(value("adx_delivereddate"), schema::Value(today));
  EXPECT_EQ(value("adx_expirydate"), schema::Value(today + 3));
  EXPECT_EQ(of(rapid(), "adx_numberofopportunitiesdelivered"), count(2));
  petra.sync();
  EXPECT_FALSE(petra.decline_offer(opportunity).is_nil());
  petra.sync();
  // Not marked ready: what comes next is for staff to say.
  expect_with(rapid(), kDeclined);
  expect_in_step();
}

TEST_F(Distribution, staff_have_it_distributed_from_a_device_without_a_network) {
  world.change("opportunity", opportunity, "adx_readyfordistribution", count(0));
  world.distribute_with(settings);
  Carried& sam = world.device("sam");
  world.sync_all();
  const Uuid asked = sam.take("opportunity.distribute", opportunity);
  ASSERT_FALSE(asked.is_nil());
  world.advance(5h);
  EXPECT_EQ(value("msa_partnerid"), schema::Value(schema::Null{}));
  sam.sync();
  EXPECT_EQ(sam.verdict(asked), Verdict::applied);
  EXPECT_EQ(sam.detail(asked, "partner_name"), "Quick Repair");
  EXPECT_EQ(sam.detail(asked, "winrate"), "5 * 0.5 = 2.5");
  expect_with(quick(), kDelivered);
  EXPECT_EQ(value("adx_expirydate"), schema::Value(day_of(paul.device().clock().now()) + 3));
  // The daemon counts it as it counts its own: the delivery is there already.
  EXPECT_EQ(of(quick(), "adx_numberofopportunitiesdelivered"), count(3));
  EXPECT_EQ(world.value("opportunity", opportunity, "msa_partnerid"),
            sam.value("opportunity", opportunity, "msa_partnerid"));
  paul.sync();
  EXPECT_FALSE(paul.accept_offer(opportunity).is_nil());
  paul.sync();
  expect_with(quick(), kAccepted);
  EXPECT_EQ(of(quick(), "adx_numberofopportunitiesaccepted"), count(2));
  expect_in_step();
}

TEST_F(Distribution, two_of_staff_distribute_one_and_the_second_is_told) {
  world.change("opportunity", opportunity, "adx_readyfordistribution", count(0));
  world.distribute_with(settings);
  Carried& sam = world.device("sam");
  Carried& other = world.device("sam", "sam's tablet");
  world.sync_all();
  const Uuid first = sam.take("opportunity.distribute", opportunity);
  const Uuid second =
      other.take("opportunity.offer", opportunity,
                 {{"comment", std::string("they asked for it")}, {"msa_partnerid", rapid()}});
  EXPECT_EQ(other.value("opportunity", opportunity, "msa_partnerid"), schema::Value(rapid()));
  sam.sync();
  other.sync();
  EXPECT_EQ(sam.verdict(first), Verdict::applied);
  EXPECT_EQ(other.verdict(second), Verdict::superseded);
  EXPECT_EQ(other.reason(second), Reason::already_decided);
  EXPECT_EQ(other.value("opportunity", opportunity, "msa_partnerid"), schema::Value(quick()));
  expect_with(quick(), kDelivered);
  expect_in_step();
}

TEST_F(Distribution, staff_give_an_offer_to_another_partner_with_the_reason) {
  world.distribute_with(settings);
  Carried& sam = world.device("sam");
  world.sync_all();
  EXPECT_TRUE(paul.sees("opportunity", opportunity));
  const Uuid given =
      sam.take("opportunity.offer", opportunity,
               {{"comment", std::string("they know the house")}, {"msa_partnerid", rapid()}});
  ASSERT_FALSE(given.is_nil());
  const Uuid accepted = paul.accept_offer(opportunity);
  sam.sync();
  paul.sync();
  petra.sync();
  EXPECT_EQ(sam.verdict(given), Verdict::applied);
  EXPECT_EQ(paul.reason(accepted), Reason::offer_moved);
  expect_with(rapid(), kDelivered);
  EXPECT_TRUE(petra.sees("opportunity", opportunity));
  // It was taken back: nobody let it expire, and it takes no place.
  EXPECT_EQ(of(quick(), "adx_activeopportunitycount"), count(1));
  EXPECT_EQ(of(rapid(), "adx_numberofopportunitiesdelivered"), count(2));
  expect_in_step();
  EXPECT_FALSE(paul.sees("opportunity", opportunity));
}

TEST_F(Distribution, actions_of_one_request_do_not_fill_the_same_place_twice) {
  world.change("opportunity", opportunity, "adx_readyfordistribution", count(0));
  const Uuid wall = random_id(random);
  schema::Row row = *world.daemon().rows().at(
      {schema::Catalogue::embedded()->entity("opportunity").number, opportunity});
  row.id = wall;
  commit(row);
  // Quick Repair has the small organisation's offer, and room for one more.
  world.change("account", quick(), "adx_currentpartnercapacity", count(2));
  world.distribute_with(settings);
  Carried& sam = world.device("sam");
  world.sync_all();
  const Uuid one = sam.take("opportunity.distribute", opportunity);
  const Uuid two = sam.take("opportunity.distribute", wall);
  sam.sync();
  EXPECT_EQ(sam.detail(one, "partner_name"), "Quick Repair");
  EXPECT_EQ(sam.detail(two, "partner_name"), "Rapid Works");
  expect_in_step();
}

TEST_F(Distribution, weights_of_staff_count_at_the_next_plan_and_outlive_the_process) {
  world.change("opportunity", opportunity, "adx_readyfordistribution", count(0));
  world.distribute_with(settings);
  const auto set = [&](const nlohmann::json& changes) {
    return world.daemon().run([&](syncd::WriteTransaction& transaction) -> Status {
      TRY(const auto before, syncd::read_staff_weights(transaction));
      TRY(const auto after, syncd::changed_weights(before, changes));
      return syncd::put_staff_weights(transaction, after);
    });
  };
  const auto first = [&] {
    const auto transaction = world.daemon().store().begin_read();
    const auto preview = world.daemon().distributor().preview(**transaction, opportunity);
    EXPECT_TRUE(preview && preview->plan.choice() != nullptr);
    return preview->plan.choice()->metrics[static_cast<std::size_t>(syncd::Metric::win_rate)];
  };
  EXPECT_EQ(first().contribution, 2.5);
  EXPECT_FALSE(set({{"winrate", 5.1}}));
  EXPECT_FALSE(set({{"luck", 1}}));
  ASSERT_TRUE(set({{"winrate", 1}}));
  EXPECT_EQ(first().contribution, 0.5);
  world.daemon().kill(PowerLoss::drops);
  ASSERT_TRUE(world.daemon().start());
  EXPECT_EQ(first().contribution, 0.5);
  ASSERT_TRUE(set({{"winrate", nullptr}}));
  EXPECT_EQ(first().contribution, 2.5);
}

TEST_F(Distribution, goes_on_where_it_was_after_a_crash) {
  world.distribute_with(settings);
  world.sync_all();
  EXPECT_FALSE(paul.decline_offer(opportunity).is_nil());
  auto& daemon = world.daemon();
  daemon.kill(PowerLoss::drops);
  ASSERT_TRUE(daemon.start());
  paul.sync();
  expect_with(rapid(), kDelivered);
  // Nothing is said twice by a daemon that starts anew.
  const std::int64_t commit = daemon.head().commit;
  daemon.kill(PowerLoss::drops);
  ASSERT_TRUE(daemon.start());
  ASSERT_TRUE(daemon.distribute());
  EXPECT_EQ(daemon.head().commit, commit);
  advance_to_deadline(-3h);
  EXPECT_EQ(value("msa_partnerid"), schema::Value(schema::Null{}));
  expect_in_step();
}

}  // namespace
}  // namespace fieldbook::tests
