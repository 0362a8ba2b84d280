#include "tests/support/temp_dir.hpp"

#include <cstdlib>
#include <system_error>

#include "shared/base/result.hpp"

namespace fieldbook::tests {

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "fieldbook-XXXXXX").string();
  ASSERT(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace fieldbook::tests
