#pragma once

// Evidence of a quote's approval or rejection as a file: taken from the replica, checked without
// anything but itself.

#include "client/tool/tool.hpp"
#include "shared/actions/evidence.hpp"

namespace fieldbook::client {

/// The record of the last decision on the quote. Returns Errc::not_found when this device holds no
/// decision on it, and Errc::unavailable while the daemon has not answered it.
[[nodiscard]] Result<Bytes> evidence_of(Client& client, const Uuid& quote);

/// What the record says and which of its claims hold, for people. Instants are in UTC.
[[nodiscard]] std::string evidence_text(const actions::CheckedEvidence& checked);
[[nodiscard]] nlohmann::ordered_json to_json(const actions::CheckedEvidence& checked);

}  // namespace fieldbook::client
