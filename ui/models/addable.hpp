#pragma once

// Which records a person of a sign-in can add, which of their columns they fill in, and to which
// record they belong (shared/rules/creation.cpp decides; this is what a form needs to know). Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/schema/catalogue.hpp"
#include "ui/strings/strings.hpp"

namespace fieldbook::ui {

/// Customers open cases and, as approvers, ask for work orders; partners add opportunities,
/// customers, contacts, cases and what was used and done at a work order; staff everything whose
/// needed columns they fill in. What single persons may do, permissions say when they save.
[[nodiscard]] bool may_add(const schema::Entity& entity, schema::Audience audience,
                           std::span<const std::string> roles);
/// Whether the column is filled in when such a record is added.
[[nodiscard]] bool may_fill(const schema::Entity& entity, const schema::Column& column,
                            schema::Audience audience);
/// The column is needed in the record, and follows from who adds it where it is left empty.
[[nodiscard]] bool follows_from_person(const schema::Entity& entity, const schema::Column& column,
                                       schema::Audience audience);
/// A new record begins in its first state; who may, changes that afterwards.
[[nodiscard]] bool follows_by_itself(const schema::Column& column);
/// What a lookup of the new record may name: partners' and customers' customers are accounts.
[[nodiscard]] std::vector<std::string> targets_of(const schema::Entity& entity,
                                                  const schema::Column& column,
                                                  schema::Audience audience);

/// The argument of record.create that links a case to an opportunity; the form shows it as a field.
inline constexpr std::string_view kOpportunityArgument = "opportunity";
[[nodiscard]] bool takes_opportunity(const schema::Entity& entity, schema::Audience audience);

/// A kind of record that is added to another one: a product used at a work order.
struct AddedUnder {
  const schema::Entity* entity = nullptr;
  std::string column;  ///< that names the other one, or kOpportunityArgument
};
[[nodiscard]] std::vector<AddedUnder> added_under(const schema::Catalogue& catalogue,
                                                  const schema::Entity& entity,
                                                  schema::Audience audience,
                                                  std::span<const std::string> roles);

/// The words of the button: "Open case", "Request work order", "Add".
[[nodiscard]] std::string add_label(const Strings& strings, const schema::Entity& entity,
                                    schema::Audience audience);

}  // namespace fieldbook::ui
