#include "tests/unit/shared/rules/rules_world.hpp"

#include <fmt/format.h>

namespace fieldbook::tests {
namespace {

Answer to_answer(rules::Outcome outcome) {
  EXPECT_TRUE(outcome.has_value()) << (outcome ? "" : outcome.error().message);
  if (!outcome) return {};
  if (outcome->has_value()) {
    rules::Effect& effect = **outcome;
    return {true, effect.verdict, effect.reason, effect.detail, effect.changes};
  }
  rules::Refusal& refusal = outcome->error();
  return {false, refusal.verdict, refusal.reason, refusal.detail, refusal.changes};
}

Answer run(const rules::RuleInput& input) {
  const rules::Rule* rule = rules::find_rule(input.action.kind);
  EXPECT_NE(rule, nullptr);
  return to_answer(rule->run(input));
}

}  // namespace

std::string Answer::fact(std::string_view name) const {
  for (const auto& [candidate, text] : detail)
    if (candidate == name) return text;
  return {};
}

std::string describe(const Answer& answer) {
  std::string out =
      fmt::format("{} {}", actions::to_string(answer.verdict), actions::to_string(answer.reason));
  for (const auto& [name, text] : answer.detail) out += fmt::format(" {}={}", name, text);
  return out;
}

RulesWorld::RulesWorld() {
  const auto customer = schema::Audience::customer;
  const auto partner = schema::Audience::partner;
  ana = {id_of("ana"), "Ana", customer, id_of("acme"), {"PSA Customer Approver"}};
  bea = {id_of("bea"), "Bea", customer, id_of("acme"), {"PSA Customer Approver"}};
  paul = {id_of("paul"), "Paul", partner, id_of("pipes"), {"Partner administrator"}};
  tina = {id_of("tina"), "Tina", partner, id_of("pipes"), {}};
  for (const auto* actor : {&ana, &bea, &paul, &tina})
    rows.put(RowBuilder("contact", actor->id)
                 .with("fullname", actor->name.c_str())
                 .with("firstname", actor->name.c_str())
                 .with("parentcustomerid", actor->account));
  rows.put(a_row("quote", "quote")
               .with("name", "Roof")
               .with("customerid", ana.account)
               .with("msdyn_ordertype", std::int64_t{192350001})
               .with("statuscode", std::int64_t{1})
               .with("revisionnumber", std::int64_t{3})
               .with("totalamount", std::int64_t{12'000'000})
               .with("effectiveto", kToday + 10));
  rows.put(a_row("quotedetail", "line")
               .naming("quoteid", "quote", "quote")
               .with("productdescription", "Slates")
               .with("extendedamount", std::int64_t{12'000'000}));
  rows.put(a_row("opportunity", "offer")
               .with("name", "Boiler")
               .with("msa_partnerid", paul.account)
               .with("statuscode", std::int64_t{100000001})
               .with("adx_delivereddate", kToday - 2)
               .with("adx_expirydate", kToday + 2));
  rows.put(a_row("adx_opportunitypermissions", "permission")
               .with("adx_contactid", paul.id)
               .with("adx_accountid", paul.account)
               .with("adx_scope", std::int64_t{100000001})
               .with("adx_read", true)
               .with("adx_write", true)
               .with("adx_acceptdecline", true));
  const auto status = [&](std::string_view id, std::int64_t kind, std::int64_t field_service) {
    auto row = a_row("bookingstatus", id).with("status", kind);
    if (field_service != 0) row.with("msdyn_fieldservicestatus", field_service);
    rows.put(row);
  };
  status("proposed", 1, 0);
  status("scheduled-a", 2, 690970000);
  status("scheduled-b", 2, 690970000);
  status("traveling", 2, 690970001);
  status("on-break", 2, 690970002);
  status("in-progress", 2, 690970003);
  status("completed", 2, 690970004);
  status("hard-book", 2, 0);
  status("cancelled-fs", 3, 690970005);
  status("cancelled-ps", 3, 0);
  rows.put(a_row("bookableresource", "resource").with("contactid", tina.id));
  rows.put(a_row("bookableresourcebooking", "booking")
               .with("name", "Boiler check")
               .naming("resource", "bookableresource", "resource")
               .naming("bookingstatus", "bookingstatus", "proposed")
               .naming("msdyn_workorder", "msdyn_workorder", "order")
               .with("starttime", noon(kToday + 1).ms));
}

actions::Action RulesWorld::act(std::string_view kind, const rules::Actor& actor,
                                std::string_view id) {
  const actions::ActionRow* row = actions::find_action(kind);
  EXPECT_NE(row, nullptr);
  actions::Action action;
  action.id = id_of(id);
  action.kind = kind;
  action.entity = row->entity;
  action.actor = actor.id;
  action.audience = actor.audience;
  if (action.entity == "quote") {
    action.target = id_of("quote");
    const auto hash = rules::material_hash(rows, action.target, actor.audience);
    if (hash) action.basis.material_hash = *hash;
  } else if (action.entity == "opportunity") {
    action.target = id_of("offer");
    action.basis.partner = actor.account;
    action.basis.delivered_day = kToday - 2;
  } else {
    action.target = id_of("booking");
    action.basis.start_ms = noon(kToday + 1).ms;
  }
  return action;
}

actions::Action RulesWorld::update(const rules::Actor& actor, std::string_view entity,
                                   std::string_view target,
                                   std::vector<std::pair<std::string, schema::Value>> fields,
                                   std::string_view id) {
  actions::Action action;
  action.id = id_of(id);
  action.kind = actions::kinds::kRecordUpdate;
  action.entity = entity;
  action.target = id_of(target);
  action.actor = actor.id;
  action.audience = actor.audience;
  for (auto& [name, wanted] : fields) {
    const schema::Column* column = rows.catalogue().entity(entity).find(name);
    EXPECT_NE(column, nullptr) << name;
    if (column == nullptr) continue;
    action.basis.fields.emplace_back(column->number, value(entity, action.target, name));
    action.fields.emplace_back(column->number, std::move(wanted));
  }
  return action;
}

Answer RulesWorld::on_device(const actions::Action& action, const rules::Actor& actor,
                             Instant now) {
  return run({rows, actor, action, now, nullptr, settings});
}

Answer RulesWorld::on_daemon(const actions::Action& action, const rules::Actor& actor,
                             const rules::DaemonFacts& facts) {
  return run({rows, actor, action, facts.latest, &facts, settings});
}

rules::DaemonFacts RulesWorld::facts_at(Instant now) {
  rules::DaemonFacts facts;
  facts.received = facts.earliest = facts.latest = now;
  facts.target_visible = true;
  return facts;
}

void RulesWorld::apply(const std::vector<schema::RowChange>& changes) {
  for (const schema::RowChange& change : changes) {
    const schema::Row* present = rows.peek(change.key);
    schema::Row row =
        present != nullptr
            ? *present
            : schema::Row(*rows.catalogue().find_number(change.key.entity), change.key.id);
    for (const auto& [ordinal, wanted] : change.values) row.values[ordinal] = wanted;
    rows.put(row);
  }
}

void RulesWorld::set(std::string_view entity, std::string_view id, std::string_view column,
                     schema::Value wanted) {
  schema::Row row = rows.at(entity, id_of(id));
  row[rows.catalogue().column(entity, column)] = std::move(wanted);
  rows.put(row);
}

schema::Value RulesWorld::value(std::string_view entity, const Uuid& id,
                                std::string_view column) const {
  const schema::Row* row = rows.peek({rows.catalogue().entity(entity).number, id});
  if (row == nullptr) return schema::Null{};
  return (*row)[rows.catalogue().column(entity, column)];
}

}  // namespace fieldbook::tests
