#pragma once

// A store with one person on one device, and time that the test moves.

#include <gtest/gtest.h>

#include "syncd/auth/accounts.hpp"
#include "syncd/auth/sessions.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd {

class AuthWorld : public testing::Test {
 protected:
  void SetUp() override {
    auto made =
        create_sqlite_store((directory_ / "store.db").string(), {}, schema::Catalogue::embedded(),
                            {make_uuid(clock_, random_), "Test"}, random_);
    ASSERT_TRUE(made) << made.error().message;
    store_ = *std::move(made);
    write([&](WriteTransaction& transaction) {
      EXPECT_TRUE(add_user(transaction, {person_, "ana@example.org", UserKind::contact, "hash"},
                           clock_.now()));
      auto device = register_device(transaction, person_, introduction(), UnsignedDevices::refused,
                                    clock_.now());
      ASSERT_TRUE(device) << device.error().message;
      device_ = *device;
    });
  }

  /// Runs `work` in a transaction and commits it.
  template <class Work>
  void write(Work work) {
    auto transaction = store_->begin_write();
    ASSERT_TRUE(transaction) << transaction.error().message;
    work(**transaction);
    const Status committed = (*transaction)->commit();
    ASSERT_TRUE(committed) << committed.error().message;
  }

  IssuedTokens open() {
    IssuedTokens out;
    write([&](WriteTransaction& transaction) {
      auto tokens =
          open_session(transaction, device_, schema::Audience::customer, times_, clock_, random_);
      ASSERT_TRUE(tokens) << tokens.error().message;
      out = *std::move(tokens);
    });
    return out;
  }

  Renewal renew(const std::string& token) {
    Renewal out;
    write([&](WriteTransaction& transaction) {
      auto renewal = renew_session(transaction, token, times_, clock_, random_);
      ASSERT_TRUE(renewal) << renewal.error().message;
      out = *std::move(renewal);
    });
    return out;
  }

  /// A request with this access token arrives.
  void confirm(const std::string& access) {
    const auto session = session_of(access);
    ASSERT_TRUE(session);
    write([&](WriteTransaction& transaction) {
      EXPECT_TRUE(confirm_session(transaction, *session));
    });
  }

  std::optional<Session> session_of(const std::string& access) {
    auto transaction = store_->begin_read();
    EXPECT_TRUE(transaction);
    auto session = find_session(**transaction, hash_token(access), clock_.now());
    EXPECT_TRUE(session);
    return session ? *session : std::nullopt;
  }

  DeviceIntroduction introduction() const {
    DeviceIntroduction out{Uuid{{1, 2, 3}}, "Ana's tablet", {}, "fieldbook/1"};
    out.public_key.fill(7);
    return out;
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{42};
  SessionTimes times_;
  Uuid person_{{9, 9, 9}};
  Device device_;
  std::unique_ptr<Store> store_;
};

}  // namespace fieldbook::syncd
