#include "syncd/admin/direct_writer.hpp"

namespace fieldbook::syncd {

Status DirectWriter::write(WriteJob job) {
  TRY(const auto after, run_job(store_, job));
  bool more = after.outcome && after.outcome->exposure_pending;
  while (more) {
    TRY(const CommitOutcome outcome, core_.show_pending());
    more = outcome.exposure_pending;
  }
  return {};
}

}  // namespace fieldbook::syncd
