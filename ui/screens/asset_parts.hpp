#pragma once

// Assets as a tree: on a screen of its own, and on the record of one of them.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// List or tree.
void draw_asset_tabs(Ui& ui, AppModel& app);
/// The tree that the record stands in; nothing where it stands alone.
void draw_asset_structure(Ui& ui, AppModel& app);

}  // namespace fieldbook::ui
