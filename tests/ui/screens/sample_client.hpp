#pragma once

// A client with something on every screen: rows of every entity made from the catalogue, an outbox,
// verdicts, a conflict. Answers at once, on the caller's thread.

#include "client/api/client.hpp"

namespace fieldbook::tests {

class SampleClient final : public client::Client {
 public:
  explicit SampleClient(std::string audience);

  std::size_t rows = 237;  ///< of every list

  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const override;
  [[nodiscard]] client::StatusSnapshot status() const override;
  void listen(std::function<void(const client::Notice&)>) override {}
  void sign_in(client::SignInIntent intent, client::Done<client::StatusSnapshot> done) override;
  void ask_reset_code(std::string, client::Done<client::StatusSnapshot> done) override {
    done(status());
  }
  void sign_out(client::Done<client::StatusSnapshot> done) override { done(status()); }
  void sync_now(client::Done<client::SyncSnapshot> done) override;
  void list(client::ListRequest request, client::Done<client::ListSnapshot> done) override;
  void count(client::ListRequest request, client::Done<std::uint64_t> done) override;
  void detail(std::string entity, Uuid id, client::Done<client::DetailSnapshot> done) override;
  void search(std::string text, std::size_t limit,
              client::Done<std::vector<client::SearchHitSnapshot>> done) override;
  void ask_integration(client::IntegrationQuestion question,
                       client::Done<client::IntegrationSnapshot> done) override;
  void ask_weights(client::WeightsQuestion, client::Done<client::WeightsSnapshot> done) override {
    done(client::WeightsSnapshot{});
  }
  void ask_devices(client::DevicesQuestion, client::Done<client::DevicesSnapshot> done) override {
    done(client::DevicesSnapshot{});
  }
  void search_online(client::OnlineSearch request,
                     client::Done<client::ListSnapshot> done) override;
  void plan_offer(Uuid opportunity, client::Done<client::OfferPlanSnapshot> done) override;
  void conflicts(client::Done<std::vector<client::ConflictSnapshot>> done) override;
  void decide(client::Intent intent, client::Done<client::IntentOutcome> done) override;
  void outbox(client::Done<std::vector<client::ActionSnapshot>> done) override;
  void inbox(client::Done<std::vector<client::ActionSnapshot>> done) override;
  void history(std::size_t limit, client::Done<std::vector<client::ActionSnapshot>> done) override;
  void withdraw(Uuid action, client::Done<client::ActionSnapshot> done) override;
  void hold(Uuid action, client::Done<client::ActionSnapshot> done) override;
  void release(Uuid action, client::Done<client::ActionSnapshot> done) override;
  void retry(Uuid action, client::Done<client::IntentOutcome> done) override;
  void dismiss(Uuid action, client::Done<client::ActionSnapshot> done) override;
  void doctor(client::Done<client::DoctorSnapshot> done) override;

  std::vector<client::Intent> decided;  ///< what screens asked for

 private:
  [[nodiscard]] client::RowSnapshot row(const schema::Entity& entity, std::size_t index) const;
  std::string audience_;
  client::NameMap names_;
};

/// The id of the sample's row number `index`.
[[nodiscard]] Uuid sample_id(std::size_t index);

}  // namespace fieldbook::tests
