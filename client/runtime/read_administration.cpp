#include "client/runtime/read_administration.hpp"

#include "client/runtime/answer_json.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;

auto unreadable() { return fail(Errc::unavailable, "The server's answer could not be read."); }

/// 0 for what is no moment.
std::int64_t moment_in(const json& object, const char* name) {
  const auto moment = parse_instant(text_in(object, name));
  return moment ? moment->ms : 0;
}

}  // namespace

nlohmann::json to_json(const WeightsQuestion& question) {
  json out = json::object();
  if (question.set.empty()) return out;
  json& weights = out["weights"] = json::object();
  for (const auto& [metric, weight] : question.set)
    weights[metric] = weight ? json(*weight) : json(nullptr);
  return out;
}

nlohmann::json to_json(const DevicesQuestion& question) {
  if (question.revoke.is_nil()) return json::object();
  return {{"revoke", to_string(question.revoke)}, {"wipe", question.wipe}};
}

Result<WeightsSnapshot> read_weights(const nlohmann::json& answer) {
  const json& weights = member(answer, "weights");
  if (!weights.is_array()) return unreadable();
  WeightsSnapshot out{.mode = text_in(answer, "mode"),
                      .offer_days = whole_in(answer, "offer_days"),
                      .weights = {},
                      .changed_ms = moment_in(answer, "changed"),
                      .changed_by = text_in(answer, "changed_by")};
  for (const json& one : weights) {
    out.weights.push_back({.metric = text_in(one, "metric"),
                           .weight = number_in(one, "weight"),
                           .from = number_in(one, "from"),
                           .to = number_in(one, "to"),
                           .configured = number_in(one, "configured"),
                           .by_staff = flag_in(one, "by_staff"),
                           .counts = flag_in(one, "counts")});
    if (out.weights.back().metric.empty()) return unreadable();
  }
  return out;
}

Result<DevicesSnapshot> read_devices(const nlohmann::json& answer) {
  const json& devices = member(answer, "devices");
  if (!devices.is_array()) return unreadable();
  DevicesSnapshot out{.devices = {}, .more = flag_in(answer, "more")};
  for (const json& one : devices) {
    const auto id = parse_uuid(text_in(one, "id"));
    if (!id) return unreadable();
    const std::string person = text_in(one, "person_name");
    out.devices.push_back({.id = *id,
                           .name = text_in(one, "name"),
                           .person = person.empty() ? text_in(one, "signin") : person,
                           .version = text_in(one, "client"),
                           .registered_ms = moment_in(one, "registered"),
                           .last_seen_ms = moment_in(one, "last_seen"),
                           .waiting = whole_in(one, "waiting"),
                           .oldest_waiting_seconds = whole_in(one, "oldest_waiting_seconds"),
                           .revoked = flag_in(one, "revoked"),
                           .wipe = flag_in(one, "wipe"),
                           .this_device = flag_in(one, "this_device")});
  }
  return out;
}

}  // namespace fieldbook::client
