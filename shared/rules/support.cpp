#include "shared/rules/support.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "shared/base/ascii.hpp"

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

bool is_active(const schema::Row& row) {
  const schema::Column* state = row.entity->find("statecode");
  return row.integer({row.entity->number, state->ordinal}).value_or(0) == 0;
}

Result<std::optional<schema::Row>> row_at(schema::RowReader& rows, const schema::Row& from,
                                          std::string_view column, std::string_view entity) {
  const auto id = from.lookup({from.entity->number, from.entity->find(column)->ordinal});
  if (!id) return std::optional<schema::Row>();
  return rows.get({rows.catalogue().entity(entity).number, *id});
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

Result<bool> sees(const RuleInput& input, const schema::RowKey& key) {
  if (input.daemon != nullptr && input.daemon->may_see) return input.daemon->may_see(key);
  TRY(const auto row, input.rows.get(key));
  return row.has_value();
}

Result<bool> sees(const RuleInput& input, std::string_view entity, const Uuid& id) {
  return sees(input, {input.rows.catalogue().entity(entity).number, id});
}

std::optional<std::int64_t> integer_argument(const RuleInput& input, std::string_view name) {
  const schema::Value* value = input.action.argument(name);
  const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<Uuid> uuid_argument(const RuleInput& input, std::string_view name) {
  const schema::Value* value = input.action.argument(name);
  const auto* id = value == nullptr ? nullptr : std::get_if<Uuid>(value);
  return id == nullptr ? std::nullopt : std::optional(*id);
}

std::string text_argument(const RuleInput& input, std::string_view name) {
  const schema::Value* value = input.action.argument(name);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
  return text == nullptr ? std::string() : std::string(trimmed(*text));
}

Outcome refuse_argument(std::string_view label) {
  return refuse(Verdict::refused, Reason::invalid_value, {{"fields", std::string(label)}});
}

NewRow::NewRow(const RuleInput& input, std::string_view entity, const Uuid& id)
    : entity_(input.rows.catalogue().entity(entity)), change_({entity_.number, id}) {
  std::vector<schema::Value> values(entity_.columns.size());
  set_lifecycle(entity_, values, input.now);
  for (std::uint32_t ordinal = 0; ordinal < values.size(); ++ordinal)
    if (!schema::is_null(values[ordinal])) change_.values.emplace_back(ordinal, values[ordinal]);
}

NewRow& NewRow::set(std::string_view column, schema::Value value) {
  const schema::Column* found = entity_.find(column);
  ASSERT(found != nullptr);
  if (auto* text = std::get_if<std::string>(&value)) *text = shortened(*found, std::move(*text));
  const auto same = std::ranges::find(change_.values, found->ordinal,
                                      &std::pair<std::uint32_t, schema::Value>::first);
  if (same != change_.values.end())
    same->second = std::move(value);
  else
    change_.values.emplace_back(found->ordinal, std::move(value));
  return *this;
}

NewRow& NewRow::refer(std::string_view column, std::string_view entity, const Uuid& id) {
  set(column, id);
  const schema::Column* found = entity_.find(column);
  if (!found->type_column.empty()) set(found->type_column, std::string(entity));
  return *this;
}

void set_lifecycle(const schema::Entity& entity, std::vector<schema::Value>& values, Instant now) {
  const schema::Column* state = entity.find("statecode");
  const schema::Column* status = entity.find("statuscode");
  if (state != nullptr && schema::is_null(values[state->ordinal]))
    values[state->ordinal] = std::int64_t{0};
  if (state != nullptr && status != nullptr && schema::is_null(values[status->ordinal])) {
    const auto* wanted = std::get_if<std::int64_t>(&values[state->ordinal]);
    const auto first = std::ranges::find_if(status->options, [&](const schema::Option& option) {
      return wanted != nullptr && option.state == *wanted;
    });
    if (first != status->options.end()) values[status->ordinal] = first->value;
  }
  for (const std::string_view name : {"createdon", "modifiedon"})
    if (const schema::Column* stamp = entity.find(name)) values[stamp->ordinal] = now.ms;
}

std::string option_label(const schema::Column& column, std::int64_t value) {
  const auto option = std::ranges::find(column.options, value, &schema::Option::value);
  return option == column.options.end() ? fmt::format("{}", value) : option->label;
}

std::string shortened(const schema::Column& column, std::string text) {
  if (column.max_length == 0) return text;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
    if (begins && characters++ == column.max_length) {
      text.resize(at);
      break;
    }
  }
  return text;
}

}  // namespace fieldbook::rules
