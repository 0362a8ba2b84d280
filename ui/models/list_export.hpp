#pragma once

// A list written to a file as comma-separated values: all rows of the view with its columns, as
// they are read on screen. Ids are left out.

#include <filesystem>
#include <optional>

#include "ui/models/list_model.hpp"

namespace fieldbook::ui {

class ListExport {
 public:
  static constexpr std::size_t kPageRows = 500;
  static constexpr std::size_t kRowsMax = 50'000;  ///< a spreadsheet takes no more than 1,048,576

  ListExport(client::Client& client, Mailbox& mailbox);

  /// Where files go; empty: there is nowhere to write to.
  std::filesystem::path folder;

  /// Reads what `list` lists now, then writes. A list that is being written is finished first.
  void begin(const ListModel& list, const TextContext& context);
  [[nodiscard]] bool writing() const { return writing_; }
  /// What came of it, until forget(): the file, or why not.
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// How many rows the file has; there may have been more.
  [[nodiscard]] std::size_t rows() const { return rows_; }
  void forget();

 private:
  void read(std::size_t offset);
  void take(std::size_t offset, Result<client::ListSnapshot> answer);
  void write();

  client::Client& client_;
  Recipient recipient_;
  client::ListRequest request_;
  std::vector<ListColumn> columns_;
  std::shared_ptr<const schema::Catalogue> catalogue_;  ///< that the columns are of
  std::optional<Strings> strings_;
  int zone_offset_minutes_ = 0;
  Instant now_;
  std::string name_;  ///< of the file
  std::string text_;
  std::size_t rows_ = 0;
  bool writing_ = false;
  std::filesystem::path file_;
  std::optional<Error> error_;
};

}  // namespace fieldbook::ui
