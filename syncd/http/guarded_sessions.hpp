#pragma once

// The table of access tokens behind a lock: network and reader threads find sessions, the writer
// ends them.

#include <mutex>

#include "syncd/auth/session_table.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class GuardedSessions final : public SessionDirectory {
 public:
  explicit GuardedSessions(const Clock& clock) : clock_(clock) {}
  std::optional<Session> find(const FixedBytes<32>& access_hash) override {
    const std::lock_guard lock(mutex_);
    return table_.find(access_hash, clock_.now());
  }
  std::uint64_t revision() const override {
    const std::lock_guard lock(mutex_);
    return revision_;
  }
  void add(const FixedBytes<32>& access_hash, const Session& session,
           std::uint64_t revision) override {
    const std::lock_guard lock(mutex_);
    if (revision != revision_) return;
    table_.add(access_hash, session, clock_.now());
  }
  void publish(const AfterCommit& after) {
    if (after.ended_families.empty() && after.ended_devices.empty() && after.ended_persons.empty())
      return;
    const std::lock_guard lock(mutex_);
    ++revision_;
    for (const Uuid& family : after.ended_families) table_.end_family(family);
    for (const Uuid& device : after.ended_devices) table_.end_device(device);
    for (const Uuid& person : after.ended_persons) table_.end_person(person);
  }

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::uint64_t revision_ = 0;
  SessionTable table_;
};

}  // namespace fieldbook::syncd
