#pragma once

// The integration with Finance and Operations as a daemon might answer: everything there is to
// show.

#include "client/api/integration.hpp"

namespace fieldbook::tests {

/// Runs ended `age_ms` before `now_ms`; errors and steps name `row`.
inline client::IntegrationSnapshot sample_integration(std::int64_t now_ms, const Uuid& row) {
  client::IntegrationSnapshot out;
  out.templates = {
      {"projects_and_contracts", "Projects and contracts", "to_finance", "active", 3, 1},
      {"actuals", "Project actuals", "to_finance", "active", 120, 2},
      {"actuals_update", "Project actuals update", "from_finance", "off", 0, 0},
      {"billing", "Billing: not released yet", "to_finance", "not available", 0, 0}};
  out.runs = {{2, "hand", "warning", "", now_ms - 120'000, 12.5, 940, 36, 3},
              {1, "schedule", "completed", "", now_ms - 7'200'000, 3.25, 12, 0, 0}};
  out.causes = {{"projects", "PROJECTID", "the name is longer than 60 characters", 1},
                {"actuals", "CATEGORY", "there is no such category over there", 2}};
  out.errors = {{"actuals", "msdyn_actual", "CATEGORY", "Crane hire", "there is no such category",
                 "failed", row}};
  out.more_errors = 2;
  out.may_run = false;
  out.findings = {{true, "parameters", "USMF", "Project parameters lack the period of 2026",
                   "Open the fiscal calendar of USMF and add the period."}};
  out.preview = {
      {"projects", "P-1001", "be changed", {"PROJECTNAME: Roof → Roof, east wing"}, row}};
  out.traced = "Installation, 6 hours";
  out.steps = {{"device", "recorded by Amina Diallo", true, {{"device", "tablet 7"}}},
               {"journal line", "posted", true, {{"journal", "IJ-000012"}, {"line", "4"}}},
               {"voucher", "has not come back yet", false, {}}};
  return out;
}

}  // namespace fieldbook::tests
