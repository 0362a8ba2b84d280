#pragma once

// The pseudo-locale: English made longer and accented, so that a picture shows what is cut and what
// was never a key.

#include <string>
#include <string_view>

namespace fieldbook::ui {

/// "Sign in" becomes "[Šïğñ ïñ ~~~]": a third longer, in brackets, arguments in braces unchanged.
[[nodiscard]] std::string pseudo_text(std::string_view english);

}  // namespace fieldbook::ui
