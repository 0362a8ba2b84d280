#pragma once

// The only maker of catalogues: takes checked entities and fills the indexes that make a catalogue
// quick to ask. Private to this folder.

#include <nlohmann/json.hpp>

#include "shared/schema/catalogue.hpp"
#include "shared/schema/findings.hpp"

namespace fieldbook::schema {

/// One document and how findings call it while it has no name of its own.
struct NamedDocument {
  std::string position;
  nlohmann::json json;
};

class CatalogueBuilder {
 public:
  /// Reads and checks. Returns Errc::invalid_argument with every finding, one a line; `findings`
  /// are those that parsing made already.
  [[nodiscard]] static Result<std::shared_ptr<const Catalogue>> build(
      const std::vector<NamedDocument>& documents, Findings findings);

 private:
  static void index(Entity& entity);
  static void index(Catalogue& catalogue);
  static void print(Catalogue& catalogue);
};

}  // namespace fieldbook::schema
