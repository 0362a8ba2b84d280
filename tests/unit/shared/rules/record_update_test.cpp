#include <nlohmann/json.hpp>

#include "shared/rules/conflict_row.hpp"
#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;

class RecordUpdate : public testing::Test {
 protected:
  RulesWorld world;

  actions::Action of_tina(std::vector<std::pair<std::string, schema::Value>> fields) {
    return world.update(world.tina, "contact", "tina", std::move(fields));
  }
  [[nodiscard]] std::string text(const char* column) const {
    const auto value = world.value("contact", id_of("tina"), column);
    return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : "";
  }
  [[nodiscard]] nlohmann::json conflict_fields(const Answer& answer) {
    world.apply(answer.changes);
    const auto value =
        world.value("fieldbook_conflict", rules::conflict_id(id_of("action")), "detail");
    return nlohmann::json::parse(std::get<std::string>(value)).at("fields");
  }
};

TEST_F(RecordUpdate, changes_what_nobody_else_changed) {
  const Answer answer = world.on_device(of_tina({{"jobtitle", std::string("Fitter")}}), world.tina);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(text("jobtitle"), "Fitter");
  EXPECT_EQ(world.value("contact", id_of("tina"), "modifiedon"), schema::Value(noon(kToday).ms));
}

TEST_F(RecordUpdate, leaves_alone_what_others_changed_in_other_fields) {
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "mobilephone", std::string("1"));
  world.apply(world.on_device(action, world.tina).changes);
  EXPECT_EQ(text("jobtitle"), "Fitter");
  EXPECT_EQ(text("mobilephone"), "1");
}

TEST_F(RecordUpdate, the_same_change_by_both_is_done_already) {
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "jobtitle", std::string("Fitter"));
  const Answer answer = world.on_device(action, world.tina);
  EXPECT_EQ(describe(answer), "applied already_done");
  EXPECT_TRUE(answer.changes.empty());
}

TEST_F(RecordUpdate, the_same_field_changed_by_both_becomes_a_conflict_row) {
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "jobtitle", std::string("Foreman"));
  const Answer answer = world.on_device(action, world.tina);
  EXPECT_FALSE(answer.applied);
  EXPECT_EQ(answer.reason, Reason::conflict);
  EXPECT_EQ(answer.verdict, Verdict::refused);
  EXPECT_EQ(answer.fact("conflict"), to_string(rules::conflict_id(action.id)));
  const auto fields = conflict_fields(answer);
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ(fields[0].at("column"), "jobtitle");
  EXPECT_EQ(fields[0].at("base"), nullptr);
  EXPECT_EQ(fields[0].at("mine"), "Fitter");
  EXPECT_EQ(fields[0].at("theirs"), "Foreman");
  EXPECT_EQ(text("jobtitle"), "Foreman");
}

TEST_F(RecordUpdate, fields_that_merge_are_applied_beside_a_conflict) {
  const auto action =
      of_tina({{"jobtitle", std::string("Fitter")}, {"mobilephone", std::string("2")}});
  world.set("contact", "tina", "jobtitle", std::string("Foreman"));
  const Answer answer = world.on_device(action, world.tina);
  EXPECT_TRUE(answer.applied);
  EXPECT_EQ(answer.verdict, Verdict::merged);
  EXPECT_EQ(answer.reason, Reason::conflict);
  world.apply(answer.changes);
  EXPECT_EQ(text("jobtitle"), "Foreman");
  EXPECT_EQ(text("mobilephone"), "2");
  EXPECT_EQ(world.value("fieldbook_conflict", rules::conflict_id(action.id), "bucketowner"),
            schema::Value(world.tina.id));
}

TEST_F(RecordUpdate, deciding_a_conflict_closes_it) {
  auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "jobtitle", std::string("Foreman"));
  world.apply(world.on_device(action, world.tina).changes);
  const Uuid conflict = rules::conflict_id(action.id);
  auto decision = of_tina({{"jobtitle", std::string("Fitter and foreman")}});
  decision.id = id_of("decision");
  decision.arguments = {{"conflict", conflict}};
  const Answer answer = world.on_device(decision, world.tina);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(text("jobtitle"), "Fitter and foreman");
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"),
            schema::Value(std::int64_t{1}));
}

TEST_F(RecordUpdate, nobody_closes_another_persons_conflict) {
  auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "jobtitle", std::string("Foreman"));
  world.apply(world.on_device(action, world.tina).changes);
  const Uuid conflict = rules::conflict_id(action.id);
  auto other =
      world.update(world.paul, "contact", "paul", {{"jobtitle", std::string("Boss")}}, "other");
  other.arguments = {{"conflict", conflict}};
  world.apply(world.on_device(other, world.paul).changes);
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"),
            schema::Value(std::int64_t{0}));
}

TEST_F(RecordUpdate, a_column_that_the_audience_may_not_edit_is_refused) {
  auto action = world.update(world.ana, "contact", "ana", {{"lastname", std::string("X")}});
  const Answer answer = world.on_device(action, world.ana);
  EXPECT_EQ(describe(answer), "refused column_not_editable fields=Last Name");
  EXPECT_TRUE(answer.changes.empty());
}

TEST_F(RecordUpdate, other_fields_are_applied_beside_one_that_is_not_editable) {
  auto action = world.update(world.ana, "contact", "ana",
                             {{"lastname", std::string("X")}, {"jobtitle", std::string("Chief")}});
  const Answer answer = world.on_device(action, world.ana);
  EXPECT_EQ(describe(answer), "merged column_not_editable fields=Last Name");
  world.apply(answer.changes);
  EXPECT_EQ(world.value("contact", world.ana.id, "jobtitle"), schema::Value(std::string("Chief")));
  EXPECT_EQ(world.value("contact", world.ana.id, "lastname"), schema::Value());
}

TEST_F(RecordUpdate, a_value_of_another_type_is_invalid) {
  EXPECT_EQ(describe(world.on_device(of_tina({{"jobtitle", std::int64_t{7}}}), world.tina)),
            "refused invalid_value fields=Job Title");
}

TEST_F(RecordUpdate, a_required_field_may_not_be_emptied) {
  EXPECT_EQ(world.on_device(of_tina({{"lastname", schema::Null{}}}), world.tina).reason,
            Reason::invalid_value);
}

TEST_F(RecordUpdate, a_deleted_record_keeps_the_text_in_a_conflict_row) {
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.rows.remove({world.rows.catalogue().entity("contact").number, id_of("tina")});
  const Answer answer = world.on_device(action, world.tina);
  EXPECT_EQ(answer.reason, Reason::record_deleted);
  const auto fields = conflict_fields(answer);
  EXPECT_EQ(fields[0].at("mine"), "Fitter");
  EXPECT_FALSE(fields[0].contains("theirs"));
}

TEST_F(RecordUpdate, letting_a_deleted_record_go_settles_the_conflict_that_told_of_it) {
  const auto edit = of_tina({{"jobtitle", std::string("Fitter")}});
  world.rows.remove({world.rows.catalogue().entity("contact").number, id_of("tina")});
  world.apply(world.on_device(edit, world.tina).changes);
  const Uuid conflict = rules::conflict_id(edit.id);
  auto let_go = edit;
  let_go.id = id_of("second");
  let_go.arguments = {{std::string(actions::arguments::kConflict), conflict}};
  const Answer insisted = world.on_device(let_go, world.tina);
  EXPECT_EQ(insisted.reason, Reason::record_deleted) << "the text still asks for the record";
  for (auto& [number, value] : let_go.fields) value = schema::Null{};
  let_go.basis.fields = let_go.fields;
  EXPECT_FALSE(world.on_device(let_go, world.paul).applied) << "the conflict is Tina's";
  const Answer answer = world.on_device(let_go, world.tina);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"),
            schema::Value(std::int64_t{1}));
}

TEST_F(RecordUpdate, a_hidden_record_shows_nothing_of_itself) {
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  world.set("contact", "tina", "jobtitle", std::string("secret"));
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;
  const Answer answer = world.on_daemon(action, world.tina, facts);
  EXPECT_EQ(answer.reason, Reason::record_deleted);
  const auto fields = conflict_fields(answer);
  EXPECT_EQ(fields.dump().find("secret"), std::string::npos);
  EXPECT_EQ(world.value("fieldbook_conflict", rules::conflict_id(action.id), "title"),
            schema::Value(std::string("Contact")));
}

TEST_F(RecordUpdate, a_status_reason_brings_its_state_along) {
  world.apply(world.on_device(of_tina({{"statuscode", std::int64_t{2}}}), world.tina).changes);
  EXPECT_EQ(world.value("contact", id_of("tina"), "statecode"), schema::Value(std::int64_t{1}));
}

TEST_F(RecordUpdate, a_state_brings_its_first_status_reason_along) {
  world.apply(world.on_device(of_tina({{"statecode", std::int64_t{1}}}), world.tina).changes);
  EXPECT_EQ(world.value("contact", id_of("tina"), "statuscode"), schema::Value(std::int64_t{2}));
}

TEST_F(RecordUpdate, a_contacts_full_name_follows_its_parts) {
  world.apply(world.on_device(of_tina({{"lastname", std::string("Holm")}}), world.tina).changes);
  EXPECT_EQ(text("fullname"), "Tina Holm");
}

TEST_F(RecordUpdate, the_younger_change_wins_where_the_column_says_latest) {
  world.rows.put(a_row("bookableresourcebooking", "booking"));
  auto action =
      world.update(world.tina, "bookableresourcebooking", "booking", {{"msdyn_latitude", 1.5}});
  world.set("bookableresourcebooking", "booking", "msdyn_latitude", 2.5);
  world.set("bookableresourcebooking", "booking", "modifiedon", noon(kToday + 1).ms);
  const Answer older = world.on_device(action, world.tina, noon(kToday));
  EXPECT_EQ(older.verdict, Verdict::merged);
  EXPECT_EQ(conflict_fields(older)[0].at("outcome"), "kept_theirs");
  const Answer younger = world.on_device(action, world.tina, noon(kToday + 2));
  world.apply(younger.changes);
  EXPECT_EQ(world.value("bookableresourcebooking", id_of("booking"), "msdyn_latitude"),
            schema::Value(1.5));
}

TEST_F(RecordUpdate, the_daemon_asks_for_a_permission_to_write_an_opportunity) {
  world.set("opportunity", "offer", "statuscode", std::int64_t{100000003});
  const auto action =
      world.update(world.paul, "opportunity", "offer", {{"description", std::string("call")}});
  const auto facts = RulesWorld::facts_at(noon(kToday));
  EXPECT_EQ(describe(world.on_daemon(action, world.paul, facts)), "applied none");
  world.set("adx_opportunitypermissions", "permission", "adx_write", std::int64_t{0});
  EXPECT_EQ(describe(world.on_daemon(action, world.paul, facts)), "refused role_ended");
}

TEST_F(RecordUpdate, an_unknown_entity_is_malformed) {
  actions::Action action = of_tina({{"jobtitle", std::string("Fitter")}});
  action.entity = "nothing";
  EXPECT_EQ(describe(world.on_device(action, world.tina)), "refused malformed");
}

// domain.md 11.35
TEST_F(RecordUpdate, a_row_that_another_system_owns_is_changed_there) {
  const std::map<std::string, std::string> owners = {{"contact", "Finance and Operations"}};
  rules::DaemonFacts facts = RulesWorld::facts_at(noon(kToday));
  facts.owners = &owners;
  const auto action = of_tina({{"jobtitle", std::string("Fitter")}});
  const Answer answer = world.on_daemon(action, world.tina, facts);
  EXPECT_FALSE(answer.applied);
  EXPECT_EQ(answer.reason, Reason::column_not_editable);
  EXPECT_EQ(answer.fact("owner"), "Finance and Operations");
  EXPECT_TRUE(answer.changes.empty());
  facts.owners = nullptr;
  EXPECT_TRUE(world.on_daemon(action, world.tina, facts).applied);
}

// DOMAIN.md 2.4, 3.5: an offer has no page to edit, and what has ended is read-only.
TEST_F(RecordUpdate, of_an_opportunity_is_for_partners_while_it_is_worked) {
  const auto edit = [&](const rules::Actor& actor) {
    return describe(world.on_device(
        world.update(actor, "opportunity", "offer", {{"description", std::string("Roof")}}),
        actor));
  };
  const auto stand = [&](std::int64_t state, std::int64_t status) {
    world.set("opportunity", "offer", "statecode", state);
    world.set("opportunity", "offer", "statuscode", status);
  };
  EXPECT_EQ(edit(world.paul), "superseded already_decided decision=Delivered");
  stand(0, 100000003);
  EXPECT_EQ(edit(world.paul), "applied none");
  stand(1, 100000004);
  world.set("opportunity", "offer", "actualclosedate", kToday);
  EXPECT_EQ(edit(world.paul),
            "superseded already_decided decided_on=2026-11-21 decision=Purchased");
  const rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
  EXPECT_EQ(edit(sam), "applied none");
  // What changes nothing settles a conflict in favour of what stands.
  world.set("opportunity", "offer", "description", std::string("Roof"));
  EXPECT_EQ(edit(world.paul), "applied already_done");
}

}  // namespace
}  // namespace fieldbook::tests
