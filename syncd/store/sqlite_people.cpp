// Users, devices, tokens, settings.

#include <fmt/format.h>

#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {
namespace {

/// All rows that `statement` yields, each through `read`, which answers a Result.
template <class Read>
auto read_all(sqlite::Statement& statement, const Read& read)
    -> Result<std::vector<typename decltype(read(statement))::value_type>> {
  std::vector<typename decltype(read(statement))::value_type> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto value, read(statement));
    out.push_back(std::move(value));
  }
}

/// The first row, if there is one.
template <class Read>
auto read_one(sqlite::Statement& statement, const Read& read)
    -> Result<std::optional<typename decltype(read(statement))::value_type>> {
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return read(statement);
}

Result<User> read_user(sqlite::Statement& statement) {
  User out;
  out.person = statement.uuid(0);
  out.signin = statement.text(1);
  out.kind = static_cast<UserKind>(statement.integer(2));
  out.password_hash = statement.text(3);
  out.disabled = statement.integer(4) != 0;
  out.created = {statement.integer(5)};
  out.last_sign_in = {statement.integer(6)};
  return out;
}

Result<Device> read_device(sqlite::Statement& statement) {
  Device out;
  out.id = statement.uuid(0);
  out.person = statement.uuid(1);
  out.name = statement.text(2);
  TRY(out.public_key, to_fixed<32>(statement.blob(3)));
  out.revoked = statement.integer(4) != 0;
  out.wipe = statement.integer(5) != 0;
  out.registered = {statement.integer(6)};
  out.last_seen = {statement.integer(7)};
  out.client_version = statement.text(8);
  out.queue_depth = static_cast<std::uint32_t>(statement.integer(9));
  out.queue_age_ms = statement.integer(10);
  return out;
}

Result<TokenFamily> read_family(sqlite::Statement& statement) {
  TokenFamily out;
  out.id = statement.uuid(0);
  out.person = statement.uuid(1);
  out.device = statement.uuid(2);
  out.audience = static_cast<schema::Audience>(statement.integer(3));
  TRY(out.refresh_hash, to_fixed<32>(statement.blob(4)));
  if (!statement.is_null(5)) {
    TRY(out.previous_refresh_hash, to_fixed<32>(statement.blob(5)));
  }
  out.expires = {statement.integer(6)};
  out.revoked = statement.integer(7) != 0;
  if (!statement.is_null(8)) {
    TRY(out.access_hash, to_fixed<32>(statement.blob(8)));
  }
  return out;
}

Result<AccessToken> read_access_token(sqlite::Statement& statement) {
  AccessToken out;
  TRY(out.hash, to_fixed<32>(statement.blob(0)));
  out.family = statement.uuid(1);
  out.expires = {statement.integer(2)};
  return out;
}

Result<std::pair<std::string, std::string>> read_setting(sqlite::Statement& statement) {
  return std::pair(std::string(statement.text(0)), std::string(statement.text(1)));
}

constexpr std::string_view kFamily =
    "SELECT family, person, device, audience, refresh_hash, previous_hash, expires_ms, revoked, "
    "access_hash FROM store_token_family ";

}  // namespace

Result<std::optional<User>> SqliteReads::user(const Uuid& person) {
  auto statement = connection_.prepare("SELECT * FROM store_user WHERE person = ?");
  statement.bind_all(person);
  return read_one(statement, read_user);
}

Result<std::optional<User>> SqliteReads::user_by_signin(std::string_view signin) {
  auto statement = connection_.prepare("SELECT * FROM store_user WHERE signin = ?");
  statement.bind_all(signin);
  return read_one(statement, read_user);
}

Result<std::vector<User>> SqliteReads::users(std::string_view after, std::size_t limit) {
  auto statement =
      connection_.prepare("SELECT * FROM store_user WHERE signin > ? ORDER BY signin LIMIT ?");
  statement.bind_all(after, limit);
  return read_all(statement, read_user);
}

Result<std::optional<Device>> SqliteReads::device(const Uuid& id) {
  auto statement = connection_.prepare("SELECT * FROM store_device WHERE device = ?");
  statement.bind_all(id);
  return read_one(statement, read_device);
}

Result<std::vector<Device>> SqliteReads::devices(const Uuid& after, std::size_t limit) {
  auto statement =
      connection_.prepare("SELECT * FROM store_device WHERE device > ? ORDER BY device LIMIT ?");
  statement.bind_all(after, limit);
  return read_all(statement, read_device);
}

Result<std::vector<Device>> SqliteReads::devices_of(const Uuid& person) {
  auto statement =
      connection_.prepare("SELECT * FROM store_device WHERE person = ? ORDER BY device");
  statement.bind_all(person);
  return read_all(statement, read_device);
}

Result<std::optional<TokenFamily>> SqliteReads::token_family(const Uuid& id) {
  static const std::string kSql = fmt::format("{} WHERE family = ?", kFamily);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(id);
  return read_one(statement, read_family);
}

Result<std::optional<TokenFamily>> SqliteReads::token_family_by_refresh(
    const FixedBytes<32>& hash) {
  static const std::string kSql =
      fmt::format("{} WHERE refresh_hash = ?1 OR previous_hash = ?1", kFamily);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(ByteView(hash));
  return read_one(statement, read_family);
}

Result<std::vector<TokenFamily>> SqliteReads::token_families_of(const Uuid& person) {
  static const std::string kSql = fmt::format("{} WHERE person = ? ORDER BY family", kFamily);
  auto statement = connection_.prepare(kSql);
  statement.bind_all(person);
  return read_all(statement, read_family);
}

Result<std::optional<AccessToken>> SqliteReads::access_token(const FixedBytes<32>& hash) {
  auto statement = connection_.prepare("SELECT * FROM store_access_token WHERE hash = ?");
  statement.bind_all(ByteView(hash));
  return read_one(statement, read_access_token);
}

Result<std::optional<std::string>> SqliteReads::setting(std::string_view name) {
  auto statement = connection_.prepare("SELECT name, value FROM store_setting WHERE name = ?");
  statement.bind_all(name);
  TRY(auto found, read_one(statement, read_setting));
  if (!found) return std::nullopt;
  return std::move(found->second);
}

Result<std::vector<std::pair<std::string, std::string>>> SqliteReads::settings(
    std::string_view prefix) {
  auto statement = connection_.prepare(
      "SELECT name, value FROM store_setting "
      "WHERE substr(CAST(name AS BLOB), 1, length(CAST(?1 AS BLOB))) = CAST(?1 AS BLOB) "
      "ORDER BY name");
  statement.bind_all(prefix);
  return read_all(statement, read_setting);
}

Status SqliteWrites::put_user(const User& user) {
  auto statement = connection_.prepare(
      "INSERT INTO store_user VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
      "ON CONFLICT (person) DO UPDATE SET signin = ?2, kind = ?3, password_hash = ?4, "
      "disabled = ?5, created_ms = ?6, last_sign_in_ms = ?7");
  statement.bind_all(user.person, std::string_view(user.signin), static_cast<int>(user.kind),
                     std::string_view(user.password_hash), user.disabled, user.created.ms,
                     user.last_sign_in.ms);
  return statement.run();
}

Status SqliteWrites::remove_user(const Uuid& person) {
  auto statement = connection_.prepare("DELETE FROM store_user WHERE person = ?");
  statement.bind_all(person);
  return statement.run();
}

Status SqliteWrites::put_device(const Device& device) {
  auto statement = connection_.prepare(
      "INSERT OR REPLACE INTO store_device VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_all(device.id, device.person, std::string_view(device.name),
                     ByteView(device.public_key), device.revoked, device.wipe, device.registered.ms,
                     device.last_seen.ms, std::string_view(device.client_version),
                     device.queue_depth, device.queue_age_ms);
  return statement.run();
}

Status SqliteWrites::put_token_family(const TokenFamily& family) {
  auto statement = connection_.prepare(
      "INSERT INTO store_token_family VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT (family) DO UPDATE SET person = ?2, device = ?3, audience = ?4, "
      "refresh_hash = ?5, previous_hash = ?6, expires_ms = ?7, revoked = ?8, "
      "access_hash = ?9");
  statement.bind_all(family.id, family.person, family.device, static_cast<int>(family.audience),
                     ByteView(family.refresh_hash), ByteView(family.previous_refresh_hash),
                     family.expires.ms, family.revoked, ByteView(family.access_hash));
  if (family.previous_refresh_hash == FixedBytes<32>{}) statement.bind_null(5);
  return statement.run();
}

Status SqliteWrites::remove_token_family(const Uuid& id) {
  CHECK(remove_access_tokens(id));
  auto statement = connection_.prepare("DELETE FROM store_token_family WHERE family = ?");
  statement.bind_all(id);
  return statement.run();
}

Status SqliteWrites::put_access_token(const AccessToken& token) {
  auto statement =
      connection_.prepare("INSERT OR REPLACE INTO store_access_token VALUES (?, ?, ?)");
  statement.bind_all(ByteView(token.hash), token.family, token.expires.ms);
  return statement.run();
}

Status SqliteWrites::remove_access_tokens(const Uuid& family) {
  auto statement = connection_.prepare("DELETE FROM store_access_token WHERE family = ?");
  statement.bind_all(family);
  return statement.run();
}

Status SqliteWrites::drop_expired_tokens(Instant now) {
  auto access = connection_.prepare("DELETE FROM store_access_token WHERE expires_ms < ?");
  access.bind_all(now.ms);
  CHECK(access.run());
  auto families = connection_.prepare("DELETE FROM store_token_family WHERE expires_ms < ?");
  families.bind_all(now.ms);
  return families.run();
}

Status SqliteWrites::put_setting(std::string_view name, std::string_view value) {
  auto statement = connection_.prepare("INSERT OR REPLACE INTO store_setting VALUES (?, ?)");
  statement.bind_all(name, value);
  return statement.run();
}

Status SqliteWrites::remove_setting(std::string_view name) {
  auto statement = connection_.prepare("DELETE FROM store_setting WHERE name = ?");
  statement.bind_all(name);
  return statement.run();
}

}  // namespace fieldbook::syncd
