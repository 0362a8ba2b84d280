// users.json of an import: who signs in. Roles are not taken from it; they come as link rows.

#include <fmt/format.h>
#include <fstream>
#include <set>

#include "platform/os/files.hpp"
#include "shared/base/limits.hpp"
#include "syncd/admin/import.hpp"
#include "syncd/admin/row_file.hpp"
#include "syncd/auth/accounts.hpp"
#include "syncd/auth/password.hpp"

namespace fieldbook::syncd {
namespace {

struct ListedUser {
  std::size_t row = 0;
  std::string signin;
  Uuid person;
  UserKind kind = UserKind::contact;
};

/// One list of the file, checked.
class UserList final : public RowSink {
 public:
  UserList(std::string file, std::string id_member, UserKind kind, ImportFindings& findings)
      : file_(std::move(file)),
        id_member_(std::move(id_member)),
        kind_(kind),
        findings_(findings) {}

  bool row(std::size_t number, Json object) override {
    ListedUser user{.row = number, .signin = text_argument_or(object, "signin", ""), .kind = kind_};
    const auto id = parse_uuid(text_argument_or(object, id_member_, ""));
    if (user.signin.empty())
      findings_.add(file_, number, "signin", "must be a text that is not empty");
    if (!id) findings_.add(file_, number, id_member_, "must be an id");
    if (user.signin.empty() || !id) return true;
    user.person = *id;
    users_.push_back(std::move(user));
    return true;
  }
  void broken(std::size_t number, std::string message) override {
    findings_.add(file_, number, "", std::move(message));
  }
  [[nodiscard]] std::vector<ListedUser> take() { return std::move(users_); }

 private:
  std::string file_;
  std::string id_member_;
  UserKind kind_;
  ImportFindings& findings_;
  std::vector<ListedUser> users_;
};

std::vector<ListedUser> read_list(const std::filesystem::path& file, std::string_view list,
                                  std::string id_member, UserKind kind, ImportFindings& findings) {
  std::ifstream stream(file, std::ios::binary);
  UserList sink(file.filename().string(), std::move(id_member), kind, findings);
  read_row_file(stream, list, sink);
  return sink.take();
}

/// Those without a sign-in whose person and name are fit for one.
Result<std::vector<ListedUser>> without_sign_in(AdminContext& context,
                                                const std::vector<ListedUser>& users,
                                                const std::string& file, ImportFindings& findings) {
  std::vector<ListedUser> out;
  std::set<std::string> names;
  std::set<Uuid> persons;
  TRY(const auto transaction, context.store.begin_read());
  for (const ListedUser& user : users) {
    TRY(const auto existing, transaction->user(user.person));
    if (existing) continue;
    const auto signin = fold_signin(user.signin);
    if (!signin) {
      findings.add(file, user.row, "signin", signin.error().message);
      continue;
    }
    TRY(const auto taken, transaction->user_by_signin(*signin));
    if (taken || names.contains(*signin)) {
      findings.add(file, user.row, "signin", fmt::format("{} is taken", *signin));
      continue;
    }
    const std::string id_member = user.kind == UserKind::contact ? "contactid" : "systemuserid";
    const auto person = context.committer.exposure().person(user.person, *transaction);
    if (!person && person.error().code != Errc::not_found) return std::unexpected(person.error());
    if (!person) {
      findings.add(file, user.row, id_member, "there is no such person");
      continue;
    }
    if (!persons.insert(user.person).second) {
      findings.add(file, user.row, id_member, "this person has a sign-in in an earlier row");
      continue;
    }
    names.insert(*signin);
    out.push_back(user);
  }
  return out;
}

/// Adds to the file of first passwords, before the users exist: a password without a user harms
/// nobody, a user without a password cannot sign in.
Status write_passwords(const std::filesystem::path& path,
                       const std::vector<std::pair<std::string, std::string>>& added) {
  OrderedJson passwords = OrderedJson::object();
  if (const auto before = platform::read_file(path, limits::kFirstPasswordsBytesMax)) {
    auto parsed = OrderedJson::parse(*before, nullptr, false);
    if (parsed.is_object()) passwords = std::move(parsed);
  }
  for (const auto& [signin, password] : added) passwords[signin] = password;
  return platform::write_file(path, passwords.dump(2) + "\n", platform::Privacy::owner_only);
}

}  // namespace

Result<Instant> read_as_of(const std::filesystem::path& file) {
  TRY(const std::string text, platform::read_file(file, limits::kFirstPasswordsBytesMax));
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("asOf") || !json["asOf"].is_string())
    return fail(Errc::invalid_argument, fmt::format("{} has no asOf", file.string()));
  return parse_instant(json["asOf"].get<std::string>());
}

Status import_users(AdminContext& context, const std::filesystem::path& file, ImportReport& report,
                    ImportFindings& findings) {
  const std::string name = file.filename().string();
  auto users = read_list(file, "users", "contactid", UserKind::contact, findings);
  auto staff = read_list(file, "staff", "systemuserid", UserKind::system_user, findings);
  users.insert(users.end(), staff.begin(), staff.end());
  TRY(const auto fresh, without_sign_in(context, users, name, findings));
  if (fresh.empty()) return {};
  std::vector<NewUser> added;
  std::vector<std::pair<std::string, std::string>> passwords;
  for (const ListedUser& user : fresh) {
    passwords.emplace_back(user.signin, make_first_password(context.random));
    TRY(std::string hash, hash_password(passwords.back().second));
    added.push_back({user.person, user.signin, user.kind, std::move(hash)});
  }
  const auto path = context.config.data.directory / "first-passwords.json";
  CHECK(write_passwords(path, passwords));
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(auto group, context.committer.open(transaction));
    TRY(auto part, group.begin_part());
    for (const NewUser& user : added) {
      CHECK(add_user(transaction, user, context.clock.now()));
      part.look_again_at(user.person);
    }
    Cause cause;
    cause.kind = "import";
    cause.facts = {{"file", name}, {"users", fmt::format("{}", added.size())}};
    CHECK(part.apply({}, cause));
    CHECK(part.release());
    AfterCommit after;
    TRY(after.outcome, group.finish());
    return after;
  }));
  report.users_added = added.size();
  report.first_passwords = path.string();
  return {};
}

}  // namespace fieldbook::syncd
