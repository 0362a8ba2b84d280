#include "client/replica/meta.hpp"

namespace fieldbook::client {
namespace {

constexpr std::string_view kSelect = "SELECT value FROM meta WHERE key = ?";
constexpr std::string_view kUpsert =
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
    "excluded.value";

}  // namespace

Result<std::int64_t> Meta::integer(std::string_view key) {
  auto statement = connection_->prepare(kSelect);
  statement.bind(0, key);
  TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<Bytes> Meta::bytes(std::string_view key) {
  auto statement = connection_->prepare(kSelect);
  statement.bind(0, key);
  TRY(const bool row, statement.step());
  if (!row) return Bytes{};
  const ByteView value = statement.blob(0);
  return Bytes(value.begin(), value.end());
}

Result<std::string> Meta::text(std::string_view key) {
  auto statement = connection_->prepare(kSelect);
  statement.bind(0, key);
  TRY(const bool row, statement.step());
  return row ? std::string(statement.text(0)) : std::string();
}

Result<Uuid> Meta::uuid(std::string_view key) {
  TRY(const auto value, fixed<16>(key));
  return Uuid{value};
}

Status Meta::set(std::string_view key, std::int64_t value) {
  auto statement = connection_->prepare(kUpsert);
  statement.bind_all(key, value);
  return statement.run();
}

Status Meta::set(std::string_view key, ByteView value) {
  auto statement = connection_->prepare(kUpsert);
  statement.bind_all(key, value);
  return statement.run();
}

Status Meta::set(std::string_view key, std::string_view value) {
  auto statement = connection_->prepare(kUpsert);
  statement.bind_all(key, value);
  return statement.run();
}

Status Meta::erase(std::string_view key) {
  auto statement = connection_->prepare("DELETE FROM meta WHERE key = ?");
  statement.bind(0, key);
  return statement.run();
}

}  // namespace fieldbook::client
