#pragma once

// The control of one field of a form, by its type: typed, chosen from a list, or picked among rows.

#include <functional>

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

struct DraftActs {
  std::function<void()> changed;                    ///< after each change of the text
  std::function<PickerModel::Question()> question;  ///< of a lookup, when it is pressed
};
/// `id` is the column's or the argument's name.
void draw_draft_field(Ui& ui, AppModel& app, const std::string& label, FieldDraft& draft,
                      const DraftActs& acts);

/// The dialog in which the row of a lookup is picked, when one is asked for. Call within the dialog
/// that asks, else at the end of the window.
void draw_picker(Ui& ui, AppModel& app);

}  // namespace fieldbook::ui
