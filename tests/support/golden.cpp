#include "tests/support/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace fieldbook::tests {
namespace {

bool updates_goldens() {
  const char* const value = std::getenv("FIELDBOOK_UPDATE_GOLDENS");
  return value != nullptr && std::string_view(value) == "1";
}

testing::AssertionResult write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  if (!file.flush()) return testing::AssertionFailure() << "cannot write " << path;
  return testing::AssertionSuccess();
}

/// Cuts the first line off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

testing::AssertionResult matches_golden(std::string_view name, std::string_view actual) {
  const auto path = std::filesystem::path(FIELDBOOK_SOURCE_DIR) / "tests/golden" / name;
  if (updates_goldens()) return write(path, actual);
  const std::string golden = read_file(path);
  if (golden == actual) return testing::AssertionSuccess();
  std::string_view wanted = golden;
  std::string_view got = actual;
  for (int line = 1;; ++line) {
    const std::string_view wanted_line = take_line(wanted);
    const std::string_view got_line = take_line(got);
    if (wanted_line == got_line && (!wanted.empty() || !got.empty())) continue;
    return testing::AssertionFailure()
           << "differs from tests/golden/" << name << " at line " << line
           << "\n  golden: " << wanted_line << "\n  actual: " << got_line
           << "\n(FIELDBOOK_UPDATE_GOLDENS=1 writes the golden files anew)";
  }
}

}  // namespace fieldbook::tests
