// `do` takes any action of the action table, `add` makes a record: one way to each kind, whatever
// it is called.

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

struct Options {
  std::string kind;
  std::string entity;
  std::string row;
  std::vector<std::string> values;
  std::string comment;
  bool sync = false;
};

/// The column that an argument stands for: one of its name, whose options people may name, and one
/// that is called otherwise.
const schema::Column* column_of(const schema::Entity& entity, std::string_view argument) {
  if (entity.name == "opportunity" && argument == actions::arguments::kReason)
    return entity.find("adx_reasonforreturn");
  return entity.find(argument);
}

/// Entities whose rows an argument may name by name instead of by id.
constexpr std::array<std::string_view, 5> kNamed = {"contact", "account", "adx_webrole",
                                                    "opportunity", "adx_forumthreadtype"};

Result<std::pair<std::string, std::string>> split(const std::string& value) {
  const auto equals = value.find('=');
  if (equals == std::string::npos)
    return fail(Errc::invalid_argument,
                fmt::format("\"{}\" is not of the form name=value.", value));
  return std::pair(value.substr(0, equals), value.substr(equals + 1));
}

Result<schema::Value> named_row(const Tool& tool, Client& client, const std::string& text) {
  if (const auto id = parse_uuid(text)) return schema::Value(*id);
  for (const std::string_view entity : kNamed)
    if (const auto id = tool.find_row(client, std::string(entity), text)) return schema::Value(*id);
  return fail(Errc::not_found, fmt::format("This device holds nothing named \"{}\".", text));
}

Result<std::vector<std::pair<std::string, schema::Value>>> read_arguments(
    const Tool& tool, Client& client, const schema::Entity& entity, const actions::ActionRow& row,
    const Options& options) {
  std::vector<std::pair<std::string, schema::Value>> out;
  if (!options.comment.empty()) out.emplace_back(actions::arguments::kComment, options.comment);
  for (const std::string& text : options.values) {
    TRY(const auto pair, split(text));
    const auto argument = std::ranges::find(row.arguments, pair.first, &actions::ArgumentRow::name);
    if (argument == row.arguments.end())
      return fail(Errc::invalid_argument, fmt::format("{} takes no \"{}\".", row.kind, pair.first));
    schema::Column column;
    column.name = argument->name;
    column.type = argument->type;
    column.max_length = argument->length_max;
    if (argument->type == schema::ColumnType::uuid) {
      auto id = named_row(tool, client, pair.second);
      // A partner's device carries no web roles: the server knows them by name.
      if (!id && pair.first == actions::arguments::kRole) {
        out.emplace_back(actions::arguments::kRoleName, pair.second);
        continue;
      }
      if (!id) return std::unexpected(id.error());
      out.emplace_back(pair.first, *std::move(id));
      continue;
    }
    if (const schema::Column* found = column_of(entity, pair.first);
        found != nullptr && argument->type == schema::ColumnType::integer &&
        !found->options.empty()) {
      column.type = schema::ColumnType::choice;
      column.options = found->options;
    }
    TRY(auto value, schema::value_from_text(column, pair.second));
    out.emplace_back(pair.first, std::move(value));
  }
  return out;
}

ExitCode take(const Tool& tool, const Options& options) {
  const actions::ActionRow* row = actions::find_action(options.kind);
  if (row == nullptr)
    return tool.report({Errc::invalid_argument,
                        fmt::format("There is no action \"{}\". `fieldbookctl do --list` names "
                                    "them all.",
                                    options.kind)});
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  std::string entity(row->entity);
  if (entity.empty()) {
    if (options.entity.empty())
      return tool.report({Errc::invalid_argument, "Say with --entity what the row is."});
    const auto named = tool.find_entity(client, options.entity);
    if (!named) return tool.report(named.error());
    entity = *named;
  }
  const auto id = tool.find_row(client, entity, options.row);
  if (!id) return tool.report(id.error());
  auto arguments = read_arguments(tool, client, client.catalogue()->entity(entity), *row, options);
  if (!arguments) return tool.report(arguments.error());
  const Intent intent{
      .kind = options.kind, .entity = entity, .target = *id, .arguments = *std::move(arguments)};
  const auto outcome =
      wait<IntentOutcome>([&](auto done) { client.decide(intent, std::move(done)); });
  return answer_intent(tool, client, outcome, options.sync);
}

ExitCode add(const Tool& tool, const Options& options) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto entity = tool.find_entity(client, options.entity);
  if (!entity) return tool.report(entity.error());
  Intent intent{.kind = std::string(actions::kinds::kRecordCreate), .entity = *entity};
  const schema::Entity& described = client.catalogue()->entity(*entity);
  for (const std::string& text : options.values) {
    const auto pair = split(text);
    if (!pair) return tool.report(pair.error());
    const schema::Column* column = described.find(pair->first);
    // What is no column is an argument: the opportunity of a case.
    if (column == nullptr) {
      auto id = named_row(tool, client, pair->second);
      if (!id) return tool.report(id.error());
      intent.arguments.emplace_back(pair->first, *std::move(id));
      continue;
    }
    auto value = read_value(tool, client, *column, pair->second);
    if (!value) return tool.report(value.error());
    intent.fields.emplace_back(pair->first, *std::move(value));
  }
  const auto outcome =
      wait<IntentOutcome>([&](auto done) { client.decide(intent, std::move(done)); });
  return answer_intent(tool, client, outcome, options.sync);
}

ExitCode list_kinds(const Tool& tool) {
  std::vector<std::vector<std::string>> rows;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const actions::ActionRow& row : actions::action_table()) {
    std::vector<std::string> names;
    for (const actions::ArgumentRow& argument : row.arguments)
      names.push_back(fmt::format("{}{}", argument.name, argument.required ? "!" : ""));
    const std::string taken = fmt::format("{}", fmt::join(names, " "));
    rows.push_back({std::string(row.kind), std::string(row.entity), taken});
    json.push_back({{"kind", row.kind}, {"entity", row.entity}, {"arguments", names}});
  }
  if (tool.json())
    tool.print(json);
  else
    fmt::print("{}", format_table({"Action", "Record", "Arguments (! required)"}, rows, 60));
  return ExitCode::ok;
}

}  // namespace

void add_actions(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  auto wants_list = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("do", "Take any action on a row");
  command->add_option("ACTION", options->kind, "Its kind, like opportunity.win");
  command->add_option("ROW", options->row, "Id, start of the id, or name");
  command->add_option("ARGUMENTS", options->values, "name=value")->expected(0, 20);
  command->add_option("--entity", options->entity, "What the row is, for record.delete, note.add");
  command->add_option("--comment", options->comment, "A sentence that goes with it");
  command->add_flag("--list", *wants_list, "Name every action");
  command->add_flag("--sync", options->sync, "Send it at once");
  command->callback([options, wants_list, &run] {
    run = [options, wants_list](const Tool& tool) {
      if (*wants_list) return list_kinds(tool);
      if (options->kind.empty() || options->row.empty())
        return tool.report({Errc::invalid_argument, "Name an action and a row, or --list."});
      return take(tool, *options);
    };
  });
  auto adding = std::make_shared<Options>();
  CLI::App* add_command = app.add_subcommand("add", "Add a record");
  add_command->add_option("ENTITY", adding->entity, "Logical name or label")->required();
  add_command->add_option("VALUES", adding->values, "column=value")->required()->expected(1, 100);
  add_command->add_flag("--sync", adding->sync, "Send it at once");
  add_command->callback(
      [adding, &run] { run = [adding](const Tool& tool) { return add(tool, *adding); }; });
}

}  // namespace fieldbook::client
