// Verbs about users and devices.

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/admin/verbs.hpp"
#include "syncd/auth/accounts.hpp"
#include "syncd/auth/password.hpp"

namespace fieldbook::syncd {
namespace {

std::string when(Instant instant) { return instant.ms == 0 ? "" : format_instant(instant); }

OrderedJson describe(const User& user) {
  OrderedJson out;
  out["signin"] = user.signin;
  out["id"] = to_string(user.person);
  out["kind"] = user.kind == UserKind::system_user ? "staff" : "contact";
  out["disabled"] = user.disabled;
  out["created"] = when(user.created);
  out["last_sign_in"] = when(user.last_sign_in);
  return out;
}

OrderedJson describe(const Device& device, const User* user) {
  OrderedJson out;
  out["id"] = to_string(device.id);
  out["signin"] = user != nullptr ? user->signin : "";
  out["name"] = device.name;
  out["revoked"] = device.revoked;
  out["wipe"] = device.wipe;
  out["last_seen"] = when(device.last_seen);
  out["client"] = device.client_version;
  out["waiting"] = device.queue_depth;
  out["oldest_waiting_seconds"] = device.queue_age_ms / 1000;
  return out;
}

Result<User> user_argument(AdminContext& context, const Json& arguments) {
  TRY(const auto name, text_argument(arguments, "user"));
  TRY(const auto transaction, context.store.begin_read());
  return find_user(*transaction, name);
}

/// The password that was given, checked, or one made here.
Result<std::string> password_argument(AdminContext& context, const Json& arguments) {
  const std::string given = text_argument_or(arguments, "password", "");
  if (given.empty()) return make_first_password(context.random);
  CHECK(check_new_password(given));
  return given;
}

/// Commits `changes` with an audit line and looks at the person's grants again.
Result<CommitOutcome> commit_for(AdminContext& context, WriteTransaction& transaction,
                                 std::string_view kind, const Uuid& person,
                                 std::span<const schema::RowChange> changes) {
  TRY(auto group, context.committer.open(transaction));
  TRY(auto part, group.begin_part());
  Cause cause;
  cause.kind = kind;
  cause.facts = {{"person", to_string(person)}};
  CHECK(part.apply(changes, cause));
  part.look_again_at(person);
  CHECK(part.release());
  return group.finish();
}

Result<OrderedJson> set_state(AdminContext& context, const Json& arguments, UserState state) {
  TRY(const User user, user_argument(context, arguments));
  const bool disables = state == UserState::disabled;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(set_user_state(transaction, user.person, state));
    AfterCommit after;
    TRY(after.outcome, commit_for(context, transaction, disables ? "user.disable" : "user.enable",
                                  user.person, {}));
    if (disables) after.ended_persons.push_back(user.person);
    return after;
  }));
  OrderedJson out = describe(user);
  out["disabled"] = disables;
  return out;
}

/// A contact signs in only where its own column says that it may; giving it a sign-in says so.
std::vector<schema::RowChange> allow_logon(const schema::Catalogue& catalogue,
                                           const Uuid& contact) {
  schema::RowChange change({catalogue.entity("contact").number, contact});
  change.set(catalogue.column("contact", "adx_identity_logonenabled"), std::int64_t{1});
  return {std::move(change)};
}

struct RoleColumns {
  const schema::Entity& link;
  schema::ColumnHandle contact;
  schema::ColumnHandle role;
  const schema::Entity& web_role;
  schema::ColumnHandle name;
  explicit RoleColumns(const schema::Catalogue& catalogue)
      : link(catalogue.entity("contact_adx_webrole_link")),
        contact(catalogue.column("contact_adx_webrole_link", "contactid")),
        role(catalogue.column("contact_adx_webrole_link", "adx_webroleid")),
        web_role(catalogue.entity("adx_webrole")),
        name(catalogue.column("adx_webrole", "adx_name")) {}
};

Result<Uuid> find_role(ReadTransaction& transaction, const RoleColumns& columns,
                       std::string_view name) {
  TRY(const auto ids, transaction.all_ids(columns.web_role));
  for (const Uuid& id : ids) {
    TRY(const auto row, transaction.get({columns.web_role.number, id}));
    if (row && row->text(columns.name) == name) return id;
  }
  return fail(Errc::not_found, fmt::format("there is no web role \"{}\"", name));
}

/// The contact's link rows: (link, name of the role).
Result<std::vector<std::pair<Uuid, std::string>>> roles_of(ReadTransaction& transaction,
                                                           const RoleColumns& columns,
                                                           const Uuid& contact) {
  std::vector<std::pair<Uuid, std::string>> out;
  TRY(const auto links, transaction.find(columns.contact, contact));
  for (const Uuid& id : links) {
    TRY(const auto link, transaction.get({columns.link.number, id}));
    if (!link) continue;
    const auto role = link->lookup(columns.role);
    if (!role) continue;
    TRY(const auto row, transaction.get({columns.web_role.number, *role}));
    out.emplace_back(id, row ? row->text(columns.name) : to_string(*role));
  }
  return out;
}

Result<std::vector<schema::RowChange>> role_changes(AdminContext& context,
                                                    ReadTransaction& transaction,
                                                    const RoleColumns& columns, const User& user,
                                                    const Json& arguments) {
  std::vector<schema::RowChange> changes;
  TRY(const auto held, roles_of(transaction, columns, user.person));
  const auto holds = [&](const std::string& name) {
    return std::ranges::find(held, name, &std::pair<Uuid, std::string>::second);
  };
  for (const auto& name : arguments.value("add", std::vector<std::string>())) {
    if (holds(name) != held.end()) continue;
    TRY(const Uuid role, find_role(transaction, columns, name));
    schema::RowChange change({columns.link.number, make_uuid(context.clock, context.random)});
    change.set(columns.contact, user.person).set(columns.role, role);
    changes.push_back(std::move(change));
  }
  for (const auto& name : arguments.value("remove", std::vector<std::string>())) {
    const auto found = holds(name);
    if (found == held.end())
      return fail(Errc::not_found, fmt::format("{} does not hold \"{}\"", user.signin, name));
    changes.emplace_back(schema::RowKey{columns.link.number, found->first},
                         schema::ChangeKind::remove);
  }
  return changes;
}

}  // namespace

Result<OrderedJson> user_add(AdminContext& context, const Json& arguments) {
  TRY(const auto signin, text_argument(arguments, "signin"));
  const bool is_staff = arguments.contains("systemuser");
  TRY(const Uuid person, uuid_argument(arguments, is_staff ? "systemuser" : "contact"));
  TRY(const std::string password, password_argument(context, arguments));
  TRY(const std::string hash, hash_password(password));
  User added;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(context.committer.exposure().person(person, transaction));
    const UserKind kind = is_staff ? UserKind::system_user : UserKind::contact;
    CHECK(add_user(transaction, {person, signin, kind, hash}, context.clock.now()));
    TRY(added, find_user(transaction, signin));
    std::vector<schema::RowChange> changes;
    if (!is_staff) changes = allow_logon(transaction.catalogue(), person);
    AfterCommit after;
    TRY(after.outcome, commit_for(context, transaction, "user.add", person, changes));
    return after;
  }));
  OrderedJson out = describe(added);
  if (!arguments.contains("password")) out["password"] = password;
  return out;
}

Result<OrderedJson> user_list(AdminContext& context, const Json&) {
  TRY(const auto transaction, context.store.begin_read());
  OrderedJson out;
  out["users"] = OrderedJson::array();
  std::string after;
  while (true) {
    TRY(const auto users, transaction->users(after, limits::kImportRowsPerCommit));
    if (users.empty()) return out;
    for (const User& user : users) out["users"].push_back(describe(user));
    after = users.back().signin;
  }
}

Result<OrderedJson> user_roles(AdminContext& context, const Json& arguments) {
  TRY(const User user, user_argument(context, arguments));
  if (user.kind != UserKind::contact)
    return fail(Errc::invalid_argument, "only contacts have web roles");
  const RoleColumns columns(context.store.catalogue());
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(const auto changes, role_changes(context, transaction, columns, user, arguments));
    AfterCommit after;
    if (changes.empty()) return after;
    TRY(after.outcome, commit_for(context, transaction, "user.roles", user.person, changes));
    return after;
  }));
  TRY(const auto transaction, context.store.begin_read());
  TRY(const auto roles, roles_of(*transaction, columns, user.person));
  OrderedJson out = describe(user);
  out["roles"] = OrderedJson::array();
  for (const auto& [link, name] : roles) out["roles"].push_back(name);
  return out;
}

Result<OrderedJson> user_password(AdminContext& context, const Json& arguments) {
  TRY(const User user, user_argument(context, arguments));
  TRY(const std::string password, password_argument(context, arguments));
  TRY(const std::string hash, hash_password(password));
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(set_password_hash(transaction, user.person, hash));
    AfterCommit after;
    TRY(after.outcome, commit_for(context, transaction, "user.password", user.person, {}));
    after.ended_persons.push_back(user.person);
    return after;
  }));
  OrderedJson out = describe(user);
  if (!arguments.contains("password")) out["password"] = password;
  return out;
}

Result<OrderedJson> user_disable(AdminContext& context, const Json& arguments) {
  return set_state(context, arguments, UserState::disabled);
}

Result<OrderedJson> user_enable(AdminContext& context, const Json& arguments) {
  return set_state(context, arguments, UserState::enabled);
}

Result<OrderedJson> device_list(AdminContext& context, const Json& arguments) {
  OrderedJson out;
  out["devices"] = OrderedJson::array();
  if (arguments.contains("user")) {
    TRY(const User user, user_argument(context, arguments));
    TRY(const auto transaction, context.store.begin_read());
    TRY(const auto devices, transaction->devices_of(user.person));
    for (const Device& device : devices) out["devices"].push_back(describe(device, &user));
    return out;
  }
  TRY(const auto transaction, context.store.begin_read());
  Uuid after;
  while (true) {
    TRY(const auto devices, transaction->devices(after, limits::kImportRowsPerCommit));
    if (devices.empty()) return out;
    for (const Device& device : devices) {
      TRY(const auto user, transaction->user(device.person));
      out["devices"].push_back(describe(device, user ? &*user : nullptr));
    }
    after = devices.back().id;
  }
}

Result<OrderedJson> device_revoke(AdminContext& context, const Json& arguments) {
  TRY(const Uuid id, uuid_argument(arguments, "device"));
  const Wipe wipe = flag_argument(arguments, "wipe") ? Wipe::yes : Wipe::no;
  std::optional<Device> device;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(revoke_device(transaction, id, wipe));
    TRY(device, transaction.device(id));
    AfterCommit after;
    TRY(after.outcome, commit_for(context, transaction, "device.revoke", device->person, {}));
    after.ended_devices.push_back(id);
    return after;
  }));
  TRY(const auto transaction, context.store.begin_read());
  TRY(const auto user, transaction->user(device->person));
  return describe(*device, user ? &*user : nullptr);
}

}  // namespace fieldbook::syncd
