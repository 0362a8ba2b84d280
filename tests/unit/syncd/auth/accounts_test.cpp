#include "tests/unit/syncd/auth/auth_world.hpp"

namespace fieldbook::syncd {
namespace {

class Accounts : public AuthWorld {
 protected:
  Errc refusal_of(const DeviceIntroduction& introduction, const Uuid& person,
                  UnsignedDevices policy = UnsignedDevices::refused) {
    Errc out = Errc::internal;
    write([&](WriteTransaction& transaction) {
      const auto device = register_device(transaction, person, introduction, policy, clock_.now());
      ASSERT_FALSE(device);
      out = device.error().code;
    });
    return out;
  }
};

TEST_F(Accounts, fold_the_case_and_the_spaces_of_a_name) {
  EXPECT_EQ(*fold_signin("  Ana@Example.ORG "), "ana@example.org");
  EXPECT_EQ(*fold_signin("Ünal"), "Ünal") << "only ASCII letters fold";
  EXPECT_FALSE(fold_signin(""));
  EXPECT_FALSE(fold_signin("  "));
  EXPECT_FALSE(fold_signin("a\nb"));
  EXPECT_FALSE(fold_signin("\xff"));
  EXPECT_FALSE(fold_signin(std::string(321, 'a')));
}

TEST_F(Accounts, find_a_user_by_name_and_by_id) {
  auto transaction = store_->begin_read();
  EXPECT_EQ(find_user(**transaction, "ANA@example.org")->person, person_);
  EXPECT_EQ(find_user(**transaction, to_string(person_))->signin, "ana@example.org");
  EXPECT_EQ(find_user(**transaction, "bo@example.org").error().code, Errc::not_found);
}

TEST_F(Accounts, refuse_a_second_sign_in_of_a_person_and_a_name_that_is_taken) {
  write([&](WriteTransaction& transaction) {
    EXPECT_EQ(add_user(transaction, {person_, "new@example.org"}, clock_.now()).error().code,
              Errc::already_exists);
    EXPECT_EQ(add_user(transaction, {Uuid{{5}}, "ANA@example.org"}, clock_.now()).error().code,
              Errc::already_exists);
  });
}

TEST_F(Accounts, recognise_a_device_that_signs_in_again) {
  write([&](WriteTransaction& transaction) {
    auto introduction = this->introduction();
    introduction.name = "Renamed";
    const auto device =
        register_device(transaction, person_, introduction, UnsignedDevices::refused, clock_.now());
    ASSERT_TRUE(device);
    EXPECT_EQ(device->registered, device_.registered);
    EXPECT_EQ(device->name, "Renamed");
  });
}

TEST_F(Accounts, refuse_a_device_of_another_person_or_key) {
  EXPECT_EQ(refusal_of(introduction(), Uuid{{8}}), Errc::conflict);
  auto other_key = introduction();
  other_key.public_key.fill(8);
  EXPECT_EQ(refusal_of(other_key, person_), Errc::conflict);
}

TEST_F(Accounts, refuse_a_revoked_device) {
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(revoke_device(transaction, device_.id, Wipe::no));
  });
  EXPECT_EQ(refusal_of(introduction(), person_), Errc::permission_denied);
}

TEST_F(Accounts, take_a_device_without_a_key_only_where_that_is_allowed) {
  DeviceIntroduction unsigned_device{Uuid{{4}}, "Script", {}, ""};
  EXPECT_EQ(refusal_of(unsigned_device, person_), Errc::invalid_argument);
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(register_device(transaction, person_, unsigned_device, UnsignedDevices::allowed,
                                clock_.now()));
  });
}

TEST_F(Accounts, keep_the_order_to_wipe) {
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(revoke_device(transaction, device_.id, Wipe::yes));
    EXPECT_TRUE(revoke_device(transaction, device_.id, Wipe::no));
    EXPECT_TRUE((*transaction.device(device_.id))->wipe);
    EXPECT_EQ(revoke_device(transaction, Uuid{{77}}, Wipe::no).error().code, Errc::not_found);
  });
}

}  // namespace
}  // namespace fieldbook::syncd
