#pragma once

// Which live streams must hear of a commit: by the buckets they hold, by person, and by the
// session they belong to. Waking is a call of a function that must be cheap and must not call back
// here. Any thread.

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "syncd/auth/sessions.hpp"
#include "syncd/endpoints/write_runner.hpp"

namespace fieldbook::syncd {

enum class Wake : std::uint8_t {
  changed,  ///< there may be something new
  ended     ///< the session is over, or the daemon stops: end the stream
};

class LiveRegistry {
 public:
  using Waker = std::function<void(Wake)>;

  /// One live stream; leaves the registry with its owner.
  class Subscription {
   public:
    Subscription(LiveRegistry& registry, const Session& session, Waker waker);
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

   private:
    friend class LiveRegistry;
    LiveRegistry& registry_;
    Session session_;
    Waker waker_;
    std::vector<BucketId> buckets_;
  };

  /// How many commits were published. Ask before reading what watch() is to continue.
  [[nodiscard]] std::uint64_t revision() const;
  /// Wakes the stream when one of `buckets` changes from here on. False when something was
  /// published after `revision` already: then look again first.
  [[nodiscard]] bool watch(Subscription& subscription, std::vector<BucketId> buckets,
                           std::uint64_t revision);
  void publish(const AfterCommit& after);
  void end_all();
  [[nodiscard]] std::size_t size() const;

 private:
  using Set = std::unordered_set<Subscription*>;
  void unwatch(Subscription& subscription);

  mutable std::mutex mutex_;
  std::uint64_t revision_ = 0;
  Set all_;
  std::unordered_map<BucketId, Set> by_bucket_;
  std::unordered_map<Uuid, Set> by_person_;
};

}  // namespace fieldbook::syncd
