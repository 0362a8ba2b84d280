// Holding an action against its row of the table, and the table as text.

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::actions {
namespace {

const ArgumentRow* find_argument(const ActionRow& row, std::string_view name) {
  for (const ArgumentRow& argument : row.arguments)
    if (argument.name == name) return &argument;
  return nullptr;
}

Status check_arguments(const ActionRow& row, const Action& action) {
  for (const auto& [name, value] : action.arguments) {
    const ArgumentRow* argument = find_argument(row, name);
    if (argument == nullptr)
      return fail(Errc::invalid_argument, fmt::format("{} takes no argument {}", row.kind, name));
    schema::Column column;
    column.type = argument->type;
    column.max_length = argument->length_max;
    if (const auto problem = schema::value_problem(column, value))
      return fail(Errc::invalid_argument, fmt::format("argument {} {}", name, *problem));
  }
  for (const ArgumentRow& argument : row.arguments)
    if (argument.required && action.argument(argument.name) == nullptr)
      return fail(Errc::invalid_argument, fmt::format("argument {} is missing", argument.name));
  return {};
}

std::string print_row(const ActionRow& row) {
  std::string audiences;
  for (const auto audience :
       {schema::Audience::customer, schema::Audience::partner, schema::Audience::staff})
    if (row.audiences.has(audience))
      audiences += fmt::format("{}{}", audiences.empty() ? "" : ",", schema::to_string(audience));
  std::string taken;
  for (const ArgumentRow& argument : row.arguments)
    taken += fmt::format("{}{}:{}{}{}", taken.empty() ? "" : ", ", argument.name,
                         schema::to_string(argument.type),
                         argument.length_max > 0 ? fmt::format("({})", argument.length_max) : "",
                         argument.required ? "!" : "");
  return fmt::format("{} | {} | v{} | {} | {} | {} | {} | {} | {} | {}\n", row.number, row.kind,
                     row.version, row.entity.empty() ? "-" : row.entity, audiences,
                     row.roles.empty() ? "-" : fmt::format("{}", fmt::join(row.roles, ", ")),
                     taken.empty() ? "-" : taken,
                     row.stale_after ? fmt::format("{} h", row.stale_after->count()) : "-",
                     row.label, row.sentence);
}

}  // namespace

Status check_shape(const Action& action) {
  const ActionRow* row = find_action(action.kind);
  if (row == nullptr) return fail(Errc::unsupported, "unknown kind of action: " + action.kind);
  if (action.version > row->version)
    return fail(Errc::unsupported,
                fmt::format("version {} of {} is not known here", action.version, action.kind));
  if (!row->audiences.has(action.audience))
    return fail(Errc::invalid_argument, fmt::format("{} is not for a {} sign-in", action.kind,
                                                    schema::to_string(action.audience)));
  if (!row->entity.empty() && action.entity != row->entity)
    return fail(Errc::invalid_argument,
                fmt::format("{} has a {} as its target", action.kind, row->entity));
  if (action.target.is_nil()) return fail(Errc::invalid_argument, action.kind + " names no target");
  const bool has_fields =
      action.kind == kinds::kRecordUpdate || action.kind == kinds::kRecordCreate;
  if (has_fields && action.fields.empty())
    return fail(Errc::invalid_argument, action.kind + " names no field");
  if (!has_fields && !action.fields.empty())
    return fail(Errc::invalid_argument, action.kind + " has no fields");
  return check_arguments(*row, action);
}

std::string print_action_table() {
  std::string out =
      "number | kind | version | entity | sign-ins | roles | arguments | overdue after | label | "
      "sentence\n";
  for (const ActionRow& row : action_table()) out += print_row(row);
  return out;
}

}  // namespace fieldbook::actions
