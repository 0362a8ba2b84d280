#pragma once

// A small world for tests that tell a story: one organisation, its daemon and devices by the name
// of who carries them.
//
//   World world;
//   auto& ann = world.device("ann");
//   world.sync_all();
//   const Uuid action = ann.approve_quote(world.quote());      // ann has no network
//   world.change("quote", world.quote(), "totalamount", …);     // meanwhile
//   ann.sync();
//   EXPECT_EQ(ann.reason(action), actions::Reason::quote_changed);
//
// Everything is real but disk, network, clock and chance. An error that a story does not expect is
// a test failure at the place where it happened.

#include <gtest/gtest.h>
#include <map>

#include "tests/support/world/compare.hpp"
#include "tests/support/world/sim_link.hpp"

namespace fieldbook::tests {

class World;

/// A device in somebody's hands.
class Carried {
 public:
  Carried(World& world, std::unique_ptr<SimDevice> device);

  /// Exchanges until there is nothing more to say. False when a disk failed on the way (the kill
  /// tests do that on purpose).
  bool sync();

  // Each saves and returns the action's id; nil when this device refused at once (refusal()).
  Uuid approve_quote(const Uuid& quote) { return decide("quote.approve", "quote", quote); }
  Uuid reject_quote(const Uuid& quote) { return decide("quote.reject", "quote", quote); }
  Uuid accept_offer(const Uuid& offer) {
    return decide("opportunity.accept", "opportunity", offer);
  }
  Uuid decline_offer(const Uuid& offer) {
    return decide("opportunity.decline", "opportunity", offer);
  }
  Uuid accept_booking(const Uuid& booking) {
    return decide("booking.accept", "bookableresourcebooking", booking);
  }
  Uuid decline_booking(const Uuid& booking) {
    return decide("booking.decline", "bookableresourcebooking", booking);
  }
  Uuid update(const std::string& entity, const Uuid& id, const std::string& column,
              schema::Value value);
  /// Any action of the table.
  Uuid take(std::string kind, const Uuid& target,
            std::vector<std::pair<std::string, schema::Value>> arguments = {});
  Uuid save(client::NewAction action);
  /// Signs the person in once more under another audience: what went wrong, or nothing.
  [[nodiscard]] Status sign_in_as(schema::Audience audience);
  /// Why the last save was refused at once.
  [[nodiscard]] actions::Reason refusal() const { return refusal_; }

  /// An action as the outbox, inbox or history shows it.
  [[nodiscard]] client::QueuedAction find(const Uuid& action);
  [[nodiscard]] client::ActionState state(const Uuid& action) { return find(action).state; }
  [[nodiscard]] actions::Verdict verdict(const Uuid& action);
  [[nodiscard]] actions::Reason reason(const Uuid& action);
  /// A fact of the verdict ("by"); empty when it has none of that name.
  [[nodiscard]] std::string detail(const Uuid& action, std::string_view name);

  [[nodiscard]] bool sees(const std::string& entity, const Uuid& id);
  /// As shown, pending effects included; null when there is no such row here.
  [[nodiscard]] schema::Value value(const std::string& entity, const Uuid& id,
                                    const std::string& column);
  /// What differs from the naive model's view; empty when nothing does.
  [[nodiscard]] std::string differences();

  [[nodiscard]] SimDevice& device() { return *device_; }
  [[nodiscard]] client::Queue& queue() { return device_->queue(); }
  /// The process dies and starts again.
  void crash(PowerLoss loss = PowerLoss::drops);

 private:
  friend class World;
  Uuid decide(std::string kind, std::string entity, const Uuid& target);

  World& world_;
  std::unique_ptr<SimDevice> device_;
  SimLink link_;
  actions::Reason refusal_ = actions::Reason::none;
};

class World {
 public:
  explicit World(std::uint64_t seed = 1);

  /// The device of a person of the organisation, registered and signed in at first use.
  Carried& device(const std::string& person) { return device(person, person); }
  /// Another device of the same person.
  Carried& device(const std::string& person, const std::string& name);
  /// Every device, twice: the second time for what the others changed.
  void sync_all();

  [[nodiscard]] SimDaemon& daemon() { return *daemon_; }
  [[nodiscard]] const SmallOrganisation& organisation() const { return organisation_; }
  /// Rows that a person sees by the naive model, now.
  [[nodiscard]] std::set<schema::RowKey> state_for(const std::string& person);

  /// Something happens at the office.
  void change(const std::string& entity, const Uuid& id, const std::string& column,
              schema::Value value);
  void remove(const std::string& entity, const Uuid& id);
  void commit(std::span<const schema::RowChange> changes);
  /// From here on the daemon distributes opportunities by itself: after every change and sync, and
  /// when time passes.
  void distribute_with(const syncd::DistributionSettings& settings);
  /// Time passes for everybody.
  void advance(std::chrono::milliseconds by);
  /// A value at the daemon; null when there is no such row.
  [[nodiscard]] schema::Value value(const std::string& entity, const Uuid& id,
                                    const std::string& column) const;
  [[nodiscard]] std::size_t count(const std::string& entity) const;

  /// The first quote of the first customer, the first offer of the first partner, the first
  /// booking of paul.
  [[nodiscard]] const Uuid& quote() const { return organisation_.quotes[0]; }
  [[nodiscard]] const Uuid& offer() const { return organisation_.opportunities[0]; }
  [[nodiscard]] const Uuid& booking() const { return organisation_.bookings[0]; }

 private:
  friend class Carried;
  void distribute();

  SeededRandom random_;
  FakeClock clock_;
  SmallOrganisation organisation_;
  std::unique_ptr<SimDaemon> daemon_;
  std::map<std::string, std::unique_ptr<Carried>> devices_;
};

}  // namespace fieldbook::tests
