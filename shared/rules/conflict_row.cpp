#include "shared/rules/conflict_row.hpp"

#include "shared/rules/support.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::size_t kShownTextBytesMax = 16 * 1024;
constexpr std::size_t kTitleBytesMax = 300;
constexpr std::int64_t kOpen = 0, kDecided = 1;           // statecode
constexpr std::int64_t kWaiting = 1, kDecidedStatus = 2;  // statuscode

std::string_view word(FieldFate fate) {
  switch (fate) {
    case FieldFate::ask: return "ask";
    case FieldFate::kept_theirs: return "kept_theirs";
    case FieldFate::combined: return "combined";
    case FieldFate::deleted: break;
  }
  return "deleted";
}

bool is_long(const schema::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->size() > kShownTextBytesMax;
}

nlohmann::ordered_json field_json(const ConflictField& field) {
  const schema::Column& column = *field.edit.column;
  nlohmann::ordered_json out = {{"number", column.number},
                                {"column", column.name},
                                {"label", column.label},
                                {"outcome", word(field.fate)}};
  nlohmann::ordered_json omitted = nlohmann::ordered_json::array();
  const auto put = [&](const char* name, const schema::Value& value) {
    if (is_long(value))
      omitted.push_back(name);
    else
      out[name] = schema::value_to_json(column, value);
  };
  put("base", field.edit.base);
  out["mine"] = schema::value_to_json(column, field.edit.mine);
  if (field.fate != FieldFate::deleted) put("theirs", field.edit.theirs);
  if (!omitted.empty()) out["omitted"] = std::move(omitted);
  return out;
}

std::string detail_json(std::span<const ConflictField> fields) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ConflictField& field : fields) list.push_back(field_json(field));
  return nlohmann::ordered_json{{"fields", std::move(list)}}.dump(
      -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string title_of(const RuleInput& input, const schema::Row* row) {
  const schema::Entity* entity = input.rows.catalogue().find(input.action.entity);
  std::string title = row == nullptr ? std::string() : name_of(*row);
  if (title.empty() && entity != nullptr) title = entity->label;
  return title.size() <= kTitleBytesMax ? title : entity->label;
}

/// Who changed the row last, as far as this side knows.
Result<std::string> other_author(const RuleInput& input, const schema::Row& row) {
  const schema::Column* column = row.entity->find("modifiedby");
  if (column == nullptr) return std::string();
  const auto author = row.lookup({row.entity->number, column->ordinal});
  if (!author) return std::string();
  return person_name(input.rows, *author);
}

Status describe_theirs(const RuleInput& input, const schema::Row& row, schema::RowChange& change) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  TRY(auto author, other_author(input, row));
  if (!author.empty())
    change.set(catalogue.column("fieldbook_conflict", "otherauthorname"), std::move(author));
  if (const schema::Column* modified = row.entity->find("modifiedon"))
    if (const auto ms = row.integer({row.entity->number, modified->ordinal}))
      change.set(catalogue.column("fieldbook_conflict", "theirs_on"), *ms);
  return {};
}

}  // namespace

Uuid conflict_id(const Uuid& action) { return derived_id(action, "conflict"); }

Result<schema::RowChange> conflict_row(const RuleInput& input, const schema::Row* row,
                                       std::span<const ConflictField> fields) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("fieldbook_conflict", name);
  };
  const bool waits = std::ranges::any_of(fields, [](const ConflictField& field) {
    return field.fate == FieldFate::ask || field.fate == FieldFate::deleted;
  });
  schema::RowChange change({of("title").entity_number, conflict_id(input.action.id)});
  change.set(of("title"), title_of(input, row))
      .set(of("entityname"), input.action.entity)
      .set(of("rowid"), input.action.target)
      .set(of("actionid"), input.action.id)
      .set(of("authorid"), input.actor.id)
      .set(of("authorname"), input.actor.name)
      .set(of("detail"), detail_json(fields))
      .set(of("mine_on"), input.now.ms)
      .set(of("bucketowner"), input.actor.id)
      .set(of("statecode"), waits ? kOpen : kDecided)
      .set(of("statuscode"), waits ? kWaiting : kDecidedStatus)
      .set(of("createdon"), input.now.ms)
      .set(of("modifiedon"), input.now.ms);
  if (row != nullptr) CHECK(describe_theirs(input, *row, change));
  return change;
}

}  // namespace fieldbook::rules
