#include "syncd/endpoints/write_runner.hpp"

#include <exception>

namespace fieldbook::syncd {

Result<AfterCommit> run_job(Store& store, const WriteJob& job) {
  try {
    TRY(const auto transaction, store.begin_write());
    TRY(auto after, job(*transaction));
    CHECK(transaction->commit());
    return after;
  } catch (const std::exception& exception) {
    return fail(Errc::internal, std::string("exception: ") + exception.what());
  }
}

}  // namespace fieldbook::syncd
