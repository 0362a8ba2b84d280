#pragma once

// Packs: what a site adds to the catalogue without a build of its own (design.md section 4). A pack
// is one JSON document. Either it extends an entity:
//
//   {"extends": "account",
//    "columns": [{"name": "con_rating", "number": 10001, "label": "Rating", "type": "text",
//                 "length": 100, "audiences": ["staff"], "editable": ["staff"]}],
//    "form": [{"label": "Contoso", "columns": ["con_rating"]}]}
//
// with columns, form sections and views as entity documents write them; or it is the document of an
// entity of its own. Names begin with a publisher's prefix, numbers at kPackNumberMin, so that no
// release of ours and no pack take the same.

#include <span>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

inline constexpr std::uint32_t kPackNumberMin = 10'000;

struct Pack {
  std::string file;  ///< for findings
  std::string text;
};

/// `base` with packs added. Returns Errc::invalid_argument with every finding, one a line, each
/// beginning with the pack's file and, where it is about one, the column's name.
[[nodiscard]] Result<std::shared_ptr<const Catalogue>> with_packs(const Catalogue& base,
                                                                  std::span<const Pack> packs);

}  // namespace fieldbook::schema
