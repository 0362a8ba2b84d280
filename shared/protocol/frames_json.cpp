#include "shared/protocol/action_json.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/members.hpp"
#include "shared/protocol/rows_frame.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::protocol {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

template <class T>
ordered_json write_json(const T& value);

template <class T>
void write_members(ordered_json& out, const T& value) {
  auto visit = [&](std::string_view name, const auto& member, std::size_t = 0) {
    if (member == std::remove_cvref_t<decltype(member)>{}) return;
    out[std::string(name)] = write_json(member);
  };
  members(value, visit);
}

template <class T>
ordered_json write_json(const T& value) {
  if constexpr (std::integral<T> || std::same_as<T, std::string>) {
    return value;
  } else if constexpr (std::same_as<T, Bytes> || IsFixedBytes<T>::value) {
    return to_hex(value);
  } else if constexpr (std::same_as<T, Uuid> || std::same_as<T, actions::Verdict> ||
                       std::same_as<T, actions::Reason>) {
    return to_string(value);
  } else if constexpr (std::same_as<T, Details>) {
    ordered_json out = ordered_json::object();
    for (const auto& [name, text] : value) out[name] = text;
    return out;
  } else if constexpr (kIsList<T>) {
    ordered_json out = ordered_json::array();
    for (const auto& element : value) out.push_back(write_json(element));
    return out;
  } else if constexpr (IsArray<const T>) {
    ordered_json out = ordered_json::array();
    auto visit = [&](std::string_view, const auto& element) { out.push_back(write_json(element)); };
    elements(value, visit);
    return out;
  } else {
    ordered_json out = ordered_json::object();
    write_members(out, value);
    return out;
  }
}

// --- Rows -------------------------------------------------------------------------------------

ordered_json scalar_to_json(const schema::ValueReader::Scalar& scalar,
                            const schema::Column* column) {
  using Kind = schema::ValueReader::Scalar::Kind;
  if (column != nullptr && scalar.kind != Kind::null)
    if (const auto value = schema::to_value(scalar, *column))
      return schema::value_to_json(*column, *value);
  switch (scalar.kind) {
    case Kind::null: return nullptr;
    case Kind::integer: return scalar.integer;
    case Kind::floating: return scalar.floating;
    case Kind::text: return std::string(as_text(scalar.view));
    case Kind::bytes: break;
  }
  if (const auto uuid = to_uuid(scalar.view)) return to_string(*uuid);
  return to_hex(scalar.view);
}

std::string hash_text(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

Result<ordered_json> row_to_json(const WireRow& row, const RowsHead& head,
                                 const schema::Entity* entity) {
  schema::ValueReader reader(row.values);
  TRY(const std::size_t count, reader.array(head.columns.size()));
  ordered_json values = entity != nullptr ? ordered_json::object() : ordered_json::array();
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const auto scalar, reader.next());
    const schema::Column* column =
        entity != nullptr ? entity->find_number(head.columns[i]) : nullptr;
    if (entity == nullptr)
      values.push_back(scalar_to_json(scalar, nullptr));
    else
      values[column != nullptr ? column->name : std::to_string(head.columns[i])] =
          scalar_to_json(scalar, column);
  }
  if (entity == nullptr)
    return ordered_json::array({to_string(row.id), row.commit, row.epoch, row.buckets,
                                hash_text(row.content_hash), std::move(values)});
  ordered_json out{{"id", to_string(row.id)}, {"commit", row.commit}, {"epoch", row.epoch}};
  for (const std::uint32_t index : row.buckets) out["buckets"].push_back(head.buckets[index]);
  out["content_hash"] = hash_text(row.content_hash);
  out["values"] = std::move(values);
  return out;
}

Result<ordered_json> rows_to_json(ByteView payload, const schema::Catalogue* catalogue) {
  TRY(auto reader, RowsFrameReader::open(payload));
  const RowsHead& head = reader.head();
  const schema::Entity* entity =
      catalogue != nullptr ? catalogue->find_number(head.entity) : nullptr;
  ordered_json out{{"frame", kFrameName<RowsFrame>}, {"head", write_json(head)}};
  if (entity != nullptr) out["head"]["name"] = entity->name;
  out["rows"] = ordered_json::array();
  WireRow row;
  while (true) {
    TRY(const bool more, reader.next(row));
    if (!more) return out;
    TRY(auto one, row_to_json(row, head, entity));
    out["rows"].push_back(std::move(one));
  }
}

// --- Reading ----------------------------------------------------------------------------------

template <class T>
Status read_json(const json& it, T& value, std::size_t bound);

Status expect(bool holds, std::string_view what) {
  if (!holds) return fail(Errc::invalid_argument, "must be " + std::string(what));
  return {};
}

template <std::integral T>
Status read_integer(const json& it, T& value) {
  CHECK(expect(it.is_number_integer(), "a whole number"));
  const bool fits = it.is_number_unsigned() ? std::in_range<T>(it.get<std::uint64_t>())
                                            : std::in_range<T>(it.get<std::int64_t>());
  CHECK(expect(fits, "in range"));
  value = it.get<T>();
  return {};
}

Result<std::string> read_text(const json& it, std::size_t bound) {
  CHECK(expect(it.is_string(), "a text"));
  auto text = it.get<std::string>();
  if (text.size() > bound) return fail(Errc::limit_exceeded, "is too long");
  return text;
}

Status read_details(const json& it, Details& value) {
  CHECK(expect(it.is_object() && it.size() <= kDetailsMax, "an object of texts"));
  value.clear();
  for (const auto& [name, text] : it.items()) {
    TRY(auto read, read_text(text, kSentenceBytesMax));
    value.emplace_back(name, std::move(read));
  }
  return {};
}

template <class T>
Status read_members(const json& object, T& value) {
  CHECK(expect(object.is_object(), "an object"));
  Status status;
  auto visit = [&](std::string_view name, auto& member, std::size_t bound = 0) {
    const auto found = object.find(name);
    if (!status || found == object.end()) return;
    status = read_json(*found, member, bound);
    if (!status) status = std::unexpected(std::move(status).error().with_context(name));
  };
  members(value, visit);
  return status;
}

/// `body`, or in its place `action` as an object.
Status read_action(const json& it, actions::SignedAction& value) {
  CHECK(read_members(it, value));
  const auto action = it.find("action");
  if (action == it.end()) return {};
  CHECK(expect(value.body.empty(), "either `body` or `action`"));
  TRY(const actions::Action read, action_from_json(*action));
  value.body = actions::encode(read);
  return {};
}

template <class T>
Status read_array(const json& it, T& value) {
  CHECK(expect(it.is_array(), "a list"));
  std::size_t index = 0;
  Status status;
  auto visit = [&](std::string_view name, auto& element) {
    if (!status) return;
    status = index < it.size() ? read_json(it[index], element, kNameBytesMax)
                               : fail(Errc::invalid_argument, "is missing");
    if (!status) status = std::unexpected(std::move(status).error().with_context(name));
    ++index;
  };
  elements(value, visit);
  return status;
}

template <class T>
Status read_json(const json& it, T& value, std::size_t bound) {
  if constexpr (std::same_as<T, bool>) {
    CHECK(expect(it.is_boolean(), "true or false"));
    value = it.get<bool>();
  } else if constexpr (std::integral<T>) {
    return read_integer(it, value);
  } else if constexpr (std::same_as<T, std::string>) {
    TRY(value, read_text(it, bound));
  } else if constexpr (std::same_as<T, Bytes>) {
    TRY(const std::string text, read_text(it, bound * 2));
    TRY(value, from_hex(text));
  } else if constexpr (IsFixedBytes<T>::value) {
    TRY(const std::string text, read_text(it, value.size() * 2));
    TRY(const Bytes bytes, from_hex(text));
    TRY(value, to_fixed<std::tuple_size_v<T>>(bytes));
  } else if constexpr (std::same_as<T, Uuid>) {
    TRY(const std::string text, read_text(it, kNameBytesMax));
    TRY(value, parse_uuid(text));
  } else if constexpr (std::same_as<T, actions::Verdict>) {
    TRY(const std::string text, read_text(it, kNameBytesMax));
    TRY(value, actions::parse_verdict(text));
  } else if constexpr (std::same_as<T, actions::Reason>) {
    TRY(const std::string text, read_text(it, kNameBytesMax));
    TRY(value, actions::parse_reason(text));
  } else if constexpr (std::same_as<T, Details>) {
    return read_details(it, value);
  } else if constexpr (std::same_as<T, actions::SignedAction>) {
    return read_action(it, value);
  } else if constexpr (kIsList<T>) {
    CHECK(expect(it.is_array(), "a list"));
    if (it.size() > bound) return fail(Errc::limit_exceeded, "is too long");
    value.clear();
    for (const json& element : it) CHECK(read_json(element, value.emplace_back(), kNameBytesMax));
  } else if constexpr (IsArray<T>) {
    return read_array(it, value);
  } else {
    return read_members(it, value);
  }
  return {};
}

}  // namespace

ordered_json to_json(const Message& message, const schema::Catalogue* catalogue) {
  return std::visit(
      [&]<class T>(const T& value) -> ordered_json {
        if constexpr (std::same_as<T, RowsFrame>) {
          auto rows = rows_to_json(value.payload, catalogue);
          if (rows) return *std::move(rows);
          return {{"frame", kFrameName<Problem>}, {"detail", rows.error().message}};
        } else {
          ordered_json out{{"frame", kFrameName<T>}};
          write_members(out, value);
          return out;
        }
      },
      message);
}

Result<Message> from_json(const json& object) {
  if (!object.is_object()) return fail(Errc::invalid_argument, "a frame is a JSON object");
  const auto frame = object.find("frame");
  if (frame == object.end() || !frame->is_string())
    return fail(Errc::invalid_argument, "a frame has a text member \"frame\"");
  const auto name = frame->get<std::string>();
  std::optional<Result<Message>> out;
  with_frame_type(name, [&]<class T>() {
    if constexpr (!std::same_as<T, RowsFrame>) {
      T value = blank<T>();
      const Status status = read_members(object, value);
      if (status)
        out = Message(std::move(value));
      else
        out = std::unexpected(Error(status.error()).with_context(name));
    }
  });
  if (!out) return fail(Errc::unsupported, "frame \"" + name + "\" is not read as JSON");
  return *std::move(out);
}

}  // namespace fieldbook::protocol
