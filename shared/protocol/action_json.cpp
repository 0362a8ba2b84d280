#include "shared/protocol/action_json.hpp"

#include <cmath>
#include <initializer_list>

#include "shared/base/limits.hpp"

namespace fieldbook::protocol {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Fields = std::vector<std::pair<std::uint32_t, schema::Value>>;

ordered_json value_to_json(const schema::Value& value) {
  return std::visit(
      []<class T>(const T& it) -> ordered_json {
        if constexpr (std::same_as<T, schema::Null>)
          return nullptr;
        else if constexpr (std::same_as<T, Uuid>)
          return {{"uuid", to_string(it)}};
        else if constexpr (std::same_as<T, Bytes>)
          return {{"bytes", to_hex(it)}};
        else
          return it;
      },
      value);
}

Status refuse(std::string_view member, std::string_view what) {
  return fail(Errc::invalid_argument, std::string(member) + ": " + std::string(what));
}

Result<schema::Value> value_from_json(const json& it) {
  if (it.is_null()) return schema::Null{};
  if (it.is_boolean()) return std::int64_t{it.get<bool>() ? 1 : 0};
  if (it.is_number_unsigned() && it.get<std::uint64_t>() > INT64_MAX)
    return fail(Errc::invalid_argument, "a number is too large");
  if (it.is_number_integer()) return it.get<std::int64_t>();
  if (it.is_number_float()) return it.get<double>();
  if (it.is_string()) return it.get<std::string>();
  if (it.is_object() && it.size() == 1 && it.begin()->is_string()) {
    const auto text = it.begin()->get<std::string>();
    if (it.begin().key() == "uuid") return parse_uuid(text);
    if (it.begin().key() == "bytes") return from_hex(text);
  }
  return fail(Errc::invalid_argument,
              "a value is null, a number, a text, {\"uuid\":…} or {\"bytes\":…}");
}

ordered_json fields_to_json(const Fields& fields) {
  ordered_json out = ordered_json::object();
  for (const auto& [number, value] : fields) out[std::to_string(number)] = value_to_json(value);
  return out;
}

Status read(const json& it, std::string& out) {
  if (!it.is_string()) return fail(Errc::invalid_argument, "must be a text");
  out = it.get<std::string>();
  return {};
}

Status read(const json& it, std::int64_t& out) {
  TRY(const schema::Value value, value_from_json(it));
  if (!it.is_number_integer()) return fail(Errc::invalid_argument, "must be a whole number");
  out = std::get<std::int64_t>(value);
  return {};
}

Status read(const json& it, std::uint32_t& out) {
  std::int64_t number = 0;
  CHECK(read(it, number));
  if (!std::in_range<std::uint32_t>(number)) return fail(Errc::invalid_argument, "is out of range");
  out = static_cast<std::uint32_t>(number);
  return {};
}

Status read(const json& it, Uuid& out) {
  std::string text;
  CHECK(read(it, text));
  TRY(out, parse_uuid(text));
  return {};
}

Status read(const json& it, Bytes& out) {
  std::string text;
  CHECK(read(it, text));
  TRY(out, from_hex(text));
  return {};
}

Status read(const json& it, schema::Audience& out) {
  std::string text;
  CHECK(read(it, text));
  TRY(out, schema::parse_audience(text));
  return {};
}

Status read(const json& it, std::vector<Uuid>& out) {
  if (!it.is_array() || it.size() > limits::kActionDependenciesMax)
    return fail(Errc::invalid_argument, "must be a list of ids");
  for (const json& one : it) CHECK(read(one, out.emplace_back()));
  return {};
}

Status read(const json& it, Fields& out) {
  if (!it.is_object() || it.size() > limits::kColumnsPerEntityMax)
    return fail(Errc::invalid_argument, "must be an object of values by column number");
  for (const auto& [name, value] : it.items()) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (problem != std::errc{} || end != name.data() + name.size())
      return refuse(name, "is not a column number");
    TRY(auto read_value, value_from_json(value));
    out.emplace_back(number, std::move(read_value));
  }
  std::ranges::sort(out, {}, &Fields::value_type::first);
  return {};
}

Status read(const json& it, std::vector<std::pair<std::string, schema::Value>>& out) {
  if (!it.is_object() || it.size() > limits::kActionArgumentsMax)
    return fail(Errc::invalid_argument, "must be an object of values by name");
  for (const auto& [name, value] : it.items()) {
    auto read_value = value_from_json(value);
    if (!read_value) return std::unexpected(std::move(read_value).error().with_context(name));
    out.emplace_back(name, *std::move(read_value));
  }
  return {};
}

Status read(const json& it, actions::Basis& out);
Status read(const json& it, actions::TimeEvidence& out);

/// Reads the members of one object by a table of names and destinations.
class ObjectReader {
 public:
  explicit ObjectReader(const json& object) : object_(object) {}
  template <class T>
  ObjectReader& member(std::string_view name, T& out) {
    names_.push_back(name);
    if (!status_ || !object_.is_object()) return *this;
    const auto found = object_.find(name);
    if (found == object_.end()) return *this;
    status_ = read(*found, out);
    if (!status_) status_ = std::unexpected(std::move(status_).error().with_context(name));
    return *this;
  }
  [[nodiscard]] Status finish() {
    if (!object_.is_object()) return fail(Errc::invalid_argument, "must be an object");
    CHECK(std::move(status_));
    for (const auto& [name, value] : object_.items())
      if (std::ranges::find(names_, name) == names_.end()) return refuse(name, "is not a member");
    return {};
  }

 private:
  const json& object_;
  std::vector<std::string_view> names_;
  Status status_;
};

Status read(const json& it, actions::Basis& out) {
  return ObjectReader(it)
      .member("material_hash", out.material_hash)
      .member("partner", out.partner)
      .member("delivered_day", out.delivered_day)
      .member("start_ms", out.start_ms)
      .member("fields", out.fields)
      .finish();
}

Status read(const json& it, actions::TimeEvidence& out) {
  return ObjectReader(it)
      .member("boot_id", out.boot_id)
      .member("since_boot_ms", out.since_boot_ms)
      .member("contact_server_ms", out.contact_server_ms)
      .member("contact_boot_id", out.contact_boot_id)
      .member("contact_since_boot_ms", out.contact_since_boot_ms)
      .member("estimate_ms", out.estimate_ms)
      .member("wall_ms", out.wall_ms)
      .finish();
}

template <class T>
void put(ordered_json& out, std::string_view name, const T& value) {
  if (value == T{}) return;
  if constexpr (std::same_as<T, Uuid>)
    out[std::string(name)] = to_string(value);
  else if constexpr (std::same_as<T, Bytes>)
    out[std::string(name)] = to_hex(value);
  else if constexpr (std::same_as<T, Fields>)
    out[std::string(name)] = fields_to_json(value);
  else
    out[std::string(name)] = value;
}

ordered_json basis_to_json(const actions::Basis& basis) {
  ordered_json out = ordered_json::object();
  put(out, "material_hash", basis.material_hash);
  put(out, "partner", basis.partner);
  put(out, "delivered_day", basis.delivered_day);
  put(out, "start_ms", basis.start_ms);
  put(out, "fields", basis.fields);
  return out;
}

ordered_json time_to_json(const actions::TimeEvidence& time) {
  ordered_json out = ordered_json::object();
  put(out, "boot_id", time.boot_id);
  put(out, "since_boot_ms", time.since_boot_ms);
  put(out, "contact_server_ms", time.contact_server_ms);
  put(out, "contact_boot_id", time.contact_boot_id);
  put(out, "contact_since_boot_ms", time.contact_since_boot_ms);
  put(out, "estimate_ms", time.estimate_ms);
  put(out, "wall_ms", time.wall_ms);
  return out;
}

}  // namespace

ordered_json to_json(const actions::Action& action) {
  ordered_json out = ordered_json::object();
  put(out, "id", action.id);
  put(out, "kind", action.kind);
  put(out, "version", action.version);
  put(out, "entity", action.entity);
  put(out, "target", action.target);
  for (const auto& [name, value] : action.arguments) out["arguments"][name] = value_to_json(value);
  put(out, "fields", action.fields);
  if (auto basis = basis_to_json(action.basis); !basis.empty()) out["basis"] = std::move(basis);
  put(out, "actor", action.actor);
  out["audience"] = schema::to_string(action.audience);
  if (auto time = time_to_json(action.time); !time.empty()) out["time"] = std::move(time);
  for (const Uuid& id : action.depends_on) out["depends_on"].push_back(to_string(id));
  return out;
}

Result<actions::Action> action_from_json(const json& object) {
  actions::Action action;
  CHECK(ObjectReader(object)
            .member("id", action.id)
            .member("kind", action.kind)
            .member("version", action.version)
            .member("entity", action.entity)
            .member("target", action.target)
            .member("arguments", action.arguments)
            .member("fields", action.fields)
            .member("basis", action.basis)
            .member("actor", action.actor)
            .member("audience", action.audience)
            .member("time", action.time)
            .member("depends_on", action.depends_on)
            .finish());
  return action;
}

}  // namespace fieldbook::protocol
