// Verbs about actions in custody.

#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

class Held_verbs : public AdminWorld {
 protected:
  /// An action of a kind that no release knows, as a device of nobody's sends it.
  Uuid hold() {
    actions::Action action;
    action.id = make_uuid(clock_, random_);
    action.kind = "quote.burn";
    action.version = 1;
    action.entity = "quote";
    action.target = Uuid{{7}};
    action.actor = Uuid{{9}};
    DecideBatch batch{.person = action.actor,
                      .device = Uuid{{1}},
                      .stream = Uuid{{2}},
                      .received = clock_.now(),
                      .actions = {{1, actions::encode(action), {}}}};
    const auto outcome = open_.core.decide({&batch, 1});
    EXPECT_EQ(outcome.batches.front()->receipts.front().verdict, actions::Verdict::held);
    return action.id;
  }
};

TEST_F(Held_verbs, list_what_is_in_custody_and_why) {
  EXPECT_EQ(run("held.list")["held"], OrderedJson::array());
  const Uuid id = hold();
  const auto held = run("held.list")["held"];
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0]["id"], to_string(id));
  EXPECT_EQ(held[0]["kind"], "quote.burn");
  EXPECT_EQ(held[0]["reason"], "unknown_kind");
  EXPECT_FALSE(held[0]["cause"].get<std::string>().empty());
}

TEST_F(Held_verbs, say_that_what_cannot_be_decided_is_held_still) {
  const Uuid id = hold();
  const auto result = run("held.retry", {{"action", to_string(id)}});
  EXPECT_EQ(result["verdict"], "held");
  ASSERT_EQ(result["findings"].size(), 1U);
  EXPECT_EQ(run("held.list")["held"].size(), 1U);
}

TEST_F(Held_verbs, refuse_with_a_reason_and_only_once) {
  const Json of{{"action", to_string(hold())}, {"reason", "Not this way."}};
  const auto result = run("held.refuse", of);
  EXPECT_EQ(result["verdict"], "refused");
  EXPECT_EQ(result["reason"], "staff_refused");
  EXPECT_FALSE(result.contains("findings"));
  EXPECT_EQ(run("held.list")["held"], OrderedJson::array());
  EXPECT_EQ(refusal("held.refuse", of), Errc::not_found);
  EXPECT_EQ(run("doctor")["findings"], OrderedJson::array());
}

TEST_F(Held_verbs, want_an_id_and_a_reason) {
  const std::string id = to_string(hold());
  EXPECT_EQ(refusal("held.retry"), Errc::invalid_argument);
  EXPECT_EQ(refusal("held.retry", {{"action", "x"}}), Errc::invalid_argument);
  EXPECT_EQ(refusal("held.refuse", {{"action", id}}), Errc::invalid_argument);
  EXPECT_EQ(refusal("held.refuse", {{"action", id}, {"reason", ""}}), Errc::invalid_argument);
  EXPECT_EQ(refusal("held.refuse", {{"action", id}, {"reason", std::string(301, 'x')}}),
            Errc::invalid_argument);
  EXPECT_EQ(run("held.list")["held"].size(), 1U);
}

}  // namespace
}  // namespace fieldbook::syncd
