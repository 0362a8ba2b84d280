#include <imgui.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

std::string entity_label(const Ui& ui, AppModel& app, const std::string& entity) {
  const auto catalogue = app.client()->catalogue();
  const schema::Entity* found = catalogue->find(entity);
  return found == nullptr ? entity : ui.strings.label(found->label);
}

void draw_hits(Ui& ui, AppModel& app, const std::vector<client::SearchHitSnapshot>& hits) {
  const Card card(ui, "hits");
  const Stack stack;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const IdScope scope(ui, "hit", i);
    const LineItem item{.icon = entity_icon(hits[i].entity),
                        .title = hits[i].name,
                        .detail = entity_label(ui, app, hits[i].entity)};
    if (line_item(ui, "open", item))
      go(ui, app, {.kind = PlaceKind::detail, .entity = hits[i].entity, .row = hits[i].id});
  }
}

}  // namespace

void draw_search(Ui& ui, AppModel& app) {
  SearchModel& model = app.models()->search;
  const ScrollArea area(ui, "search");
  const Column column(ui, "column", 52);
  std::string words = model.words();
  const bool arrived = ImGui::IsWindowAppearing();
  if (search_field(ui, "words", ui.text("search.field"), words,
                   {.hint = ui.text("search.hint"), .focus_now = arrived}))
    model.search(std::move(words));
  gap(ui, 3);
  if (model.words().empty()) {
    empty_state(ui, "invitation", Icon::search, ui.text("search.invitation"),
                ui.text("search.invitation_meaning"));
    return;
  }
  if (!model.hits()) {
    secondary_text(ui, ui.text("search.searching"), TextStyle::body);
    return;
  }
  if (model.hits()->empty()) {
    empty_state(ui, "nothing", Icon::search, ui.text("search.nothing"),
                ui.strings.text("search.nothing_meaning", {{"words", model.words()}}));
    return;
  }
  const auto found = static_cast<std::int64_t>(model.hits()->size());
  secondary_text(ui, model.hits()->size() < SearchModel::kHitsMax
                         ? ui.strings.count("search.hits", found)
                         : ui.strings.count("search.first_hits", found));
  gap(ui, 1);
  draw_hits(ui, app, *model.hits());
}

}  // namespace fieldbook::ui
