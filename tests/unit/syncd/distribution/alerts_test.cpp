#include "syncd/distribution/alerts.hpp"

#include <gtest/gtest.h>

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

const Instant kNow{1'795'248'000'000};

Alert alert(std::int64_t status, std::optional<Instant> note,
            std::int64_t state = opportunity_state::kOpen) {
  const auto thresholds = AlertThresholds::make(days(7), days(14));
  EXPECT_TRUE(thresholds);
  return alert_of(state, status, note, kNow, *thresholds);
}

TEST(Alerts, a_delivered_opportunity_is_new_whatever_its_notes_say) {
  EXPECT_EQ(alert(opportunity_status::kDelivered, std::nullopt), Alert::fresh);
  EXPECT_EQ(alert(opportunity_status::kDelivered, kNow - days(30)), Alert::fresh);
}

TEST(Alerts, rise_with_the_age_of_the_newest_note) {
  const auto status = opportunity_status::kAccepted;
  EXPECT_EQ(alert(status, kNow), Alert::none);
  EXPECT_EQ(alert(status, kNow - days(7) + 1ms), Alert::none);
  EXPECT_EQ(alert(status, kNow - days(7)), Alert::potentially_stalled);
  EXPECT_EQ(alert(status, kNow - days(14) + 1ms), Alert::potentially_stalled);
  EXPECT_EQ(alert(status, kNow - days(14)), Alert::overdue);
}

TEST(Alerts, there_is_none_without_a_note_or_when_it_is_closed) {
  EXPECT_EQ(alert(opportunity_status::kAccepted, std::nullopt), Alert::none);
  EXPECT_EQ(alert(opportunity_status::kReturned, kNow - days(30), opportunity_state::kLost),
            Alert::none);
}

TEST(AlertThresholds, are_refused_out_of_order_and_at_zero) {
  EXPECT_FALSE(AlertThresholds::make(days(14), days(7)));
  EXPECT_FALSE(AlertThresholds::make(days(7), days(7)));
  EXPECT_FALSE(AlertThresholds::make(days(0), days(7)));
}

}  // namespace
}  // namespace fieldbook::syncd
