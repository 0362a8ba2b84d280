// Names of looked-up rows, related columns and pending columns, as lists and forms show them.

#include <gtest/gtest.h>

#include "client/replica/queries.hpp"
#include "client/replica/replica_parts.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

using schema::Value;

Uuid id_of(std::uint8_t kind, std::uint32_t number) {
  Uuid id;
  id.bytes.fill(kind);
  id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}
constexpr std::uint8_t kAccount = 0xac, kContact = 0xc0, kOffer = 0x0f;

class LookedUpRows : public ::testing::Test {
 protected:
  LookedUpRows() {
    auto opened =
        Replica::open({(folder_ / "replica.db").string(), {}, {}}, catalogue_, clock_, random_);
    EXPECT_TRUE(opened);
    replica_ = *std::move(opened);
    EXPECT_TRUE(replica_->sign_in(source_.identity()));
    source_.grant("staff");
  }

  void put(const char* entity, const Uuid& id,
           const std::vector<std::pair<const char*, Value>>& values) {
    schema::Row row(catalogue_->entity(entity), id);
    for (const auto& [column, value] : values) row[catalogue_->column(entity, column)] = value;
    source_.put(row, {"staff"});
  }
  void put_account(std::uint32_t number, const char* name, const char* city) {
    put("account", id_of(kAccount, number),
        {{"name", std::string(name)}, {"address1_city", std::string(city)}});
  }
  void put_offer(std::uint32_t number, const Uuid& customer, const char* type) {
    put("opportunity", id_of(kOffer, number),
        {{"name", fmt::format("Offer {}", number)},
         {"customerid", customer},
         {"customeridtype", std::string(type)},
         {"statecode", std::int64_t{0}},
         {"statuscode", std::int64_t{1}}});
  }
  void sync() { ASSERT_TRUE(tests::feed(*replica_, source_.first_sync(1000))->proven); }

  ListPage list(const char* entity, const char* view) {
    Queries queries(*replica_);
    const schema::Entity& of = catalogue_->entity(entity);
    auto page = queries.list({.entity = of.number, .view = view, .limit = 500}, Instant{}, 0);
    EXPECT_TRUE(page);
    EXPECT_TRUE(queries.look_up(*page, of, of.find_view(view)));
    return *std::move(page);
  }

  tests::TempDir folder_;
  tests::FakeClock clock_;
  SeededRandom random_{1};
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  tests::FrameSource source_{catalogue_};
  std::unique_ptr<Replica> replica_;
};

TEST_F(LookedUpRows, a_list_with_amounts_names_their_currency_by_its_code) {
  constexpr std::uint8_t kCurrency = 0xcc;
  put("transactioncurrency", id_of(kCurrency, 1),
      {{"currencyname", std::string("Euro")}, {"isocurrencycode", std::string("EUR")}});
  put("opportunity", id_of(kOffer, 1),
      {{"estimatedvalue", std::int64_t{10'000}},
       {"transactioncurrencyid", id_of(kCurrency, 1)},
       {"statecode", std::int64_t{0}},
       {"statuscode", std::int64_t{1}}});
  sync();
  EXPECT_EQ(list("opportunity", "open").names, (RowNames{{id_of(kCurrency, 1), "EUR"}}));
}

TEST_F(LookedUpRows, a_list_names_the_rows_that_its_columns_point_at) {
  put_account(1, "Adatum", "Lyon");
  put("contact", id_of(kContact, 1), {{"fullname", std::string("Dana Ruiz")}});
  put_offer(1, id_of(kAccount, 1), "account");
  put_offer(2, id_of(kContact, 1), "contact");
  put_offer(3, id_of(kAccount, 9), "account");
  sync();
  EXPECT_EQ(list("opportunity", "open").names,
            (RowNames{{id_of(kAccount, 1), "Adatum"}, {id_of(kContact, 1), "Dana Ruiz"}}));
}

TEST_F(LookedUpRows, a_related_column_has_one_value_a_row_and_null_where_there_is_none) {
  put_account(1, "Adatum", "Lyon");
  put("contact", id_of(kContact, 1), {{"fullname", std::string("Dana Ruiz")}});
  put_offer(1, id_of(kAccount, 1), "account");
  put_offer(2, id_of(kContact, 1), "contact");
  put_offer(3, id_of(kAccount, 9), "account");
  sync();
  std::map<std::string, std::vector<Value>> related;
  for (const ListRow& row : list("opportunity", "open").rows)
    related[row.values.text(catalogue_->column("opportunity", "name"))] = row.related;
  EXPECT_EQ(related,
            (std::map<std::string, std::vector<Value>>{{"Offer 1", {Value(std::string("Lyon"))}},
                                                       {"Offer 2", {Value(schema::Null{})}},
                                                       {"Offer 3", {Value(schema::Null{})}}}));
}

TEST_F(LookedUpRows, a_related_lookup_is_named_too) {
  put_account(1, "Adatum", "Lyon");
  put("msdyn_project", id_of(0x50, 1),
      {{"msdyn_subject", std::string("Roof")}, {"msdyn_customer", id_of(kAccount, 1)}});
  put("msdyn_projectteam", id_of(0x51, 1),
      {{"msdyn_name", std::string("Ana")},
       {"msdyn_project", id_of(0x50, 1)},
       {"statecode", std::int64_t{0}}});
  sync();
  const ListPage page = list("msdyn_projectteam", "active");
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows[0].related[1], Value(id_of(kAccount, 1)));
  EXPECT_EQ(page.names.at(id_of(kAccount, 1)), "Adatum");
}

TEST_F(LookedUpRows, more_rows_than_one_batch_are_all_named) {
  RowNames expected;
  for (std::uint32_t i = 0; i < 100; ++i) {
    const std::string name = fmt::format("Account {}", i);
    put_account(i, name.c_str(), "Lyon");
    put_offer(i, id_of(kAccount, i), "account");
    expected[id_of(kAccount, i)] = name;
  }
  sync();
  EXPECT_EQ(list("opportunity", "open").names, expected);
}

TEST_F(LookedUpRows, only_what_differs_from_the_daemons_row_is_pending) {
  put_account(1, "Adatum", "Lyon");
  sync();
  const schema::ColumnHandle city = catalogue_->column("account", "address1_city");
  const schema::RowKey key{city.entity_number, id_of(kAccount, 1)};
  Queries queries(*replica_);
  const auto pending = [&] { return *queries.pending_columns(*(*queries.rows().get(key))); };
  EXPECT_TRUE(pending().empty());
  schema::RowChange change(key);
  change.set(city, std::string("Nice"));
  ASSERT_TRUE(replica_->parts().write([&] { return replica_->parts().overlay.write(change); }));
  EXPECT_EQ(pending(), std::vector<std::uint32_t>{city.ordinal});
}

TEST_F(LookedUpRows, everything_is_pending_in_a_row_that_the_daemon_does_not_have) {
  const schema::ColumnHandle name = catalogue_->column("account", "name");
  schema::RowChange change({name.entity_number, id_of(kAccount, 1)});
  change.set(name, std::string("Adatum"));
  ASSERT_TRUE(replica_->parts().write([&] { return replica_->parts().overlay.write(change); }));
  Queries queries(*replica_);
  EXPECT_EQ(*queries.pending_columns(*(*queries.rows().get(change.key))),
            std::vector<std::uint32_t>{name.ordinal});
}

TEST_F(LookedUpRows, a_reading_connection_knows_who_is_signed_in) {
  Queries queries(*replica_);
  EXPECT_EQ(*queries.identity(), source_.identity());
}

}  // namespace
}  // namespace fieldbook::client
