// Doctor, status and backup: whether what the store says about itself is true.

#include <filesystem>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "shared/protocol/digest.hpp"
#include "syncd/admin/verbs.hpp"
#include "syncd/changelog/audit.hpp"
#include "syncd/changelog/window.hpp"

namespace fieldbook::syncd {
namespace {

/// Everything wrong, in sentences, up to a bound.
class Findings {
 public:
  void add(std::string sentence) {
    if (list_.size() < kMax) list_.push_back(std::move(sentence));
    ++count_;
  }
  [[nodiscard]] OrderedJson list() const { return list_; }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  static constexpr std::size_t kMax = 100;
  std::vector<std::string> list_;
  std::size_t count_ = 0;
};

Status check_audit(ReadTransaction& transaction, OrderedJson& out, Findings& findings) {
  TRY(const AuditCheck audit, verify_audit(transaction));
  out["audit_lines"] = audit.lines;
  if (audit.broken_at)
    findings.add(fmt::format("the audit chain breaks at line {} of commit {}",
                             audit.broken_at->second, audit.broken_at->first));
  else if (!audit.head_matches)
    findings.add("the audit chain does not end at the organisation's value");
  return {};
}

/// The digests of one bucket from its rows, against what the store keeps. Returns what the rows
/// come to, under the bucket's name.
Result<OrderedJson> check_bucket(ReadTransaction& transaction, BucketId bucket,
                                 Findings& findings) {
  std::vector<std::uint8_t> all;
  for (std::size_t i = 0; i < limits::kDigestLeaves; ++i)
    all.push_back(static_cast<std::uint8_t>(i));
  const OrganisationHead& head = transaction.head();
  TRY(const std::string name, transaction.bucket_name(bucket));
  TRY(const auto rows, transaction.rows_in_leaves(bucket, all));
  protocol::Digest whole;
  std::map<std::uint8_t, protocol::Digest> leaves;
  for (const BucketRow& row : rows) {
    const auto& epoch = head.lineage[row.stamp.epoch].epoch;
    const auto stamp = protocol::row_stamp(head.digest_key, row.key, epoch, row.stamp.commit);
    protocol::add(whole, stamp);
    protocol::add(leaves[protocol::leaf_of(row.key.id)], stamp);
  }
  TRY(const BucketHead kept, transaction.bucket_head(bucket));
  if (kept.digest != whole)
    findings.add(fmt::format("the digest of {} is of {} rows, its entries are {}", name,
                             kept.digest.count, whole.count));
  TRY(const auto kept_leaves, transaction.leaves(bucket));
  std::map<std::uint8_t, protocol::Digest> stored;
  for (const auto& leaf : kept_leaves) stored.emplace(leaf.leaf, leaf.digest);
  if (stored != leaves) findings.add(fmt::format("the leaves of {} differ from its entries", name));
  return OrderedJson{{"name", name}, {"count", whole.count}, {"digest", to_hex(whole.sum)}};
}

/// One object a bucket, as `fieldbookctl doctor` names them on a device.
Result<OrderedJson> check_buckets(ReadTransaction& transaction, Findings& findings) {
  OrderedJson out = OrderedJson::array();
  for (BucketId bucket = 1;; ++bucket) {
    const auto name = transaction.bucket_name(bucket);
    if (!name && name.error().code == Errc::not_found) return out;
    if (!name) return std::unexpected(name.error());
    TRY(auto digest, check_bucket(transaction, bucket, findings));
    out.push_back(std::move(digest));
  }
}

/// The buckets of one row as exposure computes them now, against its entries.
Status check_row(ReadTransaction& transaction, const Exposure& exposure, const StoredRow& stored,
                 Findings& findings) {
  TRY(const std::int64_t day, window_day(transaction));
  TRY(const BucketSet wanted, exposure.carried(stored.row, day, transaction));
  std::set<std::string> expected;
  for (const Bucket& bucket : wanted) expected.insert(to_string(bucket));
  std::set<std::string> present;
  TRY(const auto memberships, transaction.memberships(stored.number));
  for (const Membership& membership : memberships) {
    if (!membership.present) continue;
    TRY(std::string name, transaction.bucket_name(membership.bucket));
    present.insert(std::move(name));
  }
  if (present != expected)
    findings.add(fmt::format("{} {} is in [{}], exposure says [{}]", stored.row.entity->name,
                             to_string(stored.row.id), fmt::join(present, ", "),
                             fmt::join(expected, ", ")));
  return {};
}

Result<std::size_t> check_rows(ReadTransaction& transaction, const Exposure& exposure,
                               Findings& findings) {
  std::size_t count = 0;
  for (const auto& entity : transaction.catalogue().entities()) {
    RowNumber after = 0;
    while (true) {
      TRY(const auto rows, transaction.scan(entity, after, limits::kExportRowsPerRead));
      if (rows.empty()) break;
      for (const StoredRow& stored : rows)
        CHECK(check_row(transaction, exposure, stored, findings));
      count += rows.size();
      after = rows.back().number;
    }
  }
  return count;
}

}  // namespace

Result<OrderedJson> doctor(AdminContext& context, const Json& arguments) {
  OrderedJson out;
  Findings findings;
  if (const Status sound = context.store.check_integrity(); !sound) {
    if (sound.error().code != Errc::corrupt) return std::unexpected(sound.error());
    findings.add("the database is damaged: " + sound.error().message);
  }
  TRY(const auto transaction, context.store.begin_read());
  out["commit"] = transaction->head().commit;
  CHECK(check_audit(*transaction, out, findings));
  TRY(auto digests, check_buckets(*transaction, findings));
  out["buckets"] = digests.size();
  if (flag_argument(arguments, "digests")) out["digests"] = std::move(digests);
  TRY(const auto pending, transaction->pending_exposure(1));
  // Rows that a large move hid are in fewer buckets than they should be, for a moment.
  if (pending.empty()) {
    TRY(out["rows"], check_rows(*transaction, context.committer.exposure(), findings));
  } else {
    out["rows"] = "not compared: a large move is under way";
  }
  for (const std::string& finding : context.committer.exposure().findings())
    findings.add("exposure: " + finding);
  out["findings"] = findings.list();
  out["finding_count"] = findings.count();
  return out;
}

Result<OrderedJson> status(AdminContext& context, const Json&) {
  TRY(const auto transaction, context.store.begin_read());
  const OrganisationHead& head = transaction->head();
  OrderedJson out;
  out["organisation"] = head.name;
  out["id"] = to_string(head.id);
  out["commit"] = head.commit;
  out["durable"] = head.durable;
  out["epoch"] = to_hex(head.epoch());
  out["epochs"] = head.lineage.size();
  out["catalogue"] = to_hex(context.store.catalogue().hash());
  TRY(const auto held, transaction->held_actions(limits::kExportRowsPerRead));
  out["held_actions"] = held.size();
  out["rows"] = OrderedJson::object();
  for (const auto& entity : context.store.catalogue().entities()) {
    TRY(const auto count, transaction->count(entity));
    if (count > 0) out["rows"][entity.name] = count;
  }
  return out;
}

Result<OrderedJson> back_up(AdminContext& context, const Json& arguments) {
  TRY(const auto file, text_argument(arguments, "file"));
  std::error_code error;
  if (std::filesystem::exists(file, error))
    return fail(Errc::already_exists, fmt::format("{} exists already", file));
  Commit commit = 0;
  {
    TRY(const auto transaction, context.store.begin_read());
    commit = transaction->head().commit;
  }
  CHECK(context.store.back_up_to(file));
  // The operator says that the file leaves this machine; until then devices keep their actions.
  if (flag_argument(arguments, "durable"))
    CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      CHECK(transaction.put_durable(commit));
      return AfterCommit{};
    }));
  OrderedJson out;
  out["file"] = file;
  out["commit"] = commit;
  return out;
}

}  // namespace fieldbook::syncd
