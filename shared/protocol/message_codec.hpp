#pragma once

// Writing and reading the values of the tables in members.hpp as CBOR. Internal to this folder:
// others call frames.hpp.

#include "shared/protocol/cbor.hpp"
#include "shared/protocol/members.hpp"

namespace fieldbook::protocol {

template <class T>
void write_value(CborWriter& out, const T& value);

/// The members of a map that differ from their defaults.
template <class T>
std::size_t count_members(const T& value) {
  std::size_t count = 0;
  auto visit = [&](std::string_view, const auto& member, std::size_t = 0) {
    if (!(member == std::remove_cvref_t<decltype(member)>{})) ++count;
  };
  members(value, visit);
  return count;
}

template <class T>
void write_members(CborWriter& out, const T& value) {
  auto visit = [&](std::string_view name, const auto& member, std::size_t bound = 0) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if (member == Member{}) return;
    if constexpr (kIsList<Member>) ASSERT(member.size() <= bound);
    out.text(name);
    write_value(out, member);
  };
  members(value, visit);
}

template <class T>
void write_value(CborWriter& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out.boolean(value);
  } else if constexpr (std::unsigned_integral<T>) {
    out.unsigned_integer(value);
  } else if constexpr (std::signed_integral<T>) {
    out.integer(value);
  } else if constexpr (std::same_as<T, std::string>) {
    out.text(value);
  } else if constexpr (std::same_as<T, Bytes> || IsFixedBytes<T>::value) {
    out.bytes(value);
  } else if constexpr (std::same_as<T, Uuid>) {
    out.bytes(value.bytes);
  } else if constexpr (std::same_as<T, actions::Receipt>) {
    out.item(actions::encode_receipt(value));
  } else if constexpr (kIsList<T>) {
    out.array(value.size());
    for (const auto& element : value) write_value(out, element);
  } else if constexpr (IsArray<const T>) {
    std::size_t count = 0;
    auto counter = [&](std::string_view, const auto&) { ++count; };
    elements(value, counter);
    out.array(count);
    auto visit = [&](std::string_view, const auto& element) { write_value(out, element); };
    elements(value, visit);
  } else {
    static_assert(IsMap<const T>);
    out.map(count_members(value));
    write_members(out, value);
  }
}

template <class T>
Status read_value(CborReader& in, T& value, std::size_t bound);

/// Reads `pairs` members into `value`; names that the table does not have are passed over.
template <class T>
Status read_members(CborReader& in, std::size_t pairs, SeenKeys& seen, T& value) {
  for (std::size_t i = 0; i < pairs; ++i) {
    TRY(const std::string_view key, in.text(kNameBytesMax));
    CHECK(seen.add(key));
    bool known = false;
    Status status;
    auto visit = [&](std::string_view name, auto& member, std::size_t bound = 0) {
      if (known || name != key) return;
      known = true;
      status = read_value(in, member, bound);
    };
    members(value, visit);
    if (!known) {
      if (auto skipped = in.skip(); !skipped) status = std::unexpected(skipped.error());
    }
    if (!status) return std::unexpected(std::move(status).error().with_context(key));
  }
  return {};
}

template <class T>
Status read_list(CborReader& in, std::vector<T>& value, std::size_t bound) {
  TRY(const std::size_t count, in.array(bound));
  value.clear();
  for (std::size_t i = 0; i < count; ++i) {
    T element{};
    CHECK(read_value(in, element, kNameBytesMax));
    value.push_back(std::move(element));
  }
  return {};
}

template <class T>
Status read_array(CborReader& in, T& value) {
  std::size_t expected = 0;
  auto counter = [&](std::string_view, const auto&) { ++expected; };
  elements(value, counter);
  TRY(const std::size_t count, in.array(kMembersMax));
  if (count < expected)
    return fail(Errc::invalid_argument,
                "an array has fewer than " + std::to_string(expected) + " elements");
  Status status;
  auto visit = [&](std::string_view name, auto& element) {
    if (!status) return;
    status = read_value(in, element, kNameBytesMax);
    if (!status) status = std::unexpected(std::move(status).error().with_context(name));
  };
  elements(value, visit);
  CHECK(std::move(status));
  for (std::size_t i = expected; i < count; ++i) CHECK(in.skip());
  return {};
}

template <class T>
Status read_value(CborReader& in, T& value, std::size_t bound) {
  if constexpr (std::same_as<T, bool>) {
    TRY(value, in.boolean());
  } else if constexpr (std::unsigned_integral<T>) {
    TRY(const std::uint64_t number, in.unsigned_integer());
    if (!std::in_range<T>(number)) return fail(Errc::invalid_argument, "a number is too large");
    value = static_cast<T>(number);
  } else if constexpr (std::signed_integral<T>) {
    TRY(const std::int64_t number, in.integer());
    if (!std::in_range<T>(number)) return fail(Errc::invalid_argument, "a number is too large");
    value = static_cast<T>(number);
  } else if constexpr (std::same_as<T, std::string>) {
    TRY(value, in.text(bound));
  } else if constexpr (std::same_as<T, Bytes>) {
    TRY(const ByteView view, in.bytes(bound));
    value.assign(view.begin(), view.end());
  } else if constexpr (IsFixedBytes<T>::value) {
    TRY(const ByteView view, in.bytes(value.size()));
    TRY(value, to_fixed<std::tuple_size_v<T>>(view));
  } else if constexpr (std::same_as<T, Uuid>) {
    TRY(const ByteView view, in.bytes(value.bytes.size()));
    TRY(value, to_uuid(view));
  } else if constexpr (std::same_as<T, actions::Receipt>) {
    // In the bytes that the daemon signs (actions::encode_receipts).
    TRY(const ByteView item, in.skip());
    TRY(value, actions::decode_receipt(item));
  } else if constexpr (kIsList<T>) {
    return read_list(in, value, bound);
  } else if constexpr (IsArray<T>) {
    return read_array(in, value);
  } else {
    static_assert(IsMap<T>);
    TRY(const std::size_t pairs, in.map(kMembersMax));
    SeenKeys seen;
    return read_members(in, pairs, seen, value);
  }
  return {};
}

}  // namespace fieldbook::protocol
