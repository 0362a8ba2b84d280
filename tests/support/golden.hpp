#pragma once

// Golden files: text that a program prints, kept under tests/golden and reviewed as a diff. With
// FIELDBOOK_UPDATE_GOLDENS=1 in the environment the files are written anew instead of compared.

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace fieldbook::tests {

/// The whole file; an empty string when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Success when `actual` is the content of tests/golden/`name`; otherwise names the first line
/// that differs. `EXPECT_TRUE(matches_golden("ddl/store.sql", printed));`
[[nodiscard]] testing::AssertionResult matches_golden(std::string_view name,
                                                      std::string_view actual);

}  // namespace fieldbook::tests
