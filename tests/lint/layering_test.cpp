// Holds the include directions of the design: who may include whom, and who may touch which
// library.

#include <gtest/gtest.h>
#include <map>
#include <regex>

#include "tests/lint/source_tree.hpp"

namespace fieldbook::tests {
namespace {

/// The area a path belongs to: its two first folders, or one where the second is a file.
std::string area_of(const std::string& path) {
  const auto first = path.find('/');
  const auto second = path.find('/', first + 1);
  return second == std::string::npos ? path.substr(0, first) : path.substr(0, second);
}

/// What each area may include besides itself. An entry without a slash allows a whole top level.
const std::map<std::string, std::vector<std::string>>& allowed() {
  static const std::vector<std::string> kClient = {"shared", "platform/os", "client"};
  static const std::vector<std::string> kDaemon = {"shared", "platform/os", "syncd"};
  static const std::map<std::string, std::vector<std::string>> kAllowed = {
      {"shared/base", {}},
      {"shared/sqlite", {"shared/base"}},
      {"shared/schema", {"shared/base"}},
      {"shared/merge", {"shared/base", "shared/schema"}},
      {"shared/actions", {"shared/base", "shared/schema"}},
      {"shared/rules", {"shared/base", "shared/schema", "shared/actions", "shared/merge"}},
      {"shared/protocol", {"shared/base", "shared/schema", "shared/actions"}},
      {"platform", {"shared/base", "platform"}},
      {"client/api", {"shared"}},
      {"client/sync", {"shared/base"}},
      {"client/replica", {"shared", "platform/os"}},
      {"client/actions", {"shared", "platform/os", "client/replica"}},
      {"client/transport", {"shared", "platform/os", "client/sync"}},
      {"client/auth", {"shared", "platform/os", "client/transport"}},
      {"client", kClient},
      {"syncd/store", {"shared"}},
      {"syncd/exposure", {"shared"}},
      {"syncd/changelog", {"shared", "syncd/store", "syncd/exposure"}},
      {"syncd/handlers", {"shared", "syncd/store", "syncd/exposure", "syncd/changelog"}},
      {"syncd/config", {"shared", "syncd/exposure"}},
      {"syncd/distribution",
       {"shared", "syncd/store", "syncd/exposure", "syncd/changelog", "syncd/config"}},
      {"syncd/integrations",
       {"shared", "syncd/store", "syncd/exposure", "syncd/changelog", "syncd/config",
        "syncd/endpoints", "syncd/auth"}},
      {"syncd/auth", {"shared", "syncd/store", "syncd/exposure"}},
      {"syncd", kDaemon},
      {"ui", {"shared/base", "shared/schema", "platform", "client/api", "ui"}},
      {"ui/app",
       {"shared/base", "shared/schema", "platform", "client/api", "client/runtime", "ui"}},
  };
  return kAllowed;
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == to) return true;
  const auto& table = allowed();
  auto rule = table.find(from);
  if (rule == table.end()) rule = table.find(from.substr(0, from.find('/')));
  if (rule == table.end()) return false;
  return std::ranges::any_of(rule->second, [&](const std::string& area) {
    return to == area || to.starts_with(area + "/");
  });
}

const std::regex& include_pattern() {
  static const std::regex kPattern(R"re(^\s*#\s*include\s+["<]([^">]+)[">])re");
  return kPattern;
}

std::vector<std::string> includes_of(const SourceFile& file) {
  std::vector<std::string> out;
  for (const std::string& line : lines_of(file.text)) {
    std::smatch match;
    if (std::regex_search(line, match, include_pattern())) out.push_back(match[1]);
  }
  return out;
}

bool is_ours(const std::string& include) {
  static const std::regex kOurs("^(shared|client|syncd|ui|platform|tests)/");
  return std::regex_search(include, kOurs);
}

const std::vector<std::string> kProduct = {"shared", "client", "syncd", "ui", "platform"};
const std::vector<std::string> kCode = {".hpp", ".cpp"};

TEST(Layering, no_area_includes_what_stands_above_or_beside_it) {
  std::size_t checked = 0;
  for (const SourceFile& file : source_files(kProduct, kCode)) {
    for (const std::string& include : includes_of(file)) {
      if (!is_ours(include)) continue;
      ++checked;
      EXPECT_TRUE(may_include(area_of(file.path), area_of(include)))
          << file.path << " includes " << include;
    }
  }
  EXPECT_GT(checked, 100U);
}

TEST(Layering, the_rule_itself_refuses_what_the_design_forbids) {
  EXPECT_FALSE(may_include("shared/base", "shared/schema"));
  EXPECT_FALSE(may_include("shared/rules", "client/replica"));
  EXPECT_FALSE(may_include("client/replica", "syncd/store"));
  EXPECT_FALSE(may_include("syncd/store", "client/replica"));
  EXPECT_FALSE(may_include("client/sync", "client/replica"));
  EXPECT_FALSE(may_include("syncd/distribution", "syncd/http"));
  EXPECT_FALSE(may_include("syncd/handlers", "syncd/distribution"));
  EXPECT_FALSE(may_include("ui/screens", "client/replica"));
  EXPECT_TRUE(may_include("ui/screens", "client/api"));
  EXPECT_TRUE(may_include("syncd/http", "syncd/endpoints"));
}

TEST(Layering, includes_are_written_from_the_root) {
  for (const SourceFile& file : source_files(kProduct, kCode)) {
    for (const std::string& include : includes_of(file)) {
      EXPECT_FALSE(include.starts_with(".")) << file.path << " includes " << include;
    }
  }
}

/// A library that only some folders may touch.
struct Fence {
  const char* header;                ///< pattern of the include
  std::vector<std::string> allowed;  ///< prefixes of paths
};

TEST(Layering, third_party_libraries_stay_behind_their_folder) {
  const std::vector<Fence> fences = {
      {"^sqlite3\\.h$", {"shared/sqlite/"}},
      {"^curl/", {"client/transport/", "syncd/integrations/odata/", "syncd/integrations/mail/"}},
      {"^boost/", {"syncd/http/", "syncd/endpoints/", "syncd/main.cpp"}},
      {"^openssl/", {"syncd/http/"}},
      {"^toml\\+\\+/", {"syncd/config/"}},
      {"^prometheus/", {"syncd/http/"}},
      {"^(imgui|backends/imgui)",
       {"ui/theme/", "ui/widgets/", "ui/screens/", "ui/app/", "platform/window/"}},
      {"^GLFW/", {"platform/window/"}},
      {"^fribidi", {"ui/widgets/"}},
      {"^stb", {"platform/window/"}},
  };
  for (const SourceFile& file : source_files(kProduct, kCode)) {
    for (const std::string& include : includes_of(file)) {
      for (const Fence& fence : fences) {
        if (!std::regex_search(include, std::regex(fence.header))) continue;
        EXPECT_TRUE(std::ranges::any_of(
            fence.allowed,
            [&](const std::string& prefix) { return file.path.starts_with(prefix); }))
            << file.path << " includes " << include;
      }
    }
  }
}

TEST(Layering, the_pure_parts_read_no_clock_and_no_randomness_of_their_own) {
  const std::regex impure(R"(system_clock|steady_clock|\brand\(|random_device|std::this_thread)");
  for (const SourceFile& file : source_files(
           {"shared/rules", "shared/merge", "shared/schema", "shared/protocol", "shared/actions",
            "client/sync", "client/replica", "client/actions", "syncd/exposure", "syncd/changelog",
            "syncd/handlers", "syncd/store", "syncd/distribution", "syncd/integrations/outbox",
            "syncd/integrations/finance"},
           kCode)) {
    for (const std::string& line : lines_of(file.text))
      EXPECT_FALSE(std::regex_search(line, impure)) << file.path << ": " << line;
  }
}

TEST(Layering, threads_and_mutexes_stay_where_the_design_puts_them) {
  const std::regex threads(R"(std::(jthread|thread|mutex|condition_variable|shared_mutex)\b)");
  for (const SourceFile& file : source_files(kProduct, kCode)) {
    // The store guards its pool of reading connections and its one writer: it is the only part of
    // the daemon that several threads call directly. Answers of the client reach the screen's
    // thread through the mailbox.
    if (file.path.starts_with("client/runtime/") || file.path.starts_with("syncd/http/") ||
        file.path.starts_with("syncd/store/") || file.path.starts_with("platform/") ||
        file.path.starts_with("ui/models/mailbox."))
      continue;
    for (const std::string& line : lines_of(file.text))
      EXPECT_FALSE(std::regex_search(line, threads)) << file.path << ": " << line;
  }
}

}  // namespace
}  // namespace fieldbook::tests
