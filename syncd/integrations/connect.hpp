#pragma once

// Puts the connectors and their ways to reach a peer together, as the configuration says.

#include <memory>

#include "shared/base/time.hpp"
#include "syncd/config/config.hpp"
#include "syncd/integrations/finance/target.hpp"
#include "syncd/integrations/mail/courier.hpp"

namespace fieldbook::syncd {

/// Finance and Operations over OData; null where finance.mode is off. Nothing is sent yet. Returns
/// what reading the secret's file returns. `clock` outlives the target.
[[nodiscard]] Result<std::unique_ptr<finance::Target>> connect_finance(const Config& config,
                                                                       const Clock& clock);

/// The way to the mail server; null where mail.mode is off. Returns what reading the password's
/// file returns.
[[nodiscard]] Result<std::unique_ptr<mail::Courier>> connect_mail(const Config& config);

}  // namespace fieldbook::syncd
