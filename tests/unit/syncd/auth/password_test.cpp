#include "syncd/auth/password.hpp"

#include <gtest/gtest.h>
#include <set>

namespace fieldbook::syncd {
namespace {

TEST(Password, is_hashed_with_argon2id_at_the_floor_of_owasp) {
  const auto hash = hash_password("correct horse battery");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
  EXPECT_TRUE(verify_password(*hash, "correct horse battery"));
  EXPECT_FALSE(verify_password(*hash, "correct horse batterz"));
  EXPECT_FALSE(needs_new_hash(*hash));
}

TEST(Password, has_another_hash_each_time) {
  EXPECT_NE(*hash_password("correct horse battery"), *hash_password("correct horse battery"));
}

TEST(Password, never_matches_a_malformed_hash) {
  for (const std::string hash : {"", "$argon2id$", "plain"})
    EXPECT_FALSE(verify_password(hash, ""));
  EXPECT_FALSE(verify_password(std::string(4096, 'x'), "x"));
}

TEST(Password, is_compared_also_for_a_user_who_does_not_exist) {
  SeededRandom random(1);
  const auto check = PasswordCheck::make(random);
  ASSERT_TRUE(check);
  EXPECT_FALSE(check->matches(nullptr, "anything"));
  const std::string hash = *hash_password("the right one");
  EXPECT_TRUE(check->matches(&hash, "the right one"));
  EXPECT_FALSE(check->matches(&hash, "the wrong one"));
}

TEST(Password, of_the_decoy_opens_nothing) {
  // The same seed gives the same decoy, so this is the password that it was made of.
  SeededRandom random(1);
  const std::string decoy = make_first_password(random);
  SeededRandom again(1);
  EXPECT_FALSE(PasswordCheck::make(again)->matches(nullptr, decoy));
}

TEST(Password, must_be_long_enough_text) {
  EXPECT_TRUE(check_new_password("zwölf Zeich."));
  EXPECT_FALSE(check_new_password("elf zeichen"));
  EXPECT_FALSE(check_new_password("öööööö")) << "characters count, not bytes";
  EXPECT_FALSE(check_new_password(std::string(1025, 'a')));
  EXPECT_FALSE(check_new_password("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
}

TEST(Password, of_the_first_time_can_be_read_out) {
  SeededRandom random(7);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string password = make_first_password(random);
    EXPECT_EQ(password.size(), 24U);
    EXPECT_EQ(password.find_first_not_of("abdefgikmnoprstuvwz-"), std::string::npos) << password;
    EXPECT_TRUE(check_new_password(password));
    EXPECT_TRUE(seen.insert(password).second);
  }
}

}  // namespace
}  // namespace fieldbook::syncd
