#include "syncd/changelog/epoch.hpp"

#include <algorithm>

#include "shared/protocol/digest.hpp"

namespace fieldbook::syncd {

namespace {

/// Epochs of lost histories that were answered with an epoch of ours.
std::string seen_name(const FixedBytes<16>& epoch) { return "epoch.seen." + to_hex(epoch); }

/// Where the device's epoch stands in the lineage; the lineage's size when it does not.
std::size_t index_in(const std::vector<protocol::Ancestor>& lineage, const FixedBytes<16>& epoch) {
  const auto found = std::ranges::find(lineage, epoch, &protocol::Ancestor::epoch);
  return static_cast<std::size_t>(found - lineage.begin());
}

Result<Examined> examine_proven(ReadTransaction& transaction, const protocol::Position& position) {
  const OrganisationHead& head = transaction.head();
  const std::size_t index = index_in(head.lineage, position.epoch);
  const bool known = index < head.lineage.size();
  const bool current = index + 1 == head.lineage.size();
  if (known) {
    const Commit end = current ? head.commit : head.lineage[index + 1].branched_at;
    if (position.commit <= end) {
      TRY(const auto chain, transaction.chain_at(position.commit));
      if (chain == position.chain) return Examined{Standing::continues, position.commit};
    }
  }
  Examined out{Standing::must_open, 0};
  if (known && !current) {
    out.standing = Standing::restored;
  } else if (!known) {
    TRY(const auto seen, transaction.setting(seen_name(position.epoch)));
    if (seen) out.standing = Standing::restored;
  }
  return out;
}

/// The highest point of a trail that is of this history. A chain value stands for everything up to
/// its commit, so up to there the device's history and this one are the same, however often and
/// whoever was restored since.
Result<Commit> common_point(ReadTransaction& transaction,
                            const std::vector<protocol::TrailPoint>& trail) {
  Commit common = 0;
  for (const protocol::TrailPoint& point : trail) {
    if (point.commit <= common || point.commit > transaction.head().commit) continue;
    TRY(const auto chain, transaction.chain_at(point.commit));
    if (chain == point.chain) common = point.commit;
  }
  return common;
}

bool is_proven(const OrganisationHead& head, const protocol::Position& position) {
  return protocol::checkpoint_seal(head.seal_key, head.id, position.epoch, position.commit,
                                   position.chain) == position.seal;
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::fresh: return "fresh";
    case Standing::continues: return "continues";
    case Standing::restored: return "restored";
    case Standing::must_open: return "must_open";
    case Standing::unverified: return "unverified";
  }
  return "unknown";
}

Result<Examined> examine(ReadTransaction& transaction, const protocol::Position& position) {
  if (position.commit == 0) return Examined{};
  if (position.commit < 0 || !is_proven(transaction.head(), position))
    return Examined{Standing::unverified, 0};
  return examine_proven(transaction, position);
}

Result<Examined> examine(ReadTransaction& transaction, const protocol::SyncRequest& request) {
  TRY(const Examined cursor,
      examine(transaction, {request.epoch, request.cursor, request.chain, request.seal}));
  Examined out = cursor;
  if (cursor.standing <= Standing::continues) {
    TRY(const Examined page, examine(transaction, request.page));
    if (page.standing <= Standing::continues) return cursor;
    // Up to its cursor the device stands on this history; only what came since is of another.
    out.standing = page.standing;
  }
  TRY(const Commit common, common_point(transaction, request.trail));
  out.common = std::max(out.common, common);
  return out;
}

protocol::Position position_of(const OrganisationHead& head) {
  return {head.epoch(), head.commit, head.chain,
          protocol::checkpoint_seal(head.seal_key, head.id, head.epoch(), head.commit, head.chain)};
}

Result<bool> open_epoch_on_evidence(WriteTransaction& transaction,
                                    const protocol::SyncRequest& request, Random& random) {
  TRY(const Examined examined, examine(transaction, request));
  if (examined.standing != Standing::must_open) return false;
  FixedBytes<16> epoch;
  random.fill(epoch);
  CHECK(transaction.open_epoch(epoch));
  for (const FixedBytes<16>& seen : {request.epoch, request.page.epoch})
    if (seen != FixedBytes<16>{}) {
      CHECK(transaction.put_setting(seen_name(seen), "1"));
    }
  return true;
}

Status open_epoch_after_restore(WriteTransaction& transaction, Random& random) {
  FixedBytes<16> epoch;
  random.fill(epoch);
  return transaction.open_epoch(epoch);
}

}  // namespace fieldbook::syncd
