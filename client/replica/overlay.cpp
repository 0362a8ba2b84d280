#include "client/replica/overlay.hpp"

#include "client/replica/replica_parts.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::client {

Status Overlay::load() {
  keys_.clear();
  auto select = parts_.connection->prepare("SELECT entity, id FROM base_image");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return {};
    keys_.insert({static_cast<std::uint32_t>(select.integer(0)), select.uuid(1)});
  }
}

Result<std::optional<RowHead>> Overlay::head(const schema::RowKey& key) {
  auto select = parts_.connection->prepare(
      "SELECT row_commit, row_epoch, content_hash, bucket_set FROM base_image WHERE entity = ? AND "
      "id = ? AND image IS NOT NULL");
  select.bind_all(key.entity, key.id);
  TRY(const bool row, select.step());
  if (!row) return std::nullopt;
  return RowHead{select.integer(0), select.integer(1),
                 static_cast<std::uint64_t>(select.integer(2)), select.integer(3)};
}

Result<std::optional<StoredRow>> Overlay::base(const schema::RowKey& key) {
  auto select = parts_.connection->prepare(
      "SELECT row_commit, row_epoch, content_hash, bucket_set, image FROM base_image WHERE entity "
      "= ? AND id = ? AND image IS NOT NULL");
  select.bind_all(key.entity, key.id);
  TRY(const bool row, select.step());
  RowTable* table = parts_.table(key.entity);
  if (!row || table == nullptr) return std::nullopt;
  StoredRow stored;
  stored.head = {select.integer(0), select.integer(1),
                 static_cast<std::uint64_t>(select.integer(2)), select.integer(3)};
  auto image = schema::decode_image(table->entity(), key.id, select.blob(4));
  if (!image) return fail(Errc::corrupt, "a base image of " + table->entity().name);
  stored.row = *std::move(image);
  return stored;
}

Status Overlay::put_image(const schema::RowKey& key, const Bytes* image, const RowHead& head) {
  auto upsert = parts_.connection->prepare(
      "INSERT OR REPLACE INTO base_image (entity, id, image, row_commit, row_epoch, content_hash, "
      "bucket_set) VALUES (?, ?, ?, ?, ?, ?, ?)");
  upsert.bind(0, std::int64_t{key.entity});
  upsert.bind(1, key.id);
  if (image != nullptr)
    upsert.bind_view(2, ByteView(*image));
  else
    upsert.bind_null(2);
  upsert.bind(3, head.commit);
  upsert.bind(4, head.epoch);
  upsert.bind(5, static_cast<std::int64_t>(head.content_hash));
  upsert.bind(6, head.set);
  CHECK(upsert.run());
  keys_.insert(key);
  return {};
}

Status Overlay::put(const schema::Row& row, const RowHead& head) {
  const Bytes image = schema::encode_image(row);
  return put_image(row.key(), &image, head);
}

Status Overlay::put_head(const schema::RowKey& key, const RowHead& head) {
  auto update = parts_.connection->prepare(
      "UPDATE base_image SET row_commit = ?, row_epoch = ?, content_hash = ?, bucket_set = ? WHERE "
      "entity = ? AND id = ?");
  update.bind_all(head.commit, head.epoch, static_cast<std::int64_t>(head.content_hash), head.set,
                  key.entity, key.id);
  return update.run();
}

Status Overlay::put_absent(const schema::RowKey& key) { return put_image(key, nullptr, {}); }

Status Overlay::touch(const schema::RowKey& key, const std::optional<StoredRow>& shown) {
  if (has(key)) return {};
  return shown ? put(shown->row, shown->head) : put_absent(key);
}

Status Overlay::write(const schema::RowChange& change) {
  RowTable* table = parts_.table(change.key.entity);
  if (table == nullptr) return fail(Errc::internal, "a rule changed an entity that is not there");
  TRY(auto shown, table->read(change.key.id));
  CHECK(touch(change.key, shown));
  if (change.kind == schema::ChangeKind::remove) {
    if (!shown) return {};
    CHECK(parts_.row_changed(*table, shown->number));
    return table->erase(shown->number);
  }
  const bool is_new = !shown;
  if (is_new) {
    shown.emplace();
    shown->number = parts_.next_row_number(*table);
    shown->row = schema::Row(table->entity(), change.key.id);
  }
  for (const auto& [ordinal, value] : change.values) shown->row.values[ordinal] = value;
  shown->head = {};
  if (is_new) return table->insert(*shown);
  CHECK(parts_.row_changed(*table, shown->number));
  return table->update(*shown);
}

Status Overlay::restore(const schema::RowKey& key) {
  if (!has(key)) return {};
  RowTable* table = parts_.table(key.entity);
  if (table == nullptr) return fail(Errc::corrupt, "a base image of an unknown entity");
  TRY(auto daemons, base(key));
  TRY(const auto shown, table->find(key.id));
  if (daemons) {
    daemons->number = shown ? shown->number : parts_.next_row_number(*table);
    if (shown) CHECK(parts_.row_changed(*table, shown->number));
    CHECK(shown ? table->update(*daemons) : table->insert(*daemons));
  } else if (shown) {
    CHECK(parts_.row_changed(*table, shown->number));
    CHECK(table->erase(shown->number));
  }
  auto forget = parts_.connection->prepare("DELETE FROM base_image WHERE entity = ? AND id = ?");
  forget.bind_all(key.entity, key.id);
  CHECK(forget.run());
  keys_.erase(key);
  return {};
}

}  // namespace fieldbook::client
