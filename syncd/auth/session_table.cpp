#include "syncd/auth/session_table.hpp"

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {

std::optional<Session> SessionTable::find(const FixedBytes<32>& access_hash, Instant now) {
  const auto found = sessions_.find(access_hash);
  if (found == sessions_.end()) return std::nullopt;
  if (now < found->second.expires) return found->second;
  sessions_.erase(found);
  return std::nullopt;
}

void SessionTable::add(const FixedBytes<32>& access_hash, const Session& session, Instant now) {
  if (sessions_.size() >= limits::kAccessTokensMax)
    std::erase_if(sessions_, [&](const auto& entry) { return now >= entry.second.expires; });
  if (sessions_.size() >= limits::kAccessTokensMax) sessions_.clear();
  sessions_.insert_or_assign(access_hash, session);
}

void SessionTable::end_family(const Uuid& family) {
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.family == family; });
}

void SessionTable::end_device(const Uuid& device) {
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.device == device; });
}

void SessionTable::end_person(const Uuid& person) {
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.person == person; });
}

}  // namespace fieldbook::syncd
