// Export: everything that an import reads, in the same shape. One snapshot, one file an entity set,
// a row a line; passwords stay.

#include <fmt/format.h>
#include <fstream>

#include "shared/base/limits.hpp"
#include "shared/schema/json_form.hpp"
#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {
namespace {

/// A file that appears under its name only when it is whole.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path)
      : path_(std::move(path)), part_(path_.string() + ".part"), stream_(part_, std::ios::binary) {}
  std::ofstream& stream() { return stream_; }
  Status finish() {
    stream_.close();
    std::error_code error;
    if (stream_) std::filesystem::rename(part_, path_, error);
    if (!stream_ || error)
      return fail(Errc::storage, fmt::format("cannot write {}", path_.string()));
    return {};
  }

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream stream_;
};

std::string dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::size_t> export_entity(ReadTransaction& transaction, const schema::Entity& entity,
                                  const std::filesystem::path& directory) {
  std::vector<std::uint32_t> ordinals;
  for (const auto& column : entity.columns) ordinals.push_back(column.ordinal);
  OutputFile file(directory / (entity.set_name + ".json"));
  file.stream() << R"({"@odata.context":"https://fieldbook.invalid/api/data/v9.2/$metadata#)"
                << entity.set_name << R"(","value":[)";
  std::size_t count = 0;
  RowNumber after = 0;
  while (true) {
    TRY(const auto rows, transaction.scan(entity, after, limits::kExportRowsPerRead));
    if (rows.empty()) break;
    for (const StoredRow& stored : rows)
      file.stream() << (count++ == 0 ? "\n" : ",\n") << dump(schema::to_json(stored.row, ordinals));
    after = rows.back().number;
  }
  file.stream() << "\n]}\n";
  CHECK(file.finish());
  return count;
}

Result<OrderedJson> describe(AdminContext& context, ReadTransaction& transaction,
                             const User& user) {
  OrderedJson out;
  out["signin"] = user.signin;
  const bool is_staff = user.kind == UserKind::system_user;
  out[is_staff ? "systemuserid" : "contactid"] = to_string(user.person);
  const auto person = context.committer.exposure().person(user.person, transaction);
  if (!person) {
    if (person.error().code == Errc::not_found) return out;
    return std::unexpected(person.error());
  }
  out["fullname"] = person->name;
  if (!is_staff) {
    out["webroles"] = person->roles;
    out["accountid"] = person->account.is_nil() ? Json(nullptr) : Json(to_string(person->account));
  }
  out["kind"] = person->audiences.empty() ? "" : schema::to_string(person->audiences.front());
  return out;
}

Result<std::size_t> export_users(AdminContext& context, ReadTransaction& transaction,
                                 const std::filesystem::path& directory) {
  OrderedJson out;
  out["asOf"] = format_instant(context.clock.now());
  out["users"] = OrderedJson::array();
  out["staff"] = OrderedJson::array();
  std::string after;
  while (true) {
    TRY(const auto users, transaction.users(after, limits::kExportRowsPerRead));
    if (users.empty()) break;
    for (const User& user : users) {
      TRY(auto one, describe(context, transaction, user));
      out[user.kind == UserKind::system_user ? "staff" : "users"].push_back(std::move(one));
    }
    after = users.back().signin;
  }
  OutputFile file(directory / "users.json");
  file.stream() << out.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
  CHECK(file.finish());
  return out["users"].size() + out["staff"].size();
}

}  // namespace

Result<OrderedJson> export_directory(AdminContext& context, const Json& arguments) {
  TRY(const auto text, text_argument(arguments, "directory"));
  const std::filesystem::path directory(text);
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return fail(Errc::storage, fmt::format("cannot make {}: {}", text, error.message()));
  TRY(const auto transaction, context.store.begin_read());
  OrderedJson out;
  out["files"] = OrderedJson::array();
  std::size_t rows = 0;
  for (const auto& entity : context.store.catalogue().entities()) {
    TRY(const auto present, transaction->count(entity));
    if (present == 0) continue;
    TRY(const auto count, export_entity(*transaction, entity, directory));
    out["files"].push_back({{"file", entity.set_name + ".json"}, {"rows", count}});
    rows += count;
  }
  out["rows"] = rows;
  TRY(out["users"], export_users(context, *transaction, directory));
  return out;
}

}  // namespace fieldbook::syncd
