#include <fmt/format.h>

#include "client/api/read_conflict.hpp"
#include "client/tool/commands.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::ordered_json;

/// All conflicts, decided ones too, newest first.
Result<std::vector<ConflictSnapshot>> read_all(Client& client) {
  TRY(const auto list, wait<ListSnapshot>([&](auto done) {
        client.list({.entity = std::string(kConflictEntity), .view = "all", .limit = 1000},
                    std::move(done));
      }));
  std::vector<ConflictSnapshot> out;
  const auto catalogue = client.catalogue();
  for (const RowSnapshot& row : list.rows) out.push_back(read_conflict(*catalogue, row.row));
  return out;
}

Result<std::vector<ConflictSnapshot>> read_open(Client& client) {
  return wait<std::vector<ConflictSnapshot>>([&](auto done) { client.conflicts(std::move(done)); });
}

std::string side_text(const ConflictSnapshot& conflict, const schema::Column& column,
                      const schema::Value& value) {
  if (const auto* id = std::get_if<Uuid>(&value))
    if (const auto name = conflict.names.find(*id); name != conflict.names.end())
      return name->second;
  return schema::value_to_text(column, value);
}

void print_card(const Tool& tool, const schema::Catalogue& catalogue,
                const ConflictSnapshot& card) {
  const schema::Entity* entity = catalogue.find(card.entity);
  fmt::print("{}  {} \"{}\"\n", to_string(card.id).substr(0, 8),
             entity != nullptr ? entity->label : card.entity, fit(card.title, 60));
  std::vector<std::vector<std::string>> rows;
  for (const ConflictSnapshot::Field& field : card.fields) {
    const schema::Column& column = *entity->find(field.column);
    rows.push_back({column.label, side_text(card, column, field.base),
                    side_text(card, column, field.mine),
                    field.theirs_gone ? "(gone)" : side_text(card, column, field.theirs)});
  }
  fmt::print(
      "{}",
      format_table({"Field", "Before",
                    fmt::format("Yours ({})", format_local(card.mine_ms, tool.zone_offset())),
                    fmt::format("{} ({})", card.other_author.empty() ? "Theirs" : card.other_author,
                                format_local(card.theirs_ms, tool.zone_offset()))},
                   rows, 34));
  fmt::print("\n");
}

ordered_json to_json(const schema::Catalogue& catalogue, const ConflictSnapshot& card) {
  ordered_json fields = ordered_json::array();
  for (const ConflictSnapshot::Field& field : card.fields) {
    const schema::Column& column = *catalogue.entity(card.entity).find(field.column);
    ordered_json out = {{"number", column.number},
                        {"column", column.name},
                        {"label", column.label},
                        {"base", schema::value_to_json(column, field.base)},
                        {"mine", schema::value_to_json(column, field.mine)}};
    if (!field.theirs_gone) out["theirs"] = schema::value_to_json(column, field.theirs);
    fields.push_back(std::move(out));
  }
  return {{"id", to_string(card.id)},
          {"title", card.title},
          {"entity", card.entity},
          {"row", to_string(card.row)},
          {"author", card.author},
          {"other_author", card.other_author},
          {"mine_on", format_instant({card.mine_ms})},
          {"theirs_on", format_instant({card.theirs_ms})},
          {"fields", std::move(fields)}};
}

enum class Which : std::uint8_t { open, all };

ExitCode list(const Tool& tool, Which which) {
  auto client = tool.open();
  if (!client) return tool.report(client.error());
  const auto cards = which == Which::open ? read_open(**client) : read_all(**client);
  if (!cards) return tool.report(cards.error());
  const auto catalogue = (*client)->catalogue();
  if (tool.json()) {
    ordered_json out = ordered_json::array();
    for (const ConflictSnapshot& card : *cards) out.push_back(to_json(*catalogue, card));
    tool.print(out);
    return ExitCode::ok;
  }
  for (const ConflictSnapshot& card : *cards) print_card(tool, *catalogue, card);
  if (cards->empty())
    fmt::print("No conflicts.\n");
  else if (which == Which::open)
    fmt::print("Decide with: fieldbookctl conflicts decide ID --mine | --theirs | column=value…\n");
  return ExitCode::ok;
}

struct DecideOptions {
  std::string conflict;
  bool mine = false;
  bool theirs = false;
  std::vector<std::string> assignments;
  bool sync = false;
};

/// The fields of the update that settles the conflict: each field as it was chosen.
Result<std::vector<std::pair<std::string, schema::Value>>> chosen_fields(
    const schema::Entity& entity, const ConflictSnapshot& card, const DecideOptions& options) {
  std::vector<std::pair<std::string, schema::Value>> out;
  for (const ConflictSnapshot::Field& field : card.fields) {
    const auto typed = std::ranges::find_if(
        options.assignments,
        [&](const std::string& assignment) { return assignment.starts_with(field.column + "="); });
    if (typed != options.assignments.end()) {
      TRY(auto value, schema::value_from_text(*entity.find(field.column),
                                              typed->substr(field.column.size() + 1)));
      out.emplace_back(field.column, std::move(value));
      continue;
    }
    if (!options.mine && field.theirs_gone)
      return fail(Errc::conflict,
                  fmt::format("The record \"{}\" was removed meanwhile; there is nothing to keep "
                              "of the other side.",
                              card.title));
    out.emplace_back(field.column, options.mine ? field.mine : field.theirs);
  }
  return out;
}

ExitCode decide(const Tool& tool, const DecideOptions& options) {
  if (options.mine == options.theirs && options.assignments.empty())
    return tool.report(
        {Errc::invalid_argument, "Choose --mine or --theirs, or give each field as column=value."});
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto id = tool.find_row(client, std::string(kConflictEntity), options.conflict);
  if (!id) return tool.report(id.error());
  const auto detail = wait<DetailSnapshot>(
      [&](auto done) { client.detail(std::string(kConflictEntity), *id, std::move(done)); });
  if (!detail) return tool.report(detail.error());
  const auto catalogue = client.catalogue();
  const ConflictSnapshot card = read_conflict(*catalogue, detail->main.row);
  const schema::Entity* entity = catalogue->find(card.entity);
  if (entity == nullptr)
    return tool.report({Errc::unsupported, "This app does not know the record's table."});
  const auto fields = chosen_fields(*entity, card, options);
  if (!fields) return tool.report(fields.error());
  const Intent intent{
      .kind = std::string(actions::kinds::kRecordUpdate),
      .entity = card.entity,
      .target = card.row,
      .arguments = {{std::string(actions::arguments::kConflict), schema::Value(card.id)}},
      .fields = *fields};
  const auto outcome =
      wait<IntentOutcome>([&](auto done) { client.decide(intent, std::move(done)); });
  if (!outcome) return tool.report(outcome.error());
  if (!outcome->saved) {
    fmt::print(stderr, "{}\n", outcome->text);
    return ExitCode::not_accepted;
  }
  // The verdict that asked for this decision has been answered.
  static_cast<void>(
      wait<ActionSnapshot>([&](auto done) { client.dismiss(card.action, std::move(done)); }));
  if (!tool.json()) fmt::print("Saved on this device: {}\n", outcome->action.sentence);
  if (options.sync) return print_sync(tool, client, sync_with_progress(client));
  if (tool.json()) tool.print({{"saved", true}, {"action", client::to_json(outcome->action)}});
  return ExitCode::ok;
}

}  // namespace

void add_conflicts(CLI::App& app, Run& run) {
  CLI::App* conflicts =
      app.add_subcommand("conflicts", "Fields that somebody else changed meanwhile");
  conflicts->require_subcommand(0, 1);
  const auto open = [](const Tool& tool) { return list(tool, Which::open); };
  conflicts->preparse_callback([&run, open](std::size_t) { run = open; });
  auto all = std::make_shared<bool>(false);
  CLI::App* list_command = conflicts->add_subcommand("list", "Before, yours and theirs");
  list_command->add_flag("--all", *all, "Decided ones too");
  list_command->callback([all, &run] {
    run = [all](const Tool& tool) { return list(tool, *all ? Which::all : Which::open); };
  });
  auto options = std::make_shared<DecideOptions>();
  CLI::App* decide_command = conflicts->add_subcommand("decide", "Settle a conflict");
  decide_command->add_option("CONFLICT", options->conflict, "Id or its beginning")->required();
  decide_command->add_flag("--mine", options->mine, "Keep what you typed");
  decide_command->add_flag("--theirs", options->theirs, "Keep what the other side has")
      ->excludes("--mine");
  decide_command->add_option("ASSIGNMENTS", options->assignments, "column=value, field by field")
      ->expected(0, 100);
  decide_command->add_flag("--sync", options->sync, "Send it at once");
  decide_command->callback(
      [options, &run] { run = [options](const Tool& tool) { return decide(tool, *options); }; });
}

}  // namespace fieldbook::client
