#pragma once

// Questions of staff in the window to the integration: the same words and answers as the verbs of
// `syncd integration`, but that a run is begun and not waited for, and long lists are cut.

#include <functional>

#include "syncd/endpoints/services.hpp"
#include "syncd/http/finance_job.hpp"

namespace fieldbook::syncd {

inline constexpr std::size_t kStaffErrorsMax = 500;  ///< more than a person looks through

class StaffQuestions final : public IntegrationQuestions {
 public:
  /// `job` outlives this. `wake` lets the daemon look at once whether the job has something to do.
  StaffQuestions(FinanceJob& job, std::function<void()> wake) : job_(job), wake_(std::move(wake)) {}
  [[nodiscard]] Result<std::string> ask(std::string_view what,
                                        const nlohmann::json& arguments) override;

 private:
  [[nodiscard]] Result<finance::OrderedJson> answer(std::string_view what,
                                                    const nlohmann::json& arguments);

  FinanceJob& job_;
  std::function<void()> wake_;
};

}  // namespace fieldbook::syncd
