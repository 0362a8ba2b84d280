#include "syncd/changelog/commit.hpp"

#include "shared/schema/row_codec.hpp"
#include "syncd/changelog/bucket_names.hpp"
#include "tests/unit/syncd/changelog/commit_world.hpp"

namespace fieldbook::tests {
namespace {

using schema::Audience;
using syncd::Commit;
using syncd::Membership;

schema::ColumnHandle column(std::string_view entity, std::string_view name) {
  return schema::Catalogue::embedded()->column(entity, name);
}

std::string key_of(std::string_view kind, std::string_view name) {
  return std::string(kind) + ":" + to_string(id_of(name));
}

RowBuilder a_work_order(std::string_view name) {
  return a_row("msdyn_workorder", name)
      .naming("msdyn_serviceaccount", "account", "acme")
      .with("adx_exposetocustomer", true)
      .with("msdyn_name", "WO-1");
}

/// Account acme, technician tom of partner org with a resource, an open status.
std::vector<schema::Row> a_field_organisation() {
  return {a_row("account", "acme").with("name", "Acme"),
          a_row("account", "org").with("accountclassificationcode", std::int64_t{100'000'000}),
          a_row("contact", "tom")
              .with("adx_identity_logonenabled", true)
              .naming("parentcustomerid", "account", "org"),
          a_row("bookableresource", "tom's")
              .with("resourcetype", std::int64_t{2})
              .with("statecode", std::int64_t{0})
              .naming("contactid", "contact", "tom"),
          a_row("bookingstatus", "scheduled").with("status", std::int64_t{1})};
}

RowBuilder a_booking_of(std::string_view work_order) {
  return a_row("bookableresourcebooking", "booking")
      .naming("resource", "bookableresource", "tom's")
      .naming("bookingstatus", "bookingstatus", "scheduled")
      .naming("msdyn_workorder", "msdyn_workorder", work_order)
      .with("statecode", std::int64_t{0});
}

TEST(Commit, takes_the_next_number_and_stamps_the_row_with_it) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  EXPECT_EQ(world.put({row}).commit, 1);
  EXPECT_EQ(world.put({a_work_order("two")}).commit, 2);
  EXPECT_EQ(world.stamp(row), (syncd::Stamp{1, 0}));
  EXPECT_EQ(world.stamp(a_work_order("two")), (syncd::Stamp{2, 0}));
  EXPECT_EQ(world.read()->head().commit, 2);
  world.expect_consistent();
}

TEST(Commit, leaves_equal_rows_untouched_and_takes_no_number_for_them) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  world.put({row});
  const auto before = world.entries(row);
  const auto outcome = world.put({row});
  EXPECT_TRUE(outcome.is_empty);
  EXPECT_EQ(outcome.rows_changed, 0U);
  EXPECT_EQ(world.read()->head().commit, 1);
  EXPECT_EQ(world.entries(row), before);
  EXPECT_EQ(world.stamp(row), (syncd::Stamp{1, 0}));
}

TEST(Commit, keeps_the_columns_that_a_change_does_not_name) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  world.put({row});
  world.commit({schema::RowChange(row.key()).set(column("msdyn_workorder", "msdyn_name"),
                                                 std::string("WO-2"))});
  schema::Row expected = row;
  expected[column("msdyn_workorder", "msdyn_name")] = std::string("WO-2");
  EXPECT_EQ(must(world.read()->stored(row.key()))->row, expected);
}

TEST(Commit, counts_several_changes_of_one_row_in_their_order) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  const auto name = column("msdyn_workorder", "msdyn_name");
  world.commit({change_to(row), removal_of(row),
                schema::RowChange(row.key()).set(name, std::string("last"))});
  schema::Row expected(*row.entity, row.id);
  expected[name] = std::string("last");
  EXPECT_EQ(must(world.read()->stored(row.key()))->row, expected);
  world.expect_consistent();
}

TEST(Commit, refuses_a_value_that_its_column_cannot_hold_and_keeps_nothing) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  schema::RowChange wrong(row.key());
  wrong.set(column("msdyn_workorder", "msdyn_name"), std::int64_t{5});
  auto transaction = world.write();
  const auto refused =
      world.committer.commit(*transaction, std::array{change_to(row), wrong}, {.kind = "test"});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  EXPECT_FALSE(must(transaction->stored(row.key())).has_value());
}

TEST(Commit, moves_all_entries_of_a_row_when_its_content_changes) {
  CommitWorld world;
  schema::Row row = a_work_order("one");
  world.put({a_row("account", "acme"), row});
  row[column("msdyn_workorder", "msdyn_name")] = std::string("WO-2");
  const auto outcome = world.put({row});
  const auto entries = world.entries(row);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries.at("staff").commit, 2);
  EXPECT_EQ(entries.at(key_of("customer-fs", "acme")).commit, 2);
  EXPECT_EQ(outcome.buckets.size(), 2U);
  world.expect_consistent();
}

TEST(Commit, touches_only_the_bucket_concerned_when_a_row_comes_into_view) {
  CommitWorld world;
  const schema::Row work_order = a_work_order("one");
  world.put(a_field_organisation());
  world.put({work_order});
  world.put({a_booking_of("one")});
  const auto entries = world.entries(work_order);
  EXPECT_EQ(entries.at("staff").commit, 2);
  EXPECT_EQ(entries.at(key_of("customer-fs", "acme")).commit, 2);
  EXPECT_EQ(entries.at(key_of("partner-psa", "org")).commit, 3);
  EXPECT_EQ(world.stamp(work_order), (syncd::Stamp{2, 0}));
  world.expect_consistent();
}

/// What is kept of the row for `audience`, read back.
schema::Row kept_for(CommitWorld& world, const schema::Row& row, Audience audience) {
  schema::Row out(*row.entity, row.id);
  auto transaction = world.read();
  const auto stored = must(transaction->stored(row.key()));
  must(transaction->visit_projected(
      audience, std::array{stored->number}, [&](const syncd::ProjectedRow& kept) -> Status {
        schema::ValueReader reader(kept.values);
        const auto columns = row.entity->projection(audience);
        EXPECT_EQ(must(reader.array(columns.size())), columns.size());
        for (const std::uint32_t ordinal : columns)
          out.values[ordinal] =
              must(schema::to_value(must(reader.next()), row.entity->columns[ordinal]));
        EXPECT_EQ(kept.content_hash, schema::content_hash(out, audience));
        return {};
      }));
  return out;
}

TEST(Commit, keeps_of_a_row_that_everybody_sees_only_what_is_open_to_all) {
  CommitWorld world;
  const schema::Row product = a_row("product", "pump")
                                  .with("name", "Pump")
                                  .with("price", std::int64_t{1'200'0000})
                                  .with("currentcost", std::int64_t{900'0000});
  const auto name = column("product", "name");
  const auto price = column("product", "price");
  const auto cost = column("product", "currentcost");
  world.put({product});
  for (const Audience audience : {Audience::customer, Audience::partner}) {
    const schema::Row kept = kept_for(world, product, audience);
    EXPECT_EQ(kept[name], product[name]);
    EXPECT_TRUE(schema::is_null(kept[price])) << to_string(audience);
    EXPECT_TRUE(schema::is_null(kept[cost])) << to_string(audience);
  }
  const schema::Row whole = kept_for(world, product, Audience::staff);
  EXPECT_EQ(whole[price], product[price]);
  EXPECT_EQ(whole[cost], product[cost]);
  world.expect_consistent();
}

TEST(Share, of_several_buckets_is_the_most_that_one_of_them_gives) {
  using syncd::BucketKind;
  using syncd::Share;
  EXPECT_EQ(share_of(BucketKind::everyone, Audience::partner), Share::open);
  EXPECT_EQ(share_of(BucketKind::partner_psa, Audience::partner), Share::whole);
  EXPECT_EQ(share_of(BucketKind::partner_psa, Audience::customer), Share::none);
  EXPECT_LT(Share::none, Share::open);
  EXPECT_LT(Share::open, Share::whole);
}

TEST(Commit, leaves_a_tombstone_where_a_row_left_and_lifts_it_when_it_returns) {
  CommitWorld world;
  const schema::Row work_order = a_work_order("one");
  world.put(a_field_organisation());
  world.put({work_order, a_booking_of("one")});
  world.remove(a_booking_of("one"));
  const std::string bucket = key_of("partner-psa", "org");
  EXPECT_EQ(world.entries(work_order).at(bucket).present, false);
  EXPECT_EQ(world.entries(work_order).at(bucket).commit, 3);
  EXPECT_EQ(world.entries(work_order).at("staff").commit, 2);
  world.expect_consistent();
  world.put({a_booking_of("one")});
  EXPECT_EQ(world.entries(work_order).at(bucket).present, true);
  EXPECT_EQ(world.entries(work_order).at(bucket).commit, 4);
  world.expect_consistent();
}

TEST(Commit, gives_a_row_that_is_made_again_its_old_number) {
  CommitWorld world;
  const schema::Row row = a_work_order("one");
  world.put({row});
  const auto number = must(world.read()->row_number(row.key()));
  world.remove(row);
  EXPECT_EQ(must(world.read()->row_number(row.key())), number);
  EXPECT_FALSE(world.entries(row).at("staff").present);
  world.put({row});
  EXPECT_EQ(must(world.read()->row_number(row.key())), number);
  EXPECT_EQ(world.entries(row).at("staff").commit, 3);
  world.expect_consistent();
}

TEST(Commit, writes_a_grant_and_its_loss_under_the_number_of_the_change) {
  CommitWorld world;
  world.put(a_field_organisation());
  const std::string bucket = key_of("partner-psa", "org");
  ASSERT_FALSE(world.grants("tom", Audience::partner).contains(bucket));
  const schema::Row role = a_row("adx_webrole", "role")
                               .with("adx_name", "PSA Partner Approver")
                               .with("statecode", std::int64_t{0});
  const schema::Row link = a_row("contact_adx_webrole_link", "link")
                               .naming("contactid", "contact", "tom")
                               .naming("adx_webroleid", "adx_webrole", "role");
  world.put({role});
  const auto granted = world.put({link});
  EXPECT_EQ(granted.persons, std::vector{id_of("tom")});
  EXPECT_EQ(world.grants("tom", Audience::partner).at(bucket), 3);
  world.expect_consistent();
  const auto lost = world.remove(link);
  EXPECT_EQ(lost.persons, std::vector{id_of("tom")});
  EXPECT_EQ(world.grants("tom", Audience::partner).at(bucket), -4);
  world.expect_consistent();
}

TEST(Commit, takes_every_grant_from_a_person_that_is_gone) {
  CommitWorld world;
  world.put({a_row("systemuser", "sue").with("isdisabled", false)});
  ASSERT_EQ(world.grants("sue", Audience::staff).at("staff"), 1);
  world.remove(a_row("systemuser", "sue"));
  for (const auto& [name, commit] : world.grants("sue", Audience::staff)) EXPECT_EQ(commit, -2);
}

TEST(CommitGroup, shares_one_number_and_keeps_only_what_was_released) {
  CommitWorld world;
  world.put({a_row("account", "acme")});
  auto transaction = world.write();
  auto group = must(world.committer.open(*transaction));
  const auto apply = [&](const schema::Row& row, bool is_kept) {
    auto part = must(group.begin_part());
    must(part.apply(std::array{change_to(row)}, {.kind = "test"}));
    if (is_kept) must(part.release());
  };
  apply(a_work_order("first"), true);
  apply(a_row("account", "dropped").with("name", "x"), false);
  apply(a_work_order("last"), true);
  const auto outcome = must(group.finish());
  must(transaction->commit());
  world.model.put(a_work_order("first"));
  world.model.put(a_work_order("last"));
  EXPECT_EQ(outcome.commit, 2);
  EXPECT_EQ(world.stamp(a_work_order("first")), world.stamp(a_work_order("last")));
  EXPECT_EQ(must(world.read()->audit(1, 0, 10)).size(), 2U);
  world.expect_consistent();
}

TEST(CommitGroup, lets_two_parts_change_the_same_row) {
  CommitWorld world;
  schema::Row row = a_work_order("one");
  auto transaction = world.write();
  auto group = must(world.committer.open(*transaction));
  for (const char* name : {"first", "second"}) {
    row[column("msdyn_workorder", "msdyn_name")] = std::string(name);
    auto part = must(group.begin_part());
    must(part.apply(std::array{change_to(row)}, {.kind = "test"}));
    must(part.release());
  }
  must(group.finish());
  must(transaction->commit());
  world.model.put(row);
  world.expect_consistent();
}

/// Two stores that began alike; one of them drops parts in between. Nothing shows.
TEST(CommitGroup, leaves_no_trace_of_a_part_that_was_dropped) {
  CommitWorld plain;
  CommitWorld dropping;
  for (CommitWorld* world : {&plain, &dropping}) world->put(a_field_organisation());
  const auto run = [](CommitWorld& world, bool drops) {
    auto transaction = world.write();
    auto group = must(world.committer.open(*transaction));
    if (drops) {
      auto part = must(group.begin_part());
      must(part.apply(std::array{change_to(a_work_order("gone")), change_to(a_booking_of("gone")),
                                 removal_of(a_row("contact", "tom"))},
                      {.kind = "dropped"}));
    }
    auto part = must(group.begin_part());
    must(part.apply(std::array{change_to(a_work_order("kept"))}, {.kind = "kept"}));
    must(part.release());
    const auto outcome = must(group.finish());
    must(transaction->commit());
    return outcome;
  };
  const auto expected = run(plain, false);
  const auto outcome = run(dropping, true);
  EXPECT_EQ(outcome.persons, expected.persons);
  EXPECT_EQ(outcome.rows_changed, expected.rows_changed);
  EXPECT_EQ(dropping.read()->head().chain, plain.read()->head().chain);
  EXPECT_EQ(must(dropping.read()->audit(0, 0, 100)), must(plain.read()->audit(0, 0, 100)));
  dropping.model.put(a_work_order("kept"));
  dropping.expect_consistent();
  EXPECT_EQ(dropping.bucket("staff"), plain.bucket("staff"));
}

TEST(CommitGroup, without_anything_in_it_takes_no_number) {
  CommitWorld world;
  auto transaction = world.write();
  auto group = must(world.committer.open(*transaction));
  const auto outcome = must(group.finish());
  EXPECT_TRUE(outcome.is_empty);
  EXPECT_EQ(outcome.commit, 0);
}

TEST(CommitGroup, records_a_refused_action_without_changes) {
  CommitWorld world;
  const auto outcome = world.commit({}, {.kind = "quote.approve",
                                         .actor = id_of("ana"),
                                         .verdict = actions::Verdict::refused,
                                         .reason = actions::Reason::quote_changed});
  EXPECT_EQ(outcome.commit, 1);
  EXPECT_EQ(must(world.read()->audit(0, 0, 10)).size(), 1U);
}

/// Commits of the same rows in any order and any number of steps give the same buckets.
TEST(Commit, does_not_depend_on_the_order_of_changes) {
  std::vector<schema::Row> rows = a_field_organisation();
  rows.push_back(a_work_order("one"));
  rows.push_back(a_work_order("two"));
  rows.push_back(a_booking_of("two"));
  CommitWorld forward;
  forward.put(rows);
  std::reverse(rows.begin(), rows.end());
  CommitWorld backward;
  backward.put(rows);
  for (const std::string& name :
       {std::string("staff"), std::string("public"), key_of("customer-fs", "acme"),
        key_of("partner-psa", "org"), key_of("contact", "tom")})
    EXPECT_EQ(forward.bucket(name), backward.bucket(name)) << name;
}

TEST(Commit, hides_first_and_shows_in_parts_when_a_move_is_large) {
  CommitWorld world(/*entries_max=*/3);
  world.put(a_field_organisation());
  std::vector<schema::Row> rows{a_row("msdyn_customerasset", "asset")};
  schema::Row status = a_row("bookingstatus", "scheduled").with("status", std::int64_t{3});
  std::vector<schema::Row> bookings;
  for (int i = 0; i < 8; ++i) {
    const std::string name = "order " + std::to_string(i);
    world.put({a_work_order(name)});
    schema::Row booking = a_booking_of(name);
    booking.id = id_of("booking " + std::to_string(i));
    world.put({booking});
  }
  world.expect_consistent();
  // Canceled hides all eight at once.
  EXPECT_FALSE(world.put({status}).exposure_pending);
  world.expect_consistent();
  auto outcome = world.put({a_row("bookingstatus", "scheduled").with("status", std::int64_t{1})});
  EXPECT_TRUE(outcome.exposure_pending);
  int parts = 0;
  while (outcome.exposure_pending) {
    auto transaction = world.write();
    outcome = must(world.committer.show_pending(*transaction, 3));
    must(transaction->commit());
    ++parts;
    ASSERT_LT(parts, 100);
  }
  EXPECT_GT(parts, 1);
  world.expect_consistent();
}

TEST(Commit, stamps_rows_anew_without_changing_them) {
  CommitWorld world;
  for (const char* name : {"one", "two", "three"}) world.put({a_work_order(name)});
  syncd::RowNumber after = 0;
  const auto& entity = schema::Catalogue::embedded()->entity("msdyn_workorder");
  std::size_t stamped = 0;
  for (std::size_t last = 2; last == 2;) {
    auto transaction = world.write();
    last = must(world.committer.stamp_anew(*transaction, entity, after, 2)).rows_changed;
    must(transaction->commit());
    stamped += last;
  }
  EXPECT_EQ(stamped, 3U);
  EXPECT_EQ(world.stamp(a_work_order("one")).commit, 4);
  EXPECT_EQ(world.stamp(a_work_order("three")).commit, 5);
  world.expect_consistent();
}

TEST(Commit, works_off_what_wants_a_new_stamp_after_the_catalogue_changed) {
  CommitWorld world;
  for (const char* name : {"one", "two", "three"}) world.put({a_work_order(name)});
  const auto& entity = schema::Catalogue::embedded()->entity("msdyn_workorder");
  {
    auto transaction = world.write();
    must(transaction->put_setting(
        std::string(syncd::kStampAnewSetting) + std::to_string(entity.number), "0"));
    must(transaction->commit());
  }
  std::vector<std::size_t> parts;
  for (bool is_done = false; !is_done;) {
    auto transaction = world.write();
    const auto outcome = must(world.committer.stamp_waiting(*transaction, 2));
    must(transaction->commit());
    is_done = outcome.is_empty;
    parts.push_back(outcome.rows_changed);
  }
  EXPECT_EQ(parts, (std::vector<std::size_t>{2, 1, 0}));
  EXPECT_TRUE(must(world.read()->settings(syncd::kStampAnewSetting)).empty());
  world.expect_consistent();
}

TEST(Commit, looks_again_at_rows_and_persons_when_the_settings_of_exposure_change) {
  CommitWorld world;
  world.put(a_field_organisation());
  for (const char* name : {"one", "two", "three"}) world.put({a_work_order(name)});
  auto settings = syncd::ExposureSettings::defaults();
  settings.field_service = false;
  const auto before = world.exposure;
  world.exposure = std::make_shared<const syncd::Exposure>(schema::Catalogue::embedded(), settings);
  EXPECT_NE(world.exposure->fingerprint(), before->fingerprint());
  const syncd::Committer committer(world.exposure, world.clock);
  const auto look_again = [&](const char* entity) {
    std::vector<bool> moved;
    syncd::RowNumber after = 0;
    for (syncd::RowNumber reached = -1; reached != after;) {
      reached = after;
      auto transaction = world.write();
      const auto outcome = must(committer.expose_anew(
          *transaction, schema::Catalogue::embedded()->entity(entity), after, 2));
      moved.push_back(!outcome.is_empty);
      if (!outcome.is_empty) must(transaction->commit());
    }
    return moved;
  };
  EXPECT_EQ(look_again("msdyn_workorder"), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(look_again("contact"), (std::vector<bool>{false, false}));
  EXPECT_EQ(world.entries(a_work_order("one")).size(), 2U);  // staff, and a tombstone
  world.expect_consistent();
}

TEST(Commit, keeps_whole_what_is_published_of_those_whose_case_it_is) {
  CommitWorld world;
  const auto open = a_row("incident", "case")
                        .with("title", "Pump leaks")
                        .with("description", "Mrs Smith called")
                        .naming("customerid", "account", "acme")
                        .with("statecode", std::int64_t{0});
  const auto published = RowBuilder(open)
                             .with("statecode", std::int64_t{1})
                             .with("adx_publishtoweb", true)
                             .with("adx_resolution", "New seal");
  const auto received = [&] {
    const auto transaction = world.read();
    const auto stored = must(transaction->stored(open.row().key()));
    schema::Row out(*stored->row.entity, stored->row.id);
    must(transaction->visit_projected(
        Audience::customer, std::array{stored->number}, [&](const syncd::ProjectedRow& kept) {
          schema::ValueReader reader(kept.values);
          must(reader.array(1000));
          for (const std::uint32_t ordinal : out.entity->projection(Audience::customer))
            out.values[ordinal] =
                must(schema::to_value(must(reader.next()), out.entity->columns[ordinal]));
          return Status{};
        }));
    return out;
  };
  world.put({open});
  EXPECT_EQ(received().text(column("incident", "description")), "Mrs Smith called");
  world.put({published});
  EXPECT_EQ(received().text(column("incident", "adx_resolution")), "New seal");
  EXPECT_EQ(received().text(column("incident", "description")), "Mrs Smith called");
  world.expect_consistent();
  const auto of_nobody = RowBuilder(published).without("customeridtype");
  world.put({of_nobody});
  EXPECT_EQ(received().text(column("incident", "description")), "");
  EXPECT_EQ(received().lookup(column("incident", "customerid")), std::nullopt);
  world.expect_consistent();
  world.put({open});
  EXPECT_EQ(received().lookup(column("incident", "customerid")), id_of("acme"));
  world.expect_consistent();
}

TEST(Commit, stamps_rows_of_a_later_epoch_with_it) {
  CommitWorld world;
  const schema::Row old = a_work_order("old");
  world.put({old});
  {
    auto transaction = world.write();
    must(transaction->open_epoch({7}));
    must(transaction->commit());
  }
  world.put({a_work_order("new")});
  EXPECT_EQ(world.stamp(old), (syncd::Stamp{1, 0}));
  EXPECT_EQ(world.stamp(a_work_order("new")), (syncd::Stamp{2, 1}));
  EXPECT_EQ(world.read()->head().lineage.back().branched_at, 1);
  world.expect_consistent();
}

}  // namespace
}  // namespace fieldbook::tests
