#include "ui/models/argument_column.hpp"

#include <algorithm>

namespace fieldbook::ui {
namespace {

/// Which column an argument stands for, where its name is not the column's or not all that the
/// column may name is meant.
struct Meaning {
  std::string_view kinds;  ///< how they begin
  std::string_view argument;
  std::string_view entity;
  std::string_view column;
  std::string_view only = {};  ///< of the column's targets; empty: all
};
constexpr Meaning kMeanings[] = {
    {"opportunity.", "reason", "opportunity", "adx_reasonforreturn"},
    {"opportunity.", "contact", "opportunity", "parentcontactid"},
    {"forum.", "thread_type", "adx_communityforumthread", "adx_typeid"},
    {"forum.", "reply_to", "adx_communityforumpost", "adx_regardingid"},
    {"account.", "adx_maximumredemptions", "adx_invitation", "adx_maximumredemptions"},
    {"contact.", "parentcustomerid", "contact", "parentcustomerid", "account"},
    {"role.", "role", "contact_adx_webrole_link", "adx_webroleid"},
    {"record.", "opportunity", "adx_dealregistrationrequest", "adx_opportunityid"},
};

const Meaning* meaning_of(std::string_view kind, std::string_view argument) {
  for (const Meaning& meaning : kMeanings)
    if (kind.starts_with(meaning.kinds) && meaning.argument == argument) return &meaning;
  return nullptr;
}

const schema::Column* column_for(const schema::Catalogue& catalogue, const Meaning* meaning,
                                 std::string_view entity, std::string_view argument) {
  const schema::Entity* found = catalogue.find(meaning == nullptr ? entity : meaning->entity);
  return found == nullptr ? nullptr : found->find(meaning == nullptr ? argument : meaning->column);
}

/// "due_on" as "Due on".
std::string words_of(std::string_view name) {
  std::string out(name);
  std::ranges::replace(out, '_', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

bool has_options(schema::ColumnType type) {
  using schema::ColumnType;
  return type == ColumnType::choice || type == ColumnType::multichoice ||
         type == ColumnType::state || type == ColumnType::status;
}

}  // namespace

std::optional<schema::Column> argument_column(const schema::Catalogue& catalogue,
                                              std::string_view kind, std::string_view entity,
                                              const client::DecisionSnapshot::Argument& argument) {
  using schema::ColumnType;
  schema::Column out;
  out.name = argument.name;
  out.type = argument.type;
  out.required = argument.required;
  out.max_length = static_cast<std::uint32_t>(argument.length_max);
  const Meaning* meaning = meaning_of(kind, argument.name);
  const schema::Column* meant = column_for(catalogue, meaning, entity, argument.name);
  out.label = meant == nullptr ? words_of(argument.name) : meant->label;
  if (meant != nullptr) {
    out.options = meant->options;
    out.targets = meant->targets;
    if (meaning != nullptr && !meaning->only.empty()) out.targets = {std::string(meaning->only)};
    // A number that stands for an option, an id that stands for a row.
    if (out.type == ColumnType::integer && !out.options.empty()) out.type = ColumnType::choice;
    if (out.type == ColumnType::uuid && !out.targets.empty()) out.type = ColumnType::lookup;
  }
  const bool is_id = out.type == ColumnType::uuid || out.type == ColumnType::blob;
  if (is_id || (out.type == ColumnType::lookup && out.targets.empty())) return std::nullopt;
  if (has_options(out.type) && out.options.empty()) return std::nullopt;
  return out;
}

}  // namespace fieldbook::ui
