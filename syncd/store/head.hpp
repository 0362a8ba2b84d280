#pragma once

// Facts about the organisation as a whole, and its audit log.

#include "shared/actions/action.hpp"
#include "shared/protocol/digest.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

using ChainValue = FixedBytes<32>;

/// Read once at the beginning of a transaction. Keys are made with the organisation and live in
/// its database, so that a backup holds them (design.md section 6, Epoch).
struct OrganisationHead {
  Uuid id;
  std::string name;
  Commit commit = 0;   ///< the last commit
  ChainValue chain{};  ///< audit chain after that commit; zero before the first
  Commit durable = 0;  ///< commits up to this are safe on other hardware
  /// Epochs, oldest first, the current one last; Stamp::epoch indexes it. Never empty.
  std::vector<protocol::Ancestor> lineage;
  protocol::DigestKey digest_key{};
  FixedBytes<32> seal_key{};
  actions::SigningKey signing_key;  ///< signs receipts

  [[nodiscard]] std::uint32_t epoch_index() const {
    return static_cast<std::uint32_t>(lineage.size() - 1);
  }
  [[nodiscard]] const FixedBytes<16>& epoch() const { return lineage.back().epoch; }
};

/// One line of the audit log. Its chain value is next_chain(value of the line before, body), so a
/// changed, removed or inserted line shows in every value after it.
struct AuditLine {
  Commit commit = 0;
  std::uint32_t index = 0;  ///< from 0 within the commit
  std::string body;         ///< one JSON object
  ChainValue chain{};
  bool operator==(const AuditLine&) const = default;
};

}  // namespace fieldbook::syncd
