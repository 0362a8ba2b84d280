#include "syncd/integrations/connect.hpp"

#include "syncd/integrations/finance/settings.hpp"
#include "syncd/integrations/finance/template.hpp"
#include "syncd/integrations/odata/curl_transport.hpp"
#include "syncd/integrations/odata/finance_peer.hpp"

namespace fieldbook::syncd {
namespace {

using finance::Json;
using finance::PeerResult;

/// The peer with the transport that it speaks through.
class ConnectedPeer final : public finance::Target {
 public:
  ConnectedPeer(odata::CurlOptions transport, odata::ServiceOptions service,
                odata::TokenOptions token, const Clock& clock)
      : transport_(std::move(transport)),
        peer_(std::move(service), std::move(token), transport_, clock) {}

  [[nodiscard]] PeerResult<void> read(const finance::PeerQuery& query,
                                      const PageVisitor& visit) override {
    return peer_.read(query, visit);
  }
  [[nodiscard]] PeerResult<std::vector<PeerResult<Json>>> fetch(
      const std::string& entity_set, const std::string& legal_entity,
      std::span<const finance::PeerKey> keys, const std::vector<std::string>& select) override {
    return peer_.fetch(entity_set, legal_entity, keys, select);
  }
  [[nodiscard]] PeerResult<std::vector<finance::RowAnswer>> write(
      const std::string& entity_set, const std::string& legal_entity,
      std::span<const finance::RowWrite> rows) override {
    return peer_.write(entity_set, legal_entity, rows);
  }
  [[nodiscard]] PeerResult<Json> call(const finance::ActionCall& action) override {
    return peer_.call(action);
  }
  [[nodiscard]] PeerResult<std::optional<finance::PeerEntity>> describe(
      const std::string& entity_set) override {
    return peer_.describe(entity_set);
  }
  [[nodiscard]] finance::PeerUse use() const override { return peer_.use(); }
  void interrupt() override { peer_.interrupt(); }

 private:
  odata::CurlTransport transport_;
  odata::FinancePeer peer_;
};

/// Every entity set that the runner or the checks will ask the metadata for.
std::set<std::string> entity_sets(const Config& config) {
  const finance::FinanceSettings settings = finance::finance_settings(config);
  std::set<std::string> out = {settings.entity_set(std::string(finance::kJournalsSet)),
                               settings.entity_set(std::string(finance::kJournalLinesSet))};
  for (const finance::Template& one : finance::Templates::embedded()->all())
    for (const finance::Task& task : one.tasks)
      out.insert(settings.entity_set(
          one.direction == finance::Direction::to_finance ? task.target : task.source));
  return out;
}

}  // namespace

Result<std::unique_ptr<finance::Target>> connect_finance(const Config& config, const Clock& clock) {
  const Config::Finance& from = config.finance;
  if (from.mode == FinanceMode::off) return nullptr;
  odata::TokenOptions token;
  if (!from.client_id.empty()) {
    token.url = from.token_url;
    token.client_id = from.client_id;
    token.scope = from.scope.empty() ? from.url + "/.default" : from.scope;
    if (!from.client_secret_file.empty()) {
      TRY(token.client_secret, odata::read_secret_file(from.client_secret_file));
    } else {
      token.client_secret = odata::Secret(from.client_secret);
    }
  }
  odata::CurlOptions transport;
  transport.ca_file = from.ca_file.string();
  transport.concurrency = from.requests;
  odata::ServiceOptions service;
  service.root = from.url;
  service.lanes = from.requests;
  service.entity_sets = entity_sets(config);
  return std::make_unique<ConnectedPeer>(std::move(transport), std::move(service), std::move(token),
                                         clock);
}

Result<std::unique_ptr<mail::Courier>> connect_mail(const Config& config) {
  const Config::Mail& from = config.mail;
  if (from.mode == MailMode::off) return nullptr;
  mail::SmtpOptions options{.url = from.url,
                            .user = from.user,
                            .password = from.password,
                            .ca_file = from.ca_file.string()};
  if (!from.password_file.empty()) {
    TRY(const odata::Secret secret, odata::read_secret_file(from.password_file));
    options.password = secret.reveal();
  }
  return std::make_unique<mail::SmtpCourier>(std::move(options));
}

}  // namespace fieldbook::syncd
