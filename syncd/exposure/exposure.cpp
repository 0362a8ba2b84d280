#include "syncd/exposure/exposure.hpp"

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/exposure/cached_reader.hpp"
#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/features.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

Exposure::Exposure(std::shared_ptr<const schema::Catalogue> catalogue, ExposureSettings settings)
    : catalogue_(std::move(catalogue)),
      settings_(std::move(settings)),
      columns_(std::make_unique<Columns>(*catalogue_)),
      features_(std::make_unique<const Features>(*catalogue_, settings_)),
      windows_(std::make_unique<const Windows>(*catalogue_, settings_.window_days, columns_->use)) {
  resolve_flags(settings_.expose_to_customer, "Expose to Customer", expose_to_customer_);
  resolve_flags(settings_.visible_to_customer, "Visible to customer", visible_to_customer_);
  const ExposureContext context{*columns_, settings_, expose_to_customer_, visible_to_customer_};
  for (const RegisteredExposure& registered : exposure_registry()) {
    exposures_.push_back(registered.make(context));
    by_entity_[catalogue_->entity(registered.entity).number] = exposures_.back().get();
  }
}

Exposure::~Exposure() = default;

void Exposure::resolve_flags(const std::map<std::string, std::string>& settings,
                             std::string_view label,
                             std::map<std::string, schema::ColumnHandle, std::less<>>& out) {
  for (const auto& [entity_name, column_name] : settings) {
    const schema::Entity* entity = catalogue_->find(entity_name);
    const schema::Column* column = entity == nullptr ? nullptr : entity->find(column_name);
    if (column != nullptr && column->type == schema::ColumnType::boolean) {
      out[entity_name] = columns_->use(entity_name, column_name);
      continue;
    }
    findings_.push_back(
        fmt::format("{} of {}: there is no yes/no column \"{}\", so customers see no row of it",
                    label, entity_name, column_name));
  }
  const ExposureSettings defaults = ExposureSettings::defaults();
  for (const auto& [entity_name, ignored] : &settings == &settings_.expose_to_customer
                                                ? defaults.expose_to_customer
                                                : defaults.visible_to_customer) {
    if (settings.contains(entity_name)) continue;
    findings_.push_back(fmt::format("{} of {}: no column is named, so customers see no row of it",
                                    label, entity_name));
  }
}

Result<BucketSet> Exposure::buckets(const schema::Row& row, schema::RowReader& rows) const {
  BucketSet out;
  const auto found = by_entity_.find(row.entity->number);
  if (found != by_entity_.end() && features_->shows_entity(row.entity->number)) {
    TRY(out, found->second->buckets(row, rows));
    std::erase_if(out, [&](const Bucket& bucket) { return !features_->has_bucket(bucket.kind); });
  }
  out.insert({BucketKind::staff, {}});
  if (out.size() > limits::kBucketsPerRowMax) {
    return fail(Errc::limit_exceeded, fmt::format("{} {} would be in {} buckets", row.entity->name,
                                                  to_string(row.id), out.size()));
  }
  return out;
}

Result<BucketSet> Exposure::carried(const schema::Row& row, std::int64_t day,
                                    schema::RowReader& rows) const {
  TRY(const bool inside, windows_->carries(row, day, rows));
  if (!inside) return BucketSet{{BucketKind::staff, {}}};
  return buckets(row, rows);
}

Status Exposure::dependants(const schema::Row& changed, schema::RowReader& rows,
                            std::set<schema::RowKey>& out) const {
  CachedReader cached(rows);
  for (const auto& exposure : exposures_) CHECK(exposure->dependants(changed, cached, out));
  return {};
}

bool Exposure::matters(const schema::Row* before, const schema::Row* after) const {
  if (before == nullptr || after == nullptr) return before != after;
  const std::uint32_t entity = before->entity->number;
  const auto& read = columns_->use.read();
  for (auto column = read.lower_bound({entity, 0});
       column != read.end() && column->entity_number == entity; ++column) {
    if ((*before)[*column] != (*after)[*column]) return true;
  }
  return false;
}

std::string Exposure::fingerprint() const {
  // Raise the number with every change of what a file of this folder answers.
  constexpr int kRules = 5;
  std::string out = fmt::format(
      "rules {}; field_service {}; project_service {}; closed_contracts {}; published_cases {}; "
      "resource_list {}; article_language {}",
      kRules, settings_.field_service, settings_.project_service, settings_.closed_contracts,
      settings_.published_cases, static_cast<int>(settings_.resource_list),
      settings_.article_language);
  for (const auto& [entity, days] : settings_.window_days)
    if (days > 0) out += fmt::format("; window {} {}", entity, days);
  for (const auto* flags : {&settings_.expose_to_customer, &settings_.visible_to_customer}) {
    out += ";";
    for (const auto& [entity, column] : *flags) out += fmt::format(" {} {}", entity, column);
  }
  return out;
}

std::vector<std::string> Exposure::entities() const {
  std::vector<std::string> out;
  for (const auto& exposure : exposures_) out.emplace_back(exposure->entity());
  return out;
}

}  // namespace fieldbook::syncd
