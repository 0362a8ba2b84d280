#pragma once

// A client that answers at once from lists a test fills; what no test asks for is refused.

#include "client/api/client.hpp"

namespace fieldbook::client {

class FakeClient final : public Client {
 public:
  std::vector<schema::Row> rows;  ///< of the one entity that is listed, pages of `page` each
  std::size_t page = 100;
  std::vector<ActionSnapshot> waiting;
  std::vector<ActionSnapshot> settled;

  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const override {
    return schema::Catalogue::embedded();
  }
  [[nodiscard]] StatusSnapshot status() const override { return {}; }
  void listen(std::function<void(const Notice&)>) override {}
  void sign_in(SignInIntent, Done<StatusSnapshot> done) override { refuse(done); }
  void ask_reset_code(std::string, Done<StatusSnapshot> done) override { refuse(done); }
  void sign_out(Done<StatusSnapshot> done) override { refuse(done); }
  void sync_now(Done<SyncSnapshot> done) override { refuse(done); }

  void list(ListRequest request, Done<ListSnapshot> done) override {
    const auto first = request.after ? static_cast<std::size_t>(request.after->row) : 0;
    ListSnapshot out;
    for (std::size_t i = first; i < rows.size() && i < first + page; ++i)
      out.rows.push_back({rows[i], false, {}});
    if (first + page < rows.size())
      out.next = PagePosition{{}, static_cast<std::int64_t>(first + page)};
    done(std::move(out));
  }
  void count(ListRequest, Done<std::uint64_t> done) override { refuse(done); }
  void detail(std::string, Uuid, Done<DetailSnapshot> done) override { refuse(done); }
  void search(std::string, std::size_t, Done<std::vector<SearchHitSnapshot>> done) override {
    refuse(done);
  }
  void search_online(OnlineSearch, Done<ListSnapshot> done) override { refuse(done); }
  void plan_offer(Uuid, Done<OfferPlanSnapshot> done) override { refuse(done); }
  void ask_integration(IntegrationQuestion, Done<IntegrationSnapshot> done) override {
    refuse(done);
  }
  void ask_weights(WeightsQuestion, Done<WeightsSnapshot> done) override { refuse(done); }
  void ask_devices(DevicesQuestion, Done<DevicesSnapshot> done) override { refuse(done); }
  void conflicts(Done<std::vector<ConflictSnapshot>> done) override { refuse(done); }
  void decide(Intent, Done<IntentOutcome> done) override { refuse(done); }
  void outbox(Done<std::vector<ActionSnapshot>> done) override { done(waiting); }
  void inbox(Done<std::vector<ActionSnapshot>> done) override { refuse(done); }
  void history(std::size_t, Done<std::vector<ActionSnapshot>> done) override { done(settled); }
  void withdraw(Uuid, Done<ActionSnapshot> done) override { refuse(done); }
  void hold(Uuid, Done<ActionSnapshot> done) override { refuse(done); }
  void release(Uuid, Done<ActionSnapshot> done) override { refuse(done); }
  void retry(Uuid, Done<IntentOutcome> done) override { refuse(done); }
  void dismiss(Uuid, Done<ActionSnapshot> done) override { refuse(done); }
  void doctor(Done<DoctorSnapshot> done) override { refuse(done); }

 private:
  template <class T>
  static void refuse(const Done<T>& done) {
    done(fail(Errc::internal, "no test asks for this"));
  }
};

}  // namespace fieldbook::client
