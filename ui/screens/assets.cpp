#include <array>
#include <imgui.h>

#include "ui/screens/asset_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

/// Lines of the tree on a record, above and below it.
constexpr std::size_t kStructureMax = 30;

TreeItem item_of(const Ui& ui, const AssetForest& forest, const AssetLine& line, bool open) {
  const AssetNode& node = forest.nodes()[line.node];
  TreeItem out{.depth = line.depth,
               .title = node.name.empty() ? ui.text("detail.unnamed") : node.name,
               .detail = node.account,
               .icon = Icon::asset,
               .branches = line.children > 0,
               .open = open};
  if (line.shows_master && !node.master_name.empty())
    out.trailing = ui.strings.text("assets.master", {{"name", node.master_name}});
  if (line.in_circle) out.trailing = ui.text("assets.circle");
  if (line.is_deeper) out.trailing = ui.text("assets.deeper");
  return out;
}

void open_asset(Ui& ui, AppModel& app, const AssetNode& node) {
  go(ui, app, {.kind = PlaceKind::detail, .entity = std::string(kAssetEntity), .row = node.id});
}

void draw_line(Ui& ui, AppModel& app, const AssetForest& forest, const AssetLine& line) {
  AssetModel& model = app.models()->assets;
  const AssetNode& node = forest.nodes()[line.node];
  TreeItem item = item_of(ui, forest, line, model.is_open(node.id));
  item.branch_label =
      ui.strings.text(item.open ? "assets.close" : "assets.open", {{"name", item.title}});
  switch (tree_item(ui, to_string(node.id), item)) {
    case TreePress::opened: open_asset(ui, app, node); break;
    case TreePress::toggled:
      ui.later.emplace_back([&model, id = node.id] { model.toggle(id); });
      break;
    case TreePress::nothing: break;
  }
}

}  // namespace

void draw_asset_tabs(Ui& ui, AppModel& app) {
  const std::array<Tab, 2> all = {Tab{.id = "list", .label = ui.text("assets.list")},
                                  Tab{.id = "tree", .label = ui.text("assets.tree")}};
  const std::size_t selected = app.place().kind == PlaceKind::assets ? 1 : 0;
  if (const auto pressed = tabs(ui, "shape", all, selected))
    go(ui, app,
       {.kind = *pressed == 0 ? PlaceKind::list : PlaceKind::assets,
        .entity = std::string(kAssetEntity)});
  gap(ui, 2);
}

void draw_assets(Ui& ui, AppModel& app) {
  AssetModel& model = app.models()->assets;
  const ScrollArea area(ui, "assets");
  draw_asset_tabs(ui, app);
  const std::string name = ui.text("assets.search");
  search_field(ui, "search", name, model.words,
               {.hint = name, .width = std::min(width_left(), 24 * ui.metrics.em())});
  gap(ui, 2);
  if (model.forest() == nullptr) {
    secondary_text(ui, ui.text("picker.reading"), TextStyle::body);
    return;
  }
  // A copy: a press closes a branch while it is drawn.
  const auto lines = model.lines();
  if (lines.empty()) {
    empty_state(ui, "empty", Icon::asset,
                ui.text(model.words.empty() ? "assets.empty" : "list.nothing_found"),
                ui.text("assets.empty_meaning"));
    return;
  }
  secondary_text(ui, ui.strings.count("assets.count",
                                      static_cast<std::int64_t>(model.forest()->nodes().size())));
  if (model.is_cut()) secondary_text(ui, ui.text("assets.cut"));
  gap(ui, 1);
  {
    const Card card(ui, "tree");
    const Stack stack;
    for (const AssetLine& line : lines) draw_line(ui, app, *model.forest(), line);
  }
  gap(ui, 4);
}

void draw_asset_structure(Ui& ui, AppModel& app) {
  const AssetModel& model = app.models()->assets;
  const DetailModel& detail = app.models()->detail;
  if (detail.entity()->name != kAssetEntity || model.forest() == nullptr) return;
  const AssetForest& forest = *model.forest();
  auto lines = forest.tree_of(detail.row_id());
  if (lines.size() < 2) return;
  const IdScope scope(ui, "structure");
  {
    const Card card(ui, "card");
    heading(ui, "label", ui.text("assets.structure"), TextStyle::body_bold);
    const std::size_t all = lines.size();
    if (all > kStructureMax) lines.resize(kStructureMax);
    const Stack stack;
    for (const AssetLine& line : lines) {
      const AssetNode& node = forest.nodes()[line.node];
      TreeItem item = item_of(ui, forest, line, true);
      item.branches = false;
      item.detail.clear();
      item.selected = node.id == detail.row_id();
      if (tree_item(ui, to_string(node.id), item) == TreePress::opened && !item.selected)
        open_asset(ui, app, node);
    }
    if (all > lines.size())
      secondary_text(
          ui, ui.strings.count("detail.more_rows", static_cast<std::int64_t>(all - lines.size())));
  }
  gap(ui, 3);
}

}  // namespace fieldbook::ui
