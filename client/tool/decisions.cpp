#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

struct Options {
  std::string what;  // quote, opportunity, booking
  std::string row;
  std::string comment;
  bool sync = false;
};

ExitCode decide(const Tool& tool, const Options& options, const std::string& kind,
                const std::string& entity) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto id = tool.find_row(client, entity, options.row);
  if (!id) return tool.report(id.error());
  Intent intent{.kind = kind, .entity = entity, .target = *id};
  if (!options.comment.empty())
    intent.arguments.emplace_back(actions::arguments::kComment, options.comment);
  const auto outcome =
      wait<IntentOutcome>([&](auto done) { client.decide(intent, std::move(done)); });
  return answer_intent(tool, client, outcome, options.sync);
}

/// One verb and the things it applies to: {word, kind, entity}.
struct Target {
  const char* word;
  const char* kind;
  const char* entity;
};

void add_decision(CLI::App& app, Run& run, const char* verb, const char* help,
                  std::vector<Target> targets) {
  auto options = std::make_shared<Options>();
  std::set<std::string> words;
  for (const Target& target : targets) words.insert(target.word);
  CLI::App* command = app.add_subcommand(verb, help);
  command->add_option("WHAT", options->what)->required()->check(CLI::IsMember(words));
  command->add_option("ROW", options->row, "Id, start of the id, or name")->required();
  command->add_option("--comment", options->comment, "A sentence that goes with the decision");
  command->add_flag("--sync", options->sync, "Send it at once");
  command->callback([options, targets, &run] {
    run = [options, targets](const Tool& tool) {
      const auto target = std::ranges::find(targets, options->what, &Target::word);
      return decide(tool, *options, target->kind, target->entity);
    };
  });
}

struct SetOptions {
  std::string entity;
  std::string row;
  std::vector<std::string> assignments;
  bool sync = false;
};

Result<std::vector<std::pair<std::string, schema::Value>>> read_assignments(
    const Tool& tool, Client& client, const schema::Entity& entity,
    const std::vector<std::string>& assignments) {
  std::vector<std::pair<std::string, schema::Value>> fields;
  for (const std::string& assignment : assignments) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos)
      return fail(Errc::invalid_argument,
                  fmt::format("\"{}\" is not of the form column=value.", assignment));
    const std::string name = assignment.substr(0, equals);
    const schema::Column* column = entity.find(name);
    if (column == nullptr)
      return fail(Errc::invalid_argument,
                  fmt::format("{} has no column \"{}\".", entity.label, name));
    TRY(auto value, read_value(tool, client, *column, assignment.substr(equals + 1)));
    fields.emplace_back(name, std::move(value));
  }
  return fields;
}

ExitCode set(const Tool& tool, const SetOptions& options) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto name = tool.find_entity(client, options.entity);
  if (!name) return tool.report(name.error());
  const auto id = tool.find_row(client, *name, options.row);
  if (!id) return tool.report(id.error());
  const auto fields =
      read_assignments(tool, client, client.catalogue()->entity(*name), options.assignments);
  if (!fields) return tool.report(fields.error());
  const Intent intent{.kind = std::string(actions::kinds::kRecordUpdate),
                      .entity = *name,
                      .target = *id,
                      .fields = *fields};
  const auto outcome =
      wait<IntentOutcome>([&](auto done) { client.decide(intent, std::move(done)); });
  return answer_intent(tool, client, outcome, options.sync);
}

void add_set(CLI::App& app, Run& run) {
  auto options = std::make_shared<SetOptions>();
  CLI::App* command = app.add_subcommand("set", "Change columns of a row");
  command->add_option("ENTITY", options->entity, "Logical name or label")->required();
  command->add_option("ROW", options->row, "Id, start of the id, or name")->required();
  command->add_option("ASSIGNMENTS", options->assignments, "column=value; an empty value clears")
      ->required()
      ->expected(1, 100);
  command->add_flag("--sync", options->sync, "Send it at once");
  command->callback(
      [options, &run] { run = [options](const Tool& tool) { return set(tool, *options); }; });
}

}  // namespace

Result<schema::Value> read_value(const Tool& tool, Client& client, const schema::Column& column,
                                 const std::string& text) {
  if (column.type == schema::ColumnType::lookup && !text.empty() && !parse_uuid(text))
    for (const std::string& target : column.targets)
      if (const auto id = tool.find_row(client, target, text)) return schema::Value(*id);
  return schema::value_from_text(column, text);
}

ExitCode answer_intent(const Tool& tool, Client& client, const Result<IntentOutcome>& outcome,
                       bool sync) {
  if (!outcome) return tool.report(outcome.error());
  if (!outcome->saved) {
    if (tool.json())
      tool.print({{"saved", false}, {"reason", outcome->reason}, {"message", outcome->text}});
    else
      fmt::print(stderr, "{}\n", outcome->text);
    return ExitCode::not_accepted;
  }
  if (!sync) {
    if (tool.json())
      tool.print({{"saved", true}, {"action", to_json(outcome->action)}});
    else
      fmt::print("Saved on this device: {}\nIt is sent with the next sync.\n",
                 outcome->action.sentence);
    return ExitCode::ok;
  }
  if (!tool.json()) fmt::print("Saved on this device: {}\n", outcome->action.sentence);
  return print_sync(tool, client, sync_with_progress(client));
}

void add_decisions(CLI::App& app, Run& run) {
  add_decision(app, run, "approve", "Approve a quote", {{"quote", "quote.approve", "quote"}});
  add_decision(app, run, "reject", "Reject a quote", {{"quote", "quote.reject", "quote"}});
  add_decision(app, run, "accept", "Accept an opportunity or a booking",
               {{"opportunity", "opportunity.accept", "opportunity"},
                {"booking", "booking.accept", "bookableresourcebooking"}});
  add_decision(app, run, "decline", "Decline an opportunity or a booking",
               {{"opportunity", "opportunity.decline", "opportunity"},
                {"booking", "booking.decline", "bookableresourcebooking"}});
  add_set(app, run);
}

}  // namespace fieldbook::client
