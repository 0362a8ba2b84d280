#pragma once

// One device: the real replica and queue on a simulated disk, driven by the real sync engine, and
// the exchange that is under way. The tests call step(); nothing else moves.

#include <deque>
#include <memory>
#include <set>
#include <string>

#include "client/actions/queue.hpp"
#include "client/actions/recovery.hpp"
#include "client/replica/replica.hpp"
#include "client/sync/engine.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/world/sim_daemon.hpp"
#include "tests/support/world/sim_files.hpp"

namespace fieldbook::tests {

class SimDevice {
 public:
  SimDevice(std::string name, const SimPerson& person, std::uint64_t seed);
  ~SimDevice();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const SimPerson& person() const { return person_; }
  [[nodiscard]] const SimSession& session() const { return session_; }
  [[nodiscard]] FakeClock& clock() { return clock_; }
  [[nodiscard]] SimDisk& disk() { return disk_; }

  /// Opens replica and queue, making or recovering them.
  [[nodiscard]] Status open();
  [[nodiscard]] bool is_open() const { return queue_ != nullptr; }
  /// The process dies (or the power fails); the exchange under way is gone.
  void kill(PowerLoss loss);
  /// A device with the same files, ids and keys, as copying a tablet makes it.
  [[nodiscard]] std::unique_ptr<SimDevice> clone(std::string name, std::uint64_t seed);

  [[nodiscard]] client::Replica& replica() { return *replica_; }
  [[nodiscard]] client::Queue& queue() { return *queue_; }
  [[nodiscard]] Status sign_in(SimDaemon& daemon);
  /// Takes up who the person is now, as a device does that renews its token.
  [[nodiscard]] Status follow(const protocol::Access& access);
  /// The same person once more, under another audience.
  [[nodiscard]] Status sign_in_as(SimDaemon& daemon, schema::Audience audience);

  // --- One exchange, in pieces ------------------------------------------------------------------
  /// Builds the request as bytes and begins a response.
  [[nodiscard]] Result<Bytes> begin_exchange();
  /// The same for a live stream.
  [[nodiscard]] Result<Bytes> begin_live();
  /// Applies one frame.
  [[nodiscard]] Result<client::Received> receive(ByteView payload);

  /// How often open() found the file damaged.
  [[nodiscard]] std::uint64_t recoveries() const { return recoveries_; }

 private:
  std::string name_;
  SimPerson person_;
  SimSession session_;
  SeededRandom random_;
  FakeClock clock_;
  SimDisk disk_;
  actions::SigningKey signing_key_;
  FixedBytes<32> journal_key_{};
  std::unique_ptr<SimJournalFile> journal_;
  std::unique_ptr<client::Replica> replica_;
  std::unique_ptr<client::Queue> queue_;
  std::uint64_t recoveries_ = 0;
};

}  // namespace fieldbook::tests
