// The code of an invitation: made by the daemon, kept as a hash, told to the inviter alone.

#include "shared/rules/invitation.hpp"

#include "tests/unit/syncd/handlers/decider_world.hpp"

namespace fieldbook::tests {
namespace {

class InvitationCodes : public testing::Test {
 protected:
  syncd::DecideBatch invite(std::string_view id) {
    actions::Action action;
    action.id = id_of(id);
    action.kind = actions::kinds::kContactInvite;
    action.entity = "contact";
    action.target = id_of("ana");
    action.actor = id_of("sam");
    action.audience = schema::Audience::staff;
    syncd::DecideBatch batch = world.batch({action}, 1, id);
    batch.person = id_of("sam");
    batch.device = id_of("sam's device");
    batch.audience = schema::Audience::staff;
    return batch;
  }
  /// Of a group to ana's account.
  syncd::DecideBatch invite_group(std::string_view id, std::int64_t most) {
    syncd::DecideBatch batch = invite(id);
    actions::Action action;
    action.id = id_of(id);
    action.kind = actions::kinds::kAccountInvite;
    action.entity = "account";
    action.target = id_of("acme");
    action.actor = id_of("sam");
    action.audience = schema::Audience::staff;
    action.arguments = {{"adx_maximumredemptions", most}};
    batch.actions = world.batch({action}, 1, id).actions;
    return batch;
  }
  static std::string fact(const actions::Receipt& receipt, std::string_view name) {
    for (const auto& [candidate, text] : receipt.detail)
      if (candidate == name) return text;
    return "";
  }

  DeciderWorld world;
};

TEST_F(InvitationCodes, are_kept_as_a_hash_and_told_in_the_verdict) {
  const auto decided = world.decide(invite("first"));
  ASSERT_EQ(DeciderWorld::words(decided), std::vector<std::string>{"1 applied none"});
  const std::string code = fact(decided.receipts.front(), "code");
  const Uuid id = rules::invitation_id(id_of("first"));
  EXPECT_EQ(fact(decided.receipts.front(), "invitation"), to_string(id));
  const auto row = must(world.read()->get({world.catalogue->entity("adx_invitation").number, id}));
  ASSERT_TRUE(row.has_value());
  const std::string kept =
      row->text(world.catalogue->column("adx_invitation", "adx_invitationcode"));
  EXPECT_TRUE(rules::is_invitation_code(kept, code));
  for (const auto& line : must(world.read()->audit(0, 0, 100)))
    EXPECT_EQ(line.body.find(code), std::string::npos);
  EXPECT_EQ(world.audit_lines("contact.invite"), 1U);
  // Asked again, the same answer; another invitation, another code.
  EXPECT_EQ(world.decide(invite("first")).receipts, decided.receipts);
  EXPECT_NE(fact(world.decide(invite("second")).receipts.front(), "code"), code);
}

TEST_F(InvitationCodes, of_a_group_say_how_often_they_work) {
  const auto decided = world.decide(invite_group("group", 20));
  ASSERT_EQ(DeciderWorld::words(decided), std::vector<std::string>{"1 applied none"});
  const actions::Receipt& receipt = decided.receipts.front();
  EXPECT_EQ(fact(receipt, "times"), "20");
  EXPECT_EQ(fact(receipt, "code").size(), 172U);
  EXPECT_EQ(fact(receipt, "invitation"), to_string(rules::invitation_id(id_of("group"))));
  EXPECT_FALSE(fact(receipt, "expired_on").empty());
  EXPECT_EQ(world.audit_lines("account.invite"), 1U);
}

TEST_F(InvitationCodes, are_for_nobody_who_signs_in_already) {
  {
    const auto transaction = must(world.store->begin_write());
    must(transaction->put_user({.person = id_of("ana"), .signin = "ana", .password_hash = "hash"}));
    must(transaction->commit());
  }
  EXPECT_EQ(DeciderWorld::words(world.decide(invite("first"))),
            std::vector<std::string>{"1 superseded already_exists"});
  EXPECT_EQ(world.count("adx_invitation"), 0U);
}

}  // namespace
}  // namespace fieldbook::tests
