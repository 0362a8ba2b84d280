#pragma once

// Every word on screen that is not data, by key, in the languages of ui/strings/*.json (embedded).
// Plurals by the rules of the language (Unicode CLDR); arguments by name: "{count} waiting".
// A key that a language lacks is read from English; one that English lacks is shown as the key,
// and a test finds it. A value is cheap to copy: copies share their tables, which never change.

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::ui {

using StringArguments = std::vector<std::pair<std::string_view, std::string>>;

class Strings {
 public:
  /// "en", "de", or "qps" (pseudo-locale: longer and accented, to find what is cut or not
  /// translated). Returns Errc::not_found for a language that is not embedded.
  [[nodiscard]] static Result<std::shared_ptr<const Strings>> load(std::string_view language);
  /// Languages a person may choose: code and own name ("de", "Deutsch").
  [[nodiscard]] static std::vector<std::pair<std::string, std::string>> languages();

  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key, const StringArguments& arguments) const;
  /// With {count}: "1 change", "4 changes".
  [[nodiscard]] std::string count(std::string_view key, std::int64_t count,
                                  const StringArguments& arguments = {}) const;
  [[nodiscard]] bool has(std::string_view key) const;
  /// A label of the catalogue (entity, column, option, view, section), which is English there, in
  /// this language; itself where there is no translation.
  [[nodiscard]] std::string label(std::string_view english) const;
  /// Whether label() says it in this language. English has its own words for everything.
  [[nodiscard]] bool has_label(std::string_view english) const;
  [[nodiscard]] const std::string& language() const { return language_; }
  /// Decimal and group separators of the language, order of dates. `date` takes {day},
  /// {month_name} and {year}; times are written "14:02" everywhere.
  struct Conventions {
    std::string decimal = ".";
    std::string group = ",";
    std::string date = "{day} {month_name} {year}";
    bool operator==(const Conventions&) const = default;
  };
  [[nodiscard]] const Conventions& conventions() const { return conventions_; }
  /// "1,350" with the language's group separator.
  [[nodiscard]] std::string number(std::int64_t value) const;

 private:
  struct Tables;
  Strings() = default;
  std::string language_;
  Conventions conventions_;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace fieldbook::ui
