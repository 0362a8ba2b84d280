// A profile whose replica was filled, opened as a running client: what lists, forms and conflicts
// say, over the threads that serve the screens.

#include <future>
#include <gtest/gtest.h>

#include "client/actions/recovery.hpp"
#include "client/api/read_conflict.hpp"
#include "client/runtime/open_client.hpp"
#include "platform/os/files.hpp"
#include "platform/os/secret_store.hpp"
#include "shared/actions/action_table.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

using schema::Value;

Uuid id_of(std::uint8_t byte) {
  Uuid id;
  id.bytes.fill(byte);
  return id;
}
constexpr std::uint8_t kCustomer = 0xac;  // FrameSource's account

class Snapshots : public ::testing::Test {
 protected:
  void put(const char* entity, std::uint8_t id,
           const std::vector<std::pair<const char*, Value>>& values) {
    schema::Row row(catalogue_->entity(entity), id_of(id));
    for (const auto& [column, value] : values) row[catalogue_->column(entity, column)] = value;
    source_.put(row, {"partner:ac"});
  }

  /// Fills the replica of the profile with what was put, and opens the client.
  void open() {
    source_.grant("partner:ac");
    const ClientOptions options{
        .profile = folder_ / "profile", .device_name = "test", .sync_at_start = false};
    // The first opening makes the keys.
    {
      ASSERT_TRUE(open_client(options));
    }
    SeededRandom random(1);
    tests::FakeClock clock;
    ReplicaOptions replica_options{(options.profile / "replica.db").string(), {}, {}};
    auto secrets = platform::FileSecretStore::open(options.profile / "secrets.json", {}, random);
    ASSERT_TRUE(secrets);
    if (sqlite::can_encrypt()) replica_options.key = *to_fixed<32>(*(*secrets)->get("replica_key"));
    {
      auto replica = Replica::open(replica_options, catalogue_, clock, random);
      ASSERT_TRUE(replica) << replica.error().message;
      ASSERT_TRUE((*replica)->sign_in(source_.identity()));
      ASSERT_TRUE(tests::feed(**replica, source_.first_sync(100))->proven);
    }
    auto opened = open_client(options);
    ASSERT_TRUE(opened) << opened.error().message;
    client_ = *std::move(opened);
  }

  template <class T, class Ask>
  T ask(Ask ask) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    ask(Done<T>([&promise](Result<T> answer) { promise.set_value(std::move(answer)); }));
    Result<T> answer = future.get();
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *std::move(answer) : T{};
  }
  ListSnapshot list(ListRequest request) {
    return ask<ListSnapshot>([&](auto done) { client_->list(request, std::move(done)); });
  }
  DetailSnapshot detail(const char* entity, std::uint8_t id) {
    return ask<DetailSnapshot>(
        [&](auto done) { client_->detail(entity, id_of(id), std::move(done)); });
  }
  IntentOutcome decide(Intent intent) {
    return ask<IntentOutcome>([&](auto done) { client_->decide(intent, std::move(done)); });
  }
  std::vector<std::string> columns(const std::vector<std::uint32_t>& ordinals, const char* entity) {
    std::vector<std::string> out;
    for (const std::uint32_t ordinal : ordinals)
      out.push_back(catalogue_->entity(entity).columns[ordinal].name);
    return out;
  }

  tests::TempDir folder_;
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  tests::FrameSource source_{catalogue_, schema::Audience::partner};
  std::unique_ptr<Client> client_;
};

TEST_F(Snapshots, a_list_says_names_and_related_columns_with_its_rows) {
  put("account", 1, {{"name", std::string("Adatum")}, {"address1_city", std::string("Lyon")}});
  put("opportunity", 2,
      {{"name", std::string("Boiler")},
       {"customerid", id_of(1)},
       {"customeridtype", std::string("account")},
       {"statecode", std::int64_t{0}},
       {"statuscode", std::int64_t{1}}});
  open();
  const ListSnapshot page = list({.entity = "opportunity"});
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows[0].related, std::vector<Value>{std::string("Lyon")});
  EXPECT_EQ(page.names, (NameMap{{id_of(1), "Adatum"}}));
}

TEST_F(Snapshots, a_list_may_begin_at_any_row) {
  for (std::uint8_t i = 1; i <= 9; ++i)
    put("account", i, {{"name", fmt::format("Account {}", i)}, {"statecode", std::int64_t{0}}});
  open();
  std::vector<std::string> names;
  for (const RowSnapshot& row : list({.entity = "account",
                                      .view = "*",
                                      .sort = {{"name", schema::SortDirection::ascending}},
                                      .offset = 3,
                                      .limit = 2})
                                    .rows)
    names.push_back(row.row.text(catalogue_->column("account", "name")));
  EXPECT_EQ(names, (std::vector<std::string>{"Account 4", "Account 5"}));
}

// domain.md 11.11
TEST_F(Snapshots, a_detail_says_what_may_be_decided_and_what_is_pending_after_it) {
  put("opportunity", 2,
      {{"name", std::string("Boiler")},
       {"msa_partnerid", id_of(kCustomer)},
       {"adx_delivereddate", std::int64_t{20'000}},
       {"adx_expirydate", std::int64_t{60'000}},
       {"statecode", std::int64_t{0}},
       {"statuscode", std::int64_t{100000001}}});
  open();
  const DetailSnapshot before = detail("opportunity", 2);
  ASSERT_EQ(before.decisions.size(), 2U);
  EXPECT_EQ(before.decisions[0].kind, "opportunity.accept");
  EXPECT_EQ(before.decisions[0].label, "Accept opportunity");
  EXPECT_EQ(before.decisions[0].refusal, "");
  ASSERT_EQ(before.decisions[0].arguments.size(), 1U);
  EXPECT_EQ(before.decisions[0].arguments[0].name, "comment");
  EXPECT_EQ(before.decisions[0].arguments[0].length_max, 2000U);
  EXPECT_TRUE(before.pending_columns.empty());

  const IntentOutcome outcome =
      decide({.kind = "opportunity.accept", .entity = "opportunity", .target = id_of(2)});
  EXPECT_TRUE(outcome.saved);
  EXPECT_EQ(outcome.action.name, "Boiler");
  const DetailSnapshot after = detail("opportunity", 2);
  EXPECT_TRUE(after.main.pending);
  EXPECT_EQ(columns(after.pending_columns, "opportunity"),
            (std::vector<std::string>{"stepname", "adx_expirydate", "adx_accepteddate",
                                      "statuscode", "modifiedon"}));
  EXPECT_EQ(after.decisions[0].refusal, "already_done");
  EXPECT_EQ(after.decisions[0].refusal_text,
            "Opportunity Boiler already stood as you decided it. Your decision counts once.");
}

TEST_F(Snapshots, a_detail_names_what_it_points_at_and_what_points_at_it) {
  put("account", 1, {{"name", std::string("Adatum")}});
  put("contact", 3, {{"fullname", std::string("Dana Ruiz")}, {"parentcustomerid", id_of(1)}});
  put("msdyn_customerasset", 4, {{"msdyn_name", std::string("Pump")}, {"msdyn_account", id_of(1)}});
  open();
  EXPECT_EQ(detail("contact", 3).names.at(id_of(1)), "Adatum");
  const DetailSnapshot account = detail("account", 1);
  std::vector<std::string> related;
  for (const auto& group : account.related) related.push_back(group.entity + "." + group.column);
  EXPECT_EQ(related, (std::vector<std::string>{"contact.parentcustomerid",
                                               "msdyn_customerasset.msdyn_account"}));
  EXPECT_TRUE(std::ranges::count(columns(account.editable, "account"), "telephone1") == 1);
}

TEST_F(Snapshots, open_conflicts_come_newest_first_with_the_names_in_their_fields) {
  put("contact", 3, {{"fullname", std::string("Dana Ruiz")}});
  const auto conflict = [&](std::uint8_t id, std::int64_t state, std::int64_t theirs_on) {
    const std::string dana = to_string(id_of(3));
    put("fieldbook_conflict", id,
        {{"title", fmt::format("Conflict {}", id)},
         {"entityname", std::string("account")},
         {"rowid", id_of(1)},
         {"theirs_on", theirs_on},
         {"statecode", state},
         {"statuscode", std::int64_t{1 + state}},
         {"detail", fmt::format(R"({{"fields":[{{"column":"primarycontactid","base":null,
"mine":"{}","theirs":null}}]}})",
                                dana)}});
  };
  conflict(7, 0, 1000);
  conflict(8, 1, 2000);
  conflict(9, 0, 3000);
  open();
  const auto open_ones =
      ask<std::vector<ConflictSnapshot>>([&](auto done) { client_->conflicts(std::move(done)); });
  ASSERT_EQ(open_ones.size(), 2U);
  EXPECT_EQ(open_ones[0].title, "Conflict 9");
  EXPECT_EQ(open_ones[1].title, "Conflict 7");
  EXPECT_EQ(open_ones[0].names, (NameMap{{id_of(3), "Dana Ruiz"}}));
}

}  // namespace
}  // namespace fieldbook::client
