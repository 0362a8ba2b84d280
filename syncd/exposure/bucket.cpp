#include <array>

#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

namespace {

struct KindName {
  BucketKind kind;
  std::string_view name;
  bool keyed;
};
constexpr std::array<KindName, 19> kKinds{{
    {BucketKind::customer_fs, "customer-fs", true},
    {BucketKind::customer_psa, "customer-psa", true},
    {BucketKind::partner, "partner", true},
    {BucketKind::partner_contact, "partner-contact", true},
    {BucketKind::partner_customers, "partner-customers", true},
    {BucketKind::partner_psa, "partner-psa", true},
    {BucketKind::partner_people, "partner-people", true},
    {BucketKind::partner_rights, "partner-rights", true},
    {BucketKind::partner_own, "partner-own", true},
    {BucketKind::cases, "cases", true},
    {BucketKind::own_cases, "own-cases", true},
    {BucketKind::partner_cases, "partner-cases", true},
    {BucketKind::partner_own_cases, "partner-own-cases", true},
    {BucketKind::web_role, "web-role", true},
    {BucketKind::account, "account", true},
    {BucketKind::contact, "contact", true},
    {BucketKind::technician, "technician", true},
    {BucketKind::everyone, "public", false},
    {BucketKind::staff, "staff", false},
}};

}  // namespace

std::string to_string(const Bucket& bucket) {
  for (const KindName& kind : kKinds) {
    if (kind.kind != bucket.kind) continue;
    std::string out(kind.name);
    if (kind.keyed) out.append(":").append(to_string(bucket.key));
    return out;
  }
  ASSERT(false);
  return {};
}

Result<Bucket> parse_bucket(std::string_view name) {
  const std::size_t colon = name.find(':');
  const bool keyed = colon != std::string_view::npos;
  for (const KindName& kind : kKinds) {
    if (kind.name != name.substr(0, colon) || kind.keyed != keyed) continue;
    Bucket out{kind.kind, {}};
    if (keyed) {
      TRY(out.key, parse_uuid(name.substr(colon + 1)));
    }
    return out;
  }
  return fail(Errc::invalid_argument, "not the name of a bucket: " + std::string(name));
}

ExposureSettings ExposureSettings::defaults() {
  ExposureSettings out;
  for (const char* entity :
       {"msdyn_agreement", "msdyn_customerasset", "msdyn_workorder", "invoice"}) {
    out.expose_to_customer[entity] = "adx_exposetocustomer";
  }
  for (const char* entity : {"invoice", "salesorder"}) {
    out.visible_to_customer[entity] = "adx_visibletocustomer";
  }
  return out;
}

}  // namespace fieldbook::syncd
