#include "syncd/admin/command_line.hpp"
#include "syncd/distribution/distributor.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

class DistributionVerbs : public AdminWorld {
 protected:
  DistributionVerbs() { import_sample(true); }

  std::optional<schema::Row> row(std::string_view entity, const Uuid& id) {
    const auto transaction = open_.organisation->store().begin_read();
    EXPECT_TRUE(transaction);
    const std::uint32_t number = (*transaction)->catalogue().entity(entity).number;
    auto found = (*transaction)->get({number, id});
    return found ? *std::move(found) : std::nullopt;
  }
  std::vector<schema::Row> rows(std::string_view entity) {
    const auto transaction = open_.organisation->store().begin_read();
    std::vector<schema::Row> out;
    const auto all = (*transaction)->scan((*transaction)->catalogue().entity(entity), 0, 100'000);
    if (all)
      for (const StoredRow& stored : *all) out.push_back(stored.row);
    return out;
  }
  static schema::ColumnHandle column(std::string_view entity, std::string_view name) {
    return schema::Catalogue::embedded()->column(entity, name);
  }
  /// An opportunity of the sample that is marked ready.
  Uuid ready() {
    for (const schema::Row& one : rows("opportunity"))
      if (one.flag(column("opportunity", "adx_readyfordistribution"))) return one.id;
    ADD_FAILURE() << "the sample has none";
    return {};
  }
  Json naming(const Uuid& id) { return {{"opportunity", to_string(id)}}; }
  std::string last_audit(std::string_view kind) {
    const auto transaction = open_.organisation->store().begin_read();
    const auto lines = (*transaction)->audit(0, 0, 1'000'000);
    for (auto line = lines->rbegin(); line != lines->rend(); ++line)
      if (Json::parse(line->body)["kind"] == kind) return line->body;
    return "";
  }
};

TEST_F(DistributionVerbs, preview_explains_everybody_and_offers_nothing) {
  // The history that it reads may still have to be made, once.
  run("distribution.preview", naming(ready()));
  const auto commit = run("status")["commit"];
  const OrderedJson preview = run("distribution.preview", naming(ready()));
  EXPECT_EQ(run("status")["commit"], commit);
  std::size_t available = 0;
  for (const auto& candidate : preview["candidates"]) {
    ASSERT_EQ(candidate["rules"].size(), kRuleCount);
    bool passes = true;
    for (const auto& [rule, answer] : candidate["rules"].items())
      passes = passes && answer["passed"].get<bool>();
    EXPECT_EQ(candidate["available"], passes);
    if (!passes) continue;
    ++available;
    EXPECT_EQ(candidate["rank"], available);
    double sum = 0;
    for (const auto& [name, metric] : candidate["metrics"].items())
      sum += metric["contribution"].get<double>();
    EXPECT_EQ(candidate["score"].get<double>(), sum);
  }
  EXPECT_EQ(preview["available"], available);
  if (available > 0) {
    EXPECT_EQ(preview["choice"], preview["candidates"][0]["partner"]);
  }
  const std::string text = print_result("distribution.preview", preview);
  EXPECT_NE(text.find("not available:"), std::string::npos);
  for (const auto& candidate : preview["candidates"])
    EXPECT_NE(text.find(candidate["name"].get<std::string>()), std::string::npos);
}

TEST_F(DistributionVerbs, run_offers_to_whom_preview_names) {
  for (const schema::Row& one : rows("opportunity")) {
    if (!one.flag(column("opportunity", "adx_readyfordistribution"))) continue;
    const OrderedJson preview = run("distribution.preview", naming(one.id));
    const OrderedJson done = run("distribution.run", naming(one.id));
    if (preview["choice"].is_null()) {
      EXPECT_EQ(done["unplaced"], 1);
      continue;
    }
    EXPECT_EQ(done["delivered"], 1);
    EXPECT_EQ(done["partner"], preview["choice"]);
    EXPECT_EQ(refusal("distribution.run", naming(one.id)), Errc::conflict);
  }
}

TEST_F(DistributionVerbs, run_all_offers_everything_that_is_ready_once) {
  const OrderedJson done = run("distribution.run", {{"all", true}});
  EXPECT_GT(done["delivered"].get<int>(), 0);
  EXPECT_TRUE(done["findings"].empty());
  int ready_and_open = 0, offered = 0;
  for (const schema::Row& one : rows("opportunity")) {
    if (!one.flag(column("opportunity", "adx_readyfordistribution"))) continue;
    const bool has_partner = one.lookup(column("opportunity", "msa_partnerid")).has_value();
    (has_partner ? offered : ready_and_open) += 1;
  }
  EXPECT_EQ(offered, done["delivered"].get<int>());
  EXPECT_EQ(ready_and_open, done["unplaced"].get<int>());
  const OrderedJson again = run("distribution.run", {{"all", true}});
  EXPECT_EQ(again["delivered"], 0);
  EXPECT_EQ(again["expired"], 0);
}

TEST_F(DistributionVerbs, counters_made_from_the_rows_are_those_the_sample_brings) {
  const std::vector<schema::Row> before = rows("account");
  const std::vector<schema::Row> offers = rows("opportunity");
  DistributionSettings settings;
  settings.automatic = false;
  Distributor distributor(open_.organisation->committer(), open_.organisation->store().catalogue(),
                          clock_, settings);
  for (bool more = true; more;)
    ASSERT_TRUE(open_.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      TRY(auto report, distributor.step(transaction));
      more = report.more;
      return AfterCommit{.outcome = std::move(report.outcome)};
    }));
  // Offers of the sample whose deadline had passed unmarked: they end, and count no longer.
  constexpr std::int64_t kDelivered = 100'000'001;
  std::map<Uuid, std::int64_t> ended;
  for (const schema::Row& old : offers) {
    if (old.integer(column("opportunity", "statuscode")) != kDelivered) continue;
    const auto now = row("opportunity", old.id);
    ASSERT_TRUE(now);
    if (now->integer(column("opportunity", "statuscode")) == kDelivered) continue;
    if (const auto partner = old.lookup(column("opportunity", "msa_partnerid"))) ++ended[*partner];
  }
  std::size_t compared = 0;
  std::vector<std::string> differing;
  for (const schema::Row& old : before) {
    const auto now = row("account", old.id);
    ASSERT_TRUE(now);
    if (old.integer(column("account", "accountclassificationcode")) != 100000000) continue;
    for (const char* name :
         {"adx_numberofopportunitiesdelivered", "adx_numberofopportunitiesaccepted",
          "adx_numberofopportunitiesdeclined", "adx_numberofopportunitieswon",
          "adx_numberofopportunitieswithfeedback", "adx_numberofreturnedopportunities",
          "adx_activeopportunitycount", "adx_averagetimetocloseanopportunity"}) {
      ++compared;
      auto expected = old.integer(column("account", name));
      if (expected && name == std::string_view("adx_activeopportunitycount"))
        *expected -= ended[old.id];
      if (expected == now->integer(column("account", name))) continue;
      differing.push_back(old.text(column("account", "name")) + " " + name);
    }
  }
  EXPECT_GT(compared, 100U);
  EXPECT_EQ(differing, std::vector<std::string>());
}

TEST_F(DistributionVerbs, override_offers_to_anybody_active_and_keeps_why) {
  const Uuid opportunity = ready();
  const OrderedJson preview = run("distribution.preview", naming(opportunity));
  std::string other;
  for (const auto& candidate : preview["candidates"])
    if (candidate["partner"] != preview["choice"] &&
        candidate["rules"]["account_active"]["passed"].get<bool>() &&
        candidate["rules"]["not_customer"]["passed"].get<bool>())
      other = candidate["partner"];
  ASSERT_NE(other, "");
  Json arguments = naming(opportunity);
  arguments["partner"] = other;
  EXPECT_EQ(refusal("distribution.override", arguments), Errc::invalid_argument);
  arguments["reason"] = "";
  EXPECT_EQ(refusal("distribution.override", arguments), Errc::invalid_argument);
  arguments["reason"] = "they know the customer";
  const OrderedJson done = run("distribution.override", arguments);
  EXPECT_EQ(done["partner"], other);
  const Json line = Json::parse(last_audit("distribution.override"));
  EXPECT_EQ(line["facts"]["reason"], "they know the customer");
  EXPECT_EQ(line["facts"]["partner"], other);
  for (const schema::Row& delivery : rows("fieldbook_opportunitydelivery"))
    if (delivery.lookup(column("fieldbook_opportunitydelivery", "opportunityid")) == opportunity) {
      EXPECT_EQ(delivery.text(column("fieldbook_opportunitydelivery", "reason")),
                "they know the customer");
    }
  // Undecided, it can be overridden again.
  arguments["partner"] = preview["choice"].is_null() ? Json(other) : Json(preview["choice"]);
  run("distribution.override", arguments);
}

TEST_F(DistributionVerbs, refuse_what_cannot_be_offered) {
  EXPECT_EQ(refusal("distribution.preview", {{"opportunity", "no id"}}), Errc::invalid_argument);
  EXPECT_EQ(refusal("distribution.preview", naming(Uuid{})), Errc::not_found);
  EXPECT_EQ(refusal("distribution.run"), Errc::invalid_argument);
  for (const schema::Row& one : rows("opportunity")) {
    const bool own = one.flag(column("opportunity", "adx_partnercreated"));
    const bool won = one.integer(column("opportunity", "statecode")) == 1;
    if (own || won) {
      EXPECT_EQ(refusal("distribution.run", naming(one.id)), Errc::conflict);
    }
  }
}

TEST_F(DistributionVerbs, weights_show_their_ranges) {
  const OrderedJson shown = run("distribution.weights");
  ASSERT_EQ(shown["weights"].size(), kMetricCount);
  EXPECT_EQ(shown["weights"][0]["setting"], "distribution/weights/distance");
  EXPECT_EQ(shown["weights"][0]["from"], -0.01);
  EXPECT_EQ(shown["weights"][0]["counts"], false);
}

TEST_F(DistributionVerbs, the_command_line_knows_them) {
  const char* preview[] = {"syncd", "distribution", "preview", "an-id", "--json"};
  const auto parsed = parse_command_line(5, preview);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->verb, "distribution.preview");
  EXPECT_EQ(parsed->arguments["opportunity"], "an-id");
  EXPECT_TRUE(parsed->json);
  const char* all[] = {"syncd", "distribution", "run", "--all"};
  EXPECT_EQ(parse_command_line(4, all)->arguments["all"], true);
}

}  // namespace
}  // namespace fieldbook::syncd
