#pragma once

// Everybody's view of an organisation, computed from buckets and scopes.

#include "tests/support/sample_data.hpp"
#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {

using Membership = std::map<schema::RowKey, syncd::BucketSet>;
using Grants = std::map<std::pair<Uuid, schema::Audience>, syncd::BucketSet>;

inline constexpr schema::Audience kAudiences[] = {
    schema::Audience::customer, schema::Audience::partner, schema::Audience::staff};

/// Buckets of every row, without `staff` (every row is in it).
[[nodiscard]] Membership all_buckets(Organisation& organisation);
/// Scope of every contact and systemuser in every audience; empty ones are left out.
[[nodiscard]] Grants all_grants(Organisation& organisation);
void recompute(Organisation& organisation, const schema::RowKey& key, schema::RowReader& rows,
               Membership& out);
void recompute(Organisation& organisation, const Uuid& person, schema::RowReader& rows,
               Grants& out);

/// Rows by bucket, to look views up in.
[[nodiscard]] std::map<syncd::Bucket, std::set<schema::RowKey>> rows_by_bucket(
    const Membership& membership);
[[nodiscard]] std::set<schema::RowKey> view_of(
    const std::map<syncd::Bucket, std::set<schema::RowKey>>& rows, const syncd::BucketSet& scope,
    const Organisation& organisation);

/// "entity id" of what only one side has, for messages.
[[nodiscard]] std::string difference(const Organisation& organisation,
                                     const std::set<schema::RowKey>& expected,
                                     const std::set<schema::RowKey>& actual);

}  // namespace fieldbook::tests
