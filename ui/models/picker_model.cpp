#include "ui/models/picker_model.hpp"

#include <fmt/format.h>

namespace fieldbook::ui {
namespace {

constexpr std::size_t kShortIdLength = 8;

std::string name_of(const client::RowSnapshot& row) {
  const schema::Entity& entity = *row.row.entity;
  const schema::Column* column = entity.find(entity.name_column);
  const auto* text =
      column == nullptr ? nullptr : std::get_if<std::string>(&row.row.values[column->ordinal]);
  if (text != nullptr && !text->empty()) return *text;
  return fmt::format("{} {}", entity.label, to_string(row.row.id).substr(0, kShortIdLength));
}

}  // namespace

PickerModel::PickerModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void PickerModel::begin(Question question) {
  cancel();
  question_ = std::move(question);
  open_ = true;
  read();
}

void PickerModel::cancel() {
  recipient_.renew();
  open_ = false;
  words_.clear();
  rows_.reset();
  has_more_ = false;
}

void PickerModel::search(std::string words) {
  if (words == words_) return;
  words_ = std::move(words);
  recipient_.renew();
  read();
}

/// What was found before stays in sight until the next answer is here.
void PickerModel::read() {
  const auto catalogue = client_.catalogue();
  read_.assign(question_.targets.size(), {});
  has_more_ = false;
  awaited_ = question_.targets.size();
  if (awaited_ == 0) rows_.emplace();
  for (std::size_t i = 0; i < question_.targets.size(); ++i) {
    const schema::Entity* entity = catalogue->find(question_.targets[i]);
    if (entity == nullptr) {
      take(i, client::ListSnapshot{});
      continue;
    }
    client::ListRequest request{
        .entity = entity->name, .view = "*", .search = words_, .limit = kRowsMax};
    if (!entity->name_column.empty())
      request.sort = {{entity->name_column, schema::SortDirection::ascending}};
    client_.list(std::move(request), recipient_.deliver<client::ListSnapshot>(
                                         [this, i](Result<client::ListSnapshot> answer) {
                                           take(i, std::move(answer));
                                         }));
  }
}

void PickerModel::take(std::size_t target, Result<client::ListSnapshot> answer) {
  if (answer) {
    has_more_ = has_more_ || answer->rows.size() >= kRowsMax;
    for (const client::RowSnapshot& row : answer->rows)
      read_[target].push_back({question_.targets[target], row.row.id, name_of(row)});
  }
  if (--awaited_ > 0) return;
  rows_.emplace();
  for (auto& rows : read_) rows_->insert(rows_->end(), rows.begin(), rows.end());
}

void PickerModel::choose(const PickedRow& row) {
  const auto answer = question_.take;
  cancel();
  if (answer) answer(row);
}

}  // namespace fieldbook::ui
