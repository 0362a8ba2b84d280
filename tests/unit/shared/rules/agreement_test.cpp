// The device's forecast and the daemon's verdict come from the same function: over random
// organisations they agree unless a fact that only the daemon knows stands between them.

#include "shared/base/random.hpp"
#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  bool one_in(std::uint64_t n) { return random_.below(n) == 0; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low +
           static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  template <class T>
  T any_of(std::initializer_list<T> values) {
    return *(values.begin() + random_.below(values.size()));
  }

 private:
  SeededRandom random_;
};

void shake(RulesWorld& world, Dice& dice) {
  if (dice.one_in(3))
    world.set("quote", "quote", "statecode", dice.any_of<std::int64_t>({0, 1, 2, 3}));
  if (dice.one_in(3)) world.set("quote", "quote", "statuscode", dice.any_of<std::int64_t>({5, 6}));
  if (dice.one_in(3))
    world.set("quote", "quote", "effectiveto", dice.between(kToday - 2, kToday + 2));
  if (dice.one_in(4)) world.set("quotedetail", "line", "quantity", dice.between(1, 3));
  if (dice.one_in(6)) world.set("quote", "quote", "customerid", id_of("other"));
  if (dice.one_in(4)) world.ana.roles.clear();
  if (dice.one_in(4))
    world.set("opportunity", "offer", "statuscode",
              dice.any_of<std::int64_t>({1, 2, 100000003, 100000006, 100000004}));
  if (dice.one_in(6)) world.set("opportunity", "offer", "msa_partnerid", id_of("rival"));
  if (dice.one_in(4))
    world.set("opportunity", "offer", "adx_expirydate", dice.between(kToday - 2, kToday + 2));
  if (dice.one_in(5)) world.set("opportunity", "offer", "adx_delivereddate", kToday);
  if (dice.one_in(4))
    world.set("adx_opportunitypermissions", "permission", "adx_acceptdecline", std::int64_t{0});
  if (dice.one_in(2))
    world.set("bookableresourcebooking", "booking", "bookingstatus",
              id_of(dice.any_of<const char*>({"scheduled-b", "in-progress", "cancelled-fs"})));
  if (dice.one_in(4))
    world.set("bookableresourcebooking", "booking", "starttime", noon(kToday + 2).ms);
  if (dice.one_in(4)) world.set("bookableresource", "resource", "contactid", id_of("stranger"));
  if (dice.one_in(2)) world.set("contact", "tina", "jobtitle", std::string("Foreman"));
}

/// What both sides must agree on: names of rights and dates that only the daemon adds are apart.
Answer comparable(Answer answer) {
  if (answer.reason == actions::Reason::role_ended) answer.reason = actions::Reason::not_permitted;
  std::erase_if(answer.detail, [](const auto& fact) {
    return fact.first == "decided_in_time" || fact.first == "received_on";
  });
  for (schema::RowChange& change : answer.changes)
    std::erase_if(change.values, [&](const auto& value) {
      const auto* entity = schema::Catalogue::embedded()->find_number(change.key.entity);
      return entity->columns[value.first].name == "receivedon";
    });
  return answer;
}

TEST(Agreement, device_and_daemon_answer_alike_over_random_rows) {
  std::size_t applied = 0;
  std::set<std::string> answers;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Dice dice(seed);
    RulesWorld world;
    std::vector<std::pair<actions::Action, rules::Actor>> cases;
    for (const auto& row : actions::action_table()) {
      const rules::Actor& actor = row.entity == "quote"         ? world.ana
                                  : row.entity == "opportunity" ? world.paul
                                                                : world.tina;
      if (!row.entity.empty()) cases.emplace_back(world.act(row.kind, actor), actor);
    }
    cases.emplace_back(
        world.update(world.tina, "contact", "tina",
                     {{"jobtitle", std::string("Fitter")}, {"mobilephone", std::string("1")}}),
        world.tina);
    shake(world, dice);
    for (auto& [action, actor] : cases) {
      if (actor.id == world.ana.id) actor = world.ana;
      const Instant now = noon(kToday);
      const Answer device = world.on_device(action, actor, now);
      const Answer daemon = world.on_daemon(action, actor, RulesWorld::facts_at(now));
      ASSERT_EQ(comparable(device), comparable(daemon))
          << "seed " << seed << " " << action.kind << ": " << describe(device) << " / "
          << describe(daemon);
      applied += device.applied ? 1 : 0;
      answers.insert(action.kind + " " + std::string(actions::to_string(device.reason)));
    }
  }
  // The dice reach what they are meant to reach.
  EXPECT_GT(applied, 2000U);
  EXPECT_GE(answers.size(), 25U);
}

TEST(RuleTable, has_a_rule_for_each_kind_and_no_other) {
  std::vector<std::string_view> kinds, rules;
  for (const auto& row : actions::action_table()) kinds.push_back(row.kind);
  for (const auto& rule : rules::rule_table()) rules.push_back(rule.kind);
  EXPECT_EQ(kinds, rules);
  EXPECT_EQ(rules::find_rule("quote.burn"), nullptr);
}

TEST(RuleTable, reads_name_the_rows_beside_the_target) {
  RulesWorld world;
  const auto action = world.act(actions::kinds::kQuoteApprove, world.ana);
  const auto reads =
      rules::find_rule(action.kind)->reads({world.rows, world.ana, action, noon(kToday)});
  ASSERT_TRUE(reads.has_value());
  EXPECT_EQ(*reads, (std::vector<schema::RowKey>{
                        {world.rows.catalogue().entity("quotedetail").number, id_of("line")}}));
}

}  // namespace
}  // namespace fieldbook::tests
