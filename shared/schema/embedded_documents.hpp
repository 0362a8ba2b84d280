#pragma once

// The entity documents that the build compiled into the library (embed_entities.cmake).

#include <string>
#include <vector>

namespace fieldbook::schema {

/// One text for each file of shared/schema/entities, in the order of their names.
[[nodiscard]] std::vector<std::string> embedded_documents();

}  // namespace fieldbook::schema
