#include "ui/models/administration_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Administration : public ModelTest {
 protected:
  Administration() {
    client_.weights.weights = {
        {"distance", -0.005, -0.01, 0, 0, true, true},
        {"winrate", 3, 0, 5, 3, false, true},
    };
    client_.devices.devices = {
        {.id = uuid_of(1), .name = "Tablet 7", .person = "Dana Ruiz", .waiting = 3},
        {.id = uuid_of(2), .name = "Laptop", .person = "Omar Said", .this_device = true},
    };
  }
  [[nodiscard]] const WeightsModel::Weight& weight(std::size_t at) const {
    return weights_.weights()->weights[at];
  }
  WeightsModel weights_{client_, mailbox_};
  DevicesModel devices_{client_, mailbox_};
};

TEST_F(Administration, a_weight_outside_of_its_range_is_told_while_it_is_typed) {
  weights_.refresh();
  EXPECT_FALSE(weights_.weights());
  arrive();
  ASSERT_TRUE(weights_.weights());
  EXPECT_EQ(weights_.text_of(weight(0), context()), "-0.005");
  EXPECT_FALSE(weights_.may_save()) << "nothing was typed";
  weights_.type(weight(1), "5.1", context());
  EXPECT_EQ(weights_.problem_of("winrate"), "This weight must be from 0 to 5.");
  EXPECT_FALSE(weights_.may_save());
  weights_.type(weight(1), "much", context());
  EXPECT_NE(weights_.problem_of("winrate"), "");
  weights_.type(weight(1), "", context());
  EXPECT_NE(weights_.problem_of("winrate"), "") << "zero leaves a metric out, nothing says nothing";
  weights_.type(weight(1), "5", context());
  EXPECT_EQ(weights_.problem_of("winrate"), "");
  EXPECT_TRUE(weights_.may_save());
  weights_.type(weight(1), "3.0", context());
  EXPECT_FALSE(weights_.may_save()) << "it is the same";
}

TEST_F(Administration, only_what_differs_is_saved_and_what_was_typed_stays_when_it_fails) {
  weights_.refresh();
  arrive();
  weights_.type(weight(0), "-0.01", context());
  weights_.type(weight(1), "3", context());
  client_.failure = Error{Errc::unavailable, "no server"};
  weights_.save();
  EXPECT_TRUE(weights_.is_asking());
  arrive();
  ASSERT_TRUE(weights_.error());
  EXPECT_FALSE(weights_.is_saved());
  EXPECT_EQ(weights_.text_of(weight(0), context()), "-0.01");
  client_.failure.reset();
  weights_.save();
  arrive();
  EXPECT_TRUE(weights_.is_saved());
  EXPECT_FALSE(weights_.error());
  ASSERT_EQ(client_.weights_set.size(), 3U);
  EXPECT_EQ(client_.weights_set[2], (decltype(client::WeightsQuestion::set){{"distance", -0.01}}));
}

TEST_F(Administration, weights_of_staff_go_back_to_what_is_configured) {
  weights_.refresh();
  arrive();
  EXPECT_TRUE(weights_.may_put_back());
  weights_.put_back();
  EXPECT_FALSE(weights_.may_put_back()) << "it is under way";
  ASSERT_EQ(client_.weights_set.size(), 2U);
  EXPECT_EQ(client_.weights_set[1],
            (decltype(client::WeightsQuestion::set){{"distance", std::nullopt}}));
}

TEST_F(Administration, numbers_are_typed_as_the_person_writes_them) {
  weights_.refresh();
  arrive();
  const TextContext german{.strings = *german_, .zone_offset_minutes = 0, .now = Instant{0}};
  EXPECT_EQ(weights_.text_of(weight(0), german), "-0,005");
  weights_.type(weight(1), "4,5", german);
  EXPECT_EQ(weights_.problem_of("winrate"), "");
  EXPECT_TRUE(weights_.may_save());
}

TEST_F(Administration, devices_are_found_by_their_name_or_their_persons) {
  devices_.refresh();
  arrive();
  EXPECT_EQ(devices_.shown().size(), 2U);
  EXPECT_TRUE(devices_.shows_all());
  devices_.words = "tablet";
  ASSERT_EQ(devices_.shown().size(), 1U);
  devices_.words = "said";
  ASSERT_EQ(devices_.shown().size(), 1U);
  EXPECT_EQ(devices_.shown()[0]->id, uuid_of(2));
  devices_.words = "nobody";
  EXPECT_TRUE(devices_.shown().empty());
}

TEST_F(Administration, a_device_is_ended_only_after_it_was_confirmed_and_is_shown_so) {
  devices_.refresh();
  arrive();
  devices_.look_at(uuid_of(1));
  devices_.confirm();
  EXPECT_EQ(client_.asked.back(), "devices") << "nothing was asked for";
  devices_.ask_to(DevicesModel::Ending::wipe);
  EXPECT_FALSE(devices_.looked_at()->revoked);
  devices_.confirm();
  arrive();
  EXPECT_EQ(client_.asked.back(), "wipe " + to_string(uuid_of(1)));
  EXPECT_TRUE(devices_.looked_at()->revoked);
  EXPECT_TRUE(devices_.looked_at()->wipe);
  EXPECT_EQ(devices_.ending(), DevicesModel::Ending::no);
  EXPECT_EQ(devices_.devices()->devices.size(), 2U) << "the others stay";
}

TEST_F(Administration, nobody_ends_the_device_they_are_at) {
  devices_.refresh();
  arrive();
  devices_.look_at(uuid_of(2));
  devices_.ask_to(DevicesModel::Ending::revoke);
  devices_.confirm();
  EXPECT_EQ(client_.asked.back(), "devices");
}

TEST_F(Administration, a_failure_is_told_where_the_device_is_looked_at) {
  devices_.refresh();
  arrive();
  devices_.look_at(uuid_of(1));
  devices_.ask_to(DevicesModel::Ending::revoke);
  client_.failure = Error{Errc::unavailable, "no server"};
  devices_.confirm();
  arrive();
  ASSERT_TRUE(devices_.error());
  EXPECT_FALSE(devices_.looked_at()->revoked);
  devices_.close();
  EXPECT_FALSE(devices_.error());
  EXPECT_EQ(devices_.looked_at(), nullptr);
}

}  // namespace
}  // namespace fieldbook::ui
