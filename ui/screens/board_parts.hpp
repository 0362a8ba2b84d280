#pragma once

// What the boards of staff and the record of an opportunity show in the same way.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

enum class OfferColumns : std::uint8_t {
  of_one,  ///< the offers of one opportunity, which they need not name
  of_all
};
/// Offers as a table: partner, way, score, days, what became of it, and the reason given.
void draw_offer_table(Ui& ui, AppModel& app, const std::vector<client::RowSnapshot>& rows,
                      const Names& names, OfferColumns columns);

}  // namespace fieldbook::ui
