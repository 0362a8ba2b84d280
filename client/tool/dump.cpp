// Every row that this device holds, as JSON by entity: for support, for scripts, and for proving
// that a replica holds what its user may see and nothing else.

#include <algorithm>
#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kRowsPerPage = 5'000;

Result<nlohmann::ordered_json> rows_of(Client& client, const schema::Entity& entity,
                                       schema::Audience audience) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  ListRequest request{.entity = entity.name, .view = "*", .limit = kRowsPerPage};
  do {
    TRY(const auto page,
        wait<ListSnapshot>([&](auto done) { client.list(request, std::move(done)); }));
    for (const RowSnapshot& row : page.rows) {
      auto json = schema::to_json(row.row, row.row.entity->projection(audience));
      json["@fieldbook.pending"] = row.pending;
      out.push_back(std::move(json));
    }
    request.after = page.next;
  } while (request.after);
  return out;
}

ExitCode dump(const Tool& tool) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto audience = schema::parse_audience(client.status().audience);
  if (!audience) return tool.report(audience.error());
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  const auto catalogue = client.catalogue();
  std::vector<const schema::Entity*> entities;
  for (const schema::Entity& entity : catalogue->entities()) entities.push_back(&entity);
  std::ranges::sort(entities, {}, &schema::Entity::name);
  for (const schema::Entity* entity : entities) {
    auto rows = rows_of(client, *entity, *audience);
    if (!rows) return tool.report(rows.error());
    if (!rows->empty()) out[entity->name] = *std::move(rows);
  }
  if (tool.json()) {
    tool.print(out);
  } else {
    for (const auto& [name, rows] : out.items()) fmt::print("{:>8} {}\n", rows.size(), name);
  }
  return ExitCode::ok;
}

}  // namespace

void add_dump(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("dump", "Every row that this device holds; without --json how many");
  command->callback([&run] { run = [](const Tool& tool) { return dump(tool); }; });
}

}  // namespace fieldbook::client
