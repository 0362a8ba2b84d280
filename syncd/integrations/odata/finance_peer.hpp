#pragma once

// Finance and Operations behind `finance::Target`: rows as OData requests and back. Construct one
// a thread; use() and interrupt() may be called from any.

#include <atomic>
#include <memory>
#include <set>

#include "syncd/integrations/finance/target.hpp"
#include "syncd/integrations/odata/client.hpp"
#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {

class FinancePeer : public finance::Target {
 public:
  /// `transport` and `clock` outlive the object.
  FinancePeer(ServiceOptions service, TokenOptions token, Transport& transport, const Clock& clock);

  [[nodiscard]] finance::PeerResult<void> read(const finance::PeerQuery& query,
                                               const PageVisitor& visit) override;
  [[nodiscard]] finance::PeerResult<std::vector<finance::PeerResult<finance::Json>>> fetch(
      const std::string& entity_set, const std::string& legal_entity,
      std::span<const finance::PeerKey> keys, const std::vector<std::string>& select) override;
  [[nodiscard]] finance::PeerResult<std::vector<finance::RowAnswer>> write(
      const std::string& entity_set, const std::string& legal_entity,
      std::span<const finance::RowWrite> rows) override;
  [[nodiscard]] finance::PeerResult<finance::Json> call(const finance::ActionCall& action) override;
  [[nodiscard]] finance::PeerResult<std::optional<finance::PeerEntity>> describe(
      const std::string& entity_set) override;
  [[nodiscard]] finance::PeerUse use() const override;
  void interrupt() override { transport_.interrupt(); }

 private:
  [[nodiscard]] finance::PeerResult<std::string> filter_of(const finance::PeerQuery& query);
  [[nodiscard]] finance::PeerResult<Literal> literal(const std::string& entity_set,
                                                     const std::string& column,
                                                     const finance::Json& value,
                                                     finance::ValueKind kind);
  [[nodiscard]] finance::PeerResult<std::string> row_path(const std::string& entity_set,
                                                          const std::string& legal_entity,
                                                          const finance::PeerKey& key);
  [[nodiscard]] finance::RowAnswer answer_of(const finance::RowWrite& row,
                                             const BatchAnswer& answer, bool inserted) const;

  const Clock& clock_;
  Transport& transport_;
  TokenSource tokens_;
  Client client_;
  std::set<std::string> described_;  ///< entity sets that were ever asked for
  Metadata metadata_;
  std::optional<std::chrono::milliseconds> metadata_read_;  ///< Clock::since_boot
};

/// What the runner does about a failure of the way or of the whole request.
[[nodiscard]] finance::PeerError to_peer_error(const ODataError& error, bool in_doubt);

}  // namespace fieldbook::syncd::odata
