#include "syncd/changelog/pull_page.hpp"

#include <algorithm>

#include "shared/protocol/frames.hpp"
#include "shared/schema/open_part.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::syncd {

namespace {

/// With a row of the largest size on top, and its head, the frame stays below its bound.
constexpr std::size_t kFrameBytesTarget = 512 * 1024;
constexpr std::size_t kRemovalBytes = 64;
constexpr std::size_t kRemovalsPerFrame = 2'000;

}  // namespace

PullPage::PullPage(ReadTransaction& transaction, schema::Audience audience,
                   const GrantedNames& granted, const PullTuning& tuning)
    : transaction_(transaction), audience_(audience), granted_(granted), tuning_(tuning) {
  for (const auto& [bucket, name] : granted)
    if (name == schema::kPublicBucket) public_ = bucket;
}

bool PullPage::is_full() const {
  return bytes_ >= tuning_.page_bytes || items_ >= tuning_.page_rows;
}

Result<protocol::RowsFrameWriter*> PullPage::writer_for(const schema::RowKey& key) {
  if (const auto found = writers_.find(key.entity); found != writers_.end()) return &found->second;
  const schema::Entity* entity = transaction_.catalogue().find_number(key.entity);
  if (entity == nullptr) return fail(Errc::corrupt, "a row of an entity that the catalogue lacks");
  std::vector<std::uint32_t> columns;
  for (const std::uint32_t ordinal : entity->projection(audience_))
    columns.push_back(entity->columns[ordinal].number);
  order_.push_back(key.entity);
  return &writers_.try_emplace(key.entity, key.entity, std::move(columns)).first->second;
}

Status PullPage::write(const ProjectedRow& row) {
  const auto& lineage = transaction_.head().lineage;
  if (row.stamp.epoch >= lineage.size()) return fail(Errc::corrupt, "a row's stamp names no epoch");
  TRY(protocol::RowsFrameWriter * writer, writer_for(row.key));
  wire_.buckets.clear();
  for (const BucketId bucket : row.buckets)
    if (const auto name = granted_.find(bucket); name != granted_.end())
      wire_.buckets.push_back(writer->bucket_index(name->second));
  if (wire_.buckets.empty()) return {};
  std::ranges::sort(wire_.buckets);
  wire_.id = row.key.id;
  wire_.commit = row.stamp.commit;
  wire_.epoch = writer->epoch_index(lineage[row.stamp.epoch].epoch);
  wire_.content_hash = row.content_hash;
  wire_.values = row.values;
  if (is_kept_for_others(row)) CHECK(take_open_part(row.key));
  const std::size_t before = writer->size();
  writer->add(wire_);
  bytes_ += writer->size() - before;
  ++items_;
  if (writer->size() >= kFrameBytesTarget) writer->finish(done_);
  return {};
}

bool PullPage::is_kept_for_others(const ProjectedRow& row) const {
  // In `public` and `staff` alone a row is kept with its open part.
  constexpr std::size_t kWithoutOthers = 2;
  if (!public_ || row.buckets.size() <= kWithoutOthers) return false;
  return wire_.buckets.size() == 1 && std::ranges::find(row.buckets, *public_) != row.buckets.end();
}

Status PullPage::take_open_part(const schema::RowKey& key) {
  TRY(const auto stored, transaction_.stored(key));
  if (!stored) return fail(Errc::corrupt, "a row that is kept for an audience is not there");
  const schema::Row open = schema::open_part(stored->row);
  open_.clear();
  schema::encode_values(open, open.entity->projection(audience_), open_);
  wire_.values = open_;
  wire_.content_hash = schema::content_hash(open, audience_);
  return {};
}

Status PullPage::add_row(RowNumber row) {
  if (!added_.insert(row).second) return {};
  return transaction_.visit_projected(audience_, {&row, 1},
                                      [this](const ProjectedRow& found) { return write(found); });
}

void PullPage::add_removal(std::string bucket, const schema::RowKey& key) {
  removals_.removals.push_back({std::move(bucket), key.entity, key.id});
  bytes_ += kRemovalBytes;
  ++items_;
  if (removals_.removals.size() < kRemovalsPerFrame) return;
  protocol::encode_frame(removals_, done_);
  removals_.removals.clear();
}

void PullPage::finish(Bytes& out) {
  out.insert(out.end(), done_.begin(), done_.end());
  for (const std::uint32_t entity : order_) {
    protocol::RowsFrameWriter& writer = writers_.at(entity);
    if (writer.count() > 0) writer.finish(out);
  }
  if (!removals_.removals.empty()) protocol::encode_frame(removals_, out);
}

}  // namespace fieldbook::syncd
