#include "shared/schema/view_filter.hpp"

#include <algorithm>

namespace fieldbook::schema {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMinuteMs = 60'000;

int sign(std::weak_ordering order) {
  if (order < 0) return -1;
  return order > 0 ? 1 : 0;
}

int compare(const Value& left, const Value& right) {
  if (is_null(left) || is_null(right))
    return static_cast<int>(!is_null(left)) - static_cast<int>(!is_null(right));
  if (const auto* number = std::get_if<std::int64_t>(&left))
    return sign(*number <=> std::get<std::int64_t>(right));
  if (const auto* number = std::get_if<double>(&left)) {
    const double other = std::get<double>(right);
    return static_cast<int>(*number > other) - static_cast<int>(*number < other);
  }
  if (const auto* text = std::get_if<std::string>(&left))
    return sign(*text <=> std::get<std::string>(right));
  if (const auto* id = std::get_if<Uuid>(&left))
    return sign(id->bytes <=> std::get<Uuid>(right).bytes);
  return sign(std::get<Bytes>(left) <=> std::get<Bytes>(right));
}

}  // namespace

LastDays last_days(ColumnType type, std::int64_t days, const Viewer& viewer) {
  const std::int64_t offset_ms = viewer.zone_offset * kMinuteMs;
  const std::int64_t today = day_of(Instant{viewer.now.ms + offset_ms});
  if (type == ColumnType::date) return {today - days, today};
  return {(today - days) * kDayMs - offset_ms, viewer.now.ms};
}

bool fits(const Row& row, const Condition& condition, const Viewer& viewer) {
  const Column* column = row.entity->find(condition.column);
  if (column == nullptr) return false;
  const Value& value = row.values[column->ordinal];
  const auto is_one = [&](const Value& wanted) { return wanted == value; };
  switch (condition.op) {
    case Operator::is_null: return is_null(value);
    case Operator::is_not_null: return !is_null(value);
    case Operator::equal: return is_one(condition.values.at(0));
    case Operator::not_equal: return !is_one(condition.values.at(0));
    case Operator::in: return std::ranges::any_of(condition.values, is_one);
    case Operator::me: return is_one(viewer.user);
    case Operator::last_days: {
      const auto* stored = std::get_if<std::int64_t>(&value);
      const auto [from, until] =
          last_days(column->type, std::get<std::int64_t>(condition.values.at(0)), viewer);
      return stored != nullptr && *stored >= from && *stored <= until;
    }
  }
  return false;
}

bool fits(const Row& row, const View& view, const Viewer& viewer) {
  return std::ranges::all_of(
      view.conditions, [&](const Condition& condition) { return fits(row, condition, viewer); });
}

int compare(const Row& left, const Row& right, std::span<const SortKey> sort) {
  for (const SortKey& key : sort) {
    const Column* column = left.entity->find(key.column);
    if (column == nullptr) continue;
    const int order = compare(left.values[column->ordinal], right.values[column->ordinal]);
    if (order != 0) return key.direction == SortDirection::ascending ? order : -order;
  }
  return 0;
}

}  // namespace fieldbook::schema
