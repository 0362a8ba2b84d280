#pragma once

// What is wrong with catalogue documents, collected so that whoever writes one sees everything at
// once.

#include <string>
#include <string_view>
#include <vector>

namespace fieldbook::schema {

class Findings {
 public:
  /// `document` is the entity's name (or the document's position), `where` the column, view or
  /// form section, empty for the entity as a whole.
  void add(std::string_view document, std::string_view where, std::string_view message);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// One finding a line: "msdyn_workorder: msdyn_name: unknown key \"lenght\"".
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::string> lines_;
};

}  // namespace fieldbook::schema
