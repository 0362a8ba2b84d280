#pragma once

// A client without a daemon, a disk or a thread: the sample's rows, answers at once. For tests of
// what is drawn, where the same picture must come of the same data each time. It knows no exposure
// and of views only conditions on whole values; what people may see is tested with a real daemon
// (tests/ui/roles_test.cpp).

#include <set>

#include "client/api/client.hpp"

namespace fieldbook::tests {

/// The moment at which the sample is "today".
inline constexpr Instant kSampleToday{1'795'248'000'000};

/// Who is signed in at a fake client.
struct FakePerson {
  std::string name = "Arjun Mehta";
  std::string audience = "customer";
  std::vector<std::string> roles = {"PSA Customer Approver", "FS Customer Approver"};
};

class FakeClient final : public client::Client {
 public:
  explicit FakeClient(FakePerson person = {});

  // --- What a test sets ----------------------------------------------------------------------
  client::StatusSnapshot status_now;
  std::vector<client::ActionSnapshot> outbox_now;
  std::vector<client::ActionSnapshot> inbox_now;
  std::vector<client::ActionSnapshot> history_now;
  std::vector<client::ConflictSnapshot> conflicts_now;
  /// Answers to lists and details are kept back, as on a slow disk, until release().
  bool hold_answers = false;
  void release();
  void notify(const client::Notice& notice);
  /// What the person decided, in order.
  std::vector<client::Intent> decided;
  std::size_t syncs = 0;
  /// What staff set and watch at the daemon.
  client::WeightsSnapshot weights_now;
  client::DevicesSnapshot devices_now;

  // --- Client ----------------------------------------------------------------------------------
  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const override;
  [[nodiscard]] client::StatusSnapshot status() const override { return status_now; }
  void listen(std::function<void(const client::Notice&)> listener) override;
  void sign_in(client::SignInIntent intent, client::Done<client::StatusSnapshot> done) override;
  void ask_reset_code(std::string, client::Done<client::StatusSnapshot> done) override {
    done(status());
  }
  void sign_out(client::Done<client::StatusSnapshot> done) override;
  void sync_now(client::Done<client::SyncSnapshot> done) override;
  void list(client::ListRequest request, client::Done<client::ListSnapshot> done) override;
  void count(client::ListRequest request, client::Done<std::uint64_t> done) override;
  void detail(std::string entity, Uuid id, client::Done<client::DetailSnapshot> done) override;
  void search(std::string text, std::size_t limit,
              client::Done<std::vector<client::SearchHitSnapshot>> done) override;
  void ask_integration(client::IntegrationQuestion question,
                       client::Done<client::IntegrationSnapshot> done) override;
  void ask_weights(client::WeightsQuestion question,
                   client::Done<client::WeightsSnapshot> done) override;
  void ask_devices(client::DevicesQuestion question,
                   client::Done<client::DevicesSnapshot> done) override;
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

 private:
  [[nodiscard]] std::vector<const schema::Row*> rows_of(const client::ListRequest& request) const;
  [[nodiscard]] const schema::Row* find(Uuid id) const;
  [[nodiscard]] std::string name_of(const schema::Row& row) const;
  void add_names(const schema::Row& row, client::NameMap& names) const;
  [[nodiscard]] client::RowSnapshot snapshot_of(const schema::Row& row,
                                                const schema::View* view) const;
  void set_state(Uuid action, std::string state, client::Done<client::ActionSnapshot> done);
  template <class T>
  void answer(client::Done<T> done, Result<T> value);

  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::map<Uuid, const schema::Row*> by_id_;
  std::set<Uuid> pending_;
  std::function<void(const client::Notice&)> listener_;
  std::vector<std::function<void()>> held_;
  std::uint8_t actions_ = 0;
};

/// Actions in each state that the Sync Centre shows, and a conflict, for pictures and audits.
void fill_with_examples(FakeClient& client);

}  // namespace fieldbook::tests
