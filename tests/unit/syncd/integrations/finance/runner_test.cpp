// Whole runs between a store and a peer in memory.

#include <gmock/gmock.h>

#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

using testing::HasSubstr;

class Runs : public testing::Test, public FinanceWorld {
 protected:
  Runs() {
    put(project_rows());
    put({an_actual("cost", 192350000), an_actual("sales")});
  }
  Json actual(std::string_view name) {
    return peer.row(std::string(kActualsSet), "ACTUALID", to_string(id_of(name)));
  }
  std::string voucher(std::string_view name) {
    return row("msdyn_actual", id_of(name))
        ->text(column("msdyn_actual", "msdyn_externalreferenceid"));
  }
  static PeerError error(PeerFailure kind, int status, bool in_doubt = false) {
    return {.kind = kind, .status = status, .message = "said the peer", .in_doubt = in_doubt};
  }
};

// domain.md 11.32
TEST_F(Runs, bring_everything_over_post_it_and_bring_vouchers_back) {
  const RunState state = run();
  EXPECT_EQ(state.status, RunStatus::completed) << to_json(state).dump(2);
  EXPECT_EQ(peer.row("ProjCDSProjectContractEntity", "PROJECTCONTRACTID", "ORD-1")["NAME"],
            "Roofs");
  EXPECT_FALSE(peer.row("ProjCDSProjectEntity", "PROJECTID", "PRJ-1").is_null());
  for (const char* set :
       {"ProjCDSContractLineImportEntity", "ProjCDSContractLineMilestoneImportEntity",
        "ProjCDSTaskEntity", "ProjCDSCategoryEntity", "ProjCDSEstimateHoursEntity",
        "ProjCDSEstimateExpensesImportEntity"})
    EXPECT_EQ(peer.set(set).rows.size(), 1U) << set;
  EXPECT_EQ(peer.posted_lines, 2U);
  EXPECT_EQ(voucher("sales"), actual("sales")["VOUCHER"]);
  EXPECT_TRUE(
      row("msdyn_actual", id_of("sales"))->flag(column("msdyn_actual", "msdyn_isjournalized")));
}

TEST_F(Runs, a_second_one_sends_and_changes_nothing) {
  run();
  std::map<std::string, std::size_t> writes;
  for (const char* set : {"ProjCDSProjectEntity", "ProjCDSActualsImportEntity"})
    writes[set] = peer.set(set).writes;
  const std::size_t commits = writer.commits;
  EXPECT_EQ(run().status, RunStatus::completed);
  for (const auto& [set, count] : writes) EXPECT_EQ(peer.set(set).writes, count) << set;
  EXPECT_EQ(writer.commits, commits);
  EXPECT_EQ(peer.posted_lines, 2U);
}

TEST_F(Runs, sales_tax_comes_back_as_an_actual_that_is_tied_to_its_original) {
  peer.tax_rate = 0.2;
  EXPECT_EQ(run().status, RunStatus::completed);
  const Uuid id = must(parse_uuid("7a" + to_string(id_of("sales")).substr(2)));
  const auto tax = row("msdyn_actual", id);
  ASSERT_TRUE(tax);
  EXPECT_EQ(tax->integer(column("msdyn_actual", "msdyn_transactionclassification")), 690970002);
  EXPECT_EQ(tax->integer(column("msdyn_actual", "msdyn_amount")), 240'000);
  EXPECT_EQ(tax->lookup(column("msdyn_actual", "msdyn_project")), id_of("project"));
  EXPECT_EQ(tax->lookup(column("msdyn_actual", "transactioncurrencyid")), id_of("euro"));
  const auto tie = row("msdyn_transactionconnection",
                       must(parse_uuid("7b" + to_string(id_of("sales")).substr(2))));
  ASSERT_TRUE(tie);
  EXPECT_EQ(tie->text(column("msdyn_transactionconnection", "msdyn_transaction2")),
            to_string(id_of("sales")));
  // Neither goes back.
  const std::size_t before = peer.set(std::string(kActualsSet)).writes;
  run();
  EXPECT_EQ(peer.set(std::string(kActualsSet)).writes, before);
}

TEST_F(Runs, categories_that_only_the_peer_has_are_made_here_and_get_its_key_there) {
  peer.put("ProjCDSCategoryEntity", {{"CATEGORYID", "Hotel"}, {"INTEGRATIONID", nullptr}});
  EXPECT_EQ(run().status, RunStatus::completed);
  const Json hotel = peer.row("ProjCDSCategoryEntity", "CATEGORYID", "Hotel");
  const auto made =
      row("msdyn_transactioncategory", must(parse_uuid(hotel["INTEGRATIONID"].get<std::string>())));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->text(column("msdyn_transactioncategory", "msdyn_name")), "Hotel");
  EXPECT_EQ(made->integer(column("msdyn_transactioncategory", "msdyn_billingtype")), 192350001);
}

TEST_F(Runs, a_refused_row_keeps_out_nobody_and_is_kept_with_its_cause) {
  peer.refuse = [&](const std::string& set, const Json& row) -> std::optional<PeerError> {
    if (set != kActualsSet || row["ACTUALID"] != to_string(id_of("cost"))) return std::nullopt;
    PeerError out = error(PeerFailure::row, 400);
    out.field = "TRANSACTIONCURRENCYID";
    out.message = "the currency EUR is not known";
    return out;
  };
  EXPECT_EQ(run().status, RunStatus::warning);
  EXPECT_FALSE(actual("sales").is_null());
  EXPECT_EQ(items("actuals", OutboxState::failed).size(), 1U);
  EXPECT_EQ(problem("actuals")["field"], "TRANSACTIONCURRENCYID");
  EXPECT_EQ(problem("actuals")["value"], "EUR");
  EXPECT_EQ(problem("actuals")["cause"], "the currency EUR is not known");
  peer.refuse = nullptr;
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_FALSE(actual("cost").is_null());
  EXPECT_EQ(peer.posted_lines, 2U);
}

TEST_F(Runs, a_row_that_is_refused_again_and_again_is_skipped_until_it_changes) {
  peer.refuse = [](const std::string& set, const Json&) -> std::optional<PeerError> {
    if (set != "ProjCDSTaskEntity") return std::nullopt;
    return error(PeerFailure::row, 400);
  };
  run(), run(), run();
  EXPECT_EQ(items("project_tasks", OutboxState::skipped).size(), 1U);
  EXPECT_EQ(run({"project_tasks"}).status, RunStatus::completed);
  peer.refuse = nullptr;
  set("msdyn_projecttask", "task", "msdyn_subject", std::string("Slates"));
  run({"project_tasks"});
  EXPECT_EQ(peer.set("ProjCDSTaskEntity").rows.size(), 1U);
}

TEST_F(Runs, by_the_policy_to_skip_a_refused_row_is_not_tried_again) {
  settings.retries_rows = false;
  set("account", "acme", "accountnumber", schema::Null{});
  EXPECT_EQ(run().status, RunStatus::warning);
  EXPECT_EQ(items("projects", OutboxState::skipped).size(), 1U);
  EXPECT_EQ(problem("projects")["field"], "CUSTOMERACCOUNT");
}

TEST_F(Runs, pause_as_long_as_a_busy_peer_asks_and_then_go_on) {
  PeerError busy = error(PeerFailure::later, 429);
  busy.retry_after = std::chrono::seconds(7);
  peer.write_faults.push_back({busy});
  must(runner->begin(Trigger::hand, {}));
  Progress progress;
  do progress = must(runner->step());
  while (progress.is_running && !progress.not_before);
  ASSERT_TRUE(progress.not_before);
  EXPECT_EQ(*progress.not_before - clock.now(), std::chrono::seconds(7));
  const std::uint64_t requests = peer.use().requests;
  EXPECT_TRUE(must(runner->step()).not_before);
  EXPECT_EQ(peer.use().requests, requests);
  const RunState state = finish();
  EXPECT_EQ(state.status, RunStatus::completed);
  EXPECT_EQ(state.throttled_ms, 7000);
}

TEST_F(Runs, go_on_at_once_where_a_person_asks_unless_the_peer_named_the_pause) {
  const auto until_paused = [&] {
    Progress progress;
    do progress = must(runner->step());
    while (progress.is_running && !progress.not_before);
    return progress;
  };
  PeerError named = error(PeerFailure::later, 503);
  named.retry_after = std::chrono::seconds(7);
  peer.write_faults.push_back({error(PeerFailure::later, 0)});
  peer.write_faults.push_back({named});
  must(runner->begin(Trigger::hand, {}));
  ASSERT_TRUE(until_paused().not_before);
  must(runner->go_on());
  const Progress second = until_paused();
  ASSERT_TRUE(second.not_before);
  EXPECT_EQ(*second.not_before - clock.now(), std::chrono::seconds(7));
  must(runner->go_on());
  restart();
  must(runner->go_on());
  EXPECT_TRUE(must(runner->step()).not_before);
  EXPECT_EQ(finish().status, RunStatus::completed);
}

TEST_F(Runs, give_up_on_a_peer_that_never_answers_and_lose_nothing) {
  for (std::uint32_t i = 0; i <= kPausesMax; ++i)
    peer.write_faults.push_back({error(PeerFailure::later, 0)});
  const RunState state = run();
  EXPECT_EQ(state.status, RunStatus::error);
  EXPECT_THAT(state.problem, HasSubstr("gave up"));
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_EQ(peer.posted_lines, 2U);
}

TEST_F(Runs, stop_with_the_reason_where_the_sign_in_is_refused_or_html_is_answered) {
  for (const PeerError& what :
       {error(PeerFailure::unauthorised, 401),
        PeerError{
            .kind = PeerFailure::stop, .status = 200, .message = "the peer answered text/html"}}) {
    peer.write_faults.push_back({what});
    const RunState state = run();
    EXPECT_EQ(state.status, RunStatus::error);
    EXPECT_THAT(state.problem, HasSubstr(what.message));
  }
  EXPECT_EQ(run().status, RunStatus::completed);
}

TEST_F(Runs, an_answer_that_never_came_is_read_back_and_nothing_is_posted_twice) {
  for (const bool applied : {true, false}) {
    peer.write_faults.push_back({error(PeerFailure::later, 0, true), applied});
    EXPECT_EQ(run().status, RunStatus::completed);
  }
  EXPECT_EQ(peer.set("ProjCDSProjectContractEntity").writes, 1U);
  EXPECT_EQ(peer.posted_lines, 2U);
}

TEST_F(Runs, a_batch_that_breaks_off_keeps_the_rows_that_were_answered) {
  must(runner->begin(Trigger::hand, {"projects_and_contracts", "project_tasks"}));
  finish();
  put({an_actual("third")});
  peer.write_faults.push_back({error(PeerFailure::later, 0, true), true, 1});
  EXPECT_EQ(run({"actuals"}).status, RunStatus::completed);
  EXPECT_EQ(peer.set(std::string(kActualsSet)).rows.size(), 3U);
  EXPECT_EQ(peer.set(std::string(kActualsSet)).writes, 3U);
}

TEST_F(Runs, an_actual_that_is_there_with_other_values_is_not_written_over) {
  Json there = {{"ACTUALID", to_string(id_of("sales"))}, {"AMOUNT", 1}};
  peer.put(std::string(kActualsSet), there);
  EXPECT_EQ(run().status, RunStatus::warning);
  EXPECT_EQ(actual("sales")["AMOUNT"], 1);
  EXPECT_THAT(problem("actuals")["cause"].get<std::string>(), HasSubstr("with another value"));
}

TEST_F(Runs, a_line_that_does_not_post_becomes_an_error_of_its_actual) {
  put({an_actual("bad", 192350005, "No rate")});
  peer.unpostable = "No rate";
  EXPECT_EQ(run().status, RunStatus::warning);
  EXPECT_EQ(peer.posted_lines, 2U);
  EXPECT_EQ(problem("actuals")["cause"], "The exchange rate is missing.");
  EXPECT_EQ(voucher("bad"), "");
  peer.unpostable.clear();
  run();
  EXPECT_EQ(peer.posted_lines, 3U);
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_NE(voucher("bad"), "");
}

TEST_F(Runs, an_import_or_posting_whose_answer_was_lost_is_asked_for_again) {
  peer.call_faults.push_back({error(PeerFailure::later, 0, true), true});
  peer.call_faults.push_back({error(PeerFailure::later, 500, true), false});
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_EQ(peer.posted_lines, 2U);
  EXPECT_EQ(peer.set(std::string(kJournalsSet)).rows.size(), 1U);
}

TEST_F(Runs, a_row_that_was_deleted_meanwhile_is_left_out) {
  must(runner->feed());
  commit({schema::RowChange({column("msdyn_actual", "msdyn_amount").entity_number, id_of("cost")},
                            schema::ChangeKind::remove)});
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_TRUE(actual("cost").is_null());
}

TEST_F(Runs, a_change_while_its_row_is_on_its_way_is_sent_too) {
  bool changed = false;
  peer.refuse = [&](const std::string& set, const Json&) -> std::optional<PeerError> {
    if (set == "ProjCDSTaskEntity" && !changed) {
      changed = true;
      this->set("msdyn_projecttask", "task", "msdyn_subject", std::string("Slates"));
      Outbox outbox(std::string(kPeer),
                    {runner->outbox().tasks().begin(), runner->outbox().tasks().end()});
      auto transaction = must(store->begin_write());
      must(outbox.feed(*transaction, clock.now(), 1000));
      must(transaction->commit());
    }
    return std::nullopt;
  };
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_EQ(peer.row("ProjCDSTaskEntity", "NAME", "Slates").is_null(), false);
}

TEST_F(Runs, what_the_peer_says_of_an_unknown_project_is_a_row_error_here) {
  Json row = {{"ACTUALID", "00000000-0000-7000-8000-000000000001"},
              {"ISJOURNALIZED", "Yes"},
              {"VOUCHER", "V1"},
              {"PROJECTID", "PRJ-404"}};
  peer.put(std::string(kActualsSet), row);
  EXPECT_EQ(run().status, RunStatus::warning);
  EXPECT_EQ(problem("actuals_update")["field"], "msdyn_project.msdynce_projectnumber");
  EXPECT_EQ(problem("actuals_update")["value"], "PRJ-404");
  // Once the project is here, the row is read again.
  put({a_row("msdyn_project", "other").with("msdynce_projectnumber", "PRJ-404")});
  EXPECT_EQ(run().status, RunStatus::completed);
  EXPECT_TRUE(items("actuals_update", OutboxState::failed).empty());
}

TEST_F(Runs, one_at_a_time_and_only_of_templates_that_are_there) {
  EXPECT_EQ(runner->begin(Trigger::hand, {"nonsense"}).error().code, Errc::invalid_argument);
  EXPECT_THAT(runner->begin(Trigger::hand, {"billing"}).error().message,
              HasSubstr("not available"));
  must(runner->begin(Trigger::hand, {}));
  EXPECT_EQ(runner->begin(Trigger::schedule, {}).error().code, Errc::conflict);
}

TEST_F(Runs, are_kept_in_history_with_their_counts) {
  run(), run();
  auto transaction = must(store->begin_read());
  const auto runs = must(transaction->outbox_runs(kPeer, 1000, 10));
  ASSERT_EQ(runs.size(), 2U);
  const RunState first = must(run_from_json(runs[1].body));
  EXPECT_EQ(first.counts.at("actuals").sent, 2U);
  EXPECT_EQ(must(run_from_json(to_json(first).dump())).counts, first.counts);
}

/// Ends the process at the `at`-th moment of a run and lets the next process go on.
class KilledWorld : public FinanceWorld {
 public:
  KilledWorld() {
    put(project_rows());
    put({an_actual("cost", 192350000), an_actual("sales")});
    peer.tax_rate = 0.2;
  }
  std::string voucher(std::string_view name) {
    return row("msdyn_actual", id_of(name))
        ->text(column("msdyn_actual", "msdyn_externalreferenceid"));
  }
  Json run_with_a_kill(std::size_t at, bool& ended) {
    std::size_t moments = 0;
    const auto moment = [&] {
      if (++moments == at) throw Killed();
    };
    peer.moment = writer.moment = moment;
    ended = true;
    try {
      run();
    } catch (const Killed&) {
      ended = false;
    }
    peer.moment = writer.moment = nullptr;
    restart();
    if (!ended) {
      if (!must(runner->state()).is_running()) must(runner->begin(Trigger::hand, {}));
      finish();
    }
    Json out = peer.state();
    out["vouchers"] = {voucher("cost"), voucher("sales")};
    return out;
  }
};

TEST(Kills, at_every_step_leave_the_same_end_state_row_for_row) {
  bool ended = false;
  const Json undisturbed = KilledWorld().run_with_a_kill(0, ended);
  ASSERT_TRUE(ended);
  std::size_t tried = 0;
  for (std::size_t at = 1; at < 10'000; ++at) {
    KilledWorld other;
    const Json state = other.run_with_a_kill(at, ended);
    EXPECT_EQ(state, undisturbed) << "killed at " << at << "\n"
                                  << Json::diff(undisturbed, state).dump(1);
    EXPECT_EQ(other.peer.posted_lines, 2U) << "killed at " << at;
    if (ended) break;
    ++tried;
  }
  EXPECT_GT(tried, 100U);
}

}  // namespace
}  // namespace fieldbook::syncd::finance
