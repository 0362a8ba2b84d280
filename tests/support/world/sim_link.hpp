#pragma once

// The way between one device and the daemon, cut into the smallest steps: the request leaves, the
// daemon answers, a piece of the response is read, one frame is applied. Between two steps anything
// may happen. The real sync engine decides when to exchange, and whether to listen in between:
// a live stream is read a frame a step too, breaks off, or falls silent without a word.

#include <deque>
#include <functional>
#include <optional>

#include "client/sync/engine.hpp"
#include "tests/support/world/sim_device.hpp"

namespace fieldbook::tests {

/// What goes wrong in one step of the way.
enum class LinkFault : std::uint8_t {
  none,
  lose,       ///< the connection breaks: what is in flight is gone
  duplicate,  ///< the request arrives twice; the first answer is lost
};

/// What one step did.
struct LinkStep {
  enum class Kind : std::uint8_t {
    nothing,   ///< the engine waits for its timer
    asked,     ///< a request left the device
    answered,  ///< the daemon took the request
    read,      ///< a piece of the response was made
    received,  ///< a frame was applied: `received`
    broken,    ///< the connection broke
    ended      ///< the response is complete
  };
  Kind kind = Kind::nothing;
  std::optional<client::Received> received;
};

/// Which side failed, and how: what the simulation reacts to.
struct LinkError {
  bool by_daemon = false;
  Error error;
};

class SimLink {
 public:
  /// `live`: holds a live stream open after a sync, as the app does; else polls.
  SimLink(SimDevice& device, SimDaemon& daemon, std::uint64_t seed, bool live = false);

  [[nodiscard]] std::expected<LinkStep, LinkError> step(LinkFault fault = LinkFault::none);
  /// Nothing is under way and the engine waits for its timer or for an event.
  [[nodiscard]] bool is_resting() const {
    const bool waits = state_ == State::idle || (state_ == State::live && live_frames_.empty());
    return waits && commands_.empty();
  }
  [[nodiscard]] bool is_live() const { return state_ == State::live && !is_silent_; }
  /// Up to here the live stream had nothing more to say.
  [[nodiscard]] Moment listened_to() const { return is_live() ? listened_to_ : Moment{}; }
  /// How long until the engine's timer; nothing when it has none.
  [[nodiscard]] std::optional<std::chrono::milliseconds> until_timer() const;
  /// An action was saved.
  void work_waiting() { feed(client::WorkWaiting{}); }
  void network_changed(bool online);
  /// The connection breaks: the daemon died, or the network.
  void break_off();
  /// The device could not write what came: its disk is full. What is under way ends.
  void device_refused();
  /// The device's process starts anew: the engine too.
  void restart();
  /// What becomes of each frame on its way to the device: itself, another, or nothing. For the
  /// simulator's mutations.
  using Filter = std::function<std::optional<Bytes>(const Bytes&)>;
  void set_filter(Filter filter) { filter_ = std::move(filter); }
  /// For the simulator's mutations: frames of a live stream that was closed arrive among those of
  /// the sync that follows, as if nobody waited for them.
  void mix_channels() { mixes_ = true; }
  /// Requests that a network may deliver again much later.
  [[nodiscard]] const std::deque<Bytes>& sent() const { return sent_; }
  [[nodiscard]] client::EngineStatus status() const { return engine_->status(); }

 private:
  enum class State : std::uint8_t { idle, requested, receiving, live };

  void feed(const client::Event& event);
  void note(const client::Received& received);
  [[nodiscard]] LinkStep broken();
  [[nodiscard]] std::expected<LinkStep, LinkError> ask();
  [[nodiscard]] std::expected<LinkStep, LinkError> answer(LinkFault fault);
  [[nodiscard]] std::expected<LinkStep, LinkError> receive();
  [[nodiscard]] std::expected<LinkStep, LinkError> apply(std::optional<Bytes> frame);
  [[nodiscard]] std::expected<LinkStep, LinkError> open_live();
  [[nodiscard]] std::expected<LinkStep, LinkError> listen();
  [[nodiscard]] std::expected<LinkStep, LinkError> renew();
  void close_live();
  [[nodiscard]] LinkStep end_live(client::LiveEnded ended);

  SimDevice& device_;
  SimDaemon& daemon_;
  SeededRandom random_;
  std::optional<client::Engine> engine_;
  std::deque<client::Command> commands_;
  std::optional<std::chrono::milliseconds> timer_;
  State state_ = State::idle;
  Bytes request_;
  SimResponse response_;
  std::size_t next_frame_ = 0;
  client::SyncEnded summary_;
  std::deque<Bytes> sent_;
  Filter filter_;
  bool is_live_wanted_;
  std::unique_ptr<syncd::LiveFeed> live_;
  std::deque<Bytes> live_frames_;  // made and not yet delivered
  std::chrono::milliseconds heard_at_{0};
  Moment listened_to_;
  bool is_silent_ = false;  // the connection is half open
  bool has_token_ = false;
  bool mixes_ = false;
  std::deque<Bytes> left_over_;
};

}  // namespace fieldbook::tests
