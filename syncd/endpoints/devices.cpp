// POST /v1/devices: every device with its oldest unsent work, and the end of one, for staff
// (design.md sections 1 and 12). {} or {"person": id} lists; {"revoke": id, "wipe": bool} ends.

#include <algorithm>

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/rules/support.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kDevicesMax = 500;  // more than a person looks through

std::string when(Instant instant) { return instant.ms == 0 ? "" : format_instant(instant); }

Result<nlohmann::ordered_json> describe(ReadTransaction& transaction, const Device& device,
                                        const Request& request) {
  TRY(const auto user, transaction.user(device.person));
  TRY(const std::string name, rules::person_name(transaction, device.person));
  nlohmann::ordered_json out;
  out["id"] = to_string(device.id);
  out["person"] = to_string(device.person);
  out["person_name"] = name;
  out["signin"] = user ? user->signin : "";
  out["name"] = device.name;
  out["client"] = device.client_version;
  out["registered"] = when(device.registered);
  out["last_seen"] = when(device.last_seen);
  out["waiting"] = device.queue_depth;
  out["oldest_waiting_seconds"] = device.queue_age_ms / 1000;
  out["revoked"] = device.revoked;
  out["wipe"] = device.wipe;
  out["this_device"] = device.id == request.session.device;
  return out;
}

Result<std::vector<Device>> all_devices(ReadTransaction& transaction) {
  std::vector<Device> out;
  for (Uuid after;;) {
    TRY(auto page, transaction.devices(after, limits::kImportRowsPerCommit));
    if (page.empty()) return out;
    after = page.back().id;
    std::ranges::move(page, std::back_inserter(out));
  }
}

Result<std::optional<Uuid>> id_of(const nlohmann::json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end()) return std::optional<Uuid>();
  if (!found->is_string())
    return fail(Errc::invalid_argument, std::string(name) + " must be an id");
  TRY(const Uuid id, parse_uuid(found->get<std::string>()));
  return std::optional(id);
}

Result<std::string> print(ReadTransaction& transaction, const Request& request,
                          std::vector<Device> devices) {
  std::ranges::sort(devices, [](const Device& a, const Device& b) {
    return a.last_seen != b.last_seen ? a.last_seen > b.last_seen : a.id < b.id;
  });
  nlohmann::ordered_json out;
  out["devices"] = nlohmann::ordered_json::array();
  for (const Device& device : std::span(devices).first(std::min(devices.size(), kDevicesMax))) {
    TRY(auto line, describe(transaction, device, request));
    out["devices"].push_back(std::move(line));
  }
  out["more"] = devices.size() > kDevicesMax;
  return out.dump();
}

Result<AfterCommit> revoke_in(const Services& services, WriteTransaction& transaction,
                              const Uuid& id, Wipe wipe, const Uuid& by) {
  CHECK(revoke_device(transaction, id, wipe));
  TRY(const auto device, transaction.device(id));
  ASSERT(device.has_value());
  Cause cause;
  cause.kind = "device.revoke";
  cause.actor = by;
  cause.facts = {{"device", to_string(id)},
                 {"person", to_string(device->person)},
                 {"wipe", wipe == Wipe::yes ? "yes" : "no"}};
  TRY(auto group, services.committer.open(transaction));
  TRY(auto part, group.begin_part());
  CHECK(part.apply({}, cause));
  part.look_again_at(device->person);
  CHECK(part.release());
  AfterCommit after;
  TRY(after.outcome, group.finish());
  after.ended_devices.push_back(id);
  return after;
}

Result<std::string> answer(const Services& services, const Request& request) {
  if (request.session.audience != schema::Audience::staff)
    return fail(Errc::permission_denied, "only staff may see the devices");
  TRY(const auto json, protocol::parse_json(request.body));
  if (!json.is_object()) return fail(Errc::invalid_argument, "the body must be an object");
  TRY(const auto person, id_of(json, "person"));
  TRY(const auto revoked, id_of(json, "revoke"));
  const auto wipe = json.value("wipe", nlohmann::json(false));
  if (!wipe.is_boolean()) return fail(Errc::invalid_argument, "wipe must be true or false");
  if (revoked && *revoked == request.session.device)
    return fail(Errc::invalid_argument, "sign out to end the session of this device itself");
  if (revoked)
    CHECK(services.writer.write([&](WriteTransaction& transaction) {
      return revoke_in(services, transaction, *revoked, wipe.get<bool>() ? Wipe::yes : Wipe::no,
                       request.session.person);
    }));
  TRY(const auto transaction, services.store.begin_read());
  std::vector<Device> devices;
  if (revoked) {
    TRY(auto device, transaction->device(*revoked));
    if (device) devices.push_back(*std::move(device));
  } else if (person) {
    TRY(devices, transaction->devices_of(*person));
  } else {
    TRY(devices, all_devices(*transaction));
  }
  return print(*transaction, request, std::move(devices));
}

}  // namespace

Answer devices(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
