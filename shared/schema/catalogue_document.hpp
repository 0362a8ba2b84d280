#pragma once

// Entities as JSON documents: what shared/schema/README.md describes. Reading checks the shape of
// one document (keys, types, words, names); catalogue_checks.hpp checks what documents say of each
// other. Printing is canonical: sorted keys, defaults left out, columns ascending by number, so
// that equal entities print equally however their documents were written.

#include <nlohmann/json.hpp>

#include "shared/schema/catalogue.hpp"
#include "shared/schema/findings.hpp"

namespace fieldbook::schema {

/// Parses JSON text. Returns Errc::invalid_argument for what is not JSON, for repeated keys within
/// an object, and beyond limits::kNestingDepthMax.
[[nodiscard]] Result<nlohmann::json> parse_strict(std::string_view text);

/// Reads one document. What is wrong goes to `findings` under the entity's name, or `position`
/// where it has none; the entity then holds what could be read.
[[nodiscard]] Entity read_entity(const nlohmann::json& document, std::string_view position,
                                 Findings& findings);

/// The canonical document of `entity`.
[[nodiscard]] nlohmann::json print_entity(const Entity& entity);

}  // namespace fieldbook::schema
