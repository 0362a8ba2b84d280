#pragma once

// One draw function a screen. Each draws its model into the region that is left and calls the model
// when something is pressed; no screen keeps state of its own beyond what Dear ImGui keeps.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// The whole window of one frame: navigation, status chip, the place's screen, dialogs.
void draw_app(Ui& ui, AppModel& app);

void draw_sign_in(Ui& ui, AppModel& app);
void draw_home(Ui& ui, AppModel& app);
void draw_list(Ui& ui, AppModel& app);
void draw_detail(Ui& ui, AppModel& app);
void draw_add(Ui& ui, AppModel& app);
void draw_schedule(Ui& ui, AppModel& app);
void draw_assets(Ui& ui, AppModel& app);
void draw_recruitment(Ui& ui, AppModel& app);
void draw_distribution(Ui& ui, AppModel& app);
void draw_integration(Ui& ui, AppModel& app);
void draw_administration(Ui& ui, AppModel& app);
/// What a run would do, or the way of an actual, when somebody asked.
void draw_integration_dialog(Ui& ui, AppModel& app);
void draw_search(Ui& ui, AppModel& app);
void draw_sync_centre(Ui& ui, AppModel& app);
void draw_conflicts(Ui& ui, AppModel& app);
void draw_settings(Ui& ui, AppModel& app);
void draw_decision(Ui& ui, AppModel& app);       ///< the dialog, when one is open
void draw_all_decisions(Ui& ui, AppModel& app);  ///< the dialog, when asked
void draw_device(Ui& ui, AppModel& app);         ///< the dialog of one device, when asked
void draw_online(Ui& ui, AppModel& app);         ///< the dialog, when asked
void draw_offer_plan(Ui& ui, AppModel& app);     ///< the dialog, when asked
void draw_sign_out(Ui& ui, AppModel& app);       ///< the dialog, when asked

}  // namespace fieldbook::ui
