#pragma once

// The Client that open_client makes: routes questions to the readers, intents to the database
// thread, sessions to the sync thread. No logic of its own beyond that.

#include "client/runtime/database.hpp"
#include "client/runtime/open_client.hpp"
#include "platform/os/files.hpp"
#include "platform/os/network_monitor.hpp"
#include "platform/os/system_clock.hpp"

namespace fieldbook::client {

/// What outlives everything else of one open profile.
struct Profile {
  platform::FileLock lock;
  platform::SystemClock clock;
  SystemRandom random;
  std::unique_ptr<platform::SecretStore> secrets;
  std::optional<Session> session;
  ReplicaOptions replica_options;
  FixedBytes<32> journal_key{};
};

class RunningClient final : public Client {
 public:
  RunningClient(std::unique_ptr<Profile> profile, const ClientOptions& options,
                std::unique_ptr<Replica> replica, std::unique_ptr<JournalFile> journal_file,
                std::unique_ptr<Queue> queue);
  ~RunningClient() override;

  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const override;
  [[nodiscard]] StatusSnapshot status() const override;
  void listen(std::function<void(const Notice&)> listener) override;
  void sign_in(SignInIntent intent, Done<StatusSnapshot> done) override;
  void ask_reset_code(std::string signin, Done<StatusSnapshot> done) override;
  void sign_out(Done<StatusSnapshot> done) override;
  void sync_now(Done<SyncSnapshot> done) override;
  void list(ListRequest request, Done<ListSnapshot> done) override;
  void count(ListRequest request, Done<std::uint64_t> done) override;
  void detail(std::string entity, Uuid id, Done<DetailSnapshot> done) override;
  void search(std::string text, std::size_t limit,
              Done<std::vector<SearchHitSnapshot>> done) override;
  void search_online(OnlineSearch request, Done<ListSnapshot> done) override;
  void plan_offer(Uuid opportunity, Done<OfferPlanSnapshot> done) override;
  void ask_integration(IntegrationQuestion question, Done<IntegrationSnapshot> done) override;
  void ask_weights(WeightsQuestion question, Done<WeightsSnapshot> done) override;
  void ask_devices(DevicesQuestion question, Done<DevicesSnapshot> done) override;
  void conflicts(Done<std::vector<ConflictSnapshot>> done) override;
  void decide(Intent intent, Done<IntentOutcome> done) override;
  void outbox(Done<std::vector<ActionSnapshot>> done) override;
  void inbox(Done<std::vector<ActionSnapshot>> done) override;
  void history(std::size_t limit, Done<std::vector<ActionSnapshot>> done) override;
  void withdraw(Uuid action, Done<ActionSnapshot> done) override;
  void hold(Uuid action, Done<ActionSnapshot> done) override;
  void release(Uuid action, Done<ActionSnapshot> done) override;
  void retry(Uuid action, Done<IntentOutcome> done) override;
  void dismiss(Uuid action, Done<ActionSnapshot> done) override;
  void doctor(Done<DoctorSnapshot> done) override;

 private:
  /// Runs `task` on a reader thread with a reading connection.
  void read(std::function<void(Result<Queries*>)> task);
  /// As read(); where `text` is searched for and the options say so, once search finds every row.
  void read_searched(const std::string& text, std::function<void(Result<Queries*>)> task);
  void take_identity(const protocol::SignInResponse& response, Done<StatusSnapshot> done);
  void answer_actions(Result<std::vector<QueuedAction>> actions, Replica& replica,
                      const Done<std::vector<ActionSnapshot>>& done);
  void answer_action(Status changed, const Uuid& id, Replica& replica, Queue& queue,
                     const Done<ActionSnapshot>& done);
  void answer_saved(SaveOutcome outcome, const std::string& kind, const std::string& entity,
                    const Uuid& target, Replica& replica, Queue& queue,
                    const Done<IntentOutcome>& done);
  void prove(DoctorSnapshot snapshot, Done<DoctorSnapshot> done);
  void watch_network();

  std::unique_ptr<Profile> profile_;
  const ClientOptions options_;
  StatusBoard board_;
  Database database_;
  std::mutex queries_mutex_;
  std::vector<std::unique_ptr<Queries>> queries_;  // idle reading connections
  Worker readers_{2};
  SyncLoop sync_;
  std::atomic<bool> stopping_{false};
  Worker network_{1};
};

}  // namespace fieldbook::client
