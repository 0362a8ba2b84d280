#include "client/runtime/read_administration.hpp"

#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

using nlohmann::json;

TEST(Administration, weights_are_read_with_their_ranges) {
  const auto read = read_weights(json::parse(R"({
    "mode": "automatic", "offer_days": 14, "distance_unit": "km", "rates": "distributed",
    "weights": [
      {"metric": "distance", "label": "Distance", "weight": -0.005, "from": -0.01, "to": 0,
       "configured": 0, "by_staff": true, "counts": true},
      {"metric": "winrate", "label": "Win rate", "weight": 0, "from": 0, "to": 5,
       "configured": 0, "by_staff": false, "counts": false}],
    "changed": "2026-11-29T08:00:00.000Z", "changed_by": "Tom Keller"})"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->mode, "automatic");
  EXPECT_EQ(read->offer_days, 14);
  ASSERT_EQ(read->weights.size(), 2U);
  EXPECT_EQ(read->weights[0].weight, -0.005);
  EXPECT_EQ(read->weights[0].from, -0.01);
  EXPECT_TRUE(read->weights[0].by_staff);
  EXPECT_EQ(read->weights[1].to, 5);
  EXPECT_EQ(read->changed_ms, 1'795'939'200'000);
  EXPECT_EQ(read->changed_by, "Tom Keller");
}

TEST(Administration, weights_that_nobody_changed_have_no_moment) {
  const auto read = read_weights(json::parse(R"({"weights": [], "changed": null})"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->changed_ms, 0);
}

TEST(Administration, devices_are_read_with_what_they_have_not_sent) {
  const auto read = read_devices(json::parse(R"({"devices": [
    {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "person": "01890a5d-ac96-774b-bcce-b302099a8058",
     "person_name": "Dana Ruiz", "signin": "dana", "name": "Tablet 7", "client": "1.0.0",
     "registered": "2026-11-01T06:30:00.000Z", "last_seen": "", "waiting": 3,
     "oldest_waiting_seconds": 86400, "revoked": true, "wipe": true, "this_device": false}],
    "more": true})"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->more);
  ASSERT_EQ(read->devices.size(), 1U);
  const auto& device = read->devices[0];
  EXPECT_EQ(device.person, "Dana Ruiz");
  EXPECT_EQ(device.last_seen_ms, 0);
  EXPECT_GT(device.registered_ms, 0);
  EXPECT_EQ(device.waiting, 3);
  EXPECT_EQ(device.oldest_waiting_seconds, 86'400);
  EXPECT_TRUE(device.revoked);
  EXPECT_TRUE(device.wipe);
}

TEST(Administration, what_is_no_answer_says_so) {
  for (const char* text : {"{}", "[]", R"({"weights": 7})", R"({"weights": [3]})"})
    EXPECT_FALSE(read_weights(json::parse(text))) << text;
  for (const char* text : {"{}", R"({"devices": {}})", R"({"devices": [{"id": "x"}]})"})
    EXPECT_FALSE(read_devices(json::parse(text))) << text;
}

TEST(Administration, questions_say_only_what_is_changed) {
  EXPECT_EQ(to_json(WeightsQuestion{}), json::object());
  EXPECT_EQ(to_json(WeightsQuestion{{{"winrate", 3.5}, {"distance", std::nullopt}}}),
            json::parse(R"({"weights": {"winrate": 3.5, "distance": null}})"));
  EXPECT_EQ(to_json(DevicesQuestion{}), json::object());
  const Uuid device = *parse_uuid("01890a5d-ac96-774b-bcce-b302099a8057");
  EXPECT_EQ(to_json(DevicesQuestion{.revoke = device, .wipe = true}),
            json::parse(R"({"revoke": "01890a5d-ac96-774b-bcce-b302099a8057", "wipe": true})"));
}

}  // namespace
}  // namespace fieldbook::client
