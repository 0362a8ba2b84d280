#pragma once

// The web roles that open something, by their exact names (DOMAIN.md 2.1).

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fieldbook::syncd {

inline constexpr std::array<std::string_view, 2> kFieldServiceCustomerRoles{"FS Customer Approver",
                                                                            "FS Customer Reviewer"};
inline constexpr std::array<std::string_view, 2> kProjectCustomerRoles{"PSA Customer Approver",
                                                                       "PSA Customer Reviewer"};
inline constexpr std::array<std::string_view, 2> kProjectPartnerRoles{"PSA Partner Approver",
                                                                      "PSA Partner Reviewer"};
inline constexpr std::array<std::string_view, 5> kPartnerRoles{
    "Partner administrator", "Partner manager", "Partner seller", "PSA Partner Approver",
    "PSA Partner Reviewer"};

/// The name under which a role counts: the documents spell one of them in two ways
/// (DOMAIN.md 10.1, 6).
[[nodiscard]] inline std::string_view role_spelling(std::string_view name) {
  return name == "FS Customer Review" ? std::string_view("FS Customer Reviewer") : name;
}

[[nodiscard]] inline bool has_any(const std::vector<std::string>& roles,
                                  std::span<const std::string_view> wanted) {
  return std::ranges::any_of(roles, [&](const std::string& role) {
    return std::ranges::find(wanted, role) != wanted.end();
  });
}

}  // namespace fieldbook::syncd
