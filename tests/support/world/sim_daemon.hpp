#pragma once

// The daemon's core on a simulated disk: store, commit, exposure, decisions and pulls, called as
// the HTTP part would call them. Beside it, what the tests know: every row at every commit.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "client/replica/identity.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/session.hpp"
#include "syncd/changelog/commit.hpp"
#include "syncd/changelog/live.hpp"
#include "syncd/changelog/pull.hpp"
#include "syncd/distribution/distributor.hpp"
#include "syncd/handlers/decider.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/naive_exposure.hpp"
#include "tests/support/sim_disk.hpp"
#include "tests/support/world/organisation.hpp"

namespace fieldbook::tests {

/// All rows of one commit; shared, never changed.
using Snapshot = std::map<schema::RowKey, std::shared_ptr<const schema::Row>>;

/// A moment of the daemon's history.
struct Moment {
  FixedBytes<16> epoch{};
  std::int64_t commit = 0;
  auto operator<=>(const Moment&) const = default;
};

/// The known state at one moment, and views computed from it once.
struct KnownState {
  Snapshot rows;
  bool hides_rows = false;      ///< a large move has hidden rows that wait to be shown again
  std::int64_t window_day = 0;  ///< that the windows were moved to; 0: never
  std::unique_ptr<NaiveExposure> naive;
  std::map<std::pair<Uuid, schema::Audience>, std::set<schema::RowKey>> views;
  std::map<std::pair<Uuid, schema::Audience>, std::set<schema::RowKey>> published;
};

struct SimDaemonOptions {
  syncd::PullTuning pull;
  std::size_t entries_max = limits::kExposureEntriesPerCommitMax;
  /// The operator tells the daemon of a restore, or a device's evidence does.
  bool announces_restores = false;
  rules::RuleSettings rules;
  /// Of each hundred times that a handler runs it fails this often: by an error, an exception, or
  /// the end of the process.
  unsigned handler_failures = 0;
  /// Days for which devices carry what is finished, of every window; 0: for ever.
  std::int64_t window_days = 0;
  bool drops_conflicts = false;  ///< what lost is not kept: for the simulator's mutations
  bool drops_custody = false;    ///< held actions are not kept: likewise
};

/// Who is connected.
struct SimSession {
  Uuid device;
  Uuid person;
  schema::Audience audience = schema::Audience::customer;
  FixedBytes<32> device_key{};
};

/// A response under way: frames that were made and not yet delivered, and where others come from.
struct SimResponse {
  std::vector<Bytes> frames;  ///< payloads, in order
  std::unique_ptr<syncd::Pull> pull;
};

class SimDaemon {
 public:
  SimDaemon(FakeClock& clock, std::uint64_t seed, SimDaemonOptions options = {});
  ~SimDaemon();

  /// Opens the store; makes it at the first start. Fails when the disk does.
  [[nodiscard]] Status start();
  [[nodiscard]] bool is_running() const { return store_ != nullptr; }
  /// The process dies; responses under way are gone.
  void kill(PowerLoss loss);
  /// From now on handlers work.
  void mend_handlers() {
    options_.handler_failures = 0;
    broken_kinds_.clear();
  }
  /// A defect of the release: the handler of this kind fails whenever it runs, also after a
  /// restart, until it is mended.
  void break_handler(std::string_view kind) { broken_kinds_.emplace(kind); }
  void mend_handler(std::string_view kind) { broken_kinds_.erase(std::string(kind)); }
  /// What a crash has to do with: fail_from, operations.
  [[nodiscard]] SimDisk& disk() { return disk_; }

  [[nodiscard]] Status commit(std::span<const schema::RowChange> changes,
                              const std::string& kind = "edit");
  [[nodiscard]] Status register_person(const SimPerson& person);
  [[nodiscard]] Status register_device(const SimSession& session);

  /// Takes one request frame as bytes. Errc::storage when the disk failed (the daemon is then to
  /// be killed), other errors as the endpoint would answer them.
  [[nodiscard]] Result<SimResponse> sync(const SimSession& session, ByteView request);
  /// Reads the next piece of a response. False when there is none.
  [[nodiscard]] Result<bool> read_on(SimResponse& response);

  /// Begins a live stream where the request stands, as GET /v1/live does.
  [[nodiscard]] Result<std::unique_ptr<syncd::LiveFeed>> open_live(const SimSession& session,
                                                                   ByteView request);
  /// What a wake-up sends; nothing to say appends nothing.
  [[nodiscard]] Result<syncd::LiveStep> live_next(syncd::LiveFeed& feed, std::deque<Bytes>& frames);
  [[nodiscard]] Instant now() const { return clock_.now(); }
  /// The operator changes how quotes are decided.
  void use_rules(const rules::RuleSettings& rules);
  /// Handlers other than the real ones: a defect, and its end.
  void use_handlers(syncd::FindRule find_rule);
  /// Ids of what is in custody.
  [[nodiscard]] Result<std::vector<Uuid>> in_custody();
  /// Staff settles what is in custody.
  [[nodiscard]] Result<actions::Receipt> settle_held(const syncd::HeldDecision& decision);

  /// From here on the daemon distributes opportunities, whenever distribute() is called.
  void distribute_with(const syncd::DistributionSettings& settings);
  [[nodiscard]] bool distributes() const { return distribution_.has_value(); }
  /// What the daemon does by itself after a change and at a deadline, until there is nothing more.
  [[nodiscard]] Status distribute();
  [[nodiscard]] syncd::Distributor& distributor() { return *distributor_; }
  /// Commits what `work` writes.
  [[nodiscard]] Status run(const std::function<Status(syncd::WriteTransaction&)>& work);
  /// The device is heard of now.
  [[nodiscard]] Status note_contact(const SimSession& session);

  /// Drops tombstones that are older than `commits`.
  [[nodiscard]] Status drop_tombstones(std::int64_t commits);
  /// Shows rows that a large move has hidden. True while there are more.
  [[nodiscard]] Result<bool> show_pending(std::size_t limit);
  /// Moves the windows to the day, as the daemon's housekeeping does.
  [[nodiscard]] Status move_windows();
  /// Keeps a copy of everything; commits up to now are durable elsewhere.
  [[nodiscard]] Status back_up();
  [[nodiscard]] bool has_backup() const { return !backup_.empty(); }
  /// Goes back to the last copy, and starts. Begins an epoch if it announces restores.
  [[nodiscard]] Status restore();
  /// The operator tells the daemon that it was restored.
  [[nodiscard]] Status begin_epoch();

  [[nodiscard]] Moment head() const { return head_; }
  /// Null for a moment that was never seen.
  [[nodiscard]] KnownState* at(const Moment& moment);
  [[nodiscard]] const Snapshot& rows() const { return current_; }
  /// The rows that the person sees at `moment` by the naive model.
  [[nodiscard]] const std::set<schema::RowKey>& view(KnownState& state, const Uuid& person,
                                                     schema::Audience audience) const;

  /// The cases of that view that are seen only because they are published.
  [[nodiscard]] const std::set<schema::RowKey>& published_to(KnownState& state, const Uuid& person,
                                                             schema::Audience audience) const;

  /// Whether devices of others than staff carry the row at that moment, by the naive model. Rows
  /// that wait to be shown or hidden may be either.
  [[nodiscard]] bool carries(const KnownState& state, const schema::RowKey& key) const;

  /// For the simulator's mutations: takes out of the journal what was decided last.
  [[nodiscard]] Status forget_verdicts();

  /// The verdict the daemon keeps for an action.
  [[nodiscard]] Result<std::optional<syncd::ActionResult>> verdict(const Uuid& action);
  /// Whether the action is in the daemon's custody.
  [[nodiscard]] Result<bool> is_in_custody(const Uuid& action);
  /// How often the audit log says that the action took effect, by action.
  [[nodiscard]] Result<std::map<std::string, int>> effects();
  /// Reads all tables; says what differs from rows(). Empty when nothing does.
  [[nodiscard]] Result<std::string> compare_with_store();
  /// What renewing a token tells the device.
  [[nodiscard]] Result<protocol::Access> access_of(const SimSession& session);
  /// What a sign-in tells the device.
  [[nodiscard]] Result<client::Identity> identity_of(const SimSession& session);

  [[nodiscard]] syncd::Store& store() { return *store_; }
  [[nodiscard]] std::uint64_t epochs_opened() const { return epochs_opened_; }

 private:
  [[nodiscard]] static syncd::ExposureSettings exposure_settings(std::int64_t window_days);
  [[nodiscard]] const NaiveExposure& naive(KnownState& state) const;
  [[nodiscard]] Status record();
  [[nodiscard]] syncd::PullSession pull_session(const SimSession& session) const;
  void make_decider();
  [[nodiscard]] Status apply_entries(syncd::ReadTransaction& transaction, std::int64_t after);
  [[nodiscard]] Status decide(const SimSession& session, protocol::SyncRequest& request,
                              SimResponse& response);
  [[nodiscard]] const rules::Rule* find_rule(std::string_view kind);
  [[nodiscard]] Status drop_custody();

  FakeClock& clock_;
  SeededRandom random_;
  SimDaemonOptions options_;
  syncd::FindRule find_rule_ = rules::find_rule;
  SimDisk disk_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::shared_ptr<const syncd::Exposure> exposure_;
  std::unique_ptr<syncd::Store> store_;
  std::unique_ptr<syncd::RecentPages> pages_;  // of this run of the process
  std::unique_ptr<syncd::Committer> committer_;
  std::unique_ptr<syncd::Decider> decider_;
  std::optional<syncd::DistributionSettings> distribution_;
  std::unique_ptr<syncd::Distributor> distributor_;
  SimDisk::Image backup_;
  Moment backup_head_;
  Moment head_;
  Snapshot current_;
  std::map<Moment, KnownState> history_;
  std::uint64_t epochs_opened_ = 0;
  std::set<std::string> broken_kinds_;
};

}  // namespace fieldbook::tests
