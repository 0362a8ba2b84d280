#include "syncd/http/distribution_job.hpp"

#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

class DistributionJobTest : public AdminWorld {
 protected:
  DistributionJobTest() {
    import_sample(true);
    settings_.offer_days = 2;
    // What the first look at an organisation finds.
    work_off();
  }

  void work_off() {
    while (job_.has_work())
      ASSERT_TRUE(open_.writer.write(
          [this](WriteTransaction& transaction) { return job_.step(transaction); }));
  }
  void change(std::string_view entity, const Uuid& id, std::string_view name, schema::Value value) {
    ASSERT_TRUE(open_.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      const schema::Catalogue& catalogue = transaction.catalogue();
      schema::RowChange one({catalogue.entity(entity).number, id});
      one.set(catalogue.column(entity, name), std::move(value));
      TRY(auto outcome, open_.organisation->committer().commit(transaction, std::span(&one, 1),
                                                               {.kind = "edit"}));
      return AfterCommit{.outcome = std::move(outcome)};
    }));
  }
  Uuid any(std::string_view entity) {
    const auto transaction = open_.organisation->store().begin_read();
    return (*transaction)->scan((*transaction)->catalogue().entity(entity), 0, 1)->front().row.id;
  }

  DistributionSettings settings_;
  EventLog log_{clock_, LogLevel::error, LogFormat::json};
  Metrics metrics_{open_.organisation->store().catalogue(), log_};
  DistributionJob job_{open_.organisation->store(),
                       open_.organisation->committer(),
                       clock_,
                       settings_,
                       metrics_,
                       log_};
};

TEST_F(DistributionJobTest, offers_what_the_import_marked_ready_and_counts_it) {
  const std::string text = metrics_.text();
  EXPECT_NE(text.find("fieldbook_opportunity_offers_total{outcome=\"delivered\"}"),
            std::string::npos)
      << text;
}

TEST_F(DistributionJobTest, has_nothing_to_do_while_nothing_changes) {
  EXPECT_FALSE(job_.has_work());
  EXPECT_FALSE(job_.is_changed());
}

TEST_F(DistributionJobTest, is_woken_by_opportunities_and_not_by_work_orders) {
  EXPECT_TRUE(job_.changed());
  EXPECT_FALSE(job_.changed());
  change("msdyn_workorder", any("msdyn_workorder"), "msdyn_workordersummary",
         std::string("another summary"));
  EXPECT_FALSE(job_.has_work());
  change("opportunity", any("opportunity"), "description", std::string("another description"));
  EXPECT_TRUE(job_.has_work());
  work_off();
  EXPECT_FALSE(job_.has_work());
}

TEST_F(DistributionJobTest, wakes_at_the_next_deadline) {
  const auto until = job_.until_due(std::chrono::hours(24 * 365));
  EXPECT_GT(until, 0ms);
  EXPECT_LE(until, std::chrono::hours(24 * 3));
  EXPECT_EQ(job_.until_due(60s), 60s);
  EXPECT_FALSE(job_.has_work());
  clock_.advance(until);
  EXPECT_EQ(job_.until_due(60s), 0ms);
  EXPECT_TRUE(job_.has_work());
  work_off();
  EXPECT_NE(metrics_.text().find("outcome=\"expired\""), std::string::npos);
}

}  // namespace
}  // namespace fieldbook::syncd
