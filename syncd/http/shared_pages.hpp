#pragma once

// The pages that devices of one scope share, as the reader threads use them.

#include <mutex>

#include "syncd/changelog/page_cache.hpp"

namespace fieldbook::syncd {

class SharedPages final : public PageCache {
 public:
  [[nodiscard]] Found find(const PageKey& key) override {
    const std::lock_guard lock(mutex_);
    return pages_.find(key);
  }
  void keep(const PageKey& key, std::shared_ptr<const SharedPage> page) override {
    const std::lock_guard lock(mutex_);
    pages_.keep(key, std::move(page));
  }

 private:
  std::mutex mutex_;
  RecentPages pages_;
};

}  // namespace fieldbook::syncd
