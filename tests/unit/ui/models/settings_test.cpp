#include "ui/models/settings.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "tests/support/temp_dir.hpp"

namespace fieldbook::ui {
namespace {

class SettingsFile : public ::testing::Test {
 protected:
  void write(const std::string& contents) { std::ofstream(file_) << contents; }
  static std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  tests::TempDir folder_;
  std::filesystem::path file_ = folder_.path() / "window.json";
};

TEST_F(SettingsFile, is_read_back_as_it_was_saved) {
  const Settings settings{.language = "de",
                          .theme = ThemeName::dark,
                          .touch = true,
                          .scale = 1.5,
                          .server = "https://edge.example",
                          .signin = "ana"};
  ASSERT_TRUE(save_settings(file_, settings));
  EXPECT_EQ(load_settings(file_), settings);
}

TEST_F(SettingsFile, begins_with_the_defaults_and_makes_its_folder) {
  const auto file = folder_.path() / "new" / "window.json";
  EXPECT_EQ(load_settings(file), Settings{});
  EXPECT_TRUE(save_settings(file, {}));
  EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(SettingsFile, a_damaged_file_is_set_aside_and_not_lost) {
  write("{\"language\": \"de\"");
  EXPECT_EQ(load_settings(file_), Settings{});
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_EQ(read(folder_.path() / "window.json.damaged"), "{\"language\": \"de\"");
}

TEST_F(SettingsFile, members_of_another_kind_keep_their_defaults) {
  write(R"({"language": 7, "theme": "pink", "touch": "yes", "scale": 99, "server": null})");
  EXPECT_EQ(load_settings(file_), (Settings{.scale = 2.5}));
}

TEST_F(SettingsFile, a_disk_that_refuses_is_an_error) {
  std::filesystem::create_directories(file_ / "in the way");
  const Status saved = save_settings(file_, {});
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, Errc::storage);
}

}  // namespace
}  // namespace fieldbook::ui
