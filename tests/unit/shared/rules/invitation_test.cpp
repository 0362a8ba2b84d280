// Invitations: who may invite whom, and what redeeming does (DOMAIN.md 1.19, 2.1, 4.1, 4.2).

#include "shared/rules/invitation.hpp"

#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;
using rules::InvitationState;

class Invitations : public testing::Test {
 protected:
  Invitations() {
    world.rows.put(a_row("adx_contactaccess", "access")
                       .with("adx_contactid", world.paul.id)
                       .with("adx_accountid", world.paul.account)
                       .with("adx_write", true)
                       .with("adx_create", true));
    world.paul.roles = {"Partner administrator"};
    world.rows.put(a_row("adx_webrole", "seller").with("adx_name", "Partner seller"));
    world.rows.put(a_row("adx_webrole", "admin").with("adx_name", "Partner administrator"));
    world.rows.put(a_row("account", "pipes").with("name", "Pipes"));
    world.rows.put(a_row("account", "acme").with("name", "Acme"));
    world.rows.put(a_row("account", "applicant")
                       .with("name", "Applicant")
                       .with("adx_partner_status", std::int64_t{100000000}));
    world.rows.put(a_row("contact", "eve")
                       .with("fullname", "Eve")
                       .naming("parentcustomerid", "account", "applicant"));
  }
  Answer take(std::string_view kind, std::string_view target, const rules::Actor& actor,
              std::string_view id = "action",
              std::vector<std::pair<std::string, schema::Value>> arguments = {}) {
    actions::Action action;
    action.id = id_of(id);
    action.kind = kind;
    action.entity = actions::find_action(kind)->entity;
    action.target = id_of(target);
    if (kind == kinds::kInvitationWithdraw) action.target = rules::invitation_id(id_of(target));
    action.actor = actor.id;
    action.audience = actor.audience;
    action.arguments = std::move(arguments);
    const Answer answer = world.on_daemon(action, actor, RulesWorld::facts_at(noon(kToday)));
    world.apply(answer.changes);
    return answer;
  }
  /// A group of `most` people to the account.
  std::string invite_group(std::string_view account, const rules::Actor& actor,
                           std::optional<std::int64_t> most, std::string_view id = "action") {
    std::vector<std::pair<std::string, schema::Value>> arguments;
    if (most) arguments.emplace_back("adx_maximumredemptions", *most);
    return describe(take(kinds::kAccountInvite, account, actor, id, std::move(arguments)));
  }
  /// Whoever brings the group's code under this name; whether they were let in.
  bool let_in(const std::string& signin, std::string first = {}, std::string last = {},
              std::string_view id = "action") {
    const Uuid person = rules::newcomer_id(row_of(id).id, signin);
    auto changes = rules::redeem_group_invitation(
        world.rows, row_of(id), {person, signin, std::move(first), std::move(last)}, noon(kToday));
    EXPECT_TRUE(changes.has_value());
    world.apply(*changes);
    return !changes->empty();
  }
  [[nodiscard]] schema::Value of_newcomer(const std::string& signin, std::string_view column) {
    return world.value("contact", rules::newcomer_id(row_of().id, signin), column);
  }
  [[nodiscard]] schema::Row row_of(std::string_view id = "action") {
    const auto number = world.rows.catalogue().entity("adx_invitation").number;
    const auto row = world.rows.get({number, rules::invitation_id(id_of(id))});
    EXPECT_TRUE(row && *row);
    return **row;
  }
  [[nodiscard]] InvitationState state(std::string_view id = "action", Instant now = noon(kToday)) {
    return rules::invitation_state(world.rows.catalogue(), row_of(id), now);
  }
  std::vector<schema::RowChange> redeem(std::string_view id = "action") {
    auto changes = rules::redeem_invitation(world.rows, row_of(id), noon(kToday));
    EXPECT_TRUE(changes.has_value());
    world.apply(*changes);
    return *changes;
  }
  [[nodiscard]] std::vector<std::string> roles(std::string_view person) {
    std::vector<std::string> out;
    const auto& catalogue = world.rows.catalogue();
    const auto ids =
        world.rows.find(catalogue.column("contact_adx_webrole_link", "contactid"), id_of(person));
    for (const Uuid& id : *ids) {
      const auto role =
          std::get<Uuid>(world.value("contact_adx_webrole_link", id, "adx_webroleid"));
      out.push_back(std::get<std::string>(world.value("adx_webrole", role, "adx_name")));
    }
    return out;
  }
  static schema::Value number(std::int64_t value) { return value; }

  RulesWorld world;
  rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
};

// domain.md 11.24: the first contact manages the organisation's people, and nobody else's.
TEST_F(Invitations, an_administrator_invites_colleagues_alone) {
  EXPECT_EQ(describe(take(kinds::kContactInvite, "tina", world.paul)), "applied none");
  const schema::Row row = row_of();
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_invitecontact"),
            schema::Value(world.tina.id));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_invitercontact"),
            schema::Value(world.paul.id));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_type"), number(756150000));
  EXPECT_EQ(world.value("adx_invitation", row.id, "statuscode"), number(1));
  EXPECT_EQ(state(), InvitationState::open);
  EXPECT_EQ(describe(take(kinds::kContactInvite, "ana", world.paul, "b")), "refused not_available");
  world.paul.roles = {"Partner manager"};
  EXPECT_EQ(describe(take(kinds::kContactInvite, "tina", world.paul, "c")),
            "refused role_ended role=Partner administrator");
  world.paul.roles = {"Partner administrator"};
  world.set("adx_contactaccess", "access", "adx_create", number(0));
  EXPECT_EQ(describe(take(kinds::kContactInvite, "tina", world.paul, "d")), "refused role_ended");
}

TEST_F(Invitations, an_invited_colleague_begins_with_own_opportunities_and_an_empty_channel) {
  take(kinds::kContactInvite, "tina", world.paul);
  const auto& catalogue = world.rows.catalogue();
  for (const char* entity : {"adx_opportunitypermissions", "adx_channelpermissions"}) {
    const auto ids = world.rows.find(catalogue.column(entity, "adx_contactid"), world.tina.id);
    ASSERT_EQ(ids->size(), 1U) << entity;
    const bool reads = world.value(entity, ids->front(), "adx_read") == number(1);
    EXPECT_EQ(reads, std::string_view(entity) == "adx_opportunitypermissions");
  }
}

// domain.md 11.23: before an application is approved there is nothing to be invited to.
TEST_F(Invitations, staff_invite_customers_and_approved_partners) {
  EXPECT_EQ(describe(take(kinds::kContactInvite, "ana", sam)), "applied none");
  EXPECT_EQ(describe(take(kinds::kContactInvite, "eve", sam, "b")), "refused not_permitted");
  world.set("account", "applicant", "adx_partner_status", number(100000001));
  EXPECT_EQ(describe(take(kinds::kContactInvite, "eve", sam, "c")), "applied none");
  world.set("contact", "eve", "statecode", number(1));
  EXPECT_EQ(describe(take(kinds::kContactInvite, "eve", sam, "d")), "refused not_permitted");
}

TEST_F(Invitations, a_later_one_replaces_the_one_before) {
  take(kinds::kContactInvite, "ana", sam, "first");
  take(kinds::kContactInvite, "ana", sam, "second");
  EXPECT_EQ(state("first"), InvitationState::withdrawn);
  EXPECT_EQ(state("second"), InvitationState::open);
}

TEST_F(Invitations, are_withdrawn_by_whoever_sent_them_or_staff_until_redeemed) {
  take(kinds::kContactInvite, "tina", world.paul, "first");
  EXPECT_EQ(describe(take(kinds::kInvitationWithdraw, "first", world.tina)),
            "refused not_permitted");
  EXPECT_EQ(describe(take(kinds::kInvitationWithdraw, "first", world.paul)), "applied none");
  EXPECT_EQ(describe(take(kinds::kInvitationWithdraw, "first", sam)), "applied already_done");
  EXPECT_EQ(state("first"), InvitationState::withdrawn);
  take(kinds::kContactInvite, "tina", world.paul, "second");
  redeem("second");
  EXPECT_EQ(describe(take(kinds::kInvitationWithdraw, "second", world.paul)),
            "superseded already_decided decision=Redeemed");
}

TEST_F(Invitations, end_by_time_and_by_use) {
  take(kinds::kContactInvite, "tina", world.paul);
  EXPECT_EQ(state("action", noon(kToday + 14)), InvitationState::expired);
  EXPECT_EQ(state("action", Instant{noon(kToday + 14).ms - 1}), InvitationState::open);
  redeem();
  EXPECT_EQ(state(), InvitationState::used);
  EXPECT_EQ(world.value("adx_invitation", row_of().id, "adx_redeemedcontact"),
            schema::Value(world.tina.id));
  EXPECT_EQ(world.value("adx_invitation", row_of().id, "statuscode"), number(756150001));
}

// domain.md 2.1: the primary contact of the partner account is its administrator.
TEST_F(Invitations, redeeming_gives_the_first_role_of_a_partner_and_no_other) {
  world.set("account", "applicant", "adx_partner_status", number(100000001));
  world.set("account", "applicant", "accountclassificationcode", number(100000000));
  world.set("account", "applicant", "primarycontactid", id_of("eve"));
  world.rows.put(a_row("contact", "fay")
                     .with("fullname", "Fay")
                     .naming("parentcustomerid", "account", "applicant"));
  for (const char* person : {"eve", "fay", "ana"}) {
    EXPECT_EQ(describe(take(kinds::kContactInvite, person, sam, person)), "applied none");
    redeem(person);
    EXPECT_EQ(world.value("contact", id_of(person), "adx_identity_logonenabled"), number(1));
  }
  EXPECT_EQ(roles("eve"), std::vector<std::string>{"Partner administrator"});
  EXPECT_EQ(roles("fay"), std::vector<std::string>{"Partner seller"});
  EXPECT_EQ(roles("ana"), std::vector<std::string>{});
}

TEST_F(Invitations, of_a_contact_who_was_removed_change_nothing) {
  take(kinds::kContactInvite, "tina", world.paul);
  world.set("contact", "tina", "statecode", number(1));
  EXPECT_TRUE(redeem().empty());
}

// domain.md 1.19, 4.2
TEST_F(Invitations, a_group_is_invited_by_whoever_invites_colleagues_and_by_staff) {
  EXPECT_EQ(invite_group("pipes", world.paul, 20), "applied none");
  const schema::Row row = row_of();
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_type"), number(756150001));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_maximumredemptions"), number(20));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_redemptions"), number(0));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_assigntoaccount"),
            schema::Value(world.paul.account));
  EXPECT_EQ(world.value("adx_invitation", row.id, "adx_invitercontact"),
            schema::Value(world.paul.id));
  EXPECT_TRUE(rules::is_group_invitation(world.rows.catalogue(), row));
  EXPECT_EQ(invite_group("acme", world.paul, 20, "b"), "refused not_available");
  EXPECT_EQ(invite_group("acme", sam, 20, "c"), "applied none");
  EXPECT_EQ(invite_group("applicant", sam, 20, "d"), "refused not_permitted");
  world.set("account", "acme", "statecode", number(1));
  EXPECT_EQ(invite_group("acme", sam, 20, "e"), "refused not_permitted");
  world.paul.roles = {"Partner manager"};
  EXPECT_EQ(invite_group("pipes", world.paul, 20, "f"),
            "refused role_ended role=Partner administrator");
  world.paul.roles = {"Partner administrator"};
  world.set("adx_contactaccess", "access", "adx_create", number(0));
  EXPECT_EQ(invite_group("pipes", world.paul, 20, "g"), "refused role_ended");
}

TEST_F(Invitations, a_group_has_a_size_within_bounds) {
  for (const std::optional<std::int64_t> most :
       {std::optional<std::int64_t>(), {0}, {-1}, {rules::kGroupRedemptionsMax + 1}})
    EXPECT_EQ(invite_group("pipes", world.paul, most),
              "refused invalid_value fields=Maximum Redemptions");
  EXPECT_EQ(invite_group("pipes", world.paul, 1, "one"), "applied none");
  EXPECT_EQ(invite_group("pipes", world.paul, rules::kGroupRedemptionsMax, "all"), "applied none");
}

TEST_F(Invitations, a_group_is_let_in_to_the_last_and_each_becomes_a_contact_of_the_account) {
  world.set("account", "pipes", "accountclassificationcode", number(100000000));
  invite_group("pipes", world.paul, 2);
  EXPECT_TRUE(let_in("kim@pipes.example", "Kim", "Neu"));
  EXPECT_EQ(state(), InvitationState::open);
  EXPECT_TRUE(let_in("lou@pipes.example"));
  EXPECT_EQ(state(), InvitationState::used);
  const Uuid row = row_of().id;
  EXPECT_EQ(world.value("adx_invitation", row, "adx_redemptions"), number(2));
  EXPECT_EQ(world.value("adx_invitation", row, "statuscode"), number(756150001));
  EXPECT_EQ(world.value("adx_invitation", row, "adx_redeemedcontact"),
            schema::Value(rules::newcomer_id(row, "lou@pipes.example")));
  const auto text = [](const char* value) { return schema::Value(std::string(value)); };
  EXPECT_EQ(of_newcomer("kim@pipes.example", "fullname"), text("Kim Neu"));
  EXPECT_EQ(of_newcomer("lou@pipes.example", "fullname"), text("lou@pipes.example"));
  EXPECT_EQ(of_newcomer("lou@pipes.example", "lastname"), text("lou@pipes.example"));
  for (const char* signin : {"kim@pipes.example", "lou@pipes.example"}) {
    EXPECT_EQ(of_newcomer(signin, "parentcustomerid"), schema::Value(world.paul.account));
    EXPECT_EQ(of_newcomer(signin, "parentcustomeridtype"), text("account"));
    EXPECT_EQ(of_newcomer(signin, "adx_identity_logonenabled"), number(1));
    EXPECT_EQ(of_newcomer(signin, "adx_identity_username"), text(signin));
    const Uuid person = rules::newcomer_id(row, signin);
    const auto& catalogue = world.rows.catalogue();
    for (const char* entity : {"adx_opportunitypermissions", "adx_channelpermissions"})
      EXPECT_EQ(world.rows.find(catalogue.column(entity, "adx_contactid"), person)->size(), 1U);
    const auto links =
        world.rows.find(catalogue.column("contact_adx_webrole_link", "contactid"), person);
    ASSERT_EQ(links->size(), 1U);
    EXPECT_EQ(world.value("contact_adx_webrole_link", links->front(), "adx_webroleid"),
              schema::Value(id_of("seller")));
  }
}

TEST_F(Invitations, a_group_of_a_customer_gets_no_role_and_one_without_account_none_either) {
  invite_group("acme", sam, 5);
  EXPECT_TRUE(let_in("gus@acme.example", "Gus"));
  EXPECT_EQ(of_newcomer("gus@acme.example", "lastname"), schema::Value(std::string("Gus")));
  schema::Row row = row_of();
  row.values[row.entity->find("adx_assigntoaccount")->ordinal] = schema::Null{};
  world.rows.put(row);
  EXPECT_TRUE(let_in("hal@nowhere.example"));
  EXPECT_EQ(of_newcomer("hal@nowhere.example", "parentcustomerid"), schema::Value(schema::Null{}));
  const auto& catalogue = world.rows.catalogue();
  for (const char* signin : {"gus@acme.example", "hal@nowhere.example"})
    EXPECT_TRUE(world.rows
                    .find(catalogue.column("contact_adx_webrole_link", "contactid"),
                          rules::newcomer_id(row.id, signin))
                    ->empty());
}

TEST_F(Invitations, a_code_of_a_group_lets_nobody_in_twice_or_to_a_closed_account) {
  invite_group("pipes", world.paul, 5);
  EXPECT_TRUE(let_in("kim@pipes.example"));
  EXPECT_FALSE(let_in("kim@pipes.example"));
  EXPECT_EQ(world.value("adx_invitation", row_of().id, "adx_redemptions"), number(1));
  world.set("account", "pipes", "statecode", number(1));
  EXPECT_FALSE(let_in("lou@pipes.example"));
  world.rows.remove({world.rows.catalogue().entity("account").number, world.paul.account});
  EXPECT_FALSE(let_in("lou@pipes.example"));
}

TEST_F(Invitations, of_a_group_stand_beside_each_other_and_are_withdrawn_half_used) {
  invite_group("pipes", world.paul, 5, "first");
  invite_group("pipes", world.paul, 5, "second");
  EXPECT_EQ(state("first"), InvitationState::open);
  EXPECT_TRUE(let_in("kim@pipes.example", {}, {}, "first"));
  EXPECT_EQ(describe(take(kinds::kInvitationWithdraw, "first", world.paul)), "applied none");
  EXPECT_EQ(state("first"), InvitationState::withdrawn);
  EXPECT_EQ(state("second"), InvitationState::open);
  EXPECT_EQ(state("second", noon(kToday + 14)), InvitationState::expired);
}

TEST(InvitationCode, is_that_of_the_portal_and_only_its_hash_is_kept) {
  SeededRandom random(7);
  const std::string code = rules::make_invitation_code(random);
  EXPECT_EQ(code.size(), 172U);  // base64 of 128 bytes
  EXPECT_EQ(code.find_first_of("+/=_"), std::string::npos);
  EXPECT_NE(rules::make_invitation_code(random), code);
  const std::string kept = rules::kept_invitation_code(code);
  EXPECT_EQ(kept.find(code.substr(0, 8)), std::string::npos);
  EXPECT_TRUE(rules::is_invitation_code(kept, code));
  EXPECT_FALSE(rules::is_invitation_code(kept, kept));
  EXPECT_FALSE(rules::is_invitation_code(kept, code.substr(1)));
  EXPECT_TRUE(rules::is_invitation_code("made-up-code-0000", "made-up-code-0000"));
  EXPECT_FALSE(rules::is_invitation_code("", ""));
}

}  // namespace
}  // namespace fieldbook::tests
