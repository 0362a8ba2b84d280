// Holds the tables of tests/README.md and tests/scenario/README.md to the tests that they name.

#include <gtest/gtest.h>
#include <map>
#include <regex>

#include "tests/lint/source_tree.hpp"

namespace fieldbook::tests {
namespace {

/// A test as its source has it: with the comment before it, up to its end.
struct FoundTest {
  std::string path;
  std::string text;
};

/// All tests by "Suite.name".
const std::map<std::string, FoundTest>& all_tests() {
  static const std::map<std::string, FoundTest> tests = [] {
    std::map<std::string, FoundTest> out;
    const std::regex head("\nTEST(?:_F|_P)?\\(\\s*(\\w+),\\s*(\\w+)\\)");
    for (const SourceFile& file : source_files({"tests"}, {"_test.cpp"})) {
      std::sregex_iterator match(file.text.begin(), file.text.end(), head);
      for (; match != std::sregex_iterator(); ++match) {
        const auto at = static_cast<std::size_t>(match->position());
        const std::size_t before = file.text.rfind("\n}\n", at);
        const std::size_t begin = before == std::string::npos ? 0 : before;
        const std::size_t end = file.text.find("\n}\n", at);
        out[match->str(1) + "." + match->str(2)] = {file.path,
                                                    file.text.substr(begin, end - begin)};
      }
    }
    return out;
  }();
  return tests;
}

std::string text_of(const std::string& path) {
  for (const SourceFile& file : source_files({"tests"}, {"README.md"}))
    if (file.path == path) return file.text;
  ADD_FAILURE() << path << " is missing";
  return {};
}

/// Whether a text says "domain.md 11.N", also in a list: "domain.md 11.19, 11.20".
bool names_point(const std::string& text, int point) {
  const std::regex list("domain\\.md (11\\.\\d+(?:, 11\\.\\d+)*)");
  const std::regex one("11\\." + std::to_string(point) + "(?!\\d)");
  std::sregex_iterator match(text.begin(), text.end(), list);
  for (; match != std::sregex_iterator(); ++match) {
    const std::string points = match->str(1);
    if (std::regex_search(points, one)) return true;
  }
  return false;
}

TEST(Tables, each_of_the_forty_points_names_tests_that_name_it) {
  const std::string readme = text_of("tests/README.md");
  const std::regex row("\n\\| 11\\.(\\d+) \\|[^\n|]*\\| `(\\w+\\.\\w+)` \\| `([^`]+)` \\|");
  std::map<int, int> rows;
  std::sregex_iterator match(readme.begin(), readme.end(), row);
  for (; match != std::sregex_iterator(); ++match) {
    const int point = std::stoi(match->str(1));
    ++rows[point];
    const auto test = all_tests().find(match->str(2));
    if (test == all_tests().end()) {
      ADD_FAILURE() << "11." << point << ": there is no test " << match->str(2);
      continue;
    }
    EXPECT_EQ(test->second.path, "tests/" + match->str(3)) << "11." << point;
    EXPECT_TRUE(names_point(test->second.text, point))
        << test->first << " does not say that it tells domain.md 11." << point;
  }
  for (int point = 1; point <= 40; ++point) EXPECT_GE(rows[point], 1) << "11." << point;
  EXPECT_EQ(rows.size(), 40U);
}

TEST(Tables, of_conflicts_name_tests_that_there_are) {
  const std::string readme = text_of("tests/scenario/README.md");
  const std::regex row("\n\\| [^\n|]+ \\| `(\\w+\\.\\w+)` \\|");
  std::size_t rows = 0;
  std::sregex_iterator match(readme.begin(), readme.end(), row);
  for (; match != std::sregex_iterator(); ++match, ++rows)
    EXPECT_TRUE(all_tests().contains(match->str(1))) << match->str(1);
  EXPECT_GE(rows, 40U) << "the tables of design.md 8 and sync.md D8 stand there";
}

}  // namespace
}  // namespace fieldbook::tests
