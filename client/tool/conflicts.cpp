#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;

constexpr const char* kConflict = "fieldbook_conflict";

/// One conflict as the replica holds it, its columns read out.
struct ConflictCard {
  Uuid id;
  std::string title;
  std::string entity;
  Uuid row;
  Uuid action;  ///< the update that met the other side's
  std::string author;
  std::string other_author;
  std::int64_t mine_ms = 0;
  std::int64_t theirs_ms = 0;
  json fields = json::array();  ///< column, label, base, mine, theirs
};

ConflictCard read_card(const schema::Catalogue& catalogue, const schema::Row& row) {
  const auto of = [&](std::string_view name) { return catalogue.column(kConflict, name); };
  ConflictCard card{.id = row.id,
                    .title = row.text(of("title")),
                    .entity = row.text(of("entityname")),
                    .row = row.lookup(of("rowid")).value_or(Uuid{}),
                    .action = row.lookup(of("actionid")).value_or(Uuid{}),
                    .author = row.text(of("authorname")),
                    .other_author = row.text(of("otherauthorname")),
                    .mine_ms = row.integer(of("mine_on")).value_or(0),
                    .theirs_ms = row.integer(of("theirs_on")).value_or(0)};
  const json detail = json::parse(row.text(of("detail")), nullptr, false);
  if (detail.is_object() && detail.contains("fields") && detail["fields"].is_array())
    card.fields = detail["fields"];
  return card;
}

std::string field_text(const schema::Entity* entity, const json& field, const char* side) {
  if (!field.contains(side)) return "(gone)";
  const json& value = field[side];
  const schema::Column* column =
      entity != nullptr ? entity->find(field.value("column", "")) : nullptr;
  if (column != nullptr)
    if (const auto parsed = schema::value_from_json(*column, value))
      return schema::value_to_text(*column, *parsed);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Result<std::vector<ConflictCard>> read_cards(Client& client, const std::string& view) {
  TRY(const auto list, wait<ListSnapshot>([&](auto done) {
        client.list({.entity = kConflict, .view = view, .limit = 1000}, std::move(done));
      }));
  std::vector<ConflictCard> cards;
  const auto catalogue = client.catalogue();
  for (const RowSnapshot& row : list.rows) cards.push_back(read_card(*catalogue, row.row));
  return cards;
}

void print_card(const Tool& tool, const schema::Catalogue& catalogue, const ConflictCard& card) {
  const schema::Entity* entity = catalogue.find(card.entity);
  fmt::print("{}  {} \"{}\"\n", to_string(card.id).substr(0, 8),
             entity != nullptr ? entity->label : card.entity, fit(card.title, 60));
  std::vector<std::vector<std::string>> rows;
  for (const json& field : card.fields)
    rows.push_back({field.value("label", ""), field_text(entity, field, "base"),
                    field_text(entity, field, "mine"), field_text(entity, field, "theirs")});
  fmt::print(
      "{}",
      format_table({"Field", "Before",
                    fmt::format("Yours ({})", format_local(card.mine_ms, tool.zone_offset())),
                    fmt::format("{} ({})", card.other_author.empty() ? "Theirs" : card.other_author,
                                format_local(card.theirs_ms, tool.zone_offset()))},
                   rows, 34));
  fmt::print("\n");
}

ExitCode list(const Tool& tool, const std::string& view) {
  auto client = tool.open();
  if (!client) return tool.report(client.error());
  const auto cards = read_cards(**client, view);
  if (!cards) return tool.report(cards.error());
  const auto catalogue = (*client)->catalogue();
  if (tool.json()) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const ConflictCard& card : *cards)
      out.push_back({{"id", to_string(card.id)},
                     {"title", card.title},
                     {"entity", card.entity},
                     {"row", to_string(card.row)},
                     {"author", card.author},
                     {"other_author", card.other_author},
                     {"mine_on", format_instant({card.mine_ms})},
                     {"theirs_on", format_instant({card.theirs_ms})},
                     {"fields", card.fields}});
    tool.print(out);
    return ExitCode::ok;
  }
  for (const ConflictCard& card : *cards) print_card(tool, *catalogue, card);
  if (cards->empty())
    fmt::print("No conflicts.\n");
  else if (view == "open")
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
    const schema::Entity& entity, const ConflictCard& card, const DecideOptions& options) {
  std::vector<std::pair<std::string, schema::Value>> out;
  for (const json& field : card.fields) {
    const std::string name = field.value("column", "");
    const schema::Column* column = entity.find(name);
    if (column == nullptr) continue;
    const auto typed = std::ranges::find_if(
        options.assignments,
        [&](const std::string& assignment) { return assignment.starts_with(name + "="); });
    if (typed != options.assignments.end()) {
      TRY(auto value, schema::value_from_text(*column, typed->substr(name.size() + 1)));
      out.emplace_back(name, std::move(value));
      continue;
    }
    const char* side = options.mine ? "mine" : "theirs";
    if (!field.contains(side))
      return fail(Errc::conflict,
                  fmt::format("The record \"{}\" was removed meanwhile; there is nothing to keep "
                              "of the other side.",
                              card.title));
    TRY(auto value, schema::value_from_json(*column, field[side]));
    out.emplace_back(name, std::move(value));
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
  const auto id = tool.find_row(client, kConflict, options.conflict);
  if (!id) return tool.report(id.error());
  const auto detail =
      wait<DetailSnapshot>([&](auto done) { client.detail(kConflict, *id, std::move(done)); });
  if (!detail) return tool.report(detail.error());
  const auto catalogue = client.catalogue();
  const ConflictCard card = read_card(*catalogue, detail->main.row);
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
  if (tool.json()) tool.print({{"saved", true}, {"action", to_json(outcome->action)}});
  return ExitCode::ok;
}

}  // namespace

void add_conflicts(CLI::App& app, Run& run) {
  CLI::App* conflicts =
      app.add_subcommand("conflicts", "Fields that somebody else changed meanwhile");
  conflicts->require_subcommand(0, 1);
  const auto open = [](const Tool& tool) { return list(tool, "open"); };
  conflicts->preparse_callback([&run, open](std::size_t) { run = open; });
  auto all = std::make_shared<bool>(false);
  CLI::App* list_command = conflicts->add_subcommand("list", "Before, yours and theirs");
  list_command->add_flag("--all", *all, "Decided ones too");
  list_command->callback(
      [all, &run] { run = [all](const Tool& tool) { return list(tool, *all ? "all" : "open"); }; });
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
