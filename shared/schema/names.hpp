#pragma once

// The words that catalogue documents use for enumerations, in one table an enumeration.

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

template <class Enum, std::size_t Size>
using NameTable = std::array<std::pair<std::string_view, Enum>, Size>;

inline constexpr NameTable<ColumnType, 16> kColumnTypeNames = {{
    {"uuid", ColumnType::uuid},
    {"text", ColumnType::text},
    {"memo", ColumnType::memo},
    {"choice", ColumnType::choice},
    {"multichoice", ColumnType::multichoice},
    {"bool", ColumnType::boolean},
    {"integer", ColumnType::integer},
    {"decimal", ColumnType::decimal},
    {"money", ColumnType::money},
    {"float", ColumnType::floating},
    {"datetime", ColumnType::datetime},
    {"date", ColumnType::date},
    {"lookup", ColumnType::lookup},
    {"state", ColumnType::state},
    {"status", ColumnType::status},
    {"blob", ColumnType::blob},
}};
inline constexpr NameTable<Audience, kAudienceCount> kAudienceNames = {{
    {"customer", Audience::customer},
    {"partner", Audience::partner},
    {"staff", Audience::staff},
}};
inline constexpr NameTable<MergeRule, 5> kMergeRuleNames = {{
    {"server_wins", MergeRule::server_wins},
    {"latest", MergeRule::latest},
    {"ask", MergeRule::ask},
    {"sum", MergeRule::sum},
    {"set_union", MergeRule::set_union},
}};
inline constexpr NameTable<Operator, 7> kOperatorNames = {{
    {"equal", Operator::equal},
    {"not_equal", Operator::not_equal},
    {"in", Operator::in},
    {"is_null", Operator::is_null},
    {"is_not_null", Operator::is_not_null},
    {"last_days", Operator::last_days},
    {"me", Operator::me},
}};
inline constexpr NameTable<SortDirection, 2> kSortDirectionNames = {{
    {"ascending", SortDirection::ascending},
    {"descending", SortDirection::descending},
}};
inline constexpr NameTable<EntityKind, 4> kEntityKindNames = {{
    {"business", EntityKind::business},
    {"supporting", EntityKind::supporting},
    {"intersect", EntityKind::intersect},
    {"fieldbook", EntityKind::fieldbook},
}};

template <class Enum, std::size_t Size>
[[nodiscard]] constexpr std::string_view name_of(const NameTable<Enum, Size>& table, Enum value) {
  for (const auto& [name, candidate] : table)
    if (candidate == value) return name;
  return {};
}

template <class Enum, std::size_t Size>
[[nodiscard]] constexpr std::optional<Enum> value_of(const NameTable<Enum, Size>& table,
                                                     std::string_view name) {
  for (const auto& [candidate, value] : table)
    if (candidate == name) return value;
  return std::nullopt;
}

}  // namespace fieldbook::schema
