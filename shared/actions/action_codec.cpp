#include <algorithm>

#include "shared/actions/action.hpp"
#include "shared/actions/cbor_reader.hpp"
#include "shared/actions/cbor_writer.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::actions {
namespace {

using Fields = std::vector<std::pair<std::uint32_t, schema::Value>>;
using Arguments = std::vector<std::pair<std::string, schema::Value>>;

// Keys are permanent: a signature covers them.
enum ActionKey : std::int64_t {
  kId = 1,
  kKind = 2,
  kVersion = 3,
  kEntity = 4,
  kTarget = 5,
  kArguments = 6,
  kFields = 7,
  kBasis = 8,
  kActor = 9,
  kAudience = 10,
  kTime = 11,
  kDependsOn = 12
};
enum BasisKey : std::int64_t {
  kMaterialHash = 1,
  kPartner = 2,
  kDeliveredDay = 3,
  kStart = 4,
  kBaseFields = 5
};
enum TimeKey : std::int64_t {
  kBootId = 1,
  kSinceBoot = 2,
  kContactServer = 3,
  kContactBootId = 4,
  kContactSinceBoot = 5,
  kEstimate = 6,
  kWall = 7
};

Bytes encode_fields(Fields fields) {
  std::sort(fields.begin(), fields.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Bytes out;
  put_map_head(out, fields.size());
  for (const auto& [number, value] : fields) {
    put_integer(out, number);
    schema::encode_value(value, out);
  }
  return out;
}

Bytes encode_arguments(Arguments arguments) {
  std::sort(arguments.begin(), arguments.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Bytes out;
  put_array_head(out, arguments.size() * 2);
  for (const auto& [name, value] : arguments) {
    put_text(out, name);
    schema::encode_value(value, out);
  }
  return out;
}

Bytes encode_basis(const Basis& basis) {
  MapWriter map;
  map.bytes(kMaterialHash, basis.material_hash);
  map.uuid(kPartner, basis.partner);
  map.integer(kDeliveredDay, basis.delivered_day);
  map.integer(kStart, basis.start_ms);
  if (!basis.fields.empty()) map.item(kBaseFields, encode_fields(basis.fields));
  return map.is_empty() ? Bytes{} : map.finish();
}

Bytes encode_time(const TimeEvidence& time) {
  MapWriter map;
  map.text(kBootId, time.boot_id);
  map.integer(kSinceBoot, time.since_boot_ms);
  map.integer(kContactServer, time.contact_server_ms);
  map.text(kContactBootId, time.contact_boot_id);
  map.integer(kContactSinceBoot, time.contact_since_boot_ms);
  map.integer(kEstimate, time.estimate_ms);
  map.integer(kWall, time.wall_ms);
  return map.is_empty() ? Bytes{} : map.finish();
}

Bytes encode_ids(const std::vector<Uuid>& ids) {
  Bytes out;
  put_array_head(out, ids.size());
  for (const Uuid& id : ids) put_bytes(out, id.bytes);
  return out;
}

Result<Fields> read_fields(CborReader& reader) {
  Fields fields;
  CHECK(reader.each_pair(limits::kColumnsPerEntityMax, [&](std::int64_t number) -> Status {
    if (number < 1 || number > UINT32_MAX)
      return fail(Errc::invalid_argument, "a field's column number is out of range");
    TRY(auto value, reader.value());
    fields.emplace_back(static_cast<std::uint32_t>(number), std::move(value));
    return {};
  }));
  return fields;
}

Result<Arguments> read_arguments(CborReader& reader) {
  TRY(const std::size_t count, reader.array(limits::kActionArgumentsMax * 2));
  if (count % 2 != 0) return fail(Errc::invalid_argument, "arguments are pairs of name and value");
  Arguments arguments;
  for (std::size_t i = 0; i < count; i += 2) {
    TRY(auto name, reader.text(limits::kActionNameBytesMax));
    if (!arguments.empty() && arguments.back().first >= name)
      return fail(Errc::invalid_argument, "arguments ascend by name");
    TRY(auto value, reader.value());
    arguments.emplace_back(std::move(name), std::move(value));
  }
  return arguments;
}

Result<Basis> read_basis(CborReader& reader) {
  Basis basis;
  CHECK(reader.each_pair(kBaseFields, [&](std::int64_t key) -> Status {
    switch (key) {
      case kMaterialHash: return reader.into(basis.material_hash, limits::kActionNameBytesMax);
      case kPartner: return reader.into(basis.partner);
      case kDeliveredDay: return reader.into(basis.delivered_day);
      case kStart: return reader.into(basis.start_ms);
      case kBaseFields: {
        TRY(basis.fields, read_fields(reader));
        return {};
      }
      default: return fail(Errc::invalid_argument, "unknown key in the basis");
    }
  }));
  return basis;
}

Result<TimeEvidence> read_time(CborReader& reader) {
  TimeEvidence time;
  CHECK(reader.each_pair(kWall, [&](std::int64_t key) -> Status {
    switch (key) {
      case kBootId: return reader.into(time.boot_id, limits::kActionNameBytesMax);
      case kSinceBoot: return reader.into(time.since_boot_ms);
      case kContactServer: return reader.into(time.contact_server_ms);
      case kContactBootId: return reader.into(time.contact_boot_id, limits::kActionNameBytesMax);
      case kContactSinceBoot: return reader.into(time.contact_since_boot_ms);
      case kEstimate: return reader.into(time.estimate_ms);
      case kWall: return reader.into(time.wall_ms);
      default: return fail(Errc::invalid_argument, "unknown key in the time evidence");
    }
  }));
  return time;
}

Result<std::vector<Uuid>> read_ids(CborReader& reader) {
  TRY(const std::size_t count, reader.array(limits::kActionDependenciesMax));
  std::vector<Uuid> ids(count);
  for (Uuid& id : ids) CHECK(reader.into(id));
  return ids;
}

Status read_version(CborReader& reader, std::uint32_t& version) {
  std::int64_t number = 0;
  CHECK(reader.into(number));
  if (number < 1 || number > UINT32_MAX)
    return fail(Errc::invalid_argument, "the version of an action is out of range");
  version = static_cast<std::uint32_t>(number);
  return {};
}

Status read_audience(CborReader& reader, schema::Audience& audience) {
  TRY(const auto name, reader.text(limits::kActionNameBytesMax));
  TRY(audience, schema::parse_audience(name));
  return {};
}

Status read_member(CborReader& reader, std::int64_t key, Action& action) {
  switch (key) {
    case kId: return reader.into(action.id);
    case kKind: return reader.into(action.kind, limits::kActionNameBytesMax);
    case kVersion: return read_version(reader, action.version);
    case kEntity: return reader.into(action.entity, limits::kNameBytesMax);
    case kTarget: return reader.into(action.target);
    case kArguments: {
      TRY(action.arguments, read_arguments(reader));
      return {};
    }
    case kFields: {
      TRY(action.fields, read_fields(reader));
      return {};
    }
    case kBasis: {
      TRY(action.basis, read_basis(reader));
      return {};
    }
    case kActor: return reader.into(action.actor);
    case kAudience: return read_audience(reader, action.audience);
    case kTime: {
      TRY(action.time, read_time(reader));
      return {};
    }
    case kDependsOn: {
      TRY(action.depends_on, read_ids(reader));
      return {};
    }
    default: return fail(Errc::invalid_argument, "unknown key in an action");
  }
}

}  // namespace

const schema::Value* Action::argument(std::string_view name) const {
  for (const auto& [candidate, value] : arguments)
    if (candidate == name) return &value;
  return nullptr;
}

Bytes encode(const Action& action) {
  MapWriter map;
  map.uuid(kId, action.id);
  map.text(kKind, action.kind);
  map.integer(kVersion, action.version);
  map.text(kEntity, action.entity);
  map.uuid(kTarget, action.target);
  if (!action.arguments.empty()) map.item(kArguments, encode_arguments(action.arguments));
  if (!action.fields.empty()) map.item(kFields, encode_fields(action.fields));
  if (const Bytes basis = encode_basis(action.basis); !basis.empty()) map.item(kBasis, basis);
  map.uuid(kActor, action.actor);
  map.text(kAudience, schema::to_string(action.audience));
  if (const Bytes time = encode_time(action.time); !time.empty()) map.item(kTime, time);
  if (!action.depends_on.empty()) map.item(kDependsOn, encode_ids(action.depends_on));
  return map.finish();
}

Result<Action> decode_action(ByteView bytes) {
  if (bytes.size() > limits::kActionBytesMax)
    return fail(Errc::invalid_argument, "an action of more than 64 KiB");
  Action action;
  CborReader reader(bytes);
  CHECK(reader.each_pair(kDependsOn,
                         [&](std::int64_t key) { return read_member(reader, key, action); }));
  if (!reader.at_end()) return fail(Errc::invalid_argument, "bytes after the end of an action");
  if (action.id.is_nil() || action.kind.empty() || action.actor.is_nil())
    return fail(Errc::invalid_argument, "an action has an id, a kind and an actor");
  // One form an action: unset members that were written out, or an order of one's own, end here.
  if (!std::ranges::equal(encode(action), bytes))
    return fail(Errc::invalid_argument, "an action that is not in its canonical form");
  return action;
}

}  // namespace fieldbook::actions
