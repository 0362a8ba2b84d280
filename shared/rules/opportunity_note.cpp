#include "shared/rules/opportunity_note.hpp"

namespace fieldbook::rules {

schema::RowChange opportunity_note(const RuleInput& input, const Uuid& opportunity,
                                   std::string title, std::string text) {
  NewRow note(input, "adx_opportunitynote", derived_id(input.action.id, "opportunity note"));
  note.set("adx_name", std::move(title))
      .set("adx_opportunityid", opportunity)
      .set("adx_date", input.now.ms)
      .set("adx_assignedto", input.actor.name);
  if (!text.empty()) note.set("adx_description", std::move(text));
  return note.change();
}

}  // namespace fieldbook::rules
