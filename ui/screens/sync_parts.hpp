#pragma once

// The three tabs of the Sync Centre.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

void draw_sync_overview(Ui& ui, AppModel& app);
void draw_outbox(Ui& ui, AppModel& app);
void draw_history(Ui& ui, AppModel& app);

}  // namespace fieldbook::ui
