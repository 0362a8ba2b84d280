#pragma once

// Values as people type them, and back: what an input field holds while a record is edited. Texts
// of option sets, yes and no, and decimal separators are those of the person's language; days and
// times are written year first ("2026-11-28 14:02"), in the person's zone. Pure.

#include <expected>

#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

/// What the field shows at first. Empty for null.
[[nodiscard]] std::string typed_text(const schema::Column& column, const schema::Value& value,
                                     const TextContext& context);

/// The value that a typed text means; empty text is null. The unexpected side is a sentence in the
/// person's language that says what fits. Days and times are also read as "28.11.2026 14:02", and
/// numbers with either language's separators where they are not ambiguous.
[[nodiscard]] std::expected<schema::Value, std::string> typed_value(const schema::Column& column,
                                                                    std::string_view text,
                                                                    const TextContext& context);

/// Whether people type values of this type at all: not ids, lookups and contents.
[[nodiscard]] bool is_typed(const schema::Column& column);

}  // namespace fieldbook::ui
