#pragma once

// When to talk to the daemon, and what to do with how it went: a pure state machine. Events go in,
// commands come out; whoever drives it does the I/O (client/runtime with threads and sockets, the
// simulator with neither). It never sees rows: the replica applies frames and reports a summary.
//
// States, in words: the engine is signed out, or resting until a deadline, or in one sync, or
// listening live. A sync that ends with `more` or a fork is followed by the next at once. Failures
// wait with full jitter from 1 s to 5 min, or as long as the daemon asked; only a completed
// checkpoint resets the wait. A captive portal waits for the network to change.

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/random.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::client {

using Milliseconds = std::chrono::milliseconds;

/// Bounds of the engine; tests may narrow them.
struct EngineTuning {
  Milliseconds backoff_base{1'000};
  Milliseconds backoff_cap{300'000};
  /// Between syncs when no live stream can be held open.
  Milliseconds poll_interval{60'000};
  /// A live stream without a frame for this long is taken for dead (the daemon beats each 25 s).
  Milliseconds live_silence_max{90'000};
  /// Follow-up syncs without a checkpoint or a durable page before the engine backs off.
  int fruitless_follow_ups_max = 5;
  /// Whether to hold a live stream open after a sync (false: `fieldbookctl sync` once).
  bool live = true;
};

// --- Events
// ---------------------------------------------------------------------------------------

/// Tokens are there (start, sign-in, renewal).
struct SignedIn {};
/// The refresh token is refused: the person must sign in; work goes on offline.
struct SignedOut {};
/// The system says the network came, went or changed.
struct NetworkChanged {
  bool online = true;
};
/// An action was saved, or the person pressed "Sync now".
struct WorkWaiting {};
/// The deadline of the last StartTimer has come.
struct TimerFired {};

/// How one exchange failed, as the transport tells it.
enum class FailureKind : std::uint8_t {
  no_network,       ///< no route, DNS failed
  unreachable,      ///< connected to the network, but the daemon does not answer
  tls,              ///< certificate or clock
  captive_portal,   ///< something else answered
  unauthenticated,  ///< the access token ended: renew it
  rate_limited,     ///< 429 or 503 with Retry-After
  refused,          ///< the daemon refused the request for good (4xx)
  broken,           ///< the answer broke off or did not decode
  storage           ///< this device's disk refused
};

/// A sync response ended. `failure` is set when it broke off.
struct SyncEnded {
  bool checkpoint = false;     ///< a checkpoint was applied
  bool page = false;           ///< at least one page became durable
  bool more = false;           ///< the daemon asked to go on, or the replica needs another exchange
  bool shut_out = false;       ///< the sign-in opens nothing any more
  bool nothing_waits = false;  ///< every action has its verdict
  std::optional<FailureKind> failure;
  Milliseconds retry_after{0};
  std::string message;  ///< for the person: what happened, what it means, what to do
};

/// The live stream carried a frame that was applied (checkpoint or beat).
struct LiveAlive {};
/// The live stream ended; `behind` when a sync is needed.
struct LiveEnded {
  bool behind = false;
  std::optional<FailureKind> failure;
  std::string message;
};
struct TokenRenewed {
  /// As whom the person goes on could not be taken up yet: actions wait that were taken before.
  bool owes_change = false;
};
/// The token could not be renewed although it may be good: the network failed.
struct RenewalFailed {
  FailureKind failure = FailureKind::unreachable;
  std::string message;
};

using Event = std::variant<SignedIn, SignedOut, NetworkChanged, WorkWaiting, TimerFired, SyncEnded,
                           LiveAlive, LiveEnded, TokenRenewed, RenewalFailed>;

// --- Commands
// -------------------------------------------------------------------------------------

/// Build a request from the replica and exchange it.
struct SendSync {};
struct OpenLive {};
struct CloseLive {};
/// Exchange the refresh token, and take up who the person is now.
struct RenewToken {};
/// Fire TimerFired at `at` (CLOCK_BOOTTIME); replaces the timer before.
struct StartTimer {
  Milliseconds at{0};
};

using Command = std::variant<SendSync, OpenLive, CloseLive, RenewToken, StartTimer>;

/// What the status chip shows (product.md 3.2).
enum class Connection : std::uint8_t {
  signed_out,
  offline,
  unreachable,
  captive_portal,
  certificate,
  waiting,
  syncing,
  live,
  up_to_date
};
[[nodiscard]] std::string_view to_string(Connection connection);

struct EngineStatus {
  Connection connection = Connection::waiting;
  std::string message;           ///< of the last failure; empty when all is well
  Milliseconds next_attempt{0};  ///< CLOCK_BOOTTIME; 0 = none planned
  int failures = 0;              ///< in a row
};

class Engine {
 public:
  Engine(const Clock& clock, Random& random, EngineTuning tuning = {});

  /// Takes one event and says what to do, in order. Never blocks, never fails.
  [[nodiscard]] std::vector<Command> handle(const Event& event);
  [[nodiscard]] const EngineStatus& status() const { return status_; }

 private:
  enum class State : std::uint8_t { signed_out, resting, syncing, renewing, live };

  std::vector<Command> on(const SignedIn&);
  std::vector<Command> on(const SignedOut&);
  std::vector<Command> on(const NetworkChanged& event);
  std::vector<Command> on(const WorkWaiting&);
  std::vector<Command> on(const TimerFired&);
  std::vector<Command> on(const SyncEnded& event);
  std::vector<Command> on(const LiveAlive&);
  std::vector<Command> on(const LiveEnded& event);
  std::vector<Command> on(const TokenRenewed& event);
  std::vector<Command> on(const RenewalFailed& event);

  std::vector<Command> start_sync();
  std::vector<Command> rest_after_failure(FailureKind kind, Milliseconds retry_after,
                                          std::string message);
  std::vector<Command> timer_in(Milliseconds delay, std::vector<Command> before = {});

  const Clock& clock_;
  Random& random_;
  EngineTuning tuning_;
  State state_ = State::signed_out;
  EngineStatus status_;
  bool work_waiting_ = false;  // arrived during a sync: sync again at its end
  bool wait_for_network_ = false;
  bool renewed_ = false;    // a token was renewed since the last completed exchange
  bool asked_who_ = false;  // a token was renewed because the sign-in opens nothing
  bool owes_change_ = false;
  int fruitless_ = 0;
};

}  // namespace fieldbook::client
