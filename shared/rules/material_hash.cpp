#include <sodium.h>

#include "shared/actions/cbor_writer.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::rules {
namespace {

/// The row's id, then its material columns that the audience sees and that are not null, by number.
void put_material(const schema::Row& row, schema::Audience audience, Bytes& out) {
  actions::put_integer(out, row.entity->number);
  actions::put_bytes(out, row.id.bytes);
  std::vector<const schema::Column*> columns;
  for (const std::uint32_t ordinal : row.entity->projection(audience)) {
    const schema::Column& column = row.entity->columns[ordinal];
    if (column.material && !schema::is_null(row.values[ordinal])) columns.push_back(&column);
  }
  actions::put_map_head(out, columns.size());
  for (const schema::Column* column : columns) {
    actions::put_integer(out, column->number);
    schema::encode_value(row.values[column->ordinal], out);
  }
}

}  // namespace

Result<Bytes> material_hash(schema::RowReader& rows, const Uuid& quote, schema::Audience audience) {
  const schema::Catalogue& catalogue = rows.catalogue();
  TRY(const auto row, rows.get({catalogue.entity("quote").number, quote}));
  if (!row) return fail(Errc::not_found, "no quote " + to_string(quote));
  Bytes image;
  put_material(*row, audience, image);
  const schema::ColumnHandle parent = catalogue.column("quotedetail", "quoteid");
  TRY(const auto lines, rows.find(parent, quote));
  for (const Uuid& id : lines) {
    TRY(const auto line, rows.get({parent.entity_number, id}));
    if (line) put_material(*line, audience, image);
  }
  ASSERT(sodium_init() >= 0);
  Bytes hash(crypto_generichash_blake2b_BYTES);
  ASSERT(crypto_generichash_blake2b(hash.data(), hash.size(), image.data(), image.size(), nullptr,
                                    0) == 0);
  return hash;
}

}  // namespace fieldbook::rules
