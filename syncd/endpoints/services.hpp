#pragma once

// What an endpoint may use. Made once by the composition root; outlives every request.

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "syncd/auth/accounts.hpp"
#include "syncd/auth/password.hpp"
#include "syncd/auth/rate_limit.hpp"
#include "syncd/changelog/pull.hpp"
#include "syncd/distribution/settings.hpp"
#include "syncd/endpoints/sync_core.hpp"

namespace fieldbook::syncd {

/// Valid access tokens; callable from any thread.
class SessionDirectory {
 public:
  virtual ~SessionDirectory() = default;
  [[nodiscard]] virtual std::optional<Session> find(const FixedBytes<32>& access_hash) = 0;
  /// Changes whenever a session ends.
  [[nodiscard]] virtual std::uint64_t revision() const = 0;
  /// Keeps a session that was read or made after `revision` was asked for; unless a session ended
  /// meanwhile, which may have been this one. It is then found in the store the next time.
  virtual void add(const FixedBytes<32>& access_hash, const Session& session,
                   std::uint64_t revision) = 0;
};

/// Counts; callable from any thread. Names are in http/metrics.cpp.
class Meter {
 public:
  virtual ~Meter() = default;
  virtual void signed_in(std::string_view outcome) = 0;
  virtual void queue_reported(std::uint32_t depth, std::chrono::milliseconds oldest) = 0;
  virtual void actions_received(std::size_t count) = 0;
  virtual void action_decided(const actions::Receipt& receipt) = 0;
  virtual void pull_ended(const Session& session, const PullReport& report) = 0;
  /// All metrics in the Prometheus text format.
  [[nodiscard]] virtual std::string text() = 0;
};

struct HealthCheck {
  std::string name;
  bool is_good = false;
  std::string detail;
  bool is_vital = true;  ///< false: named when it is bad, and the daemon serves all the same
};
class Health {
 public:
  virtual ~Health() = default;
  /// Each thing that must be so for the daemon to serve. Reader thread.
  [[nodiscard]] virtual std::vector<HealthCheck> checks() = 0;
};

/// How many tries at signing in there are. Only the password worker uses it.
struct SignInLimits {
  RateLimit account;
  RateLimit address;
};

/// How many actions a device may send; callable from any thread.
class ActionLimit {
 public:
  virtual ~ActionLimit() = default;
  /// Takes `count` actions of the device, at most limits::kActionsPerRequestMax: all or none. Zero
  /// when it may send them, else the time until it may.
  [[nodiscard]] virtual std::chrono::milliseconds take(const Uuid& device, std::size_t count) = 0;
};

/// Who would get an opportunity, and why. Reader thread; any number at once.
class OfferPreview {
 public:
  virtual ~OfferPreview() = default;
  /// As JSON (syncd/distribution/preview_json.hpp). Returns Errc::not_found when there is no such
  /// opportunity.
  [[nodiscard]] virtual Result<std::string> preview(ReadTransaction& transaction,
                                                    const Uuid& opportunity) = 0;
};

/// The weights of the distribution, as staff see and set them.
class OfferWeights {
 public:
  virtual ~OfferWeights() = default;
  /// As JSON (syncd/distribution/staff_weights.hpp). Reader thread.
  [[nodiscard]] virtual Result<std::string> read(ReadTransaction& transaction) = 0;
  /// Sets those that `changes` names, with an audit line. Writer thread. Returns
  /// Errc::invalid_argument for an unknown name or a value outside of its range.
  [[nodiscard]] virtual Result<AfterCommit> change(WriteTransaction& transaction,
                                                   const Uuid& person, Instant now,
                                                   const nlohmann::json& changes) = 0;
};

/// What staff asks of the integration with Finance and Operations. The desk's thread alone.
class IntegrationQuestions {
 public:
  virtual ~IntegrationQuestions() = default;
  /// The answer as JSON, as `syncd integration <what> --json` prints it; "run" begins a run and
  /// answers with it at once. Where there is none, {"problem": a sentence}: the checks forbid a
  /// run, the other side does not answer, nothing is known of the row. Returns Errc::storage.
  [[nodiscard]] virtual Result<std::string> ask(std::string_view what,
                                                const nlohmann::json& arguments) = 0;
};

struct Services {
  Store& store;
  const Exposure& exposure;
  const Committer& committer;
  const Clock& clock;
  Random& random;
  SyncCore& core;
  WriteRunner& writer;
  SessionDirectory& sessions;
  Meter& meter;
  Health& health;
  SignInLimits& sign_in_limits;
  ActionLimit& action_limit;
  const PasswordCheck& passwords;
  SessionTimes times;
  UnsignedDevices unsigned_devices = UnsignedDevices::refused;
  OfferPreview* offer_preview = nullptr;  ///< null: opportunities are not distributed here
  OfferWeights* offer_weights = nullptr;  ///< null: likewise
  AlertThresholds alert_thresholds = DistributionSettings().alerts;
  IntegrationQuestions* integration = nullptr;  ///< null: there is nothing to integrate with
  bool sends_mail = false;
  /// There may be something to mail that no commit tells of. Any thread.
  std::function<void()> mail_wanted = [] {};
};

}  // namespace fieldbook::syncd
