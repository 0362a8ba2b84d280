#include "syncd/auth/password_reset.hpp"

#include "tests/unit/syncd/auth/auth_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

class PasswordResets : public AuthWorld {
 protected:
  void ask(const Uuid& person) {
    write([&](WriteTransaction& transaction) {
      EXPECT_TRUE(ask_password_reset(transaction, person, clock_.now()));
    });
  }
  std::optional<PasswordReset> reset_of(const Uuid& person) {
    const auto transaction = store_->begin_read();
    const auto reset = password_reset_of(**transaction, person);
    EXPECT_TRUE(reset);
    return *reset;
  }
  std::string code() {
    const auto transaction = store_->begin_read();
    const auto user = (*transaction)->user(person_);
    return password_reset_code((*transaction)->head(), **user, reset_of(person_)->asked);
  }
  bool attempt(std::string_view typed) {
    bool out = false;
    write([&](WriteTransaction& transaction) {
      const auto user = transaction.user(person_);
      const auto right = try_password_reset(transaction, &**user, typed, clock_.now());
      ASSERT_TRUE(right);
      out = *right;
    });
    return out;
  }
  bool attempt_by_nobody(std::string_view typed) {
    bool out = true;
    write([&](WriteTransaction& transaction) {
      const auto right = try_password_reset(transaction, nullptr, typed, clock_.now());
      ASSERT_TRUE(right);
      out = *right;
    });
    return out;
  }
};

TEST_F(PasswordResets, take_the_code_as_people_type_it) {
  ask(person_);
  const std::string right = code();
  EXPECT_EQ(right.size(), 11U);
  std::string typed;
  for (const char c : right)
    if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_FALSE(attempt(""));
  EXPECT_FALSE(attempt("AAAAA-AAAAA"));
  EXPECT_FALSE(attempt(right + "A"));
  EXPECT_TRUE(attempt(" " + typed));
}

TEST_F(PasswordResets, end_after_half_an_hour) {
  ask(person_);
  const std::string right = code();
  clock_.advance(30min - 1ms);
  EXPECT_TRUE(attempt(right));
  clock_.advance(1ms);
  EXPECT_FALSE(attempt(right));
}

TEST_F(PasswordResets, end_after_five_wrong_codes) {
  ask(person_);
  const std::string right = code();
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(attempt("AAAAA-AAAAA"));
  EXPECT_FALSE(attempt(right));
  clock_.advance(1min);
  ask(person_);
  EXPECT_FALSE(attempt(right));
  EXPECT_TRUE(attempt(code()));
}

TEST_F(PasswordResets, end_with_the_password_that_they_replace) {
  ask(person_);
  const std::string right = code();
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(set_password_hash(transaction, person_, "another hash"));
  });
  EXPECT_FALSE(attempt(right));
}

TEST_F(PasswordResets, asked_for_again_at_once_stay_as_they_are) {
  ask(person_);
  const auto first = reset_of(person_)->asked;
  clock_.advance(59s);
  ask(person_);
  EXPECT_EQ(reset_of(person_)->asked, first);
  clock_.advance(1s);
  ask(person_);
  EXPECT_EQ(reset_of(person_)->asked, clock_.now());
}

TEST_F(PasswordResets, of_names_that_nobody_has_never_succeed_and_are_not_mailed) {
  ask(Uuid{});
  EXPECT_FALSE(attempt_by_nobody("AAAAA-AAAAA"));
  ask(person_);
  EXPECT_FALSE(attempt_by_nobody(code()));
  const auto transaction = store_->begin_read();
  const auto open = open_password_resets(**transaction, clock_.now());
  ASSERT_TRUE(open);
  ASSERT_EQ(open->size(), 1U);
  EXPECT_EQ(open->front().person, person_);
}

}  // namespace
}  // namespace fieldbook::syncd
