#include "client/runtime/read_integration.hpp"

#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

using nlohmann::json;

IntegrationSnapshot read(const char* answer) {
  IntegrationSnapshot out;
  EXPECT_TRUE(read_integration(json::parse(answer), out));
  return out;
}

TEST(ReadIntegration, takes_templates_runs_and_errors) {
  const auto out = read(R"({"templates":[{"order":1,"template":"actuals","label":"Actuals",
    "direction":"to_finance","state":"active","waiting":3,"errors":1}],
    "runs":[{"run":2,"trigger":"hand","status":"warning","started":"2026-11-29T03:00:00.000Z",
    "seconds":1.5,"problem":"","sent":7,"changed":2,"failed":1}],
    "causes":[{"rows":1,"task":"actuals","field":"CATEGORY","cause":"unknown"}],
    "errors":[{"task":"actuals","entity":"msdyn_actual",
    "row":"9e8d31ea-b150-4238-a429-4c653356f94d","field":"CATEGORY","value":7,"cause":"unknown",
    "state":"failed"}],"more":4})");
  ASSERT_EQ(out.templates.size(), 1U);
  EXPECT_EQ(out.templates[0].waiting, 3);
  ASSERT_EQ(out.runs.size(), 1U);
  EXPECT_EQ(out.runs[0].started_ms, 1'795'921'200'000);
  EXPECT_EQ(out.runs[0].failed, 1);
  ASSERT_EQ(out.errors.size(), 1U);
  EXPECT_EQ(out.errors[0].value, "7");
  EXPECT_EQ(to_string(out.errors[0].row), "9e8d31ea-b150-4238-a429-4c653356f94d");
  EXPECT_EQ(out.causes[0].rows, 1);
  EXPECT_EQ(out.more_errors, 4);
}

TEST(ReadIntegration, takes_checks_previews_and_traces) {
  const auto checks = read(R"({"may_run":false,"checks":[{"severity":"error","topic":"versions",
    "where":"Finance","message":"too old","remedy":"Update it."}]})");
  ASSERT_EQ(checks.findings.size(), 1U);
  EXPECT_TRUE(checks.findings[0].is_error);
  const auto preview = read(R"({"rows":[{"task":"projects","key":"P-1","would":"be changed",
    "differences":[{"field":"NAME","there":"A","here":"B"}]},{"task":"projects","key":"P-2",
    "would":"be refused","problems":[{"field":"NAME","value":"","cause":"is empty"}]}]})");
  ASSERT_EQ(preview.preview.size(), 2U);
  EXPECT_EQ(preview.preview[0].lines, std::vector<std::string>{"NAME: A → B"});
  EXPECT_EQ(preview.preview[1].lines, std::vector<std::string>{"NAME: is empty"});
  const auto trace = read(R"({"description":"6 hours","steps":[{"step":"voucher","done":true,
    "what":"PRJ-7","journal":"IJ-1"}]})");
  EXPECT_EQ(trace.traced, "6 hours");
  ASSERT_EQ(trace.steps.size(), 1U);
  EXPECT_TRUE(trace.steps[0].is_done);
  EXPECT_EQ(trace.steps[0].details[0].second, "IJ-1");
}

TEST(ReadIntegration, tells_why_there_is_no_answer_and_survives_anything_else) {
  EXPECT_EQ(read(R"({"problem":"the other side does not answer"})").problem,
            "the other side does not answer");
  IntegrationSnapshot out;
  EXPECT_EQ(read_integration(json::parse("[]"), out).error().code, Errc::unavailable);
  EXPECT_TRUE(read_integration(
      json::parse(R"({"templates":7,"runs":[null,3],"errors":{"a":1},"steps":[[]],"rows":"x"})"),
      out));
}

}  // namespace
}  // namespace fieldbook::client
