#include "ui/models/add_model.hpp"

#include <algorithm>

namespace fieldbook::ui {
namespace {

constexpr std::string_view kAddedByPartners[] = {"opportunity", "account", "contact"};

/// Columns that a partner fills in once and nobody edits afterwards.
bool is_set_at_creation(const schema::Entity& entity, const schema::Column& column) {
  return (entity.name == "opportunity" && column.name == "customerid") ||
         (entity.name == "contact" && column.name == "parentcustomerid");
}

/// A new record begins in its first state; who may, changes that afterwards.
bool follows_by_itself(const schema::Column& column) {
  return column.type == schema::ColumnType::state || column.type == schema::ColumnType::status;
}

bool may_fill(const schema::Entity& entity, const schema::Column& column,
              schema::Audience audience) {
  return is_fillable(column) && !follows_by_itself(column) &&
         (column.editable.has(audience) || is_set_at_creation(entity, column));
}

/// The column is needed and nobody else gives its value.
bool is_needed(const schema::Column& column) {
  return column.required && !follows_by_itself(column);
}

}  // namespace

bool may_add(const schema::Entity& entity, schema::Audience audience) {
  if (entity.kind != schema::EntityKind::business) return false;
  if (audience == schema::Audience::partner)
    return std::ranges::find(kAddedByPartners, entity.name) != std::end(kAddedByPartners);
  if (audience != schema::Audience::staff) return false;
  bool any = false;
  for (const schema::Column& column : entity.columns) {
    const bool fills = may_fill(entity, column, audience);
    if (is_needed(column) && !fills) return false;
    any = any || fills;
  }
  return any;
}

AddModel::AddModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), catalogue_(client.catalogue()) {}

void AddModel::show(std::string entity) {
  if (entity == entity_name_ && entity_ != nullptr && !outcome_) return;
  cancel();
  catalogue_ = client_.catalogue();
  entity_name_ = std::move(entity);
  const auto audience = schema::parse_audience(client_.status().audience);
  const schema::Entity* found = catalogue_->find(entity_name_);
  if (!audience || found == nullptr || !may_add(*found, *audience)) return;
  audience_ = *audience;
  entity_ = found;
}

void AddModel::cancel() {
  recipient_.renew();
  entity_ = nullptr;
  sections_.clear();
  draft_.clear();
  begun_ = false;
  saving_ = false;
  outcome_.reset();
}

void AddModel::add_field(const schema::Column& column, AddSection& section) {
  if (!may_fill(*entity_, column, audience_) || draft_.fields().contains(column.name)) return;
  draft_.add(column, schema::Value(), {});
  section.columns.push_back(column.name);
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
    if (is_needed(column)) add_field(column, rest);
  if (!rest.columns.empty()) sections_.insert(sections_.begin(), std::move(rest));
}

PickerModel::Question AddModel::question(const std::string& column) {
  const auto found = draft_.fields().find(column);
  if (found == draft_.fields().end()) return {};
  const FieldDraft& draft = found->second;
  PickerModel::Question out{.label = draft.column->label,
                            .targets = draft.column->targets,
                            .chosen = draft.link,
                            .may_clear = !draft.column->required};
  // Partners' customers are accounts; the rule writes down the kind.
  if (audience_ == schema::Audience::partner && is_set_at_creation(*entity_, *draft.column))
    out.targets = {"account"};
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
    intent.fields.emplace_back(name, std::move(value));
    const schema::Column* type =
        draft.column->type_column.empty() ? nullptr : entity_->find(draft.column->type_column);
    if (type != nullptr && type->editable.has(audience_))
      intent.fields.emplace_back(type->name, draft.link_entity);
  }
  saving_ = true;
  outcome_.reset();
  client_.decide(
      std::move(intent),
      recipient_.deliver<client::IntentOutcome>([this](Result<client::IntentOutcome> answer) {
        saving_ = false;
        if (answer)
          outcome_ = *std::move(answer);
        else
          outcome_ = client::IntentOutcome{.text = answer.error().message};
      }));
}

}  // namespace fieldbook::ui
