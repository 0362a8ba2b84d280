#include "ui/models/action_content.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "ui/models/argument_column.hpp"

namespace fieldbook::ui {
namespace {

/// Arguments of the machinery.
constexpr std::string_view kUnsaid[] = {"shown_revision", "shown_total", "kind", "conflict"};
/// Strokes, which say nothing as text.
constexpr std::string_view kSignature = "signature";

bool is_said(std::string_view argument) {
  return std::ranges::find(kUnsaid, argument) == std::end(kUnsaid);
}

/// The argument's type as its value shows it: the action table stays with the client.
schema::ColumnType type_of(const schema::Value& value) {
  if (std::holds_alternative<std::string>(value)) return schema::ColumnType::memo;
  if (std::holds_alternative<std::int64_t>(value)) return schema::ColumnType::integer;
  return std::holds_alternative<double>(value) ? schema::ColumnType::floating
                                               : schema::ColumnType::blob;
}

void add(const schema::Column& column, const std::string& label, const schema::Value& value,
         const TextContext& context, std::vector<ContentLine>& out) {
  if (std::holds_alternative<Uuid>(value) || std::holds_alternative<Bytes>(value)) return;
  std::string text = value_text(column, value, {}, context);
  if (text.empty()) text = "–";
  out.push_back({label, std::move(text)});
}

}  // namespace

std::string argument_label(const schema::Column& argument, const Strings& strings) {
  const std::string key = fmt::format("argument.{}", argument.name);
  return strings.has(key) ? strings.text(key) : strings.label(argument.label);
}

std::vector<ContentLine> action_content(const client::ActionSnapshot& action,
                                        const schema::Catalogue& catalogue,
                                        const TextContext& context) {
  std::vector<ContentLine> out;
  for (const auto& [name, value] : action.arguments) {
    if (!is_said(name)) continue;
    const auto column = argument_column(catalogue, action.kind, action.entity,
                                        {.name = name, .type = type_of(value)});
    if (column && name == kSignature)
      out.push_back(
          {argument_label(*column, context.strings), context.strings.text("signature.by_hand")});
    else if (column)
      add(*column, argument_label(*column, context.strings), value, context, out);
  }
  const schema::Entity* entity = catalogue.find(action.entity);
  for (const auto& [name, value] : action.fields)
    if (const schema::Column* column = entity == nullptr ? nullptr : entity->find(name))
      add(*column, context.strings.label(column->label), value, context, out);
  return out;
}

std::string content_sentence(const std::vector<ContentLine>& content) {
  std::string out;
  for (const ContentLine& line : content)
    out += fmt::format("{}{}: {}", out.empty() ? "" : " · ", line.label, line.text);
  return out;
}

}  // namespace fieldbook::ui
