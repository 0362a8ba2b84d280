#include "syncd/changelog/grant_update.hpp"

#include "syncd/exposure/cached_reader.hpp"

namespace fieldbook::syncd {
namespace {

class GrantUpdater {
 public:
  GrantUpdater(WriteTransaction& transaction, BucketNames& names, const Exposure& exposure,
               Commit commit)
      : transaction_(transaction),
        rows_(transaction),
        names_(names),
        exposure_(exposure),
        commit_(commit) {}

  /// True when something differed.
  Result<bool> update(const Uuid& id) {
    auto person = exposure_.person(id, rows_);
    if (!person && person.error().code != Errc::not_found)
      return std::unexpected(std::move(person).error());
    bool differs = false;
    for (std::size_t i = 0; i < schema::kAudienceCount; ++i) {
      const auto audience = static_cast<schema::Audience>(i);
      BucketSet scope;
      if (person) {
        TRY(scope, exposure_.scope(*person, audience, rows_));
      }
      TRY(const bool changed, update(id, audience, scope));
      differs = differs || changed;
    }
    return differs;
  }

 private:
  Result<bool> update(const Uuid& person, schema::Audience audience, const BucketSet& scope) {
    std::set<BucketId> wanted;
    for (const Bucket& bucket : scope) {
      TRY(const BucketId id, names_.id_of(bucket));
      wanted.insert(id);
    }
    TRY(const auto grants, transaction_.grants(person, audience));
    bool differs = false;
    for (const Grant& grant : grants) {
      const bool wants = wanted.erase(grant.bucket) != 0;
      if (wants == grant.present) continue;
      differs = true;
      CHECK(transaction_.put_grant(person, audience, grant.bucket, commit_, wants));
    }
    for (const BucketId bucket : wanted) {
      differs = true;
      CHECK(transaction_.put_grant(person, audience, bucket, commit_, true));
    }
    return differs;
  }

  WriteTransaction& transaction_;
  CachedReader rows_;
  BucketNames& names_;
  const Exposure& exposure_;
  Commit commit_;
};

}  // namespace

Result<std::vector<Uuid>> update_grants(WriteTransaction& transaction, BucketNames& names,
                                        const Exposure& exposure, const std::set<Uuid>& persons,
                                        Commit commit) {
  GrantUpdater updater(transaction, names, exposure, commit);
  std::vector<Uuid> out;
  for (const Uuid& person : persons) {
    TRY(const bool differs, updater.update(person));
    if (differs) out.push_back(person);
  }
  return out;
}

}  // namespace fieldbook::syncd
