// Actions whose signature does not fit: one bad item blocks nothing else, and whoever holds a token
// without the device's key uses up neither ids nor numbers.

#include "tests/unit/syncd/handlers/decider_world.hpp"

namespace fieldbook::tests {
namespace {

using Words = std::vector<std::string>;
using syncd::DecideBatch;

class Unproven : public testing::Test {
 protected:
  DeciderWorld world;

  Words decide(const DecideBatch& batch) { return DeciderWorld::words(world.decide(batch)); }
  /// The batch with the signatures of these numbers found wrong.
  static DecideBatch without_proof(DecideBatch batch, std::vector<std::uint64_t> numbers) {
    batch.unproven = std::move(numbers);
    return batch;
  }
  std::vector<actions::Receipt> verdicts(std::uint64_t acknowledged) {
    auto transaction = world.read();
    const auto head = transaction->head().commit;
    return must(transaction->receipts(id_of("stream"), acknowledged, head, 100));
  }
};

TEST_F(Unproven, is_refused_alone_and_the_others_are_decided) {
  const auto batch =
      without_proof(world.batch({world.approval("a"), world.rename("b", "jobtitle", "Boss"),
                                 world.rename("c", "telephone1", "12")}),
                    {2});
  const auto decided = world.decide(batch);
  EXPECT_EQ(DeciderWorld::words(decided),
            (Words{"1 applied none", "2 refused bad_signature", "3 applied none"}));
  EXPECT_EQ(world.value("contact", "ana", "jobtitle"), schema::Value());
  EXPECT_EQ(verdicts(0), decided.receipts) << "the verdict lasts";
  EXPECT_EQ(world.audit_lines("unproven action"), 1U);
  EXPECT_EQ(world.decide(batch).receipts, decided.receipts) << "a repeat gets the same";
  EXPECT_EQ(world.audit_lines("unproven action"), 1U);
}

TEST_F(Unproven, with_a_body_that_does_not_read_is_answered_too) {
  auto batch = world.batch({world.approval("a")}, 2);
  batch.actions.insert(batch.actions.begin(), {1, Bytes{0xff}, {}});
  const auto decided = world.decide(without_proof(batch, {1}));
  EXPECT_EQ(DeciderWorld::words(decided), (Words{"1 refused bad_signature", "2 applied none"}));
  EXPECT_TRUE(decided.receipts[0].action.is_nil());
  EXPECT_EQ(decided.receipts[0].action_hash, actions::action_hash(Bytes{0xff}));
}

TEST_F(Unproven, uses_up_no_id) {
  EXPECT_EQ(decide(without_proof(world.batch({world.approval("a")}), {1})),
            Words{"1 refused bad_signature"});
  EXPECT_EQ(decide(world.batch({world.approval("a")}, 1, "another stream")),
            Words{"1 applied none"});
}

TEST_F(Unproven, gives_its_number_back_to_what_the_device_signs) {
  EXPECT_EQ(decide(without_proof(world.batch({world.rename("x", "jobtitle", "Boss")}), {1})),
            Words{"1 refused bad_signature"});
  EXPECT_EQ(decide(world.batch({world.approval("a")})), Words{"1 applied none"});
  ASSERT_EQ(verdicts(0).size(), 1U);
  EXPECT_EQ(verdicts(0)[0].action, id_of("a"));
}

TEST_F(Unproven, under_a_number_that_is_taken_gets_that_numbers_verdict_and_forks_nothing) {
  EXPECT_EQ(decide(world.batch({world.approval("a")})), Words{"1 applied none"});
  EXPECT_EQ(decide(without_proof(world.batch({world.rename("x", "jobtitle", "Boss")}), {1})),
            Words{"1 applied none"});
  EXPECT_EQ(decide(world.batch({world.rename("b", "jobtitle", "Boss")}, 2)),
            Words{"2 applied none"});
}

TEST_F(Unproven, does_not_move_what_is_acknowledged) {
  auto batch = without_proof(world.batch({world.rename("x", "jobtitle", "Boss")}, 9), {9});
  batch.acknowledged = 1'000'000;
  EXPECT_EQ(decide(batch), Words{"9 refused bad_signature"});
  EXPECT_EQ(decide(world.batch({world.approval("a")})), Words{"1 applied none"})
      << "the device's own numbers are still good";
}

TEST_F(Unproven, takes_along_what_depends_on_it) {
  auto dependent = world.approval("b", "other-quote");
  dependent.depends_on = {id_of("a")};
  EXPECT_EQ(decide(without_proof(world.batch({world.approval("a"), dependent}), {1})),
            (Words{"1 refused bad_signature", "2 superseded dependency_refused"}));
}

}  // namespace
}  // namespace fieldbook::tests
