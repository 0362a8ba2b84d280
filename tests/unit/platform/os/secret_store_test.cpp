#include "platform/os/secret_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "platform/os/files.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::platform {
namespace {

class SecretStoreTest : public ::testing::Test {
 protected:
  auto open(std::optional<std::string> passphrase = std::nullopt) {
    return FileSecretStore::open(directory_ / "keys", std::move(passphrase), random_);
  }
  tests::TempDir directory_;
  SeededRandom random_{1};
};

TEST_F(SecretStoreTest, keeps_a_secret_across_a_restart) {
  ASSERT_TRUE((*open())->put("replica", Bytes{1, 2, 3}));
  EXPECT_EQ((*open())->get("replica"), (Bytes{1, 2, 3}));
  EXPECT_EQ((*open())->get("other"), std::nullopt);
}

TEST_F(SecretStoreTest, is_readable_by_its_owner_only) {
  ASSERT_TRUE((*open())->put("replica", Bytes{1}));
  struct stat status{};
  ASSERT_EQ(::stat((directory_ / "keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(SecretStoreTest, forgets_an_erased_secret) {
  auto store = *open();
  ASSERT_TRUE(store->put("token", Bytes{9}));
  ASSERT_TRUE(store->erase("token"));
  EXPECT_EQ((*open())->get("token"), std::nullopt);
}

TEST_F(SecretStoreTest, seals_under_a_passphrase) {
  ASSERT_TRUE((*open("correct horse"))->put("replica", Bytes{0xab, 0xcd}));
  EXPECT_EQ(read_file(directory_ / "keys", 10'000)->find("abcd"), std::string::npos);
  EXPECT_EQ((*open("correct horse"))->get("replica"), (Bytes{0xab, 0xcd}));
  EXPECT_EQ(open("wrong").error().code, Errc::unauthenticated);
  EXPECT_EQ(open().error().code, Errc::unauthenticated);
}

TEST_F(SecretStoreTest, says_that_a_damaged_file_is_damaged) {
  ASSERT_TRUE(write_file(directory_ / "keys", "{\"plain\": 7", Privacy::owner_only));
  EXPECT_EQ(open().error().code, Errc::corrupt);
}

}  // namespace
}  // namespace fieldbook::platform
