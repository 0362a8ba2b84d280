#pragma once

// The sample organisation of tests/data/sample as rows and as people. Its README says what is
// special about whom.

#include <string>
#include <string_view>
#include <vector>

#include "shared/schema/row.hpp"

namespace fieldbook::tests {

/// Every row of every file, in the order of entity numbers and files. Aborts, naming the row, when
/// the catalogue refuses one. Entities whose rows the catalogue does not know are left out.
[[nodiscard]] const std::vector<schema::Row>& sample_rows();

struct SampleUser {
  std::string signin;
  Uuid id;           ///< contact or systemuser
  std::string kind;  ///< customer, partner, applicant, staff
  std::string note;
};
/// The contacts that sign in and the staff users of users.json.
[[nodiscard]] const std::vector<SampleUser>& sample_users();
/// By the part of the sign-in before "@" and its number: "sebnem.celik". Aborts when absent.
[[nodiscard]] const SampleUser& sample_user(std::string_view name);

}  // namespace fieldbook::tests
