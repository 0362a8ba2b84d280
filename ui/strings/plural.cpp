#include "ui/strings/plural.hpp"

namespace fieldbook::ui {

std::string_view to_string(PluralForm form) { return form == PluralForm::one ? "one" : "other"; }

PluralForm plural_form(std::string_view language, std::int64_t number) {
  const bool counts_one = language == "en" || language == "de" || language == "qps";
  return counts_one && (number == 1 || number == -1) ? PluralForm::one : PluralForm::other;
}

}  // namespace fieldbook::ui
