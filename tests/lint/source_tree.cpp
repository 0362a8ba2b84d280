#include "tests/lint/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace fieldbook::tests {
namespace {

namespace fs = std::filesystem;

bool ends_in_one_of(const std::string& name, const std::vector<std::string>& endings) {
  return std::ranges::any_of(endings,
                             [&](const std::string& ending) { return name.ends_with(ending); });
}

}  // namespace

std::vector<SourceFile> source_files(const std::vector<std::string>& folders,
                                     const std::vector<std::string>& endings) {
  const fs::path root = FIELDBOOK_SOURCE_DIR;
  std::vector<SourceFile> out;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !ends_in_one_of(entry.path().filename(), endings)) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      out.push_back({fs::relative(entry.path(), root).generic_string(),
                     {std::istreambuf_iterator<char>(in), {}}});
    }
  }
  std::ranges::sort(out, {}, &SourceFile::path);
  return out;
}

std::vector<std::string> source_folders(const std::vector<std::string>& folders,
                                        const std::vector<std::string>& endings) {
  std::set<std::string> out;
  for (const SourceFile& file : source_files(folders, endings))
    out.insert(fs::path(file.path).parent_path().generic_string());
  return {out.begin(), out.end()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace fieldbook::tests
