#include "shared/schema/open_part.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fieldbook::schema {

namespace {

/// A case that is published says what the problem was and how it was solved, not whose it is or who
/// wrote it (DOMAIN.md 5.2, "limited fields"), although its customer holds those columns of others.
constexpr std::array<std::string_view, 10> kOfPublishedCase{
    "title",          "ticketnumber",       "casetypecode", "productid",
    "adx_resolution", "adx_resolutiondate", "statecode",    "statuscode",
    "createdon",      "modifiedon"};

bool is_withheld(const Entity& entity, const Column& column) {
  return entity.name == "incident" &&
         std::ranges::find(kOfPublishedCase, column.name) == kOfPublishedCase.end();
}

}  // namespace

bool is_open(const Column& column) {
  for (std::size_t i = 0; i < kAudienceCount; ++i)
    if (!column.audiences.has(static_cast<Audience>(i))) return false;
  return true;
}

Row open_part(const Row& row) {
  Row out(*row.entity, row.id);
  for (const Column& column : row.entity->columns)
    if (is_open(column) && !is_withheld(*row.entity, column))
      out.values[column.ordinal] = row.values[column.ordinal];
  return out;
}

}  // namespace fieldbook::schema
