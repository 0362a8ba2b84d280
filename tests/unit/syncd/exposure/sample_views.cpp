#include "tests/unit/syncd/exposure/sample_views.hpp"

namespace fieldbook::tests {

void recompute(Organisation& organisation, const schema::RowKey& key, schema::RowReader& rows,
               Membership& out) {
  const schema::Row* row = organisation.rows.peek(key);
  if (row == nullptr) {
    out.erase(key);
    return;
  }
  auto buckets = value_of(organisation.exposure.buckets(*row, rows));
  EXPECT_EQ(buckets.erase({syncd::BucketKind::staff, {}}), 1U);
  if (buckets.empty()) {
    out.erase(key);
  } else {
    out[key] = std::move(buckets);
  }
}

void recompute(Organisation& organisation, const Uuid& person, schema::RowReader& rows,
               Grants& out) {
  const auto found = organisation.exposure.person(person, rows);
  for (const schema::Audience audience : kAudiences) {
    syncd::BucketSet scope;
    if (found) scope = value_of(organisation.exposure.scope(*found, audience, rows));
    if (scope.empty()) {
      out.erase({person, audience});
    } else {
      out[{person, audience}] = std::move(scope);
    }
  }
}

Membership all_buckets(Organisation& organisation) {
  Membership out;
  syncd::CachedReader cached(organisation.rows);
  for (const auto& [key, ignored] : organisation.rows.all()) {
    recompute(organisation, key, cached, out);
  }
  return out;
}

Grants all_grants(Organisation& organisation) {
  Grants out;
  syncd::CachedReader cached(organisation.rows);
  for (const auto& [key, row] : organisation.rows.all()) {
    if (row.entity->name == "contact" || row.entity->name == "systemuser") {
      recompute(organisation, key.id, cached, out);
    }
  }
  return out;
}

std::map<syncd::Bucket, std::set<schema::RowKey>> rows_by_bucket(const Membership& membership) {
  std::map<syncd::Bucket, std::set<schema::RowKey>> out;
  for (const auto& [key, buckets] : membership) {
    for (const auto& bucket : buckets) out[bucket].insert(key);
  }
  return out;
}

std::set<schema::RowKey> view_of(const std::map<syncd::Bucket, std::set<schema::RowKey>>& rows,
                                 const syncd::BucketSet& scope, const Organisation& organisation) {
  std::set<schema::RowKey> out;
  for (const auto& bucket : scope) {
    if (bucket.kind == syncd::BucketKind::staff) {
      for (const auto& [key, ignored] : organisation.rows.all()) out.insert(key);
    } else if (const auto found = rows.find(bucket); found != rows.end()) {
      out.insert(found->second.begin(), found->second.end());
    }
  }
  return out;
}

std::string difference(const Organisation& organisation, const std::set<schema::RowKey>& expected,
                       const std::set<schema::RowKey>& actual) {
  std::string out;
  const auto add = [&](const char* what, const std::set<schema::RowKey>& has,
                       const std::set<schema::RowKey>& lacks) {
    for (const auto& key : has) {
      if (lacks.contains(key)) continue;
      out += what + organisation.rows.catalogue().find_number(key.entity)->name + " " +
             to_string(key.id) + "\n";
    }
  };
  add("missing: ", expected, actual);
  add("too much: ", actual, expected);
  return out;
}

}  // namespace fieldbook::tests
