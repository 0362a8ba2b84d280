#include "syncd/distribution/staff_weights.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd {
namespace {

using Json = nlohmann::json;

const MetricRow* find_metric(std::string_view name) {
  const auto found = std::ranges::find(metric_table(), name, &MetricRow::name);
  return found == metric_table().end() ? nullptr : &*found;
}

std::size_t index_of(const MetricRow& row) { return static_cast<std::size_t>(row.metric); }

bool is_in_range(const MetricRow& row, double weight) {
  return weight >= row.minimum && weight <= row.maximum;
}

}  // namespace

Result<StaffWeights> read_staff_weights(ReadTransaction& transaction) {
  StaffWeights out;
  TRY(const auto text, transaction.setting(kStaffWeightsSetting));
  if (!text) return out;
  const auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("weights") || !json["weights"].is_object())
    return fail(Errc::corrupt, "the weights that staff set");
  for (const auto& [name, weight] : json["weights"].items()) {
    const MetricRow* row = find_metric(name);
    if (row != nullptr && weight.is_number() && is_in_range(*row, weight.get<double>()))
      out.weights[index_of(*row)] = weight.get<double>();
  }
  out.changed = {json.value("changed", std::int64_t{0})};
  if (const auto by = parse_uuid(json.value("by", ""))) out.by = *by;
  return out;
}

Status put_staff_weights(WriteTransaction& transaction, const StaffWeights& weights) {
  Json kept = Json::object();
  for (const MetricRow& row : metric_table())
    if (const auto& weight = weights.weights[index_of(row)]) kept[std::string(row.name)] = *weight;
  const Json json = {
      {"weights", std::move(kept)}, {"changed", weights.changed.ms}, {"by", to_string(weights.by)}};
  return transaction.put_setting(kStaffWeightsSetting, json.dump());
}

Result<StaffWeights> changed_weights(StaffWeights before, const Json& changes) {
  if (!changes.is_object() || changes.empty())
    return fail(Errc::invalid_argument, "weights must be an object of names and numbers");
  for (const auto& [name, weight] : changes.items()) {
    const MetricRow* row = find_metric(name);
    if (row == nullptr) return fail(Errc::invalid_argument, "there is no weight " + name);
    if (!weight.is_null() && !weight.is_number())
      return fail(Errc::invalid_argument, fmt::format("{} must be a number or null", name));
    if (weight.is_number() && !is_in_range(*row, weight.get<double>()))
      return fail(Errc::invalid_argument,
                  fmt::format("{} must lie from {} to {}", name, row->minimum, row->maximum));
    before.weights[index_of(*row)] =
        weight.is_null() ? std::nullopt : std::optional(weight.get<double>());
  }
  return before;
}

Weights weights_in_force(Weights configured, const StaffWeights& staff) {
  for (std::size_t i = 0; i < kMetricCount; ++i)
    if (staff.weights[i]) configured[i] = *staff.weights[i];
  return configured;
}

nlohmann::ordered_json weights_json(std::string_view mode, const DistributionSettings& settings,
                                    const StaffWeights& staff, const std::string& changed_by) {
  using OrderedJson = nlohmann::ordered_json;
  const Weights in_force = weights_in_force(settings.plan.weights, staff);
  OrderedJson out;
  out["mode"] = mode;
  out["offer_days"] = settings.offer_days;
  out["distance_unit"] = settings.plan.unit == DistanceUnit::miles ? "miles" : "km";
  out["rates"] = settings.plan.basis == RateBasis::accepted ? "accepted" : "distributed";
  out["weights"] = OrderedJson::array();
  for (const MetricRow& row : metric_table()) {
    const double weight = in_force[index_of(row)];
    out["weights"].push_back({{"metric", row.name},
                              {"label", row.label},
                              {"weight", weight},
                              {"from", row.minimum},
                              {"to", row.maximum},
                              {"setting", row.setting},
                              {"configured", settings.plan.weights[index_of(row)]},
                              {"by_staff", staff.weights[index_of(row)].has_value()},
                              {"counts", weight != 0}});
  }
  const bool is_changed = staff.changed.ms != 0;
  out["changed"] = is_changed ? OrderedJson(format_instant(staff.changed)) : OrderedJson(nullptr);
  out["changed_by"] = is_changed ? OrderedJson(changed_by) : OrderedJson(nullptr);
  return out;
}

}  // namespace fieldbook::syncd
