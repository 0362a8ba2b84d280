#pragma once

// What must be true of every screen, whatever it shows (product.md 7, 19).

#include <string>
#include <vector>

#include "ui/widgets/widget_record.hpp"

namespace fieldbook::tests {

struct AuditRules {
  float target_min = 24;  ///< pixels, of what can be pressed
  double contrast_min = 4.5;
  bool text_must_fit = false;
};

/// One sentence a finding; empty when all is well.
[[nodiscard]] std::vector<std::string> audit(const std::vector<ui::WidgetRecord>& records,
                                             const AuditRules& rules);

}  // namespace fieldbook::tests
