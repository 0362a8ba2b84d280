// What of a published case reaches whom: its own people hold it whole, everybody else what is open.

#include <gtest/gtest.h>

#include "shared/protocol/frames.hpp"
#include "shared/protocol/rows_frame.hpp"
#include "shared/schema/row_codec.hpp"
#include "syncd/changelog/live.hpp"
#include "syncd/changelog/pull.hpp"
#include "tests/unit/syncd/changelog/commit_world.hpp"

namespace fieldbook::tests {
namespace {

using schema::Audience;

std::string key_of(std::string_view kind, std::string_view name) {
  return std::string(kind) + ":" + to_string(id_of(name));
}
schema::ColumnHandle column(std::string_view entity, std::string_view name) {
  return schema::Catalogue::embedded()->column(entity, name);
}

class PublishedCase : public ::testing::Test {
 protected:
  PublishedCase() {
    world_.put({person("mine"), person("hers"), person("other"),
                a_row("adx_caseaccess", "access")
                    .naming("adx_contactid", "contact", "hers")
                    .naming("adx_accountid", "account", "acme")
                    .with("adx_scope", std::int64_t{2})
                    .with("adx_read", true)
                    .with("statecode", std::int64_t{0})});
  }

  static RowBuilder person(std::string_view name) {
    return a_row("contact", name)
        .with("statecode", std::int64_t{0})
        .with("adx_identity_logonenabled", true);
  }
  static RowBuilder a_case(std::string_view type, std::string_view customer) {
    return a_row("incident", "case")
        .with("title", "Pump leaks")
        .with("description", "Mrs Smith called")
        .naming("customerid", type, customer)
        .naming("primarycontactid", "contact", "mine")
        .with("adx_resolution", "New seal")
        .with("adx_publishtoweb", true)
        .with("statecode", std::int64_t{1});
  }

  /// The case as a first sync of the person brings it, and in which buckets.
  struct Received {
    schema::Row row;
    std::set<std::string> buckets;
  };
  std::optional<Received> received(std::string_view who, Audience audience = Audience::customer) {
    const syncd::PullSession session{id_of("device"), id_of(who), audience, {}};
    syncd::Pull pull(*world_.store, session, {}, world_.clock);
    Bytes bytes;
    while (must(pull.next(bytes))) {
    }
    return case_in(bytes);
  }

  static std::optional<Received> case_in(const Bytes& bytes) {
    const schema::Entity& entity = schema::Catalogue::embedded()->entity("incident");
    protocol::FrameSplitter splitter;
    splitter.add(bytes);
    std::optional<Received> out;
    while (auto frame = must(splitter.next())) {
      const auto message = must(protocol::decode_frame(*frame));
      const auto* rows = std::get_if<protocol::RowsFrame>(&message);
      if (rows == nullptr) continue;
      auto reader = must(protocol::RowsFrameReader::open(rows->payload));
      if (reader.head().entity != entity.number) continue;
      protocol::WireRow wire;
      while (must(reader.next(wire))) {
        EXPECT_FALSE(out.has_value()) << "the case came twice";
        out.emplace(Received{schema::Row(entity, wire.id), {}});
        schema::ValueReader values(wire.values);
        must(values.array(1'000));
        schema::ContentHash hash;
        for (const std::uint32_t number : reader.head().columns) {
          const schema::Column* column = entity.find_number(number);
          schema::Value& value = out->row.values[column->ordinal];
          value = must(schema::to_value(must(values.next()), *column));
          hash.add_value(number, value);
        }
        EXPECT_EQ(wire.content_hash, hash.finish());
        for (const std::uint32_t index : wire.buckets)
          out->buckets.insert(reader.head().buckets[index]);
      }
    }
    return out;
  }

  static void expect_whole(const std::optional<Received>& found, const std::string& through) {
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->row.text(column("incident", "description")), "Mrs Smith called");
    EXPECT_TRUE(found->row.lookup(column("incident", "customerid")));
    EXPECT_EQ(found->row.lookup(column("incident", "primarycontactid")), id_of("mine"));
    EXPECT_EQ(found->row.text(column("incident", "adx_resolution")), "New seal");
    EXPECT_EQ(found->buckets, (std::set<std::string>{through, "public"}));
  }
  static void expect_open(const std::optional<Received>& found) {
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->row.text(column("incident", "title")), "Pump leaks");
    EXPECT_EQ(found->row.text(column("incident", "adx_resolution")), "New seal");
    for (const char* withheld : {"description", "customerid", "primarycontactid"})
      EXPECT_TRUE(schema::is_null(found->row[column("incident", withheld)])) << withheld;
    EXPECT_EQ(found->buckets, std::set<std::string>{"public"});
  }

  CommitWorld world_;
};

TEST_F(PublishedCase, reaches_its_customer_whole_and_everybody_with_what_is_open) {
  world_.put({a_case("contact", "mine")});
  expect_whole(received("mine"), key_of("own-cases", "mine"));
  expect_open(received("hers"));
  expect_open(received("other"));
  world_.expect_consistent();
}

TEST_F(PublishedCase, reaches_those_with_access_to_its_account_whole) {
  world_.put({a_case("account", "acme")});
  expect_whole(received("hers"), key_of("cases", "acme"));
  expect_open(received("mine"));
  world_.expect_consistent();
}

TEST_F(PublishedCase, reaches_everybody_with_what_is_open_once_the_access_is_gone) {
  world_.put({a_case("account", "acme")});
  world_.remove(a_row("adx_caseaccess", "access"));
  expect_open(received("hers"));
  world_.expect_consistent();
}

TEST_F(PublishedCase, changes_on_the_live_stream_for_each_with_what_is_theirs) {
  world_.put({a_case("contact", "mine").with("adx_publishtoweb", false)});
  const auto live = [&](std::string_view who) {
    const syncd::PullSession session{id_of("device"), id_of(who), Audience::customer, {}};
    const auto transaction = world_.read();
    syncd::LiveStart start;
    start.position = syncd::position_of(transaction->head());
    return std::make_unique<syncd::LiveFeed>(*world_.store, session, start, world_.clock);
  };
  const auto mine = live("mine");
  const auto other = live("other");
  world_.put({a_case("contact", "mine")});
  const auto next = [](syncd::LiveFeed& feed) {
    Bytes bytes;
    EXPECT_EQ(must(feed.next(bytes)), syncd::LiveStep::delta);
    return case_in(bytes);
  };
  expect_whole(next(*mine), key_of("own-cases", "mine"));
  expect_open(next(*other));
}

TEST_F(PublishedCase, is_whole_for_its_customer_in_pages_that_others_share) {
  world_.put({a_case("contact", "mine")});
  syncd::RecentPages pages;
  for (int round = 0; round < 3; ++round) {
    for (const std::string_view who : {"mine", "other"}) {
      const syncd::PullSession session{id_of("device"), id_of(who), Audience::customer, {}};
      syncd::Pull pull(*world_.store, session, {}, world_.clock, {}, &pages);
      Bytes bytes;
      while (must(pull.next(bytes))) {
      }
      if (who == "mine")
        expect_whole(case_in(bytes), key_of("own-cases", "mine"));
      else
        expect_open(case_in(bytes));
    }
  }
}

}  // namespace
}  // namespace fieldbook::tests
