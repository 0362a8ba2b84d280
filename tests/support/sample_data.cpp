#include "tests/support/sample_data.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "shared/schema/json_form.hpp"

namespace fieldbook::tests {

namespace {

nlohmann::json read_sample(const std::string& file) {
  std::ifstream in(std::filesystem::path(FIELDBOOK_SOURCE_DIR) / "tests/data/sample" / file);
  ASSERT(in.is_open());
  return nlohmann::json::parse(in);
}

void refuse(const schema::Entity& entity, const schema::JsonRow& row) {
  for (const schema::RowFinding& finding : row.findings) {
    std::fprintf(stderr, "%s %s %s: %s\n", entity.set_name.c_str(), to_string(row.row.id).c_str(),
                 finding.column.c_str(), finding.message.c_str());
  }
  ASSERT(row.findings.empty());
}

std::vector<schema::Row> load_rows() {
  std::vector<schema::Row> out;
  const auto catalogue = schema::Catalogue::embedded();
  for (const schema::Entity& entity : catalogue->entities()) {
    if (entity.kind == schema::EntityKind::fieldbook) continue;
    const nlohmann::json document = read_sample(entity.set_name + ".json");
    for (const nlohmann::json& object : document.at("value")) {
      schema::JsonRow row = schema::from_json(entity, object);
      refuse(entity, row);
      out.push_back(std::move(row.row));
    }
  }
  return out;
}

Uuid id_at(const nlohmann::json& object, const char* key) {
  const auto id = parse_uuid(object.at(key).get<std::string>());
  ASSERT(id.has_value());
  return *id;
}

std::vector<SampleUser> load_users() {
  std::vector<SampleUser> out;
  const nlohmann::json document = read_sample("users.json");
  for (const nlohmann::json& user : document.at("users")) {
    out.push_back({user.at("signin"), id_at(user, "contactid"), user.at("kind"), user.at("note")});
  }
  for (const nlohmann::json& user : document.at("staff")) {
    out.push_back({user.at("signin"), id_at(user, "systemuserid"), "staff", ""});
  }
  return out;
}

}  // namespace

const std::vector<schema::Row>& sample_rows() {
  static const std::vector<schema::Row> kRows = load_rows();
  return kRows;
}

const std::vector<SampleUser>& sample_users() {
  static const std::vector<SampleUser> kUsers = load_users();
  return kUsers;
}

const SampleUser& sample_user(std::string_view name) {
  for (const SampleUser& user : sample_users()) {
    if (user.signin.starts_with(std::string(name) + ".") ||
        user.signin.starts_with(std::string(name) + "@")) {
      return user;
    }
  }
  std::fprintf(stderr, "no sample user %.*s\n", static_cast<int>(name.size()), name.data());
  ASSERT(false);
  return sample_users().front();
}

}  // namespace fieldbook::tests
