#include "syncd/admin/import.hpp"

#include <fmt/format.h>
#include <fstream>
#include <set>

#include "shared/base/limits.hpp"
#include "shared/schema/json_form.hpp"
#include "syncd/admin/row_file.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kUsersFile = "users.json";

/// Rows of one file on their way into the store.
class FileImport final : public RowSink {
 public:
  FileImport(AdminContext& context, const schema::Entity& entity, const DateShift& shift,
             ImportFindings& findings)
      : context_(context), entity_(entity), shift_(shift), findings_(findings) {
    file_.file = entity.set_name + ".json";
  }

  bool row(std::size_t number, Json object) override {
    ++file_.rows;
    schema::JsonRow row = schema::from_json(entity_, object);
    if (row.findings.empty() && !ids_.insert(row.row.id).second)
      row.findings.push_back({entity_.primary_key, "another row of this file has this id"});
    if (!row.findings.empty()) {
      ++file_.bad;
      for (auto& finding : row.findings)
        findings_.add(file_.file, number, std::move(finding.column), std::move(finding.message));
      return true;
    }
    shift_dates(row.row, shift_);
    rows_.push_back(std::move(row));
    numbers_.push_back(number);
    return rows_.size() < context_.config.import.rows_per_commit || commit();
  }

  void broken(std::size_t number, std::string message) override {
    if (number > 0) {
      ++file_.rows;
      ++file_.bad;
    }
    findings_.add(file_.file, number, "", std::move(message));
  }

  /// Commits what is left. The file's summary, or why writing failed.
  Result<ImportedFile> finish() {
    if (!status_ || (!rows_.empty() && !commit())) return std::unexpected(status_.error());
    return file_;
  }

 private:
  bool commit() {
    status_ = write(rows_, numbers_);
    rows_.clear();
    numbers_.clear();
    return status_.has_value();
  }

  /// Writes rows together; where one of them is refused, the halves on their own, down to it.
  Status write(std::span<const schema::JsonRow> rows, std::span<const std::size_t> numbers) {
    std::size_t changed = 0;
    const Status written =
        context_.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
          Cause cause;
          cause.kind = "import";
          cause.facts = {{"file", file_.file}};
          AfterCommit after;
          TRY(after.outcome, context_.committer.commit_rows(transaction, rows, cause));
          changed = after.outcome->rows_changed;
          return after;
        });
    if (written) {
      file_.changed += changed;
      return {};
    }
    const Errc code = written.error().code;
    if (code != Errc::invalid_argument && code != Errc::limit_exceeded) return written;
    if (rows.size() == 1) {
      ++file_.bad;
      findings_.add(file_.file, numbers[0], "", written.error().message);
      return {};
    }
    const std::size_t half = rows.size() / 2;
    CHECK(write(rows.first(half), numbers.first(half)));
    return write(rows.subspan(half), numbers.subspan(half));
  }

  AdminContext& context_;
  const schema::Entity& entity_;
  const DateShift& shift_;
  ImportFindings& findings_;
  ImportedFile file_;
  std::vector<schema::JsonRow> rows_;
  std::vector<std::size_t> numbers_;
  std::set<Uuid> ids_;
  Status status_;
};

/// The entities that have a file; other JSON files become findings.
std::vector<const schema::Entity*> find_files(const AdminContext& context,
                                              const std::filesystem::path& directory,
                                              ImportFindings& findings) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error))
    if (entry.path().extension() == ".json") names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  std::vector<const schema::Entity*> out;
  for (const std::string& name : names) {
    if (name == kUsersFile) continue;
    const auto* entity =
        context.store.catalogue().find_set(std::string_view(name).substr(0, name.size() - 5));
    if (entity != nullptr)
      out.push_back(entity);
    else
      findings.add(name, 0, "", "no entity of the catalogue has this set");
  }
  return out;
}

Result<DateShift> date_shift(const AdminContext& context, const ImportOptions& options) {
  if (!options.rebase_dates) return DateShift{};
  TRY(const Instant as_of, read_as_of(options.directory / kUsersFile));
  const Instant now = context.clock.now();
  return DateShift{(now - as_of).count(), day_of(now) - day_of(as_of)};
}

}  // namespace

void shift_dates(schema::Row& row, const DateShift& shift) {
  for (const schema::Column& column : row.entity->columns) {
    auto* value = std::get_if<std::int64_t>(&row.values[column.ordinal]);
    if (value == nullptr) continue;
    if (column.type == schema::ColumnType::datetime) *value += shift.ms;
    if (column.type == schema::ColumnType::date) *value += shift.days;
  }
}

std::vector<const schema::Entity*> parents_first(const schema::Catalogue& catalogue,
                                                 std::vector<const schema::Entity*> entities) {
  std::vector<const schema::Entity*> out;
  std::set<const schema::Entity*> seen;
  const std::set<const schema::Entity*> wanted(entities.begin(), entities.end());
  // Depth first along the lookups; a cycle ends where it comes back to what is under way.
  const auto visit = [&](const auto& self, const schema::Entity& entity) -> void {
    if (!seen.insert(&entity).second) return;
    for (const schema::Column& column : entity.columns)
      for (const std::string& target : column.targets)
        if (const auto* parent = catalogue.find(target)) self(self, *parent);
    if (wanted.contains(&entity)) out.push_back(&entity);
  };
  std::ranges::sort(entities, {}, &schema::Entity::number);
  for (const schema::Entity* entity : entities) visit(visit, *entity);
  return out;
}

Result<ImportReport> import_files(AdminContext& context, const ImportOptions& options) {
  std::error_code error;
  if (!std::filesystem::is_directory(options.directory, error))
    return fail(Errc::not_found,
                fmt::format("there is no directory {}", options.directory.string()));
  ImportReport report;
  ImportFindings findings(report, context.config.import.findings);
  TRY(const DateShift shift, date_shift(context, options));
  for (const auto* entity :
       parents_first(context.store.catalogue(), find_files(context, options.directory, findings))) {
    FileImport file(context, *entity, shift, findings);
    std::ifstream stream(options.directory / (entity->set_name + ".json"), std::ios::binary);
    if (stream)
      read_row_file(stream, "value", file);
    else
      file.broken(0, "cannot be read");
    TRY(auto imported, file.finish());
    report.files.push_back(std::move(imported));
  }
  const auto users = options.directory / kUsersFile;
  if (std::filesystem::exists(users, error)) CHECK(import_users(context, users, report, findings));
  return report;
}

OrderedJson to_json(const ImportReport& report) {
  OrderedJson out;
  out["files"] = OrderedJson::array();
  std::size_t rows = 0;
  std::size_t changed = 0;
  std::size_t bad = 0;
  for (const ImportedFile& file : report.files) {
    out["files"].push_back(
        {{"file", file.file}, {"rows", file.rows}, {"changed", file.changed}, {"bad", file.bad}});
    rows += file.rows;
    changed += file.changed;
    bad += file.bad;
  }
  out["rows"] = rows;
  out["changed"] = changed;
  out["bad"] = bad;
  out["users_added"] = report.users_added;
  out["first_passwords"] = report.first_passwords;
  out["findings"] = OrderedJson::array();
  for (const ImportFinding& finding : report.findings)
    out["findings"].push_back({{"file", finding.file},
                               {"row", finding.row},
                               {"column", finding.column},
                               {"message", finding.message}});
  out["more_findings"] = report.more_findings;
  return out;
}

Result<OrderedJson> import_directory(AdminContext& context, const Json& arguments) {
  TRY(const auto directory, text_argument(arguments, "directory"));
  TRY(const auto report,
      import_files(context, {directory, flag_argument(arguments, "rebase_dates")}));
  return to_json(report);
}

}  // namespace fieldbook::syncd
