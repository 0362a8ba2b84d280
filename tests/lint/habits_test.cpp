// Holds habits that no formatter checks: READMEs, sizes, words that mark something unfinished.

#include <filesystem>
#include <gtest/gtest.h>
#include <regex>

#include "tests/lint/source_tree.hpp"

namespace fieldbook::tests {
namespace {

const std::vector<std::string> kAll = {"shared", "client", "syncd", "ui", "platform", "tests"};
const std::vector<std::string> kCode = {".hpp", ".cpp"};

TEST(Habits, every_folder_with_code_has_a_readme_with_the_same_headings) {
  const std::vector<std::string> headings = {"## What it is", "## What it may use",
                                             "## How it works", "## How to add one",
                                             "## Decisions"};
  for (const std::string& folder :
       source_folders({"shared", "client", "syncd", "ui", "platform"}, kCode)) {
    const auto files = source_files({folder}, {"README.md"});
    const auto readme = std::ranges::find(files, folder + "/README.md", &SourceFile::path);
    if (readme == files.end()) {
      ADD_FAILURE() << folder << " has no README.md";
      continue;
    }
    // The wire specification is written for strangers and has headings of its own.
    if (folder == "shared/protocol") continue;
    std::size_t position = 0;
    for (const std::string& heading : headings) {
      const auto found = readme->text.find("\n" + heading + "\n", position);
      EXPECT_NE(found, std::string::npos) << folder << "/README.md lacks \"" << heading << "\"";
      if (found != std::string::npos) position = found;
    }
  }
}

TEST(Habits, no_file_outgrows_a_reader) {
  for (const SourceFile& file : source_files(kAll, kCode))
    EXPECT_LE(lines_of(file.text).size(), 700U) << file.path << " wants to be two files";
}

TEST(Habits, no_line_is_longer_than_a_hundred_columns) {
  for (const SourceFile& file : source_files(kAll, kCode)) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(file.text)) {
      ++number;
      const auto columns = std::ranges::count_if(
          line, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
      EXPECT_LE(columns, 100) << file.path << ":" << number;
    }
  }
}

TEST(Habits, nothing_says_that_it_is_unfinished) {
  // Split so that this file does not find itself.
  const std::regex unfinished(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b|not "
      "implemented|"
      "GTEST_"
      "SKIP|DISABLED"
      "_|EXPECT_TRUE\\(tr"
      "ue\\)|SUCC"
      "EED\\(");
  for (const SourceFile& file : source_files(kAll, {".hpp", ".cpp", ".md", ".txt", ".py", ".sh"})) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(file.text)) {
      ++number;
      EXPECT_FALSE(std::regex_search(line, unfinished)) << file.path << ":" << number;
    }
  }
}

TEST(Habits, tests_do_not_sleep) {
  const std::regex sleeping(
      "sleep_"
      "for|sleep_"
      "until|\\buslee"
      "p\\(");
  for (const SourceFile& file : source_files({"tests"}, kCode))
    for (const std::string& line : lines_of(file.text))
      EXPECT_FALSE(std::regex_search(line, sleeping)) << file.path << ": " << line;
}

TEST(Habits, no_singletons) {
  const std::regex singleton("static [A-Za-z:]+& instance\\(");
  for (const SourceFile& file : source_files(kAll, kCode))
    for (const std::string& line : lines_of(file.text))
      EXPECT_FALSE(std::regex_search(line, singleton)) << file.path << ": " << line;
}

TEST(Habits, platform_knows_no_entity) {
  const std::regex entity("\\b(workorder|opportunity|quote|agreement|booking)", std::regex::icase);
  for (const SourceFile& file : source_files({"platform"}, kCode))
    for (const std::string& line : lines_of(file.text))
      EXPECT_FALSE(std::regex_search(line, entity)) << file.path << ": " << line;
}

}  // namespace
}  // namespace fieldbook::tests
