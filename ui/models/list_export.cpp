#include "ui/models/list_export.hpp"

#include <fmt/format.h>

#include "platform/os/files.hpp"
#include "ui/models/calendar.hpp"
#include "ui/models/csv.hpp"

namespace fieldbook::ui {
namespace {

/// "Accepted Opportunities" as "AcceptedOpportunities": letters, digits and what is beyond ASCII.
std::string file_word(const std::string& label) {
  std::string out;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_word =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || byte >= 0x80;
    if (is_word) out += c;
  }
  return out;
}

}  // namespace

ListExport::ListExport(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void ListExport::forget() {
  file_.clear();
  error_.reset();
}

void ListExport::begin(const ListModel& list, const TextContext& context) {
  if (writing_ || list.entity() == nullptr) return;
  forget();
  catalogue_ = client_.catalogue();
  request_ = list.request();
  request_.limit = kPageRows;
  columns_ = list.columns();
  strings_.emplace(context.strings);
  zone_offset_minutes_ = context.zone_offset_minutes;
  now_ = context.now;
  name_ = list.entity()->plural_label;
  for (const schema::View* view : list.views())
    if (view->name == list.view()) name_ = view->label;
  std::vector<std::string> head;
  for (const ListColumn& column : columns_) head.push_back(strings_->label(column.label));
  text_ = kCsvMark + csv_line(head);
  rows_ = 0;
  writing_ = true;
  read(0);
}

void ListExport::read(std::size_t offset) {
  request_.offset = offset;
  client_.list(request_, recipient_.deliver<client::ListSnapshot>(
                             [this, offset](Result<client::ListSnapshot> answer) {
                               take(offset, std::move(answer));
                             }));
}

void ListExport::take(std::size_t offset, Result<client::ListSnapshot> answer) {
  if (!answer) {
    error_ = answer.error();
    writing_ = false;
    return;
  }
  const TextContext context{
      .strings = *strings_, .zone_offset_minutes = zone_offset_minutes_, .now = now_};
  for (const client::RowSnapshot& row : answer->rows) {
    std::vector<std::string> cells;
    for (const ListColumn& column : columns_)
      cells.push_back(ListModel::cell_text(row, column, answer->names, context));
    text_ += csv_line(cells);
    ++rows_;
  }
  const std::size_t next = offset + answer->rows.size();
  if (answer->rows.size() < kPageRows || next >= kRowsMax) return write();
  read(next);
}

void ListExport::write() {
  writing_ = false;
  const LocalTime local = local_time(now_.ms, zone_offset_minutes_);
  std::string minute = minute_text(local.minute);
  std::erase(minute, ':');
  const auto file = folder / fmt::format("{}-{}-{}.csv", file_word(strings_->label(name_)),
                                         format_day(local.day), minute);
  Status written = platform::make_private_directory(folder);
  if (written) written = platform::write_file(file, text_, platform::Privacy::owner_only);
  text_.clear();
  if (written)
    file_ = file;
  else
    error_ = written.error();
}

}  // namespace fieldbook::ui
