#include "tests/ui/support/audit.hpp"

#include <fmt/format.h>
#include <set>

#include "ui/theme/theme.hpp"

namespace fieldbook::tests {
namespace {

using ui::Role;
using ui::WidgetRecord;

std::string about(const WidgetRecord& record, std::string_view finding) {
  return fmt::format("{} \"{}\" #{}: {}", to_string(record.role), record.name, record.id, finding);
}

/// Rows, links to records and what people wrote may be cut: the whole stands in a tooltip and in
/// the record.
bool holds_words_of_ours(Role role) {
  switch (role) {
    case Role::heading:
    case Role::button:
    case Role::toggle:
    case Role::radio:
    case Role::tab:
    case Role::banner:
    case Role::progress: return true;
    default: return false;
  }
}

}  // namespace

std::vector<std::string> audit(const std::vector<WidgetRecord>& records, const AuditRules& rules) {
  std::vector<std::string> findings;
  std::set<std::pair<Role, std::string>> seen;
  int top = 0;
  for (const WidgetRecord& record : records) top = std::max(top, record.layer);
  for (const WidgetRecord& record : records) {
    if (record.rectangle.width <= 0) continue;
    const bool acts = ui::is_interactive(record.role);
    if (acts && record.name.empty() && record.enabled)
      findings.push_back(about(record, "has no name"));
    // Half a pixel of rounding is no smaller target.
    const float least = std::min(record.whole.width, record.whole.height) + 0.5F;
    if (acts && record.enabled && least < rules.target_min)
      findings.push_back(
          about(record, fmt::format("is {:.0f} x {:.0f} pixels, not {:.0f}", record.whole.width,
                                    record.whole.height, rules.target_min)));
    if (acts && record.enabled && !record.reachable && record.layer == top &&
        record.role != Role::row)
      findings.push_back(about(record, "cannot be reached by keyboard"));
    if (acts && !seen.insert({record.role, record.id}).second)
      findings.push_back(about(record, "is there twice under the same id"));
    if (record.enabled && record.foreground != 0 && record.background != 0) {
      const double ratio = ui::contrast(record.foreground, record.background);
      if (ratio < rules.contrast_min)
        findings.push_back(about(record, fmt::format("has a contrast of {:.2f}", ratio)));
    }
    if (rules.text_must_fit && holds_words_of_ours(record.role) && record.text_is_clipped)
      findings.push_back(about(record, "is cut"));
  }
  return findings;
}

}  // namespace fieldbook::tests
