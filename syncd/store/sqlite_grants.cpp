// Which buckets a sign-in holds.

#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {

Result<std::vector<Grant>> SqliteReads::grants(const Uuid& person, schema::Audience audience) {
  auto statement = connection_.prepare(
      "SELECT g.bucket, b.name, g.commit_number, g.present, b.row_count, b.sum, b.last, b.floor "
      "FROM store_grant AS g CROSS JOIN store_bucket AS b ON b.bucket = g.bucket "
      "WHERE g.person = ? AND g.audience = ? ORDER BY b.name");
  statement.bind_all(person, static_cast<int>(audience));
  std::vector<Grant> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(const auto sum, to_fixed<16>(statement.blob(5)));
    out.push_back({statement.integer(0),
                   std::string(statement.text(1)),
                   statement.integer(2),
                   statement.integer(3) != 0,
                   {{static_cast<std::uint64_t>(statement.integer(4)), sum},
                    statement.integer(6),
                    statement.integer(7)}});
  }
}

Result<std::vector<Uuid>> SqliteReads::persons_of(BucketId bucket) {
  auto statement = connection_.prepare(
      "SELECT DISTINCT person FROM store_grant WHERE bucket = ? AND present = 1 ORDER BY person");
  statement.bind_all(bucket);
  std::vector<Uuid> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back(statement.uuid(0));
  }
}

Status SqliteWrites::put_grant(const Uuid& person, schema::Audience audience, BucketId bucket,
                               Commit commit, bool present) {
  auto statement = connection_.prepare("INSERT OR REPLACE INTO store_grant VALUES (?, ?, ?, ?, ?)");
  statement.bind_all(person, static_cast<int>(audience), bucket, commit, present);
  return statement.run();
}

}  // namespace fieldbook::syncd
