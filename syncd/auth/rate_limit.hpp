#pragma once

// Token buckets by name: how many tries a sign-in name or an address has, how many actions a
// device. Time comes from the clock's since_boot, so that a jump of the wall clock gives nobody
// tries. One thread at a time.

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/base/time.hpp"

namespace fieldbook::syncd {

struct Rate {
  std::int64_t burst = 1;                 ///< tries at once
  std::chrono::milliseconds interval{1};  ///< one try comes back after this
};

class RateLimit {
 public:
  RateLimit(const Clock& clock, Rate rate) : clock_(clock), rate_(rate) {}

  /// Takes `count` tries of `name`, at most the burst: all or none. Zero when there were as many,
  /// else the time until there are.
  [[nodiscard]] std::chrono::milliseconds take(std::string_view name, std::int64_t count = 1);
  /// Gives all tries back: after a sign-in that succeeded.
  void forget(std::string_view name);
  [[nodiscard]] std::size_t size() const { return buckets_.size(); }

 private:
  /// A bucket is the time at which it will be full again; each try moves that by one interval.
  struct Bucket {
    std::chrono::milliseconds full_at{};
  };
  void drop_full_buckets(std::chrono::milliseconds now);

  const Clock& clock_;
  Rate rate_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace fieldbook::syncd
