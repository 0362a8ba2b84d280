#pragma once

// Import: a directory of Dataverse Web API files into the store, and users.json into sign-ins. A
// bad row is reported and stops nothing else; equal rows are left untouched, so that importing
// twice changes nothing.

#include <filesystem>

#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {

/// One thing that an import could not take.
struct ImportFinding {
  std::string file;
  std::size_t row = 0;  ///< counted from 1; 0: the file
  std::string column;   ///< empty: the row
  std::string message;
  bool operator==(const ImportFinding&) const = default;
};

struct ImportedFile {
  std::string file;
  std::size_t rows = 0;     ///< read
  std::size_t changed = 0;  ///< different in the store now, dependants not counted
  std::size_t bad = 0;
};

struct ImportReport {
  std::vector<ImportedFile> files;      ///< in the order in which they were read
  std::vector<ImportFinding> findings;  ///< at most as many as the configuration says
  std::size_t more_findings = 0;
  std::size_t users_added = 0;
  std::string first_passwords;  ///< the file they were written to; empty: none
};

struct ImportOptions {
  std::filesystem::path directory;
  bool rebase_dates = false;  ///< shift instants and days so that asOf of users.json becomes now
};

/// Returns Errc::not_found when there is no such directory, Errc::invalid_argument when dates are
/// to be shifted and users.json has no asOf, and what the writer returns.
[[nodiscard]] Result<ImportReport> import_files(AdminContext& context,
                                                const ImportOptions& options);

[[nodiscard]] OrderedJson to_json(const ImportReport& report);

// --- Parts, in files of their own ---------------------------------------------------------------
/// Collects findings up to a bound.
class ImportFindings {
 public:
  ImportFindings(ImportReport& report, std::size_t max) : report_(report), max_(max) {}
  void add(std::string file, std::size_t row, std::string column, std::string message) {
    if (report_.findings.size() >= max_) {
      ++report_.more_findings;
      return;
    }
    report_.findings.push_back({std::move(file), row, std::move(column), std::move(message)});
  }

 private:
  ImportReport& report_;
  std::size_t max_;
};

/// The entities' files in the order in which they are best read: what others refer to first.
[[nodiscard]] std::vector<const schema::Entity*> parents_first(
    const schema::Catalogue& catalogue, std::vector<const schema::Entity*> entities);

/// How far instants and days move.
struct DateShift {
  std::int64_t ms = 0;
  std::int64_t days = 0;
};
void shift_dates(schema::Row& row, const DateShift& shift);

/// users.json: sign-ins for contacts and staff that have none, with first passwords.
[[nodiscard]] Status import_users(AdminContext& context, const std::filesystem::path& file,
                                  ImportReport& report, ImportFindings& findings);
/// The instant `asOf` of users.json. Returns Errc::invalid_argument when there is none.
[[nodiscard]] Result<Instant> read_as_of(const std::filesystem::path& file);

}  // namespace fieldbook::syncd
