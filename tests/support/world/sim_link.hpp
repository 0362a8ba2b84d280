#pragma once

// The way between one device and the daemon, cut into the smallest steps: the request leaves, the
// daemon answers, a piece of the response is read, one frame is applied. Between two steps anything
// may happen. The real sync engine decides when to exchange.

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
  SimLink(SimDevice& device, SimDaemon& daemon, std::uint64_t seed);

  [[nodiscard]] std::expected<LinkStep, LinkError> step(LinkFault fault = LinkFault::none);
  /// Nothing is under way and the engine waits for its timer or for an event.
  [[nodiscard]] bool is_resting() const { return state_ == State::idle && commands_.empty(); }
  /// How long until the engine's timer; nothing when it has none.
  [[nodiscard]] std::optional<std::chrono::milliseconds> until_timer() const;
  /// An action was saved.
  void work_waiting() { feed(client::WorkWaiting{}); }
  void network_changed(bool online);
  /// The connection breaks: the daemon died, or the network.
  void break_off();
  /// The device's process starts anew: the engine too.
  void restart();
  /// What becomes of each frame on its way to the device: itself, another, or nothing. For the
  /// simulator's mutations.
  using Filter = std::function<std::optional<Bytes>(const Bytes&)>;
  void set_filter(Filter filter) { filter_ = std::move(filter); }
  /// Requests that a network may deliver again much later.
  [[nodiscard]] const std::deque<Bytes>& sent() const { return sent_; }
  [[nodiscard]] client::EngineStatus status() const { return engine_->status(); }

 private:
  enum class State : std::uint8_t { idle, requested, receiving };

  void feed(const client::Event& event);
  void note(const client::Received& received);
  [[nodiscard]] LinkStep broken();
  [[nodiscard]] std::expected<LinkStep, LinkError> ask();
  [[nodiscard]] std::expected<LinkStep, LinkError> answer(LinkFault fault);
  [[nodiscard]] std::expected<LinkStep, LinkError> receive();

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
};

}  // namespace fieldbook::tests
