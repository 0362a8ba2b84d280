#pragma once

// The project's own files, for the tests that hold rules about them.

#include <filesystem>
#include <string>
#include <vector>

namespace fieldbook::tests {

struct SourceFile {
  std::string path;  ///< from the root, "client/sync/engine.cpp"
  std::string text;
};

/// Every file under the given top-level folders whose name ends in one of `endings`, sorted.
[[nodiscard]] std::vector<SourceFile> source_files(const std::vector<std::string>& folders,
                                                   const std::vector<std::string>& endings);
/// Every folder (from the root) that holds a file with one of `endings`, sorted.
[[nodiscard]] std::vector<std::string> source_folders(const std::vector<std::string>& folders,
                                                      const std::vector<std::string>& endings);
/// Lines without their line ends.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

}  // namespace fieldbook::tests
