#include "syncd/http/housekeeping.hpp"

#include <charconv>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/changelog/window.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kDayPrefix = "day.";

std::int64_t number(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

void Housekeeping::run(WriteRunner& writer) {
  writer.write_later([this](WriteTransaction& transaction) { return drop_tokens(transaction); });
  writer.write_later(
      [this](WriteTransaction& transaction) { return drop_tombstones(transaction); });
  writer.write_later([this](WriteTransaction& transaction) { return move_windows(transaction); });
}

Result<AfterCommit> Housekeeping::drop_tokens(WriteTransaction& transaction) const {
  CHECK(transaction.drop_expired_tokens(clock_.now()));
  return AfterCommit{};
}

Result<AfterCommit> Housekeeping::drop_tombstones(WriteTransaction& transaction) const {
  const std::int64_t today = day_of(clock_.now());
  CHECK(transaction.put_setting(fmt::format("{}{}", kDayPrefix, today),
                                fmt::format("{}", transaction.head().commit)));
  const std::int64_t last_day = today - tombstone_time_ / std::chrono::hours(24);
  TRY(const auto days, transaction.settings(kDayPrefix));
  for (const auto& [name, commit] : days) {
    if (number(std::string_view(name).substr(kDayPrefix.size())) >= last_day) continue;
    TRY(const std::size_t dropped,
        transaction.drop_tombstones(number(commit), limits::kTombstonesPerJob));
    // The rest of the day goes with the next job, so that nobody waits long for the writer.
    if (dropped == limits::kTombstonesPerJob) break;
    CHECK(transaction.remove_setting(name));
  }
  return AfterCommit{};
}

Result<AfterCommit> Housekeeping::move_windows(WriteTransaction& transaction) const {
  TRY(const bool moved, syncd::move_windows(transaction, exposure_, day_of(clock_.now())));
  AfterCommit out;
  if (moved)
    out.outcome = CommitOutcome{.commit = transaction.head().commit, .exposure_pending = true};
  return out;
}

}  // namespace fieldbook::syncd
