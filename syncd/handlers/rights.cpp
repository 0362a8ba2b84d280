#include "syncd/handlers/rights.hpp"

#include <algorithm>

namespace fieldbook::syncd {

Result<const Rights::Actor*> Rights::of(const Uuid& person, schema::Audience audience) {
  const auto [at, is_new] = known_.try_emplace({person, audience});
  if (!is_new) return &at->second;
  Actor& out = at->second;
  out.actor.id = person;
  out.actor.audience = audience;
  auto found = exposure_.person(person, rows_);
  if (!found) {
    if (found.error().code == Errc::not_found) return &out;
    known_.erase(at);
    return std::unexpected(std::move(found).error());
  }
  out.actor.name = found->name;
  out.actor.account = found->account;
  if (found->active) out.actor.roles = found->roles;
  auto scope = exposure_.scope(*found, audience, rows_);
  if (!scope) {
    known_.erase(at);
    return std::unexpected(std::move(scope).error());
  }
  out.scope = *std::move(scope);
  return &out;
}

Result<bool> Rights::may_see(const Actor& actor, const schema::RowKey& target) {
  TRY(const auto row, rows_.get(target));
  if (!row) return false;
  TRY(const BucketSet buckets, exposure_.buckets(*row, rows_));
  return std::ranges::any_of(buckets,
                             [&](const Bucket& bucket) { return actor.scope.contains(bucket); });
}

}  // namespace fieldbook::syncd
