#include "tests/support/world/world.hpp"

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"

namespace fieldbook::tests {
namespace {

constexpr int kStepsMax = 5000;

schema::RowKey key_of(const std::string& entity, const Uuid& id) {
  return {schema::Catalogue::embedded()->entity(entity).number, id};
}

/// Fails the test with the error's words.
template <class T>
void must(const Result<T>& result, std::string_view doing) {
  EXPECT_TRUE(result.has_value()) << doing << ": " << (result ? "" : result.error().message);
}

}  // namespace

Carried::Carried(World& world, std::unique_ptr<SimDevice> device)
    : world_(world), device_(std::move(device)), link_(*device_, world.daemon(), 7) {}

bool Carried::sync() {
  link_.network_changed(true);
  // New work and the network's return ask for an exchange; without either the timer does.
  if (link_.is_resting()) world_.advance(link_.until_timer().value_or(std::chrono::seconds(60)));
  for (int i = 0; i < kStepsMax; ++i) {
    const auto stepped = link_.step();
    if (!stepped) {
      const LinkError& error = stepped.error();
      const SimDisk& disk = error.by_daemon ? world_.daemon().disk() : device_->disk();
      EXPECT_TRUE(disk.has_failed()) << device_->name() << ": " << error.error.message;
      link_.break_off();
      return false;
    }
    if (!link_.is_resting()) continue;
    if (world_.daemon().distributes()) {
      must(world_.daemon().note_contact(device_->session()), "noting a contact");
      world_.distribute();
    }
    return true;
  }
  ADD_FAILURE() << device_->name() << " does not come to rest";
  return true;
}

Uuid Carried::save(client::NewAction action) {
  refusal_ = actions::Reason::none;
  auto saved = device_->queue().save(std::move(action));
  if (!saved) {
    EXPECT_TRUE(device_->disk().has_failed()) << saved.error().message;
    return {};
  }
  if (!saved->has_value()) {
    refusal_ = saved->error().reason;
    return {};
  }
  return (*saved)->id;
}

Uuid Carried::decide(std::string kind, std::string entity, const Uuid& target) {
  return save({.kind = std::move(kind), .entity = std::move(entity), .target = target});
}

Uuid Carried::take(std::string kind, const Uuid& target,
                   std::vector<std::pair<std::string, schema::Value>> arguments) {
  const actions::ActionRow* row = actions::find_action(kind);
  EXPECT_NE(row, nullptr) << kind;
  if (row == nullptr) return {};
  return save({.kind = std::move(kind),
               .entity = std::string(row->entity),
               .target = target,
               .arguments = std::move(arguments)});
}

Uuid Carried::update(const std::string& entity, const Uuid& id, const std::string& column,
                     schema::Value value) {
  client::NewAction action{.kind = "record.update", .entity = entity, .target = id};
  const schema::Column* found = schema::Catalogue::embedded()->entity(entity).find(column);
  EXPECT_NE(found, nullptr) << column;
  if (found != nullptr) action.fields.emplace_back(found->number, std::move(value));
  return save(std::move(action));
}

Status Carried::sign_in_as(schema::Audience audience) {
  return device_->sign_in_as(world_.daemon(), audience);
}

client::QueuedAction Carried::find(const Uuid& action) {
  auto found = device_->queue().find(action);
  must(found, "looking for an action");
  return found ? *std::move(found) : client::QueuedAction{};
}

actions::Verdict Carried::verdict(const Uuid& action) {
  const auto found = find(action);
  EXPECT_TRUE(found.receipt.has_value() && found.settled_ms != 0) << "not settled";
  return found.receipt ? found.receipt->verdict : actions::Verdict::held;
}

actions::Reason Carried::reason(const Uuid& action) {
  const auto found = find(action);
  EXPECT_TRUE(found.receipt.has_value()) << "no receipt";
  return found.receipt ? found.receipt->reason : actions::Reason::defect;
}

std::string Carried::detail(const Uuid& action, std::string_view name) {
  const auto found = find(action);
  if (!found.receipt) return {};
  for (const auto& [key, value] : found.receipt->detail)
    if (key == name) return value;
  return {};
}

bool Carried::sees(const std::string& entity, const Uuid& id) {
  const auto row = device_->replica().rows().get(key_of(entity, id));
  must(row, "reading a row");
  return row && row->has_value();
}

schema::Value Carried::value(const std::string& entity, const Uuid& id, const std::string& column) {
  const auto row = device_->replica().rows().get(key_of(entity, id));
  must(row, "reading a row");
  if (!row || !row->has_value()) return schema::Null{};
  return (*row)->values[(*row)->entity->find(column)->ordinal];
}

std::string Carried::differences() {
  const auto difference = compare_with_view(*device_, world_.daemon());
  must(difference, "comparing");
  return difference ? *difference : "not compared";
}

void Carried::crash(PowerLoss loss) {
  device_->kill(loss);
  must(device_->open(), "opening");
  link_.restart();
}

World::World(std::uint64_t seed)
    : random_(seed), organisation_(make_small_organisation(random_, 2)) {
  daemon_ = std::make_unique<SimDaemon>(clock_, seed + 1);
  must(daemon_->start(), "starting the daemon");
  std::vector<schema::RowChange> changes;
  for (const schema::Row& row : organisation_.rows) changes.push_back(upsert(row));
  commit(changes);
  for (const SimPerson& person : organisation_.people)
    must(daemon_->register_person(person), "adding a person");
}

Carried& World::device(const std::string& person, const std::string& name) {
  auto& slot = devices_[name];
  if (slot) return *slot;
  auto device =
      std::make_unique<SimDevice>(name, organisation_.person(person), devices_.size() + 100);
  must(daemon_->register_device(device->session()), "registering a device");
  must(device->open(), "opening a device");
  must(device->sign_in(*daemon_), "signing in");
  slot = std::make_unique<Carried>(*this, std::move(device));
  return *slot;
}

void World::sync_all() {
  for (int round = 0; round < 2; ++round)
    for (const auto& [name, device] : devices_) device->sync();
}

std::set<schema::RowKey> World::state_for(const std::string& person) {
  const SimPerson& who = organisation_.person(person);
  return daemon_->view(*daemon_->at(daemon_->head()), who.id, who.audience);
}

void World::commit(std::span<const schema::RowChange> changes) {
  must(daemon_->commit(changes), "changing rows");
  distribute();
}

void World::distribute_with(const syncd::DistributionSettings& settings) {
  daemon_->distribute_with(settings);
  distribute();
}

void World::distribute() {
  if (daemon_->distributes() && daemon_->is_running())
    must(daemon_->distribute(), "distributing opportunities");
}

void World::change(const std::string& entity, const Uuid& id, const std::string& column,
                   schema::Value value) {
  schema::RowChange change(key_of(entity, id));
  change.set(schema::Catalogue::embedded()->column(entity, column), std::move(value));
  commit(std::span(&change, 1));
}

void World::remove(const std::string& entity, const Uuid& id) {
  const schema::RowChange change(key_of(entity, id), schema::ChangeKind::remove);
  commit(std::span(&change, 1));
}

void World::advance(std::chrono::milliseconds by) {
  clock_.advance(by);
  for (const auto& [name, device] : devices_) device->device().clock().advance(by);
  distribute();
}

schema::Value World::value(const std::string& entity, const Uuid& id,
                           const std::string& column) const {
  const auto found = daemon_->rows().find(key_of(entity, id));
  if (found == daemon_->rows().end()) return schema::Null{};
  return found->second->values[found->second->entity->find(column)->ordinal];
}

std::size_t World::count(const std::string& entity) const {
  const std::uint32_t number = schema::Catalogue::embedded()->entity(entity).number;
  return static_cast<std::size_t>(std::ranges::count_if(
      daemon_->rows(), [&](const auto& pair) { return pair.first.entity == number; }));
}

}  // namespace fieldbook::tests
