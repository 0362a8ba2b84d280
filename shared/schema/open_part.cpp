#include "shared/schema/open_part.hpp"

namespace fieldbook::schema {

bool is_open(const Column& column) {
  for (std::size_t i = 0; i < kAudienceCount; ++i)
    if (!column.audiences.has(static_cast<Audience>(i))) return false;
  return true;
}

Row open_part(const Row& row) {
  Row out(*row.entity, row.id);
  for (const Column& column : row.entity->columns)
    if (is_open(column)) out.values[column.ordinal] = row.values[column.ordinal];
  return out;
}

}  // namespace fieldbook::schema
