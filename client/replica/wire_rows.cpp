#include "client/replica/wire_rows.hpp"

#include <bit>
#include <fmt/format.h>

#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

enum Kind : std::uint8_t { kNull, kInteger, kFloating, kText, kBytes };
enum Position : int { kNumber, kId, kCommit, kEpoch, kHash, kSet, kUnknown, kFirstColumn };

std::uint8_t kind_of(schema::ColumnType type) {
  const std::string_view storage = schema::storage_type(type);
  return storage == "TEXT"   ? kText
         : storage == "REAL" ? kFloating
         : storage == "BLOB" ? kBytes
                             : kInteger;
}

std::string insert_sql(const schema::Entity& entity, std::span<const std::uint32_t> columns) {
  std::string names;
  std::string marks;
  for (const std::uint32_t number : columns) {
    const schema::Column* column = entity.find_number(number);
    if (column == nullptr) continue;
    names += ", " + schema::quoted(column->name);
    marks += ", ?";
  }
  return fmt::format(
      "INSERT INTO {} (row, id, row_commit, row_epoch, content_hash, bucket_set, unknown{}) VALUES "
      "(?, ?, ?, ?, ?, ?, ?{})",
      schema::quoted(entity.name), names, marks);
}

std::uint64_t big_endian(const std::uint8_t* at, unsigned bytes) {
  std::uint64_t out = 0;
  for (unsigned i = 0; i < bytes; ++i) out = out << 8 | at[i];
  return out;
}

void put_map_head(Bytes& out, std::size_t pairs) {
  if (pairs < 24) {
    out.push_back(static_cast<std::uint8_t>(0xa0U | pairs));
  } else if (pairs < 256) {
    out.insert(out.end(), {0xb8, static_cast<std::uint8_t>(pairs)});
  } else {
    out.insert(out.end(),
               {0xb9, static_cast<std::uint8_t>(pairs >> 8), static_cast<std::uint8_t>(pairs)});
  }
}

}  // namespace

WireRows::WireRows(sqlite::Connection& connection, const RowTable& table,
                   std::span<const std::uint32_t> columns)
    : table_(table),
      connection_(connection),
      insert_(connection.prepare(insert_sql(table.entity(), columns))) {
  for (const std::uint32_t number : columns) {
    Target target{.number = number, .column = table.entity().find_number(number)};
    if (target.column != nullptr) {
      target.kind = kind_of(target.column->type);
      target.bytes = target.column->type == schema::ColumnType::blob ? 32 : 16;
    }
    targets_.push_back(target);
  }
  scalars_.resize(targets_.size());
  unchanged_.resize(targets_.size());
  prepare_update();
}

/// SQLite writes an index anew for each of its columns that an UPDATE names, whatever the value is:
/// columns with an index are named only where they change. Columns that the frame does not carry
/// are null afterwards: the daemon's row has no more.
void WireRows::prepare_update() {
  const auto is_indexed = [this](std::uint32_t ordinal) {
    return std::ranges::binary_search(table_.indexed(), ordinal);
  };
  const std::string table = schema::quoted(table_.entity().name);
  update_sql_ = fmt::format(
      "UPDATE {} SET row_commit = ?3, row_epoch = ?4, content_hash = ?5, bucket_set = ?6, "
      "unknown = ?7",
      table);
  std::string selected;
  std::vector<bool> carried(table_.entity().columns.size());
  int parameter = kFirstColumn + 1;
  const auto add = [&](const schema::Column& column, std::size_t target, std::string assignment) {
    if (!is_indexed(column.ordinal)) {
      update_sql_ += assignment;
      return;
    }
    selected += (selected.empty() ? "" : ", ") + schema::quoted(column.name);
    indexed_.push_back({target, std::move(assignment)});
  };
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (targets_[i].column == nullptr) continue;
    const schema::Column& column = *targets_[i].column;
    carried[column.ordinal] = true;
    add(column, i, fmt::format(", {} = ?{}", schema::quoted(column.name), parameter++));
  }
  for (const schema::Column& column : table_.entity().columns)
    if (!carried[column.ordinal])
      add(column, kNotCarried, fmt::format(", {} = NULL", schema::quoted(column.name)));
  if (!indexed_.empty())
    select_sql_ = fmt::format("SELECT {} FROM {} WHERE row = ?", selected, table);
}

bool WireRows::is_stored(const sqlite::Statement& stored, int position, const Scalar& scalar) {
  switch (scalar.kind) {
    case kInteger: return stored.type(position) == 1 && stored.integer(position) == scalar.integer;
    case kFloating:
      return stored.type(position) == 2 && stored.floating(position) == scalar.floating;
    case kText: return stored.type(position) == 3 && stored.text(position) == as_text(scalar.view);
    case kBytes:
      return stored.type(position) == 4 && std::ranges::equal(stored.blob(position), scalar.view);
    default: return stored.is_null(position);
  }
}

/// The frame's reader has checked form, lengths and UTF-8 of every value already.
const std::uint8_t* WireRows::scan(const std::uint8_t* at, Scalar& out) {
  const std::uint8_t* const start = at;
  const unsigned major = *at >> 5U;
  const unsigned info = *at & 0x1fU;
  ++at;
  if (major == 7) {
    out.kind = kNull;
    if (info == 27) {
      out.kind = kFloating;
      out.floating = std::bit_cast<double>(big_endian(at, 8));
      at += 8;
    }
    out.encoded = {start, at};
    return at;
  }
  std::uint64_t number = info;
  if (info >= 24) {
    const unsigned width = 1U << (info - 24U);
    number = big_endian(at, width);
    at += width;
  }
  if (major <= 1) {
    out.kind = kInteger;
    out.integer = static_cast<std::int64_t>(major == 0 ? number : ~number);
  } else {
    out.kind = major == 3 ? kText : kBytes;
    out.view = {at, static_cast<std::size_t>(number)};
    at += number;
  }
  out.encoded = {start, at};
  return at;
}

Result<bool> WireRows::take(const protocol::WireRow& row) {
  id_ = row.id;
  schema::ValueReader head(row.values);
  TRY(const std::size_t count, head.array(targets_.size()));
  ASSERT(count == targets_.size());
  const std::uint8_t* at = head.rest().data();
  std::size_t aside = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Scalar& scalar = scalars_[i];
    const Target& target = targets_[i];
    at = scan(at, scalar);
    if (scalar.kind == kNull) continue;
    hash_.add(target.number, scalar.encoded);
    if (target.column == nullptr) {
      ++aside;
    } else if (scalar.kind != target.kind ||
               (scalar.kind == kBytes && scalar.view.size() != target.bytes)) {
      static_cast<void>(hash_.finish());
      return fail(Errc::invalid_argument, fmt::format("a value of another type in {}.{}",
                                                      table_.entity().name, target.column->name));
    }
  }
  unknown_.clear();
  if (aside > 0) {
    put_map_head(unknown_, aside);
    for (std::size_t i = 0; i < count; ++i) {
      if (targets_[i].column != nullptr || scalars_[i].kind == kNull) continue;
      schema::encode_value(std::int64_t{targets_[i].number}, unknown_);
      unknown_.insert(unknown_.end(), scalars_[i].encoded.begin(), scalars_[i].encoded.end());
    }
  }
  return hash_.finish() == row.content_hash;
}

void WireRows::bind(sqlite::Statement& statement, std::int64_t number, const RowHead& head) {
  statement.bind(kNumber, number);
  statement.bind_view(kId, ByteView(id_.bytes));
  statement.bind(kCommit, head.commit);
  statement.bind(kEpoch, head.epoch);
  statement.bind(kHash, static_cast<std::int64_t>(head.content_hash));
  statement.bind(kSet, head.set);
  if (unknown_.empty())
    statement.bind_null(kUnknown);
  else
    statement.bind_view(kUnknown, ByteView(unknown_));
  int position = kFirstColumn;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (targets_[i].column == nullptr) continue;
    if (unchanged_[i]) {
      ++position;
      continue;
    }
    const Scalar& scalar = scalars_[i];
    switch (scalar.kind) {
      case kInteger: statement.bind(position, scalar.integer); break;
      case kFloating: statement.bind(position, scalar.floating); break;
      case kText: statement.bind_view(position, as_text(scalar.view)); break;
      case kBytes: statement.bind_view(position, scalar.view); break;
      default: statement.bind_null(position);
    }
    ++position;
  }
}

Status WireRows::insert(std::int64_t number, const RowHead& head) {
  bind(insert_, number, head);
  return insert_.run();
}

Status WireRows::update(std::int64_t number, const RowHead& head) {
  std::string sql = update_sql_;
  if (!indexed_.empty()) {
    auto stored = connection_.prepare(select_sql_);
    stored.bind(0, number);
    TRY(const bool found, stored.step());
    if (!found) return fail(Errc::corrupt, "a row that its index names is not there");
    int position = 0;
    for (const auto& [target, assignment] : indexed_) {
      const bool same = target == kNotCarried ? stored.is_null(position)
                                              : is_stored(stored, position, scalars_[target]);
      if (target != kNotCarried) unchanged_[target] = same;
      if (!same) sql += assignment;
      ++position;
    }
  }
  auto statement = connection_.prepare(sql + " WHERE row = ?1");
  bind(statement, number, head);
  unchanged_.assign(unchanged_.size(), false);
  return statement.run();
}

Result<schema::Row> WireRows::row() const {
  schema::Row row(table_.entity(), id_);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (scalars_[i].kind == kNull) continue;
    TRY(const auto scalar, schema::ValueReader(scalars_[i].encoded).next());
    if (const schema::Column* column = targets_[i].column) {
      TRY(row.values[column->ordinal], schema::to_value(scalar, *column));
    }
  }
  if (!unknown_.empty()) {
    static const schema::Entity no_columns;
    TRY(auto aside, schema::decode_image(no_columns, id_, unknown_));
    row.unknown_numbers = std::move(aside.unknown_numbers);
  }
  return row;
}

}  // namespace fieldbook::client
