// The integration in the daemon: when it runs, what it says of itself.

#include "syncd/http/finance_job.hpp"

#include <gmock/gmock.h>

#include "syncd/config/load.hpp"
#include "tests/support/finance/fake_peer.hpp"
#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd {
namespace {

using finance::must;
using testing::HasSubstr;

class FinanceJobs : public testing::Test {
 protected:
  FinanceJobs() {
    world_.put(finance::project_rows());
    world_.put({finance::an_actual("sales")});
    const LoadedConfig loaded =
        load_config(std::nullopt, "",
                    {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", "/tmp"},
                     {"FIELDBOOK_SYNCD_FINANCE_MODE", "automatic"},
                     {"FIELDBOOK_SYNCD_FINANCE_URL", "https://contoso.example"},
                     {"FIELDBOOK_SYNCD_FINANCE_LEGAL_ENTITY", "usmf"},
                     {"FIELDBOOK_SYNCD_FINANCE_APPLICATION_VERSION", "10.0.1"},
                     {"FIELDBOOK_SYNCD_FINANCE_PLATFORM_UPDATE", "20"},
                     {"FIELDBOOK_SYNCD_FINANCE_PSA_VERSION", "9.1.0.0"},
                     {"FIELDBOOK_SYNCD_FINANCE_PROSPECT_TO_CASH_VERSION", "1.14.0.0"},
                     {"FIELDBOOK_SYNCD_FINANCE_PSA_SOLUTION_VERSION", "1.0.0.0"},
                     {"FIELDBOOK_SYNCD_FINANCE_FORECAST_MODEL", "Original"},
                     {"FIELDBOOK_SYNCD_FINANCE_PAYMENT_TERMS_2", "2-10-30"}});
    config_ = loaded.config;
    auto peer = std::make_unique<tests::FakePeer>(*finance::Templates::embedded());
    peer_ = peer.get();
    job_.emplace(finance::DeskParts{config_, *world_.store, world_.committer, world_.writer,
                                    world_.clock, std::move(peer)},
                 metrics_, log_);
  }
  /// Works until nothing is due at once.
  void work() {
    for (int i = 0; i < 1000; ++i) {
      job_->work();
      if (job_->until_due().count() > 0) return;
    }
    ADD_FAILURE() << "it never rests";
  }
  std::size_t runs() { return must(job_->ask("history", finance::Json::object()))["runs"].size(); }

  finance::FinanceWorld world_;
  Config config_;
  EventLog log_{world_.clock, LogLevel::error, LogFormat::human};
  Metrics metrics_{*schema::Catalogue::embedded(), log_};
  tests::FakePeer* peer_ = nullptr;
  std::optional<FinanceJob> job_;
};

TEST_F(FinanceJobs, run_by_schedule_and_not_before) {
  work();
  EXPECT_EQ(runs(), 1U);
  EXPECT_EQ(peer_->posted_lines, 1U);
  work();
  world_.clock.advance(std::chrono::minutes(16));
  work();
  EXPECT_EQ(runs(), 2U);
}

TEST_F(FinanceJobs, run_soon_after_a_change_that_concerns_them_and_after_no_other) {
  work();
  job_->changed();
  work();
  // What came back was a change too; it leads to nothing that would have to be sent.
  const std::size_t before = runs();
  job_->changed();
  work();
  EXPECT_EQ(runs(), before);
  world_.put({finance::an_actual("more")});
  job_->changed();
  work();
  EXPECT_EQ(runs(), before + 1);
  EXPECT_EQ(peer_->posted_lines, 2U);
}

TEST_F(FinanceJobs, name_a_sick_peer_without_making_the_daemon_unready) {
  EXPECT_FALSE(job_->health().is_vital);
  peer_->read_faults.push_back({{.kind = finance::PeerFailure::unauthorised,
                                 .status = 401,
                                 .message = "the client secret is over"}});
  work();
  EXPECT_FALSE(job_->health().is_good);
  EXPECT_THAT(job_->health().detail, HasSubstr("the client secret is over"));
  EXPECT_THAT(job_->health().detail, testing::Not(HasSubstr("\n")));
  // Nothing is due: what was found stays known.
  world_.clock.advance(std::chrono::minutes(2));
  job_->work();
  EXPECT_FALSE(job_->health().is_good);
  world_.clock.advance(std::chrono::minutes(16));
  work();
  EXPECT_TRUE(job_->health().is_good) << job_->health().detail;
}

TEST_F(FinanceJobs, are_well_again_as_soon_as_a_run_by_hand_ends_well) {
  peer_->write_faults.push_back({{.kind = finance::PeerFailure::stop,
                                  .status = 200,
                                  .message = "the peer answered text/html"}});
  EXPECT_EQ(must(job_->run({})).status, finance::RunStatus::error);
  EXPECT_THAT(job_->health().detail, HasSubstr("text/html"));
  EXPECT_FALSE(job_->health().is_good);
  EXPECT_EQ(must(job_->run({})).status, finance::RunStatus::completed);
  EXPECT_TRUE(job_->health().is_good) << job_->health().detail;
}

TEST_F(FinanceJobs, refused_rows_are_no_sickness_of_the_peer) {
  peer_->refuse = [](const std::string& set, const finance::Json&) {
    return set == "ProjCDSTaskEntity"
               ? std::optional(finance::PeerError{.kind = finance::PeerFailure::row, .status = 400})
               : std::nullopt;
  };
  EXPECT_EQ(must(job_->run({{"projects_and_contracts"}})).status, finance::RunStatus::completed);
  EXPECT_EQ(must(job_->run({{"project_tasks"}})).status, finance::RunStatus::error);
  EXPECT_TRUE(job_->health().is_good) << job_->health().detail;
}

TEST_F(FinanceJobs, count_rows_outbox_lag_and_throttled_time) {
  peer_->write_faults.push_back({{.kind = finance::PeerFailure::later,
                                  .status = 429,
                                  .message = "busy",
                                  .retry_after = std::chrono::seconds(7)}});
  work();
  world_.clock.advance(std::chrono::seconds(7));
  work();
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("fieldbook_integration_throttled_seconds_total 7"));
  EXPECT_THAT(text,
              HasSubstr("fieldbook_integration_rows_total{outcome=\"sent\",task=\"actuals\"} 1"));
  EXPECT_THAT(text, HasSubstr("fieldbook_integration_lag_seconds"));
  EXPECT_THAT(text, HasSubstr("fieldbook_integration_outbox_oldest_seconds"));
  EXPECT_THAT(text, HasSubstr("fieldbook_integration_outbox_items{state=\"sent\""));
}

TEST_F(FinanceJobs, a_verb_runs_to_the_end_and_after_stop_nothing_runs) {
  EXPECT_EQ(must(job_->ask("run", finance::Json::object()))["status"], "completed");
  job_->stop();
  world_.clock.advance(std::chrono::minutes(16));
  job_->work();
  EXPECT_EQ(runs(), 1U);
}

}  // namespace
}  // namespace fieldbook::syncd
