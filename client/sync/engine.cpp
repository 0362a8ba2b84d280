#include "client/sync/engine.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace fieldbook::client {
namespace {

constexpr const char* kShutOut =
    "Your access has ended. What you saved is kept. Sign in again, or ask who gave you access.";

Connection connection_after(FailureKind kind) {
  switch (kind) {
    case FailureKind::no_network: return Connection::offline;
    case FailureKind::captive_portal: return Connection::captive_portal;
    case FailureKind::tls: return Connection::certificate;
    case FailureKind::unreachable:
    case FailureKind::broken: return Connection::unreachable;
    case FailureKind::unauthenticated:
    case FailureKind::rate_limited:
    case FailureKind::refused:
    case FailureKind::storage: return Connection::waiting;
  }
  return Connection::waiting;
}

}  // namespace

std::string_view to_string(Connection connection) {
  switch (connection) {
    case Connection::signed_out: return "signed_out";
    case Connection::offline: return "offline";
    case Connection::unreachable: return "unreachable";
    case Connection::captive_portal: return "captive_portal";
    case Connection::certificate: return "certificate";
    case Connection::waiting: return "waiting";
    case Connection::syncing: return "syncing";
    case Connection::live: return "live";
    case Connection::up_to_date: return "up_to_date";
  }
  return "waiting";
}

Engine::Engine(const Clock& clock, Random& random, EngineTuning tuning)
    : clock_(clock), random_(random), tuning_(tuning) {
  status_.connection = Connection::signed_out;
}

std::vector<Command> Engine::handle(const Event& event) {
  return std::visit([this](const auto& which) { return on(which); }, event);
}

std::vector<Command> Engine::on(const SignedIn&) {
  if (state_ == State::syncing) return {};
  if (state_ == State::live) return on(WorkWaiting{});
  status_.failures = 0;
  wait_for_network_ = false;
  return start_sync();
}

std::vector<Command> Engine::on(const SignedOut&) {
  const bool was_live = state_ == State::live;
  state_ = State::signed_out;
  status_ = {};
  status_.connection = Connection::signed_out;
  if (was_live) return {CloseLive{}};
  return {};
}

std::vector<Command> Engine::on(const NetworkChanged& event) {
  if (state_ == State::signed_out) return {};
  if (!event.online) {
    if (state_ == State::resting) status_.connection = Connection::offline;
    return {};
  }
  // One immediate attempt: the wait belonged to the network that is gone.
  wait_for_network_ = false;
  if (state_ != State::resting) return {};
  return start_sync();
}

std::vector<Command> Engine::on(const WorkWaiting&) {
  switch (state_) {
    case State::signed_out:
    case State::renewing: return {};
    case State::syncing: work_waiting_ = true; return {};
    case State::live: {
      std::vector<Command> commands{CloseLive{}};
      auto next = start_sync();
      commands.insert(commands.end(), next.begin(), next.end());
      return commands;
    }
    case State::resting:
      // A wait that the daemon asked for, or a portal, is not cut short by every new action.
      if (wait_for_network_ || status_.failures > 0) return {};
      return start_sync();
  }
  return {};
}

std::vector<Command> Engine::on(const TimerFired&) {
  if (state_ == State::live) {
    // Nothing was heard for too long: a half-open connection (sync.md B2, fault 13).
    std::vector<Command> commands{CloseLive{}};
    auto next = start_sync();
    commands.insert(commands.end(), next.begin(), next.end());
    return commands;
  }
  if (state_ != State::resting) return {};
  wait_for_network_ = false;
  return start_sync();
}

std::vector<Command> Engine::on(const SyncEnded& event) {
  if (state_ != State::syncing) return {};
  if (event.checkpoint || event.page) fruitless_ = 0;
  if (event.failure) return rest_after_failure(*event.failure, event.retry_after, event.message);
  renewed_ = false;
  if (event.more) {
    if (!event.checkpoint && !event.page && ++fruitless_ > tuning_.fruitless_follow_ups_max)
      return rest_after_failure(FailureKind::broken, Milliseconds(0), event.message);
    return start_sync();
  }
  if (event.checkpoint) status_.failures = 0;
  status_.message.clear();
  if (std::exchange(work_waiting_, false)) return start_sync();
  if (!event.shut_out) asked_who_ = false;
  if (event.nothing_waits && (owes_change_ || (event.shut_out && !asked_who_))) {
    asked_who_ = event.shut_out;
    state_ = State::renewing;
    return {RenewToken{}};
  }
  if (event.shut_out) status_.message = kShutOut;
  if (!tuning_.live) {
    state_ = State::resting;
    status_.connection = Connection::up_to_date;
    return timer_in(tuning_.poll_interval);
  }
  state_ = State::live;
  status_.connection = Connection::live;
  return timer_in(tuning_.live_silence_max, {OpenLive{}});
}

std::vector<Command> Engine::on(const LiveAlive&) {
  if (state_ != State::live) return {};
  return timer_in(tuning_.live_silence_max);
}

std::vector<Command> Engine::on(const LiveEnded& event) {
  if (state_ != State::live) return {};
  state_ = State::resting;
  if (event.behind) return start_sync();
  return rest_after_failure(event.failure.value_or(FailureKind::broken), Milliseconds(0),
                            event.message);
}

std::vector<Command> Engine::on(const TokenRenewed& event) {
  if (state_ != State::renewing) return {};
  owes_change_ = event.owes_change;
  renewed_ = true;
  return start_sync();
}

std::vector<Command> Engine::on(const RenewalFailed& event) {
  if (state_ != State::renewing) return {};
  return rest_after_failure(event.failure, Milliseconds(0), event.message);
}

std::vector<Command> Engine::start_sync() {
  state_ = State::syncing;
  status_.connection = Connection::syncing;
  status_.next_attempt = Milliseconds(0);
  work_waiting_ = false;
  return {SendSync{}};
}

std::vector<Command> Engine::rest_after_failure(FailureKind kind, Milliseconds retry_after,
                                                std::string message) {
  status_.message = std::move(message);
  if (kind == FailureKind::unauthenticated && !renewed_) {
    state_ = State::renewing;
    return {RenewToken{}};
  }
  state_ = State::resting;
  status_.connection = connection_after(kind);
  wait_for_network_ = kind == FailureKind::captive_portal;
  ++status_.failures;
  // Full jitter: a uniform wait below a ceiling that doubles. The exponent is bounded by the cap.
  const int doublings = std::min(status_.failures - 1, 20);
  const Milliseconds ceiling =
      std::min<Milliseconds>(tuning_.backoff_cap, tuning_.backoff_base * (1L << doublings));
  const Milliseconds jitter(
      static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(ceiling.count()) + 1)));
  if (wait_for_network_) return timer_in(tuning_.backoff_cap);
  const Milliseconds wait = std::max(jitter, retry_after);
  // The daemon's own words say how long it asked for; the person wants to know when we try.
  if (kind == FailureKind::rate_limited)
    status_.message = fmt::format("The server asked us to slow down. Next try in {} s.",
                                  (wait.count() + 999) / 1000);
  return timer_in(wait);
}

std::vector<Command> Engine::timer_in(Milliseconds delay, std::vector<Command> before) {
  const Milliseconds at = clock_.since_boot() + delay;
  if (state_ == State::resting) status_.next_attempt = at;
  before.emplace_back(StartTimer{at});
  return before;
}

}  // namespace fieldbook::client
