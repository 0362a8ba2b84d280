#include "syncd/http/live_registry.hpp"

#include <algorithm>

namespace fieldbook::syncd {

LiveRegistry::Subscription::Subscription(LiveRegistry& registry, const Session& session,
                                         Waker waker)
    : registry_(registry), session_(session), waker_(std::move(waker)) {
  const std::lock_guard lock(registry_.mutex_);
  registry_.all_.insert(this);
  registry_.by_person_[session_.person].insert(this);
}

LiveRegistry::Subscription::~Subscription() {
  const std::lock_guard lock(registry_.mutex_);
  registry_.unwatch(*this);
  registry_.all_.erase(this);
  auto found = registry_.by_person_.find(session_.person);
  found->second.erase(this);
  if (found->second.empty()) registry_.by_person_.erase(found);
}

bool LiveRegistry::watch(Subscription& subscription, std::vector<BucketId> buckets,
                         std::uint64_t revision) {
  const std::lock_guard lock(mutex_);
  if (buckets != subscription.buckets_) {
    unwatch(subscription);
    subscription.buckets_ = std::move(buckets);
    for (const BucketId bucket : subscription.buckets_) by_bucket_[bucket].insert(&subscription);
  }
  return revision_ == revision;
}

std::uint64_t LiveRegistry::revision() const {
  const std::lock_guard lock(mutex_);
  return revision_;
}

void LiveRegistry::unwatch(Subscription& subscription) {
  for (const BucketId bucket : subscription.buckets_) {
    auto found = by_bucket_.find(bucket);
    found->second.erase(&subscription);
    if (found->second.empty()) by_bucket_.erase(found);
  }
  subscription.buckets_.clear();
}

void LiveRegistry::publish(const AfterCommit& after) {
  const auto contains = [](const std::vector<Uuid>& ids, const Uuid& id) {
    return std::ranges::find(ids, id) != ids.end();
  };
  const std::lock_guard lock(mutex_);
  Set changed;
  if (after.outcome && !after.outcome->is_empty) {
    ++revision_;
    for (const BucketId bucket : after.outcome->buckets)
      if (const auto found = by_bucket_.find(bucket); found != by_bucket_.end())
        changed.insert(found->second.begin(), found->second.end());
    for (const Uuid& person : after.outcome->persons)
      if (const auto found = by_person_.find(person); found != by_person_.end())
        changed.insert(found->second.begin(), found->second.end());
  }
  for (Subscription* subscription : changed) subscription->waker_(Wake::changed);
  if (after.ended_families.empty() && after.ended_devices.empty() && after.ended_persons.empty())
    return;
  for (Subscription* subscription : all_) {
    const Session& session = subscription->session_;
    if (contains(after.ended_families, session.family) ||
        contains(after.ended_devices, session.device) ||
        contains(after.ended_persons, session.person))
      subscription->waker_(Wake::ended);
  }
}

void LiveRegistry::end_all() {
  const std::lock_guard lock(mutex_);
  for (Subscription* subscription : all_) subscription->waker_(Wake::ended);
}

std::size_t LiveRegistry::size() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

}  // namespace fieldbook::syncd
