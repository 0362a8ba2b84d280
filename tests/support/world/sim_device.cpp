#include "tests/support/world/sim_device.hpp"

#include "shared/base/result.hpp"

namespace fieldbook::tests {
namespace {

constexpr const char* kReplicaFile = "replica.db";
constexpr const char* kJournalFile = "journal";

Bytes payload_of(const protocol::SyncRequest& request) {
  Bytes frame;
  protocol::encode_frame(request, frame);
  return Bytes(frame.begin() + 4, frame.end());
}

}  // namespace

SimDevice::SimDevice(std::string name, const SimPerson& person, std::uint64_t seed)
    : name_(std::move(name)),
      person_(person),
      random_(seed),
      signing_key_(actions::make_signing_key(random_)) {
  random_.fill(journal_key_);
  session_ = {random_id(random_), person.id, person.audience, signing_key_.public_key()};
}

SimDevice::~SimDevice() = default;

Status SimDevice::open() {
  const client::ReplicaOptions options{.path = disk_.path(kReplicaFile), .vfs = kSimVfs};
  journal_ = std::make_unique<SimJournalFile>(disk_, kJournalFile);
  SimReplicaFolder folder(disk_);
  TRY(auto opened, client::open_or_recover(options, schema::Catalogue::embedded(), *journal_,
                                           journal_key_, folder, clock_, random_));
  if (opened.was_damaged) ++recoveries_;
  replica_ = std::move(opened.replica);
  TRY(queue_,
      client::Queue::open(*replica_, *journal_, journal_key_, signing_key_, clock_, random_));
  return {};
}

void SimDevice::kill(PowerLoss loss) {
  disk_.power_off();
  queue_.reset();
  replica_.reset();
  journal_.reset();
  disk_.power_on(loss, random_);
}

std::unique_ptr<SimDevice> SimDevice::clone(std::string name, std::uint64_t seed) {
  auto copy = std::make_unique<SimDevice>(std::move(name), person_, seed);
  copy->session_ = session_;
  copy->signing_key_ = signing_key_;
  copy->journal_key_ = journal_key_;
  copy->clock_ = clock_;
  copy->disk_.put_image(disk_.image());
  return copy;
}

Status SimDevice::sign_in(SimDaemon& daemon) {
  TRY(const client::Identity identity, daemon.identity_of(session_));
  return replica_->sign_in(identity);
}

Status SimDevice::sign_in_as(SimDaemon& daemon, schema::Audience audience) {
  SimSession wanted = session_;
  wanted.audience = audience;
  TRY(const client::Identity identity, daemon.identity_of(wanted));
  CHECK(replica_->sign_in(identity));
  session_ = wanted;
  return {};
}

Status SimDevice::follow(const protocol::Access& access) {
  const client::Identity known = *replica_->identity();
  const client::Identity next = client::followed(known, access);
  if (next != known) CHECK(replica_->sign_in(next));
  session_.audience = next.audience;
  return {};
}

Result<Bytes> SimDevice::begin_exchange() {
  TRY(const auto request, replica_->sync_request());
  replica_->begin_response(client::Channel::sync);
  return payload_of(request);
}

Result<Bytes> SimDevice::begin_live() {
  TRY(const auto request, replica_->live_request());
  replica_->begin_response(client::Channel::live);
  return payload_of(request);
}

Result<client::Received> SimDevice::receive(ByteView payload) {
  TRY(auto received, replica_->receive(payload));
  // As the app: a journal that cannot be written is completed at the next start. A process that
  // dies here has told nobody.
  if (!received.actions.empty())
    if (const Status closed = queue_->note_settled(); !closed && disk_.has_failed())
      return std::unexpected(closed.error());
  return received;
}

}  // namespace fieldbook::tests
