#include <cstdio>
#include <fmt/format.h>

#include "client/tool/cells.hpp"
#include "client/tool/commands.hpp"
#include "client/tool/csv.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

struct Options {
  std::string entity;
  std::string view;
  std::string search;
  std::size_t limit = 50;
  bool views = false;
  bool count = false;
  bool csv = false;
  bool online = false;
};

constexpr std::size_t kCsvRowsPerPage = 1'000;

nlohmann::ordered_json row_json(const RowSnapshot& row, const std::string& audience) {
  const auto parsed = schema::parse_audience(audience).value_or(schema::Audience::customer);
  auto json = schema::to_json(row.row, row.row.entity->projection(parsed));
  json["@fieldbook.pending"] = row.pending;
  return json;
}

ExitCode print_views(const Tool& tool, const schema::Entity& entity) {
  if (tool.json()) {
    nlohmann::ordered_json views = nlohmann::ordered_json::array();
    for (const schema::View& view : entity.views)
      views.push_back({{"name", view.name}, {"label", view.label}, {"default", view.is_default}});
    tool.print(views);
    return ExitCode::ok;
  }
  std::vector<std::vector<std::string>> rows;
  for (const schema::View& view : entity.views)
    rows.push_back({view.name, view.label, view.is_default ? "default" : ""});
  fmt::print("{}", format_table({"View", "Label", ""}, rows));
  return ExitCode::ok;
}

void print_rows(const schema::Catalogue& catalogue, const schema::Entity& entity,
                const Options& options, const ListSnapshot& list) {
  const auto columns = cell_columns(catalogue, entity, options.view);
  std::vector<std::string> headings = {"Id"};
  for (const schema::ViewColumn& column : columns) headings.push_back(column.label);
  headings.emplace_back("");
  std::vector<std::vector<std::string>> rows;
  for (const RowSnapshot& row : list.rows) {
    auto& line = rows.emplace_back();
    line.push_back(to_string(row.row.id).substr(0, 8));
    for (const schema::ViewColumn& column : columns)
      line.push_back(cell_text(list.names, row, column));
    line.emplace_back(row.pending ? "waiting to send" : "");
  }
  fmt::print("{}", format_table(headings, rows, 32));
  fmt::print("{} {}{}\n", list.rows.size(), entity.plural_label,
             list.next ? ", and more (--limit)" : "");
}

/// The whole list, page by page; ids are left out, as in the portal's own export (DOMAIN.md 2.4).
ExitCode print_csv(const Tool& tool, Client& client, ListRequest request) {
  const auto catalogue = client.catalogue();
  const schema::Entity& entity = catalogue->entity(request.entity);
  const auto columns = cell_columns(*catalogue, entity, request.view);
  std::vector<std::string> fields;
  for (const schema::ViewColumn& column : columns) fields.push_back(column.label);
  std::string out = csv_record(fields);
  request.limit = kCsvRowsPerPage;
  do {
    const auto page = wait<ListSnapshot>([&](auto done) { client.list(request, std::move(done)); });
    if (!page) return tool.report(page.error());
    for (const RowSnapshot& row : page->rows) {
      fields.clear();
      for (const schema::ViewColumn& column : columns)
        fields.push_back(cell_text(page->names, row, column));
      out += csv_record(fields);
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
    out.clear();
    request.after = page->next;
  } while (request.after);
  return ExitCode::ok;
}

ExitCode list(const Tool& tool, const Options& options) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto name = tool.find_entity(client, options.entity);
  if (!name) return tool.report(name.error());
  const schema::Entity& entity = client.catalogue()->entity(*name);
  if (options.views) return print_views(tool, entity);
  ListRequest request{
      .entity = *name, .view = options.view, .search = options.search, .limit = options.limit};
  if (options.view == "all" && entity.find_view("all") == nullptr) request.view = "*";
  if (options.count) {
    const auto count =
        wait<std::uint64_t>([&](auto done) { client.count(request, std::move(done)); });
    if (!count) return tool.report(count.error());
    if (tool.json())
      tool.print({{"count", *count}});
    else
      fmt::print("{}\n", *count);
    return ExitCode::ok;
  }
  if (options.csv) return print_csv(tool, client, std::move(request));
  const auto rows = wait<ListSnapshot>([&](auto done) {
    if (options.online) {
      client.search_online({.entity = *name,
                            .view = options.view == "*" ? "" : options.view,
                            .text = options.search,
                            .limit = options.limit},
                           std::move(done));
    } else {
      client.list(request, std::move(done));
    }
  });
  if (!rows) return tool.report(rows.error());
  if (!tool.json()) {
    print_rows(*client.catalogue(), entity, options, *rows);
    return ExitCode::ok;
  }
  nlohmann::ordered_json value = nlohmann::ordered_json::array();
  const std::string audience = client.status().audience;
  for (const RowSnapshot& row : rows->rows) value.push_back(row_json(row, audience));
  tool.print({{"entity", *name}, {"value", std::move(value)}, {"more", rows->next.has_value()}});
  return ExitCode::ok;
}

ExitCode show(const Tool& tool, const std::string& entity_text, const std::string& row_text) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto name = tool.find_entity(client, entity_text);
  if (!name) return tool.report(name.error());
  const auto id = tool.find_row(client, *name, row_text);
  if (!id) return tool.report(id.error());
  const auto detail =
      wait<DetailSnapshot>([&](auto done) { client.detail(*name, *id, std::move(done)); });
  if (!detail) return tool.report(detail.error());
  const std::string audience = client.status().audience;
  if (tool.json()) {
    auto json = row_json(detail->main, audience);
    for (const auto& related : detail->related)
      for (const RowSnapshot& row : related.rows)
        json["@fieldbook.related"][related.entity].push_back(row_json(row, audience));
    tool.print(json);
    return ExitCode::ok;
  }
  const schema::Entity& entity = *detail->main.row.entity;
  fmt::print("{} {}{}\n", entity.label, to_string(*id),
             detail->main.pending ? "  (changes waiting to send)" : "");
  for (const schema::FormSection& section : entity.form) {
    std::string body;
    for (const std::string& column_name : section.columns) {
      const schema::Column* column = entity.find(column_name);
      if (column == nullptr || schema::is_null(detail->main.row.values[column->ordinal])) continue;
      const schema::ViewColumn shown{column->label, column, nullptr, {}};
      body += fmt::format("  {:<28} {}\n", column->label,
                          fit(cell_text(detail->names, detail->main, shown), 100));
    }
    if (!body.empty()) fmt::print("\n{}\n{}", section.label, body);
  }
  for (const auto& related : detail->related)
    fmt::print("\n{}: {}\n", client.catalogue()->entity(related.entity).plural_label,
               related.rows.size());
  return ExitCode::ok;
}

}  // namespace

void add_list(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("list", "List rows of an entity that this device holds");
  command->add_option("ENTITY", options->entity, "Logical name or label")->required();
  command->add_option("--view", options->view, "A view of the entity; see --views");
  command->add_option("--search", options->search, "Only rows that contain all these words");
  command->add_option("--limit", options->limit, "At most this many rows")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}))
      ->capture_default_str();
  command->add_flag("--online", options->online,
                    "Ask the server, also for what devices do not carry");
  command->add_flag("--views", options->views, "Name the entity's views instead");
  command->add_flag("--count", options->count, "Only how many");
  command->add_flag("--csv", options->csv, "All rows, as comma-separated values (RFC 4180)");
  command->callback(
      [options, &run] { run = [options](const Tool& tool) { return list(tool, *options); }; });
}

void add_show(CLI::App& app, Run& run) {
  auto entity = std::make_shared<std::string>();
  auto row = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("show", "Show one row and what belongs to it");
  command->add_option("ENTITY", *entity, "Logical name or label")->required();
  command->add_option("ROW", *row, "Id, start of the id, or name")->required();
  command->callback([entity, row, &run] {
    run = [entity, row](const Tool& tool) { return show(tool, *entity, *row); };
  });
}

}  // namespace fieldbook::client
