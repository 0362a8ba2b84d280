#include "shared/rules/support.hpp"

#include <sodium.h>

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr std::string_view kDerivedDomain = "fieldbook row 1";

}  // namespace

bool Actor::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string_view to_string(QuotePolicy policy) {
  return policy == QuotePolicy::close ? "close" : "record_only";
}

Result<QuotePolicy> parse_quote_policy(std::string_view text) {
  for (const QuotePolicy policy : {QuotePolicy::close, QuotePolicy::record_only})
    if (text == to_string(policy)) return policy;
  return fail(Errc::invalid_argument, "a quote policy is close or record_only");
}

Uuid derived_id(const Uuid& seed, std::string_view purpose) {
  Bytes message(kDerivedDomain.begin(), kDerivedDomain.end());
  message.push_back(0);
  message.insert(message.end(), seed.bytes.begin(), seed.bytes.end());
  message.insert(message.end(), purpose.begin(), purpose.end());
  ASSERT(sodium_init() >= 0);
  Uuid id;
  ASSERT(crypto_generichash_blake2b(id.bytes.data(), id.bytes.size(), message.data(),
                                    message.size(), nullptr, 0) == 0);
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0fU) | 0x80U);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3fU) | 0x80U);
  return id;
}

Instant end_of_day(std::int64_t day) { return {(day + 1) * kMsPerDay}; }

Result<std::optional<schema::Row>> read_target(const RuleInput& input) {
  const schema::Entity* entity = input.rows.catalogue().find(input.action.entity);
  if (entity == nullptr) return std::optional<schema::Row>();
  return input.rows.get({entity->number, input.action.target});
}

std::string name_of(const schema::Row& row) {
  const schema::Column* column = row.entity->find(row.entity->name_column);
  return column == nullptr ? std::string() : row.text({row.entity->number, column->ordinal});
}

Result<std::string> person_name(schema::RowReader& rows, const Uuid& person) {
  for (const std::string_view entity : {"contact", "systemuser"}) {
    const schema::ColumnHandle name = rows.catalogue().column(entity, "fullname");
    TRY(const auto row, rows.get({name.entity_number, person}));
    if (row) return row->text(name);
  }
  return std::string();
}

void stamp_modified(schema::RowChange& change, const schema::Entity& entity, Instant now) {
  if (const schema::Column* column = entity.find("modifiedon"))
    change.set({entity.number, column->ordinal}, now.ms);
}

}  // namespace fieldbook::rules
