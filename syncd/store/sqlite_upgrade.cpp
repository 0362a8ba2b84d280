#include "syncd/store/sqlite_upgrade.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "shared/protocol/digest.hpp"
#include "shared/schema/json_form.hpp"
#include "shared/schema/open_part.hpp"
#include "shared/schema/row_codec.hpp"
#include "syncd/store/encoding.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kRowsPerPage = 1000;
constexpr std::string_view kTables[schema::kAudienceCount] = {
    "store_projection_customer", "store_projection_partner", "store_projection_staff"};

/// Equal when every audience receives the same columns under the same types, and the entity has
/// the same columns otherwise.
std::string fingerprint(const schema::Entity& entity) {
  std::string text;
  for (const schema::Column& column : entity.columns)
    text += fmt::format("{} {} {};", column.number, static_cast<int>(column.type),
                        column.audiences.bits);
  return to_hex(protocol::next_chain({}, as_bytes(text)));
}

Status put_fingerprint(sqlite::Connection& connection, const schema::Entity& entity) {
  auto statement =
      connection.prepare("INSERT OR REPLACE INTO store_projected_columns VALUES (?, ?)");
  statement.bind_all(entity.number, std::string_view(fingerprint(entity)));
  return statement.run();
}

Result<std::string> recorded_fingerprint(sqlite::Connection& connection,
                                         const schema::Entity& entity) {
  auto statement =
      connection.prepare("SELECT fingerprint FROM store_projected_columns WHERE entity = ?");
  statement.bind_all(entity.number);
  TRY(const bool found, statement.step());
  return found ? std::string(statement.text(0)) : std::string();
}

/// Moves what has become a column out of the unknown. A row that holds something that does not fit
/// is left as it is.
bool adopt(schema::Row& row) {
  bool changed = false;
  std::erase_if(row.unknown_numbers, [&](const auto& unknown) {
    const schema::Column* column = row.entity->find_number(unknown.first);
    if (column == nullptr) return false;
    row.values[column->ordinal] = unknown.second;
    return changed = true;
  });
  if (row.unknown_names.empty()) return changed;
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [name, text] : row.unknown_names)
    object[name] = nlohmann::json::parse(text, nullptr, false);
  object[row.entity->primary_key] = to_string(row.id);
  schema::JsonRow read = schema::from_json(*row.entity, object);
  if (!read.findings.empty() || read.present.empty()) return changed;
  for (const std::uint32_t ordinal : read.present)
    row.values[ordinal] = std::move(read.row.values[ordinal]);
  row.unknown_names = std::move(read.row.unknown_names);
  return true;
}

/// Whether others than staff receive no more of the row than its open columns: it is in `public`,
/// and in no other bucket but `staff`.
Result<bool> is_only_public(sqlite::Connection& connection, RowNumber row) {
  auto statement = connection.prepare(
      "SELECT r.memberships, b.bucket, s.bucket FROM store_row AS r, store_bucket AS b "
      "LEFT JOIN store_bucket AS s ON s.name = 'staff' WHERE r.row = ? AND b.name = 'public'");
  statement.bind(0, row);
  TRY(const bool found, statement.step());
  if (!found) return false;
  std::vector<Membership> memberships;
  CHECK(decode_memberships(statement.blob(0), memberships));
  const BucketId everyone = statement.integer(1);
  const BucketId staff = statement.integer(2);
  std::erase_if(memberships, [staff](const Membership& membership) {
    return !membership.present || membership.bucket == staff;
  });
  return memberships.size() == 1 && memberships.front().bucket == everyone;
}

Status encode_anew(sqlite::Connection& connection, const StoredRow& stored) {
  TRY(const bool only_open, is_only_public(connection, stored.number));
  const schema::Row open = only_open ? schema::open_part(stored.row) : schema::Row();
  for (std::size_t i = 0; i < schema::kAudienceCount; ++i) {
    const auto audience = static_cast<schema::Audience>(i);
    const schema::Row& row = only_open && audience != schema::Audience::staff ? open : stored.row;
    Bytes values;
    schema::encode_values(row, row.entity->projection(audience), values);
    auto statement = connection.prepare(
        fmt::format("UPDATE {} SET content_hash = ?, content = ? WHERE row = ?", kTables[i]));
    statement.bind(0, static_cast<std::int64_t>(schema::content_hash(row, audience)));
    statement.bind(1, ByteView(values));
    statement.bind(2, stored.number);
    CHECK(statement.run());
  }
  return {};
}

Result<std::vector<StoredRow>> read_page(sqlite::Connection& connection, const EntityTable& table,
                                         RowNumber after) {
  auto statement = connection.prepare(table.scan);
  statement.bind_all(after, kRowsPerPage);
  std::vector<StoredRow> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto row, read_row(table, statement));
    out.push_back(std::move(row));
  }
}

Status upgrade_entity(sqlite::Connection& connection, const EntityTable& table) {
  RowNumber after = 0;
  for (;;) {
    TRY(auto rows, read_page(connection, table, after));
    if (rows.empty()) break;
    for (StoredRow& row : rows) {
      if (adopt(row.row)) {
        const std::string unknown = print_unknown(row.row);
        auto statement = connection.prepare(table.update);
        bind_row(table, statement, row.row, row.number, row.stamp, unknown, false);
        CHECK(statement.run());
      }
      CHECK(encode_anew(connection, row));
    }
    after = rows.back().number;
  }
  if (after == 0) return {};
  auto wish = connection.prepare("INSERT OR REPLACE INTO store_setting VALUES (?, '0')");
  const std::string name = fmt::format("{}{}", kStampAnewSetting, table.entity->number);
  wish.bind_all(std::string_view(name));
  return wish.run();
}

}  // namespace

Status record_projections(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  for (const schema::Entity& entity : catalogue.entities())
    CHECK(put_fingerprint(connection, entity));
  return {};
}

Status upgrade_rows(sqlite::Connection& connection,
                    std::shared_ptr<const schema::Catalogue> catalogue) {
  const EntityTables tables(std::move(catalogue));
  for (const schema::Entity& entity : tables.catalogue().entities()) {
    TRY(const std::string recorded, recorded_fingerprint(connection, entity));
    if (recorded == fingerprint(entity)) continue;
    CHECK(upgrade_entity(connection, *tables.find(entity.number)));
    CHECK(put_fingerprint(connection, entity));
  }
  return {};
}

}  // namespace fieldbook::syncd
