#include "tests/support/world/sim_link.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::size_t kSentKept = 4;

/// As the daemon beats.
constexpr std::chrono::milliseconds kBeat{25'000};

client::EngineTuning tuning(bool live) {
  client::EngineTuning out;
  out.live = live;
  return out;
}

}  // namespace

SimLink::SimLink(SimDevice& device, SimDaemon& daemon, std::uint64_t seed, bool live)
    : device_(device), daemon_(daemon), random_(seed), is_live_wanted_(live) {
  restart();
}

void SimLink::restart() {
  engine_.emplace(device_.clock(), random_, tuning(is_live_wanted_));
  commands_.clear();
  timer_.reset();
  close_live();
  left_over_.clear();
  state_ = State::idle;
  response_ = {};
  has_token_ = false;
  feed(client::SignedIn{});
}

std::optional<std::chrono::milliseconds> SimLink::until_timer() const {
  if (!timer_) return std::nullopt;
  return std::max(std::chrono::milliseconds(0), *timer_ - device_.clock().since_boot());
}

void SimLink::feed(const client::Event& event) {
  for (const client::Command& command : engine_->handle(event)) {
    if (const auto* timer = std::get_if<client::StartTimer>(&command))
      timer_ = timer->at;
    else
      commands_.push_back(command);
  }
}

void SimLink::network_changed(bool online) {
  if (!online && state_ != State::idle) static_cast<void>(broken());
  feed(client::NetworkChanged{online});
}

void SimLink::break_off() {
  if (state_ != State::idle) static_cast<void>(broken());
}

void SimLink::device_refused() {
  if (state_ == State::idle) return;
  if (state_ == State::live) {
    static_cast<void>(end_live({.failure = client::FailureKind::storage}));
    return;
  }
  state_ = State::idle;
  response_ = {};
  left_over_.clear();
  summary_.failure = client::FailureKind::storage;
  feed(summary_);
}

LinkStep SimLink::broken() {
  if (state_ == State::live) return end_live({.failure = client::FailureKind::broken});
  state_ = State::idle;
  response_ = {};
  summary_.failure = client::FailureKind::broken;
  feed(summary_);
  return {.kind = LinkStep::Kind::broken};
}

void SimLink::note(const client::Received& received) {
  using Kind = client::Received::Kind;
  switch (received.kind) {
    case Kind::page: summary_.page = true; break;
    case Kind::checkpoint:
      summary_.checkpoint = true;
      summary_.more = summary_.more || received.sync_again;
      summary_.shut_out = received.shut_out;
      summary_.nothing_waits = received.nothing_waits;
      break;
    case Kind::more:
    case Kind::fork:
    case Kind::restored:
    case Kind::gap: summary_.more = true; break;
    case Kind::problem:
      summary_.failure = client::FailureKind::refused;
      summary_.message = received.problem.detail;
      break;
    default: break;
  }
}

std::expected<LinkStep, LinkError> SimLink::ask() {
  summary_ = {};
  if (!has_token_) {
    // A process begins without an access token.
    summary_.failure = client::FailureKind::unauthenticated;
    feed(summary_);
    return LinkStep{};
  }
  auto request = device_.begin_exchange();
  if (!request) {
    summary_.failure = client::FailureKind::storage;
    feed(summary_);
    return std::unexpected(LinkError{false, std::move(request).error()});
  }
  request_ = *std::move(request);
  sent_.push_back(request_);
  if (sent_.size() > kSentKept) sent_.pop_front();
  state_ = State::requested;
  return LinkStep{.kind = LinkStep::Kind::asked};
}

std::expected<LinkStep, LinkError> SimLink::answer(LinkFault fault) {
  if (fault == LinkFault::duplicate) {
    const auto first = daemon_.sync(device_.session(), request_);
    if (!first) return std::unexpected(LinkError{true, first.error()});
  }
  auto response = daemon_.sync(device_.session(), request_);
  if (!response) return std::unexpected(LinkError{true, std::move(response).error()});
  response_ = *std::move(response);
  next_frame_ = 0;
  state_ = State::receiving;
  return LinkStep{.kind = LinkStep::Kind::answered};
}

std::expected<LinkStep, LinkError> SimLink::apply(std::optional<Bytes> frame) {
  if (filter_) frame = filter_(*frame);
  if (!frame) return LinkStep{.kind = LinkStep::Kind::read};
  auto received = device_.receive(*frame);
  if (!received) return std::unexpected(LinkError{false, std::move(received).error()});
  note(*received);
  return LinkStep{.kind = LinkStep::Kind::received, .received = *std::move(received)};
}

std::expected<LinkStep, LinkError> SimLink::receive() {
  if (!left_over_.empty()) {
    Bytes frame = std::move(left_over_.front());
    left_over_.pop_front();
    return apply(std::move(frame));
  }
  if (next_frame_ < response_.frames.size())
    return apply(std::move(response_.frames[next_frame_++]));
  if (response_.pull) {
    response_.frames.clear();
    next_frame_ = 0;
    const auto more = daemon_.read_on(response_);
    if (!more) return std::unexpected(LinkError{true, more.error()});
    return LinkStep{.kind = LinkStep::Kind::read};
  }
  state_ = State::idle;
  response_ = {};
  feed(summary_);
  return LinkStep{.kind = LinkStep::Kind::ended};
}

std::expected<LinkStep, LinkError> SimLink::open_live() {
  summary_ = {};
  auto request = device_.begin_live();
  if (!request) {
    feed(client::LiveEnded{.failure = client::FailureKind::storage});
    return std::unexpected(LinkError{false, std::move(request).error()});
  }
  auto feed = daemon_.open_live(device_.session(), *request);
  if (!feed) return std::unexpected(LinkError{true, std::move(feed).error()});
  live_ = *std::move(feed);
  heard_at_ = device_.clock().since_boot();
  listened_to_ = {};
  is_silent_ = false;
  state_ = State::live;
  return LinkStep{.kind = LinkStep::Kind::asked};
}

void SimLink::close_live() {
  if (mixes_) std::ranges::move(live_frames_, std::back_inserter(left_over_));
  live_frames_.clear();
  live_.reset();
  is_silent_ = false;
  if (state_ == State::live) state_ = State::idle;
}

LinkStep SimLink::end_live(client::LiveEnded ended) {
  close_live();
  const bool is_broken = ended.failure.has_value();
  feed(std::move(ended));
  return {.kind = is_broken ? LinkStep::Kind::broken : LinkStep::Kind::ended};
}

/// One frame of the live stream, or one look for more.
std::expected<LinkStep, LinkError> SimLink::listen() {
  if (live_frames_.empty()) {
    const auto made = daemon_.live_next(*live_, live_frames_);
    if (!made) return std::unexpected(LinkError{true, made.error()});
    const auto now = device_.clock().since_boot();
    if (!live_frames_.empty()) return LinkStep{.kind = LinkStep::Kind::read};
    listened_to_ = daemon_.head();
    if (now - heard_at_ < kBeat) return LinkStep{};
    Bytes beat;
    protocol::encode_frame(protocol::Beat{daemon_.now().ms}, beat);
    live_frames_.emplace_back(beat.begin() + 4, beat.end());
  }
  Bytes frame = std::move(live_frames_.front());
  live_frames_.pop_front();
  heard_at_ = device_.clock().since_boot();
  feed(client::LiveAlive{});
  auto applied = apply(std::move(frame));
  if (!applied || !applied->received) return applied;
  const bool behind = applied->received->kind == client::Received::Kind::behind;
  if (behind || summary_.more) static_cast<void>(end_live({.behind = true}));
  return applied;
}

std::expected<LinkStep, LinkError> SimLink::renew() {
  const auto access = daemon_.access_of(device_.session());
  if (!access) {
    feed(client::RenewalFailed{client::FailureKind::broken, access.error().message});
    return std::unexpected(LinkError{true, access.error()});
  }
  const Status followed = device_.follow(*access);
  has_token_ = true;
  feed(client::TokenRenewed{.owes_change = !followed});
  // Actions that wait were taken under the audience before: they go first.
  if (!followed && followed.error().code != Errc::conflict)
    return std::unexpected(LinkError{false, followed.error()});
  return LinkStep{};
}

std::expected<LinkStep, LinkError> SimLink::step(LinkFault fault) {
  if (fault == LinkFault::lose && state_ == State::live && random_.below(2) == 0) {
    is_silent_ = true;
    live_frames_.clear();
  } else if (fault == LinkFault::lose && state_ != State::idle) {
    return broken();
  }
  switch (state_) {
    case State::requested: return answer(fault);
    case State::receiving: return receive();
    case State::live:
      if (commands_.empty() && !is_silent_) return listen();
      break;
    case State::idle: break;
  }
  if (commands_.empty()) {
    if (!timer_ || *timer_ > device_.clock().since_boot()) return LinkStep{};
    timer_.reset();
    feed(client::TimerFired{});
    if (commands_.empty()) return LinkStep{};
  }
  const client::Command command = commands_.front();
  commands_.pop_front();
  if (std::holds_alternative<client::CloseLive>(command)) close_live();
  if (std::holds_alternative<client::OpenLive>(command)) return open_live();
  if (std::holds_alternative<client::SendSync>(command)) return ask();
  if (std::holds_alternative<client::RenewToken>(command)) return renew();
  return LinkStep{};
}

}  // namespace fieldbook::tests
