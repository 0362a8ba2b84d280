#include "syncd/changelog/page_cache.hpp"

namespace fieldbook::syncd {
namespace {

std::size_t size_of(const std::shared_ptr<const SharedPage>& page) {
  return page ? page->frames.size() + page->compressed.size() : 0;
}

}  // namespace

PageCache::Found RecentPages::find(const PageKey& key) {
  const auto place = places_.find(key);
  if (place == places_.end()) {
    slots_.push_front({key, nullptr});
    places_.emplace(key, slots_.begin());
    if (slots_.size() > kPagesMax) drop_oldest();
    return {};
  }
  slots_.splice(slots_.begin(), slots_, place->second);
  return {place->second->page, true};
}

void RecentPages::keep(const PageKey& key, std::shared_ptr<const SharedPage> page) {
  const auto place = places_.find(key);
  if (place == places_.end() || place->second->page || size_of(page) > bytes_max_) return;
  bytes_ += size_of(page);
  place->second->page = std::move(page);
  slots_.splice(slots_.begin(), slots_, place->second);
  while (bytes_ > bytes_max_) drop_oldest();
}

void RecentPages::drop_oldest() {
  bytes_ -= size_of(slots_.back().page);
  places_.erase(slots_.back().key);
  slots_.pop_back();
}

}  // namespace fieldbook::syncd
