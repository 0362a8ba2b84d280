#pragma once

// What must hold within an entity and between the entities of a catalogue.

#include <span>

#include "shared/schema/catalogue.hpp"
#include "shared/schema/findings.hpp"

namespace fieldbook::schema {

/// Names, numbers and sets unique; lookups name entities; type columns, options, status reasons,
/// views, form and indexes fit the columns. Everything that is wrong goes to `findings`.
void check_catalogue(std::span<const Entity> entities, Findings& findings);

}  // namespace fieldbook::schema
