#include "syncd/auth/rate_limit.hpp"

#include <algorithm>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {

std::chrono::milliseconds RateLimit::take(std::string_view name, std::int64_t count) {
  ASSERT(count >= 1 && count <= rate_.burst);
  const auto now = clock_.since_boot();
  if (buckets_.size() >= limits::kRateLimitNamesMax) drop_full_buckets(now);
  // Names come from outside. When every bucket is in use somebody is trying names by the
  // thousand; refusing names not seen before is then better than growing.
  auto found = buckets_.find(std::string(name));
  if (found == buckets_.end()) {
    if (buckets_.size() >= limits::kRateLimitNamesMax) return rate_.interval;
    found = buckets_.emplace(name, Bucket{now}).first;
  }
  auto& full_at = found->second.full_at;
  full_at = std::max(full_at, now);
  const auto allowed = now + rate_.interval * (rate_.burst - count);
  if (full_at > allowed) return full_at - allowed;
  full_at += rate_.interval * count;
  return std::chrono::milliseconds(0);
}

void RateLimit::forget(std::string_view name) { buckets_.erase(std::string(name)); }

void RateLimit::drop_full_buckets(std::chrono::milliseconds now) {
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second.full_at <= now; });
}

}  // namespace fieldbook::syncd
