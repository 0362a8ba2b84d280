#include "client/replica/scrub.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "client/replica/doctor.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

using std::chrono::milliseconds;

/// Rows of one step: some milliseconds, which a decision may have to wait.
constexpr std::size_t kScrubRows = 500;
/// A round that hurries leaves the thread to others for so long between two steps, doubled with
/// each count that was spoiled, up to two minutes.
constexpr milliseconds kScrubPause{200};
constexpr int kDoublingsMax = 9;
/// A row is counted in about so much less time than it is read and hashed.
constexpr std::size_t kHeadsPerRow = 8;
constexpr std::uint64_t kDailyShare = 100;  ///< one in so many
constexpr milliseconds kDay = std::chrono::hours(24);

}  // namespace

ScrubPlan plan_scrub(const ScrubState& state, Instant now) {
  if (state.hurries)
    return {kScrubRows, kScrubPause * (1 << std::min(state.spoiled, kDoublingsMax))};
  const std::uint64_t daily = std::max<std::uint64_t>(1, state.rows / kDailyShare);
  const std::uint64_t rows = std::min<std::uint64_t>(daily, kScrubRows);
  const milliseconds interval(kDay.count() * static_cast<std::int64_t>(rows) /
                              static_cast<std::int64_t>(daily));
  const milliseconds passed(state.last_ms == 0 ? interval.count() : now.ms - state.last_ms);
  return {rows, std::clamp(interval - passed, milliseconds(0), interval)};
}

Result<std::optional<ScrubPlan>> Scrub::plan() {
  if (!parts_.complete) return std::optional<ScrubPlan>{};
  ScrubState state;
  for (const auto& [name, bucket] : parts_.buckets.by_name()) state.rows += bucket.digest.count;
  TRY(state.last_ms, parts_.meta.integer(kMetaScrubMoment));
  TRY(const std::int64_t owed, parts_.meta.integer(kMetaScrubOwed));
  state.hurries = owed_ || owed != 0 || count_.has_value();
  state.spoiled = spoiled_;
  return std::optional(plan_scrub(state, parts_.clock.now()));
}

void Scrub::owe_round() {
  owed_ = true;
  static_cast<void>(note_owed());
}

Status Scrub::note_owed() {
  if (!owed_) return {};
  CHECK(parts_.write([&]() -> Status {
    CHECK(parts_.meta.set(kMetaScrub, 0));
    return parts_.meta.set(kMetaScrubOwed, 1);
  }));
  owed_ = false;
  return {};
}

Result<std::size_t> Scrub::step(std::size_t rows) {
  CHECK(note_owed());
  TRY(std::int64_t position, parts_.meta.integer(kMetaScrub));
  Bad bad;
  TRY(const std::size_t read, check_rows(position, rows, bad));
  const bool at_end = read < rows;
  if (at_end && !count_) CHECK(check_base_images(bad));
  if (read > 0 || !count_) CHECK(mark(bad, position));
  if (!at_end) return bad.size();
  if (count_ && count_->writes != parts_.writes) ++spoiled_;
  if (!count_ || count_->writes != parts_.writes) begin_count();
  TRY(const bool counted, count_some((rows - read) * kHeadsPerRow));
  if (!counted) return bad.size();
  TRY(const std::size_t wrong, end_round());
  return bad.size() + wrong;
}

Result<std::size_t> Scrub::check_rows(std::int64_t& position, std::size_t rows, Bad& bad) {
  std::vector<std::pair<std::int64_t, RowTable*>> numbers;
  for (auto& [number, table] : parts_.tables) {
    auto select = parts_.connection->prepare(
        fmt::format("SELECT row FROM {} WHERE row > ? AND bucket_set <> 0 ORDER BY row LIMIT ?",
                    schema::quoted(table.entity().name)));
    select.bind_all(position, rows);
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      numbers.emplace_back(select.integer(0), &table);
    }
  }
  std::ranges::sort(numbers);
  if (numbers.size() > rows) numbers.resize(rows);
  for (const auto& [number, table] : numbers) {
    TRY(const auto stored, table->read(number));
    if (stored && stored_content_hash(stored->row) != stored->head.content_hash)
      bad.push_back({table->entity().number, stored->row.id});
    position = number;
  }
  return numbers.size();
}

Status Scrub::check_base_images(Bad& bad) {
  for (const schema::RowKey& key : parts_.overlay.keys()) {
    TRY(const auto base, parts_.overlay.base(key));
    if (base && stored_content_hash(base->row) != base->head.content_hash) bad.push_back(key);
  }
  return {};
}

/// That rows are good need not reach the disk at once; that they are bad does.
Status Scrub::mark(const Bad& bad, std::int64_t position) {
  return parts_.write(
      [&]() -> Status {
        for (const schema::RowKey& key : bad)
          CHECK(parts_.applier.mark_bad(*parts_.table(key.entity), key.id));
        CHECK(parts_.meta.set(kMetaScrubMoment, parts_.clock.now().ms));
        return parts_.meta.set(kMetaScrub, position);
      },
      bad.empty() ? Durability::lazy : Durability::full);
}

void Scrub::begin_count() {
  count_.emplace();
  count_->writes = parts_.writes;
  for (const auto& [name, bucket] : parts_.buckets.by_name())
    count_->digests[bucket.id].second = std::make_unique<Leaves>();
}

Status Scrub::count(const schema::RowKey& key, BucketSetId set, const protocol::Stamp& stamp) {
  for (const BucketId id : parts_.buckets.members(set)) {
    const auto found = count_->digests.find(id);
    if (found == count_->digests.end()) continue;
    protocol::add(found->second.first, stamp);
    protocol::add((*found->second.second)[protocol::leaf_of(key.id)], stamp);
  }
  return {};
}

Result<bool> Scrub::count_some(std::size_t heads) {
  auto table = parts_.tables.lower_bound(count_->entity);
  for (; table != parts_.tables.end() && heads > 0; ++table) {
    if (table->first != count_->entity) count_->row = 0;
    count_->entity = table->first;
    auto select = parts_.connection->prepare(
        fmt::format("SELECT row, id, row_commit, row_epoch, content_hash, bucket_set FROM {} WHERE "
                    "row > ? AND bucket_set <> 0 ORDER BY row LIMIT ?",
                    schema::quoted(table->second.entity().name)));
    select.bind_all(count_->row, heads);
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      --heads;
      count_->row = select.integer(0);
      const schema::RowKey key{table->first, select.uuid(1)};
      const RowHead head{select.integer(2), select.integer(3),
                         static_cast<std::uint64_t>(select.integer(4)), select.integer(5)};
      CHECK(count(key, head.set, parts_.stamp(key, head)));
    }
  }
  if (heads == 0) return false;
  for (const schema::RowKey& key : parts_.overlay.keys()) {
    TRY(const auto head, parts_.overlay.head(key));
    if (head) CHECK(count(key, head->set, parts_.stamp(key, *head)));
  }
  return true;
}

Result<bool> Scrub::agrees() {
  for (const auto& [id, counted] : count_->digests) {
    TRY(const Leaves* leaves, parts_.buckets.leaves(id));
    if (parts_.buckets.get(id).digest != counted.first || *leaves != *counted.second) return false;
  }
  return true;
}

Result<std::size_t> Scrub::end_round() {
  TRY(const bool good, agrees());
  count_.reset();
  spoiled_ = 0;
  std::vector<std::string> wrong;
  CHECK(parts_.write([&]() -> Status {
    if (!good) CHECK(recount_all(parts_, wrong));
    CHECK(parts_.meta.set(kMetaScrub, 0));
    CHECK(parts_.meta.set(kMetaScrubMoment, parts_.clock.now().ms));
    return parts_.meta.erase(kMetaScrubOwed);
  }));
  return wrong.size();
}

}  // namespace fieldbook::client
