#include "syncd/integrations/finance/gates.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "syncd/integrations/finance/document.hpp"

namespace fieldbook::syncd::finance {
namespace {

GateWay read_way(Member& member) {
  GateWay out;
  out.at_least = member.text("at_least");
  out.after = member.text("after");
  out.version = member.text("version");
  out.articles = member.texts("articles");
  const int set = !out.at_least.empty() + !out.after.empty() + !out.version.empty();
  if (set != 1) member.report("", "has one of at_least, after and version");
  if (out.version.empty() != out.articles.empty()) member.report("articles", "go with version");
  member.finish();
  return out;
}

bool is_open(const GateWay& way, std::string_view version, const FinanceSettings& settings) {
  if (!way.at_least.empty()) return compare_versions(version, way.at_least) >= 0;
  if (!way.after.empty()) return compare_versions(version, way.after) > 0;
  return compare_versions(version, way.version) == 0 &&
         std::ranges::all_of(way.articles, [&](const std::string& article) {
           return settings.articles.contains(article);
         });
}

std::string sentence(const GateWay& way) {
  if (!way.at_least.empty()) return fmt::format("version {} or later", way.at_least);
  if (!way.after.empty()) return fmt::format("a version after {}", way.after);
  return fmt::format("{} with {}", way.version, fmt::join(way.articles, " and "));
}

int next_number(std::string_view& version) {
  int out = 0;
  const auto dot = version.find('.');
  const std::string_view part = version.substr(0, dot);
  std::from_chars(part.data(), part.data() + part.size(), out);
  version = dot == std::string_view::npos ? std::string_view() : version.substr(dot + 1);
  return out;
}

}  // namespace

Result<Gates> Gates::load(std::string_view document) {
  Gates out;
  DocumentFindings findings;
  const Json json = Json::parse(document, nullptr, false);
  if (json.is_discarded()) return fail(Errc::invalid_argument, "gates.json: is not JSON");
  Member root(json, "gates.json", "", findings);
  for (Member& member : root.objects("minimums")) {
    out.minimums.push_back({member.required_text("system"), member.required_text("label"),
                            member.required_text("at_least"), member.text("about")});
    member.finish();
  }
  for (Member& member : root.objects("capabilities")) {
    Capability one{member.required_text("name"), member.required_text("label"), {}};
    for (Member& way : member.objects("any_of")) one.any_of.push_back(read_way(way));
    if (one.any_of.empty()) member.report("any_of", "is missing");
    member.finish();
    out.capabilities.push_back(std::move(one));
  }
  for (Member& member : root.objects("recommended")) {
    out.recommended.push_back({member.required_text("version"), member.required_text("article"),
                               member.required_text("about")});
    member.finish();
  }
  root.finish();
  if (!findings.empty()) return fail(Errc::invalid_argument, findings.text());
  return out;
}

const Gates& Gates::embedded() {
  static const Gates kEmbedded = [] {
    auto loaded = load(embedded_templates().at("gates.json"));
    ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  return kEmbedded;
}

const Capability* Gates::find(std::string_view name) const {
  const auto found = std::ranges::find(capabilities, name, &Capability::name);
  return found == capabilities.end() ? nullptr : &*found;
}

int compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const int left = next_number(a), right = next_number(b);
    if (left != right) return left < right ? -1 : 1;
  }
  return 0;
}

std::optional<std::string> missing_for(const Capability& capability,
                                       const FinanceSettings& settings) {
  const auto found = settings.versions.find("application");
  const std::string version = found == settings.versions.end() ? "" : found->second;
  if (version.empty()) return std::string("set finance.application_version");
  std::string ways;
  for (const GateWay& way : capability.any_of) {
    if (is_open(way, version, settings)) return std::nullopt;
    // Of an installed version only the missing articles are news.
    if (!way.version.empty() && compare_versions(version, way.version) == 0) {
      std::vector<std::string> missing;
      for (const std::string& article : way.articles)
        if (!settings.articles.contains(article)) missing.push_back(article);
      ways += fmt::format("{}install {}", ways.empty() ? "" : ", or ", fmt::join(missing, " and "));
      continue;
    }
    ways += fmt::format("{}update to {}", ways.empty() ? "" : ", or ", sentence(way));
  }
  return ways;
}

bool is_given(const Gates& gates, std::string_view capability, const FinanceSettings& settings) {
  const Capability* found = gates.find(capability);
  return found != nullptr && !missing_for(*found, settings);
}

}  // namespace fieldbook::syncd::finance
