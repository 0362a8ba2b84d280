#include "ui/models/detail_model.hpp"

#include <fmt/format.h>

#include "ui/models/intent_outcome.hpp"
#include "ui/models/verdict_words.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kDelivered = 100000001;   // opportunity.statuscode
constexpr std::int64_t kDraft = 0, kActive = 1;  // quote.statecode
constexpr std::size_t kShortIdLength = 8;

/// Reasons for which a decision is not shown at all: there is nothing left to decide, or it is not
/// this person's to make (product.md section 0: a Reviewer never sees Approve).
constexpr std::string_view kHidden[] = {"not_permitted",   "role_ended",      "not_available",
                                        "offer_withdrawn", "already_decided", "already_done"};

bool is_hidden(const client::DecisionSnapshot& decision) {
  return std::ranges::find(kHidden, decision.refusal) != std::end(kHidden);
}

std::optional<std::int64_t> number(const schema::Row& row, std::string_view name) {
  const schema::Column* column = row.entity->find(name);
  const auto* value =
      column == nullptr ? nullptr : std::get_if<std::int64_t>(&row.values[column->ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

/// A deadline that is a day holds to its end in UTC, as the rules have it.
std::int64_t end_of_day(std::optional<std::int64_t> day) { return day ? (*day + 1) * kDayMs : 0; }

std::optional<std::int64_t> last_day_of_quote(const schema::Row& quote) {
  std::optional<std::int64_t> day = number(quote, "effectiveto");
  if (const auto expires = number(quote, "expireson")) {
    const std::int64_t expires_day = day_of(Instant{*expires});
    day = day ? std::min(*day, expires_day) : expires_day;
  }
  return day;
}

}  // namespace

DetailModel::DetailModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), saves_(mailbox), catalogue_(client.catalogue()) {}

void DetailModel::show(std::string entity, Uuid row) {
  if (state_ != State::nothing && entity == entity_name_ && row == row_) return;
  recipient_.renew();
  saves_.renew();
  cancel_edit();
  catalogue_ = client_.catalogue();
  entity_name_ = std::move(entity);
  entity_ = catalogue_->find(entity_name_);
  row_ = row;
  detail_.reset();
  decisions_.clear();
  outcome_.reset();
  error_.reset();
  reading_ = false;
  saving_ = false;
  state_ = entity_ == nullptr ? State::gone : State::reading;
  if (entity_ != nullptr) read();
}

void DetailModel::read() {
  if (reading_) {
    stale_ = true;
    return;
  }
  reading_ = true;
  stale_ = false;
  client_.detail(entity_name_, row_,
                 recipient_.deliver<client::DetailSnapshot>(
                     [this](Result<client::DetailSnapshot> answer) { take(std::move(answer)); }));
}

void DetailModel::take(Result<client::DetailSnapshot> answer) {
  reading_ = false;
  decisions_.clear();
  if (answer) {
    detail_ = *std::move(answer);
    state_ = State::here;
    error_.reset();
    // The row knows its entity by the catalogue it was read with.
    entity_ = detail_->main.row.entity;
    for (const client::DecisionSnapshot& decision : detail_->decisions)
      if (!is_hidden(decision)) decisions_.push_back(decision);
  } else if (answer.error().code == Errc::not_found && !editing_) {
    detail_.reset();
    state_ = State::gone;
  } else {
    // What is typed stays when the record goes meanwhile; saving it says what became of it.
    error_ = answer.error();
  }
  if (stale_) read();
}

bool DetailModel::concerns(const client::Notice& notice) const {
  // Decisions depend on rows of other entities (lines, permissions, statuses), so any change of
  // rows may concern this one; reading it again is cheap.
  return !notice.entities.empty() || notice.outbox;
}

void DetailModel::on_notice(const client::Notice& notice) {
  if (state_ == State::nothing) return;
  if (client_.catalogue() != catalogue_) {
    catalogue_ = client_.catalogue();
    entity_ = catalogue_->find(entity_name_);
  }
  if (entity_ != nullptr && concerns(notice)) read();
}

std::string DetailModel::title(const TextContext& context) const {
  if (!detail_) return {};
  const schema::Row& row = detail_->main.row;
  if (const schema::Column* name = row.entity->find(row.entity->name_column)) {
    std::string text = value_text(*name, row.values[name->ordinal], detail_->names, context);
    if (!text.empty()) return text;
  }
  return fmt::format("{} {}", context.strings.label(row.entity->label),
                     to_string(row.id).substr(0, kShortIdLength));
}

std::string DetailModel::decision_note(const TextContext& context) const {
  if (!detail_ || !decisions_.empty()) return {};
  for (const client::DecisionSnapshot& decision : detail_->decisions)
    if (decision.refusal == "not_permitted" || decision.refusal == "role_ended")
      return refusal_sentence(decision, title(context), context);
  return {};
}

bool DetailModel::is_editable(const schema::Column& column) const {
  return detail_ && is_fillable(column) &&
         std::ranges::find(detail_->editable, column.ordinal) != detail_->editable.end();
}

FormField DetailModel::field(const schema::Column& column, const TextContext& context) const {
  FormField out = form_field(detail_->main.row, column, detail_->names, context);
  out.editable = is_editable(column);
  out.pending =
      std::ranges::find(detail_->pending_columns, column.ordinal) != detail_->pending_columns.end();
  return out;
}

std::vector<FormSectionView> DetailModel::sections(const TextContext& context) const {
  std::vector<FormSectionView> out;
  if (!detail_) return out;
  for (const schema::FormSection& section : detail_->main.row.entity->form) {
    FormSectionView view{.label = section.label};
    for (const std::string& name : section.columns) {
      const schema::Column* column = detail_->main.row.entity->find(name);
      if (column == nullptr) continue;
      FormField one = field(*column, context);
      const bool says = says_something(one, detail_->main.row);
      const bool shown = says || one.pending || (editing_ && one.editable);
      if (shown) view.fields.push_back(std::move(one));
    }
    if (!view.fields.empty()) out.push_back(std::move(view));
  }
  return out;
}

std::int64_t DetailModel::deadline_ms() const {
  if (!detail_) return 0;
  const schema::Row& row = detail_->main.row;
  if (row.entity->name == "opportunity" && number(row, "statuscode") == kDelivered)
    return end_of_day(number(row, "adx_expirydate"));
  if (row.entity->name == "quote") {
    const auto state = number(row, "statecode").value_or(kDraft);
    if (state == kDraft || state == kActive) return end_of_day(last_day_of_quote(row));
  }
  return 0;
}

// --- Editing ------------------------------------------------------------------------------------

bool DetailModel::can_edit() const {
  if (!detail_ || editing_) return false;
  return std::ranges::any_of(
      detail_->main.row.entity->form, [&](const schema::FormSection& section) {
        return std::ranges::any_of(section.columns, [&](const std::string& name) {
          const schema::Column* column = detail_->main.row.entity->find(name);
          return column != nullptr && is_editable(*column);
        });
      });
}

void DetailModel::begin_edit(const TextContext& context) {
  if (!can_edit()) return;
  edited_ = detail_->main.row;
  editing_ = true;
  outcome_.reset();
  draft_.begin(context);
  for (const schema::FormSection& section : edited_->entity->form) {
    for (const std::string& name : section.columns) {
      const schema::Column* column = edited_->entity->find(name);
      if (column == nullptr || !is_editable(*column)) continue;
      draft_.add(*column, edited_->values[column->ordinal], detail_->names,
                 target_of(*edited_, *column));
    }
  }
}

void DetailModel::cancel_edit() {
  editing_ = false;
  draft_.clear();
  edited_.reset();
  if (!error_ || error_->code != Errc::not_found) return;
  error_.reset();
  detail_.reset();
  state_ = State::gone;
}

PickerModel::Question DetailModel::question(const std::string& column) {
  const auto found = draft_.fields().find(column);
  if (found == draft_.fields().end()) return {};
  const schema::Column& lookup = *found->second.column;
  PickerModel::Question out{.label = lookup.label,
                            .targets = lookup.targets,
                            .chosen = found->second.link,
                            .may_clear = !lookup.required};
  // Where the column that names the target's kind may not be changed, the kind stays.
  const schema::Column* type =
      lookup.type_column.empty() ? nullptr : edited_->entity->find(lookup.type_column);
  const bool is_fixed = type != nullptr && std::ranges::find(detail_->editable, type->ordinal) ==
                                               detail_->editable.end();
  if (lookup.targets.size() > 1 && is_fixed && !found->second.link_entity.empty())
    out.targets = {found->second.link_entity};
  out.take = [this, column](const PickedRow& row) {
    draft_.choose(column, row.entity, row.row, row.name);
  };
  return out;
}

/// A lookup of several kinds says in another column which it is.
void DetailModel::add_type_of(const std::string& lookup, client::Intent& intent) const {
  const FieldDraft& draft = draft_.fields().at(lookup);
  const schema::Column* type = draft.column->type_column.empty()
                                   ? nullptr
                                   : edited_->entity->find(draft.column->type_column);
  if (type == nullptr || draft.link.is_nil() || draft.link_entity.empty()) return;
  const schema::Value& before = edited_->values[type->ordinal];
  if (before == schema::Value(draft.link_entity)) return;
  intent.fields.emplace_back(type->name, draft.link_entity);
  intent.shown.emplace_back(type->name, before);
}

void DetailModel::save() {
  if (!editing_ || saving_) return;
  client::Intent intent{.kind = "record.update", .entity = entity_name_, .target = row_};
  draft_.check_all();
  if (!draft_.is_sound()) return;
  for (auto& [name, value] : draft_.changed()) {
    const schema::Value& before = edited_->values[edited_->entity->find(name)->ordinal];
    // Written otherwise, but the same: "1350" for "1350.00".
    if (value == before) continue;
    intent.fields.emplace_back(name, std::move(value));
    intent.shown.emplace_back(name, before);
    add_type_of(name, intent);
  }
  if (intent.fields.empty()) return cancel_edit();
  saving_ = true;
  outcome_.reset();
  client_.decide(std::move(intent), saves_.deliver<client::IntentOutcome>(
                                        [this](Result<client::IntentOutcome> answer) {
                                          saving_ = false;
                                          outcome_ = intent_outcome(std::move(answer));
                                          if (!outcome_->saved) return;
                                          cancel_edit();
                                          read();
                                        }));
}

}  // namespace fieldbook::ui
