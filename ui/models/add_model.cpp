#include "ui/models/add_model.hpp"

#include "ui/models/argument_column.hpp"
#include "ui/models/intent_outcome.hpp"

namespace fieldbook::ui {

AddModel::AddModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), catalogue_(client.catalogue()) {}

void AddModel::show(std::string entity) {
  if (entity == entity_name_ && entity_ != nullptr && !outcome_) return;
  cancel();
  catalogue_ = client_.catalogue();
  entity_name_ = std::move(entity);
  const auto audience = schema::parse_audience(client_.status().audience);
  const schema::Entity* found = catalogue_->find(entity_name_);
  if (!audience || found == nullptr || !may_add(*found, *audience, client_.status().roles)) return;
  audience_ = *audience;
  entity_ = found;
}

void AddModel::show_under(std::string entity, std::string column, const PickedRow& other) {
  const bool is_shown =
      entity == entity_name_ && column == under_column_ && other.row == under_.row;
  if (is_shown && entity_ != nullptr && !outcome_) return;
  cancel();
  show(std::move(entity));
  under_column_ = std::move(column);
  under_ = other;
}

void AddModel::cancel() {
  recipient_.renew();
  entity_ = nullptr;
  sections_.clear();
  draft_.clear();
  columns_.clear();
  under_column_.clear();
  begun_ = false;
  saving_ = false;
  outcome_.reset();
}

void AddModel::add_field(const schema::Column& column, AddSection& section) {
  if (!may_fill(*entity_, column, audience_) || draft_.fields().contains(column.name)) return;
  const schema::Column* shown = &column;
  if (column.required && follows_from_person(*entity_, column, audience_)) {
    columns_.push_back(column);
    columns_.back().required = false;
    shown = &columns_.back();
  }
  draft_.add(*shown, schema::Value(), {});
  section.columns.push_back(column.name);
}

void AddModel::add_opportunity(AddSection& section) {
  auto column = argument_column(
      *catalogue_, "record.create", entity_name_,
      {.name = std::string(kOpportunityArgument), .type = schema::ColumnType::uuid});
  if (!column) return;
  columns_.push_back(*std::move(column));
  draft_.add(columns_.back(), schema::Value(), {});
  section.columns.push_back(columns_.back().name);
}

void AddModel::begin(const TextContext& context) {
  if (entity_ == nullptr || begun_) return;
  begun_ = true;
  draft_.begin(context);
  for (const schema::FormSection& form : entity_->form) {
    AddSection section{.label = form.label};
    for (const std::string& name : form.columns)
      if (const schema::Column* column = entity_->find(name)) add_field(*column, section);
    if (!section.columns.empty()) sections_.push_back(std::move(section));
  }
  // What is needed and stands in no section of the form.
  AddSection rest{.label = entity_->label};
  for (const schema::Column& column : entity_->columns)
    if (column.required) add_field(column, rest);
  if (!rest.columns.empty()) sections_.insert(sections_.begin(), std::move(rest));
  if (takes_opportunity(*entity_, audience_) && !sections_.empty())
    add_opportunity(sections_.front());
  if (!under_column_.empty()) draft_.choose(under_column_, under_.entity, under_.row, under_.name);
}

PickerModel::Question AddModel::question(const std::string& column) {
  const auto found = draft_.fields().find(column);
  if (found == draft_.fields().end()) return {};
  const FieldDraft& draft = found->second;
  PickerModel::Question out{.label = draft.column->label,
                            .targets = targets_of(*entity_, *draft.column, audience_),
                            .chosen = draft.link,
                            .may_clear = !draft.column->required};
  out.take = [this, column](const PickedRow& row) {
    draft_.choose(column, row.entity, row.row, row.name);
  };
  return out;
}

void AddModel::save() {
  if (entity_ == nullptr || saving_) return;
  draft_.check_all();
  if (!draft_.is_sound() || !draft_.has_changes()) return;
  client::Intent intent{.kind = "record.create", .entity = entity_name_};
  for (auto& [name, value] : draft_.given()) {
    const FieldDraft& draft = draft_.fields().at(name);
    if (name == kOpportunityArgument && entity_->find(name) == nullptr) {
      intent.arguments.emplace_back(name, std::move(value));
      continue;
    }
    intent.fields.emplace_back(name, std::move(value));
    const schema::Column* type =
        draft.column->type_column.empty() ? nullptr : entity_->find(draft.column->type_column);
    if (type != nullptr && type->editable.has(audience_))
      intent.fields.emplace_back(type->name, draft.link_entity);
  }
  saving_ = true;
  outcome_.reset();
  client_.decide(std::move(intent), recipient_.deliver<client::IntentOutcome>(
                                        [this](Result<client::IntentOutcome> answer) {
                                          saving_ = false;
                                          outcome_ = intent_outcome(std::move(answer));
                                        }));
}

}  // namespace fieldbook::ui
