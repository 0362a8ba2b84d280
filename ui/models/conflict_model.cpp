#include "ui/models/conflict_model.hpp"

#include "ui/models/intent_outcome.hpp"
#include "ui/models/typed_value.hpp"

namespace fieldbook::ui {

using client::ConflictSnapshot;

ConflictModel::ConflictModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void ConflictModel::refresh() {
  if (reading_)
    stale_ = true;
  else
    read();
}

void ConflictModel::read() {
  reading_ = true;
  stale_ = false;
  client_.conflicts(recipient_.deliver<std::vector<ConflictSnapshot>>(
      [this](Result<std::vector<ConflictSnapshot>> answer) {
        reading_ = false;
        if (answer) take(*std::move(answer));
        if (stale_) read();
      }));
}

void ConflictModel::on_notice(const client::Notice& notice) {
  if (notice.outbox || !notice.entities.empty()) refresh();
}

/// Stays on the card that is shown, with what was chosen, as long as it is open.
void ConflictModel::take(std::vector<ConflictSnapshot> all) {
  const Uuid shown = card() == nullptr ? Uuid{} : card()->id;
  std::erase_if(all, [&](const ConflictSnapshot& one) { return put_away_.contains(one.id); });
  open_ = std::move(all);
  const auto same = std::ranges::find(open_, shown, &ConflictSnapshot::id);
  if (same != open_.end()) {
    current_ = static_cast<std::size_t>(same - open_.begin());
    return;
  }
  current_ = open_.empty() ? 0 : std::min(current_, open_.size() - 1);
  begin_card();
}

void ConflictModel::begin_card() {
  sides_.clear();
  typed_.clear();
}

void ConflictModel::show(std::size_t index) {
  if (index >= open_.size()) return;
  current_ = index;
  outcome_.reset();
  begin_card();
}

void ConflictModel::next() {
  if (!open_.empty()) show((current_ + 1) % open_.size());
}

const ConflictSnapshot* ConflictModel::card() const {
  return current_ < open_.size() ? &open_[current_] : nullptr;
}

ConflictSide ConflictModel::side(const std::string& column) const {
  const auto found = sides_.find(column);
  return found == sides_.end() ? ConflictSide::undecided : found->second;
}

void ConflictModel::choose(const std::string& column, ConflictSide side) { sides_[column] = side; }

bool ConflictModel::may_keep_both(const ConflictSnapshot::Field& field) const {
  const schema::Column* column = column_of(field.column);
  const auto* mine = std::get_if<std::string>(&field.mine);
  const auto* theirs = std::get_if<std::string>(&field.theirs);
  const bool is_text = column != nullptr && (column->type == schema::ColumnType::text ||
                                             column->type == schema::ColumnType::memo);
  return is_text && mine != nullptr && theirs != nullptr && !mine->empty() && !theirs->empty() &&
         !field.theirs_gone;
}

void ConflictModel::keep_both(const ConflictSnapshot::Field& field) {
  if (!may_keep_both(field)) return;
  choose(field.column, ConflictSide::typed);
  typed_[field.column] =
      std::get<std::string>(field.theirs) + " / " + std::get<std::string>(field.mine);
}

bool ConflictModel::complete() const {
  return card() != nullptr && !card()->fields.empty() &&
         std::ranges::all_of(card()->fields, [&](const ConflictSnapshot::Field& field) {
           return side(field.column) != ConflictSide::undecided;
         });
}

const schema::Column* ConflictModel::column_of(const std::string& column) const {
  const schema::Entity* entity =
      card() == nullptr ? nullptr : client_.catalogue()->find(card()->entity);
  return entity == nullptr ? nullptr : entity->find(column);
}

std::string ConflictModel::problem(const std::string& column, const TextContext& context) const {
  if (side(column) != ConflictSide::typed) return {};
  const schema::Column* of = column_of(column);
  if (of == nullptr) return context.strings.text("check.not_typed");
  const auto text = typed_.find(column);
  const auto value = typed_value(*of, text == typed_.end() ? std::string() : text->second, context);
  return value ? std::string() : value.error();
}

schema::Value ConflictModel::chosen(const ConflictSnapshot::Field& field,
                                    const TextContext& context) const {
  switch (side(field.column)) {
    case ConflictSide::mine: return field.mine;
    case ConflictSide::typed: {
      const auto text = typed_.find(field.column);
      return *typed_value(*column_of(field.column),
                          text == typed_.end() ? std::string() : text->second, context);
    }
    case ConflictSide::theirs:
    case ConflictSide::undecided: break;
  }
  return field.theirs;
}

/// The verdict that asked for this decision has been answered.
void ConflictModel::settle(const ConflictSnapshot& card) {
  put_away_.insert(card.id);
  client_.dismiss(card.action, recipient_.deliver<client::ActionSnapshot>(
                                   [this](Result<client::ActionSnapshot>) { refresh(); }));
  take(std::vector(open_));
}

void ConflictModel::decide(const TextContext& context) {
  if (!complete() || saving_) return;
  const ConflictSnapshot card = *this->card();
  client::Intent intent{.kind = "record.update",
                        .entity = card.entity,
                        .target = card.row,
                        .arguments = {{"conflict", schema::Value(card.id)}}};
  for (const ConflictSnapshot::Field& field : card.fields) {
    if (!problem(field.column, context).empty()) return;
    intent.fields.emplace_back(field.column, chosen(field, context));
    intent.shown.emplace_back(field.column, field.theirs);
  }
  outcome_.reset();
  saving_ = true;
  client_.decide(std::move(intent), recipient_.deliver<client::IntentOutcome>(
                                        [this, card](Result<client::IntentOutcome> answer) {
                                          saving_ = false;
                                          outcome_ = intent_outcome(std::move(answer));
                                          if (outcome_->saved) settle(card);
                                        }));
}

}  // namespace fieldbook::ui
