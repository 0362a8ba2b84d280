#include "shared/actions/cbor_reader.hpp"

namespace fieldbook::actions {

using Kind = schema::ValueReader::Scalar::Kind;

Result<schema::Value> CborReader::value() {
  TRY(const auto scalar, reader_.next());
  switch (scalar.kind) {
    case Kind::integer: return schema::Value(scalar.integer);
    case Kind::floating: return schema::Value(scalar.floating);
    case Kind::text: return schema::Value(std::string(as_text(scalar.view)));
    case Kind::bytes:
      // Ids have 16 bytes and content hashes 32 (value.hpp), so the length tells them apart.
      if (auto uuid = to_uuid(scalar.view)) return schema::Value(*uuid);
      return schema::Value(Bytes(scalar.view.begin(), scalar.view.end()));
    case Kind::null: break;
  }
  return schema::Value(schema::Null{});
}

Result<std::string> CborReader::text(std::size_t bytes_max) {
  TRY(const auto scalar, reader_.next());
  if (scalar.kind != Kind::text) return fail(Errc::invalid_argument, "text was expected");
  if (scalar.view.size() > bytes_max)
    return fail(Errc::invalid_argument, "a name or text that is too long");
  return std::string(as_text(scalar.view));
}

Status CborReader::into(std::int64_t& out) {
  TRY(const auto scalar, reader_.next());
  if (scalar.kind != Kind::integer) return fail(Errc::invalid_argument, "an integer was expected");
  out = scalar.integer;
  return {};
}

Status CborReader::into(Uuid& out) {
  TRY(const auto scalar, reader_.next());
  if (scalar.kind != Kind::bytes) return fail(Errc::invalid_argument, "an id was expected");
  TRY(out, to_uuid(scalar.view));
  return {};
}

Status CborReader::into(std::string& out, std::size_t bytes_max) {
  TRY(out, text(bytes_max));
  return {};
}

Status CborReader::into(Bytes& out, std::size_t bytes_max) {
  TRY(const auto scalar, reader_.next());
  if (scalar.kind != Kind::bytes || scalar.view.size() > bytes_max)
    return fail(Errc::invalid_argument, "a byte string was expected, or it is too long");
  out.assign(scalar.view.begin(), scalar.view.end());
  return {};
}

}  // namespace fieldbook::actions
