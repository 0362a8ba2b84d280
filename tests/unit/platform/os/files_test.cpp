#include "platform/os/files.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.hpp"

namespace fieldbook::platform {
namespace {

TEST(Files, replaces_a_file_as_a_whole) {
  const tests::TempDir directory;
  ASSERT_TRUE(write_file(directory / "note", "one", Privacy::shared));
  ASSERT_TRUE(write_file(directory / "note", "two", Privacy::shared));
  EXPECT_EQ(read_file(directory / "note", 100).value(), "two");
  EXPECT_FALSE(std::filesystem::exists(directory / "note.new"));
}

TEST(Files, refuses_to_read_more_than_the_bound) {
  const tests::TempDir directory;
  ASSERT_TRUE(write_file(directory / "note", "12345", Privacy::shared));
  EXPECT_EQ(read_file(directory / "note", 4).error().code, Errc::limit_exceeded);
}

TEST(Files, says_that_a_file_is_absent) {
  const tests::TempDir directory;
  EXPECT_EQ(read_file(directory / "absent", 4).error().code, Errc::not_found);
}

TEST(Files, says_that_a_folder_cannot_be_written) {
  const tests::TempDir directory;
  EXPECT_FALSE(write_file(directory / "absent" / "note", "x", Privacy::shared));
}

TEST(Files, gives_a_lock_to_one_holder_at_a_time) {
  const tests::TempDir directory;
  auto first = FileLock::acquire(directory / "lock");
  ASSERT_TRUE(first);
  EXPECT_EQ(FileLock::acquire(directory / "lock").error().code, Errc::unavailable);
  {
    const FileLock released = *std::move(first);
  }
  EXPECT_TRUE(FileLock::acquire(directory / "lock"));
}

}  // namespace
}  // namespace fieldbook::platform
