#include "tests/support/replica/frame_source.hpp"

#include <fmt/format.h>

#include "shared/protocol/digest.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/rows_frame.hpp"
#include "shared/schema/open_part.hpp"

namespace fieldbook::tests {

using protocol::Message;

std::shared_ptr<const schema::Catalogue> small_catalogue(bool reduced) {
  constexpr std::string_view kAll = R"("audiences":["customer","partner","staff"])";
  std::string thing = fmt::format(
      R"({{"number":1,"name":"thing","set":"things","kind":"business","label":"Thing",
"plural":"Things","primary_key":"thingid","name_column":"title","columns":[
{{"number":1,"name":"title","type":"text","label":"Title","search":10,{0},"editable":["staff"]}},
{{"number":2,"name":"note","type":"memo","label":"Note","search":3,{0},"editable":["staff"]}},)",
      kAll);
  if (!reduced)
    thing +=
        fmt::format(R"({{"number":3,"name":"amount","type":"money","label":"Amount",{0}}},)", kAll);
  thing += fmt::format(
      R"({{"number":4,"name":"parent","type":"lookup","targets":["thing"],"label":"Parent",{0}}})",
      kAll);
  if (!reduced)
    thing += fmt::format(
        R"(,{{"number":5,"name":"kind","type":"choice","label":"Kind",{0},
"options":[{{"value":1,"label":"Big"}},{{"value":2,"label":"Small"}}]}},
{{"number":6,"name":"made","type":"datetime","label":"Made",{0}}},
{{"number":7,"name":"cost","type":"integer","label":"Cost","audiences":["staff"]}})",
        kAll);
  thing += R"(],"views":[{"name":"all","label":"All Things","default":true,"where":[],
"columns":["title"],"sort":[{"column":"title","direction":"ascending"}]}],
"form":[{"label":"General","columns":["title"]}]})";
  std::vector<std::string> documents{thing};
  if (!reduced)
    documents.push_back(fmt::format(
        R"({{"number":2,"name":"part","set":"parts","kind":"business","label":"Part",
"plural":"Parts","primary_key":"partid","name_column":"name","columns":[
{{"number":1,"name":"name","type":"text","label":"Name","search":10,{0}}},
{{"number":2,"name":"thing","type":"lookup","targets":["thing"],"label":"Thing",{0}}}],
"views":[{{"name":"all","label":"All Parts","default":true,"where":[],"columns":["name"],
"sort":[{{"column":"name","direction":"ascending"}}]}}],
"form":[{{"label":"General","columns":["name"]}}]}})",
        kAll));
  auto catalogue = schema::Catalogue::load(documents);
  if (!catalogue) fmt::print(stderr, "{}\n", catalogue.error().message);
  ASSERT(catalogue.has_value());
  return *catalogue;
}

FrameSource::FrameSource(std::shared_ptr<const schema::Catalogue> catalogue,
                         schema::Audience audience)
    : catalogue_(std::move(catalogue)) {
  identity_.user.bytes.fill(0xaa);
  identity_.user_name = "Dana Ruiz";
  identity_.account.bytes.fill(0xac);
  identity_.audience = audience;
  identity_.organisation.bytes.fill(0x0a);
  identity_.organisation_name = "Contoso";
  identity_.device.bytes.fill(0xde);
  identity_.digest_key.fill(0x77);
  epoch_.fill(0xe0);
}

schema::Row FrameSource::thing(std::uint32_t number, std::string title) const {
  const schema::Entity& entity = catalogue_->entity("thing");
  Uuid id;
  id.bytes.fill(0x11);
  for (std::size_t i = 0; i < 4; ++i)
    id.bytes[12 + i] = static_cast<std::uint8_t>(number >> (8 * (3 - i)));
  schema::Row row(entity, id);
  row.values[0] = std::move(title);
  return row;
}

void FrameSource::put(const schema::Row& row, std::set<std::string> buckets) {
  ++commit_;
  if (const auto found = rows_.find(row.key()); found != rows_.end())
    for (const std::string& bucket : found->second.buckets)
      if (!buckets.contains(bucket)) left_.push_back({commit_, bucket, row.key()});
  rows_[row.key()] = {row, commit_, epoch_, std::move(buckets)};
}

void FrameSource::remove(const schema::RowKey& key) {
  ++commit_;
  for (const std::string& bucket : rows_.at(key).buckets) left_.push_back({commit_, bucket, key});
  rows_.erase(key);
}

void FrameSource::grant(const std::string& bucket) { grants_[bucket] = ++commit_; }

void FrameSource::revoke(const std::string& bucket) {
  ++commit_;
  grants_.erase(bucket);
}

void FrameSource::begin_epoch() { epoch_[0] = static_cast<std::uint8_t>(epoch_[0] + 1); }

std::vector<std::string> FrameSource::seen(const Held& held) const {
  std::vector<std::string> out;
  for (const std::string& bucket : held.buckets)
    if (grants_.contains(bucket)) out.push_back(bucket);
  return out;
}

std::map<std::string, protocol::Digest> FrameSource::digests() const {
  std::map<std::string, protocol::Digest> out;
  for (const auto& [bucket, granted] : grants_) out[bucket];
  for (const auto& [key, held] : rows_)
    for (const std::string& bucket : seen(held))
      protocol::add(out[bucket],
                    protocol::row_stamp(identity_.digest_key, key, held.epoch, held.commit));
  return out;
}

schema::Row FrameSource::content(const Held& held) const {
  return seen(held) == std::vector<std::string>{"public"} ? schema::open_part(held.row) : held.row;
}

protocol::RowsFrame FrameSource::rows_frame(const std::vector<schema::RowKey>& keys) const {
  ASSERT(!keys.empty());
  const schema::Entity* entity = catalogue_->find_number(keys.front().entity);
  const auto ordinals = entity->projection(identity_.audience);
  std::vector<std::uint32_t> numbers;
  for (const std::uint32_t ordinal : ordinals) numbers.push_back(entity->columns[ordinal].number);
  protocol::RowsFrameWriter writer(entity->number, numbers);
  for (const schema::RowKey& key : keys) {
    const Held& held = rows_.at(key);
    const schema::Row sent = content(held);
    Bytes values;
    schema::encode_values(sent, ordinals, values);
    protocol::WireRow wire;
    wire.id = key.id;
    wire.commit = held.commit;
    wire.epoch = writer.epoch_index(held.epoch);
    for (const std::string& bucket : seen(held))
      wire.buckets.push_back(writer.bucket_index(bucket));
    std::sort(wire.buckets.begin(), wire.buckets.end());
    wire.content_hash = schema::content_hash(sent, identity_.audience);
    wire.values = values;
    writer.add(wire);
  }
  Bytes frame;
  writer.finish(frame);
  return {Bytes(frame.begin() + 4, frame.end())};
}

protocol::Scope FrameSource::scope(bool opening, std::vector<std::string> fresh) const {
  protocol::Scope out;
  out.opening = opening;
  out.fresh = std::move(fresh);
  const auto now = digests();
  for (const auto& [bucket, granted] : grants_)
    out.buckets.push_back({bucket, granted, opening ? protocol::Digest{} : now.at(bucket)});
  return out;
}

protocol::Checkpoint FrameSource::checkpoint(std::int64_t since) const {
  protocol::Checkpoint out;
  out.epoch = epoch_;
  out.since = since;
  out.to = commit_;
  const auto now = digests();
  const std::vector<std::pair<std::string, protocol::Digest>> view(now.begin(), now.end());
  out.view = protocol::view_digest(view);
  out.chain.fill(static_cast<std::uint8_t>(commit_));
  out.server_ms = 1'795'248'000'000 + commit_;
  return out;
}

protocol::Page FrameSource::page(std::uint64_t rows_done) const {
  protocol::Page out;
  for (const auto& [bucket, granted] : grants_)
    out.progress.push_back({bucket, false, commit_, rows_done > 0 ? 1 : 0, rows_done});
  out.position = {epoch_, commit_, {}, {}};
  out.rows_done = rows_done;
  out.rows_total = rows_.size();
  return out;
}

std::vector<Message> FrameSource::delta(std::int64_t since, bool with_scope) {
  std::map<std::uint32_t, std::vector<schema::RowKey>> changed;
  for (const auto& [key, held] : rows_)
    if (held.commit > since && !seen(held).empty()) changed[key.entity].push_back(key);
  std::vector<Message> out;
  for (const auto& [entity, keys] : changed) out.emplace_back(rows_frame(keys));
  protocol::Removals removals;
  for (const Left& left : left_) {
    const auto found = rows_.find(left.key);
    const bool back = found != rows_.end() && found->second.buckets.contains(left.bucket);
    if (left.commit > since && grants_.contains(left.bucket) && !back)
      removals.removals.push_back({left.bucket, left.key.entity, left.key.id});
  }
  if (!removals.removals.empty()) out.emplace_back(std::move(removals));
  if (with_scope) out.emplace_back(scope());
  out.emplace_back(checkpoint(since));
  return out;
}

std::vector<Message> FrameSource::first_sync(std::size_t page_rows) {
  std::vector<Message> out;
  std::map<std::uint32_t, std::vector<schema::RowKey>> keys;
  for (const auto& [key, held] : rows_)
    if (!seen(held).empty()) keys[key.entity].push_back(key);
  std::uint64_t done = 0;
  for (const auto& [entity, all] : keys) {
    for (std::size_t at = 0; at < all.size(); at += page_rows) {
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t count = std::min(page_rows, all.size() - at);
      out.emplace_back(rows_frame({first, first + static_cast<std::ptrdiff_t>(count)}));
      out.emplace_back(page(done += count));
    }
  }
  out.emplace_back(scope());
  out.emplace_back(checkpoint(0));
  return out;
}

std::vector<Message> FrameSource::repair(const protocol::SyncRequest& request) {
  std::vector<Message> out;
  for (const protocol::RepairRequest& asked : request.repair) {
    std::map<std::uint8_t, protocol::Digest> mine;
    for (const auto& [key, held] : rows_)
      if (held.buckets.contains(asked.bucket) && grants_.contains(asked.bucket))
        protocol::add(mine[protocol::leaf_of(key.id)],
                      protocol::row_stamp(identity_.digest_key, key, held.epoch, held.commit));
    std::map<std::uint8_t, protocol::Digest> theirs;
    for (const protocol::LeafDigest& leaf : asked.leaves) theirs[leaf.leaf] = leaf.digest;
    protocol::Repair repair{asked.bucket, {}, {}};
    for (unsigned leaf = 0; leaf < 256; ++leaf) {
      const auto at = static_cast<std::uint8_t>(leaf);
      if (mine[at] != theirs[at]) repair.leaves.push_back(at);
    }
    std::map<std::uint32_t, std::vector<schema::RowKey>> rows;
    for (const auto& [key, held] : rows_) {
      if (!held.buckets.contains(asked.bucket) ||
          !std::binary_search(repair.leaves.begin(), repair.leaves.end(),
                              protocol::leaf_of(key.id)))
        continue;
      rows[key.entity].push_back(key);
      repair.rows.emplace_back(key.entity, key.id);
    }
    for (const auto& [entity, keys] : rows) out.emplace_back(rows_frame(keys));
    out.emplace_back(std::move(repair));
  }
  out.emplace_back(scope());
  out.emplace_back(checkpoint(request.cursor));
  return out;
}

std::vector<client::DumpedRow> FrameSource::view() const {
  std::vector<client::DumpedRow> out;
  for (const auto& [key, held] : rows_) {
    const auto buckets = seen(held);
    if (buckets.empty()) continue;
    schema::Row row(*held.row.entity, key.id);
    for (const std::uint32_t ordinal : row.entity->projection(identity_.audience))
      row.values[ordinal] = content(held).values[ordinal];
    out.push_back({key, held.commit, held.epoch, buckets, std::move(row)});
  }
  return out;
}

Result<client::Received> feed(client::Replica& replica, const std::vector<Message>& messages,
                              client::Channel channel) {
  replica.begin_response(channel);
  client::Received last;
  for (const Message& message : messages) {
    if (const auto* rows = std::get_if<protocol::RowsFrame>(&message)) {
      TRY(last, replica.receive(ByteView(rows->payload)));
    } else {
      TRY(last, replica.receive(message));
    }
  }
  return last;
}

}  // namespace fieldbook::tests
