#pragma once

// The day from which a store's windows are reckoned (syncd/exposure/windows.hpp). It is kept in the
// store, so that the buckets of a row are a function of the store's state alone, and moved for all
// rows at once.

#include "syncd/exposure/exposure.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

inline constexpr std::string_view kWindowDaySetting = "window_day";

/// Days since 1970-01-01; 0, on which devices carry everything, where no window was moved yet.
[[nodiscard]] Result<std::int64_t> window_day(ReadTransaction& transaction);

/// Moves the windows to `today`: rows that devices carry on one of the days alone are marked as
/// pending exposure, with what belongs to them, for Committer::show_pending. Answers whether there
/// are any. Never goes back; does nothing where there are no windows.
[[nodiscard]] Result<bool> move_windows(WriteTransaction& transaction, const Exposure& exposure,
                                        std::int64_t today);

}  // namespace fieldbook::syncd
