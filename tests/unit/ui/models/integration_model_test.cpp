#include "ui/models/integration_model.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_client.hpp"
#include "tests/support/integration_sample.hpp"

namespace fieldbook::ui {
namespace {

class IntegrationModelTest : public testing::Test {
 protected:
  IntegrationModelTest() { client_.integration = tests::sample_integration(1'000'000, Uuid{}); }
  void settle() {
    client_.answer();
    mailbox_.open_all();
  }
  tests::FakeClient client_;
  Mailbox mailbox_;
  IntegrationModel model_{client_, mailbox_};
};

TEST_F(IntegrationModelTest, asks_when_a_person_comes_and_keeps_what_is_shown_until_the_answer) {
  model_.refresh();
  EXPECT_TRUE(model_.is_asking());
  EXPECT_FALSE(model_.overview());
  settle();
  ASSERT_TRUE(model_.overview());
  EXPECT_EQ(model_.overview()->templates.size(), 4U);
  EXPECT_FALSE(model_.is_asking());
  model_.run();
  EXPECT_TRUE(model_.overview());
  settle();
  EXPECT_FALSE(model_.checks());
  model_.check();
  settle();
  ASSERT_TRUE(model_.checks());
  EXPECT_EQ(model_.checks()->findings.size(), 1U);
}

TEST_F(IntegrationModelTest, an_answer_for_a_dialog_that_was_closed_opens_nothing) {
  model_.refresh();
  settle();
  model_.trace(Uuid{});
  EXPECT_TRUE(model_.dialog());
  EXPECT_TRUE(model_.is_trace());
  model_.close();
  settle();
  EXPECT_FALSE(model_.dialog());
  EXPECT_FALSE(model_.answer());
  model_.preview("actuals", "Project actuals");
  settle();
  EXPECT_EQ(model_.dialog(), "Project actuals");
  ASSERT_TRUE(model_.answer());
  EXPECT_EQ(model_.answer()->preview.size(), 1U);
}

TEST_F(IntegrationModelTest, a_server_out_of_reach_is_told_and_what_was_shown_stays) {
  model_.refresh();
  settle();
  client_.failure = Error{Errc::unavailable, "no server"};
  model_.refresh();
  settle();
  ASSERT_TRUE(model_.error());
  EXPECT_EQ(model_.error()->code, Errc::unavailable);
  EXPECT_TRUE(model_.overview());
}

}  // namespace
}  // namespace fieldbook::ui
