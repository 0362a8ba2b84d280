#pragma once

// A replica with a queue on a disk that can fail, at a daemon of three accounts.

#include <gtest/gtest.h>

#include "client/actions/queue.hpp"
#include "client/actions/recovery.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/actions/action_table.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/replica/frame_source.hpp"

namespace fieldbook::client {

constexpr const char* kReplicaPath = "replica.db";
constexpr const char* kJournalPath = "journal";

class Device : public ::testing::Test {
 protected:
  Device() {
    source_.grant("staff");
    for (std::uint8_t i = 0; i < 3; ++i) source_.put(account(i, "Account"), {"staff"});
    start();
    EXPECT_TRUE(replica_->sign_in(source_.identity()));
    EXPECT_TRUE(tests::feed(*replica_, source_.first_sync(10))->proven);
  }

  /// Opens what is on the disk; the program starts again.
  void start() {
    stop();
    const auto opened = try_start();
    ASSERT_TRUE(opened) << opened.error().message;
  }
  void stop() {
    queue_.reset();
    journal_file_.reset();
    replica_.reset();
  }
  Status try_start() {
    ReplicaOptions options{kReplicaPath, {}, disk_->vfs()};
    if (sqlite::can_encrypt()) options.key.emplace().fill(7);
    journal_file_ = disk_->journal_file(kJournalPath);
    const auto folder = disk_->folder();
    TRY(opened_, open_or_recover(options, catalogue_, *journal_file_, journal_key_, *folder, clock_,
                                 random_));
    replica_ = std::move(opened_.replica);
    TRY(queue_,
        Queue::open(*replica_, *journal_file_, journal_key_, signing_key_, clock_, random_));
    return {};
  }

  static Uuid account_id(std::uint8_t number) {
    Uuid id;
    id.bytes.fill(0xac);
    id.bytes[15] = number;
    return id;
  }
  schema::Row account(std::uint8_t number, std::string name) {
    schema::Row row(catalogue_->entity("account"), account_id(number));
    row[name_] = std::move(name);
    return row;
  }

  NewAction rename(std::uint8_t number, std::string name) {
    NewAction out;
    out.kind = actions::kinds::kRecordUpdate;
    out.entity = "account";
    out.target = account_id(number);
    out.fields = {{column(name_).number, std::move(name)}};
    return out;
  }
  NewAction set_phone(std::uint8_t number, std::string phone) {
    NewAction out = rename(number, "");
    out.fields = {{column(phone_).number, std::move(phone)}};
    return out;
  }
  const schema::Column& column(schema::ColumnHandle handle) const {
    return catalogue_->find_number(handle.entity_number)->columns[handle.ordinal];
  }
  Uuid save(NewAction action) {
    const auto saved = queue_->save(std::move(action));
    EXPECT_TRUE(saved) << saved.error().message;
    if (saved) {
      EXPECT_TRUE(saved->has_value());
    }
    return saved && *saved ? (*saved)->id : Uuid{};
  }

  std::string shown_name(std::uint8_t number) { return shown(number, name_); }
  std::string shown(std::uint8_t number, schema::ColumnHandle handle) {
    const auto row = replica_->rows().get({name_.entity_number, account_id(number)});
    return row && *row ? (**row).text(handle) : "gone";
  }

  actions::Receipt receipt(const Uuid& action, actions::Verdict verdict,
                           actions::Reason reason = actions::Reason::none) {
    const auto found = queue_->find(action);
    EXPECT_TRUE(found);
    actions::Receipt out;
    out.number = found ? found->number : 0;
    out.action = action;
    out.verdict = verdict;
    out.reason = reason;
    out.commit = source_.commit();
    return out;
  }

  /// What came since, with verdicts.
  Received settle(std::vector<actions::Receipt> receipts) {
    auto messages = source_.delta(replica_->status()->cursor);
    std::get<protocol::Checkpoint>(messages.back()).verdicts = std::move(receipts);
    auto received = tests::feed(*replica_, messages);
    EXPECT_TRUE(received) << received.error().message;
    EXPECT_TRUE(received && received->proven);
    EXPECT_TRUE(queue_->note_settled());
    return received ? *received : Received{};
  }

  std::vector<Uuid> sent() {
    const auto request = replica_->sync_request();
    EXPECT_TRUE(request);
    std::vector<Uuid> out;
    for (const auto& action : request->actions)
      out.push_back(actions::decode_action(action.body)->id);
    return out;
  }
  ActionState state(const Uuid& id) {
    const auto found = queue_->find(id);
    EXPECT_TRUE(found);
    return found ? found->state : ActionState::withdrawn;
  }

  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  schema::ColumnHandle name_ = catalogue_->column("account", "name");
  schema::ColumnHandle phone_ = catalogue_->column("account", "telephone1");
  std::unique_ptr<tests::FaultDisk> disk_ = std::make_unique<tests::FaultDisk>();
  tests::FakeClock clock_;
  SeededRandom random_{1};
  tests::FrameSource source_{catalogue_};
  FixedBytes<32> journal_key_{1, 2, 3};
  actions::SigningKey signing_key_ = actions::make_signing_key(random_);
  OpenedReplica opened_;
  std::unique_ptr<Replica> replica_;
  std::unique_ptr<JournalFile> journal_file_;
  std::unique_ptr<Queue> queue_;
};

}  // namespace fieldbook::client
