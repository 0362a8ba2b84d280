// Frames into rows: first syncs, deltas, scopes, repairs, gaps.

#include <gtest/gtest.h>

#include "client/replica/replica_parts.hpp"
#include "shared/schema/ddl.hpp"
#include "shared/schema/row_codec.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

using protocol::Message;
using tests::feed;

class Apply : public ::testing::Test {
 protected:
  Apply() { open(); }

  void open() {
    replica_.reset();
    ReplicaOptions options{(folder_ / "replica.db").string(), {}, {}};
    if (sqlite::can_encrypt()) options.key.emplace().fill(7);
    auto opened = Replica::open(options, tests::small_catalogue(), clock_, random_);
    ASSERT_TRUE(opened) << opened.error().message;
    replica_ = *std::move(opened);
    ASSERT_TRUE(replica_->sign_in(source_.identity()));
  }

  void fill(std::uint32_t rows) {
    source_.grant("staff");
    source_.grant("customer:a");
    for (std::uint32_t i = 0; i < rows; ++i)
      source_.put(source_.thing(i, "thing " + std::to_string(i)),
                  i % 3 == 0 ? std::set<std::string>{"staff", "customer:a"}
                             : std::set<std::string>{"staff"});
  }

  void sync_first(std::size_t page_rows = 10) {
    const auto received = feed(*replica_, source_.first_sync(page_rows));
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_EQ(received->kind, Received::Kind::checkpoint);
    ASSERT_TRUE(received->proven);
    expect_view();
  }

  Received sync_delta(bool with_scope = false) {
    const std::int64_t cursor = replica_->status()->cursor;
    auto received = feed(*replica_, source_.delta(cursor, with_scope));
    EXPECT_TRUE(received) << received.error().message;
    return received ? *received : Received{};
  }

  void expect_view() {
    auto dump = replica_->dump();
    ASSERT_TRUE(dump);
    EXPECT_EQ(canonical(*dump), canonical(source_.view()));
    auto report = replica_->doctor();
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->is_healthy()) << ::testing::PrintToString(report->bad_rows)
                                      << ::testing::PrintToString(report->bad_digests);
  }

  /// Rows of two catalogue objects, comparable as text.
  static std::vector<std::string> canonical(const std::vector<DumpedRow>& rows) {
    std::vector<std::string> out;
    for (const DumpedRow& row : rows) {
      Bytes values = schema::encode_image(row.row);
      out.push_back(fmt::format("{}/{} {}@{} {} {}", row.key.entity, to_string(row.key.id),
                                to_hex(row.epoch), row.commit, fmt::join(row.buckets, ","),
                                to_hex(values)));
    }
    return out;
  }

  /// How many indexes for lists the file has, of how many the catalogue wants.
  std::pair<std::int64_t, std::size_t> indexes() {
    auto select = replica_->parts().connection->prepare(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('thing', 'part') "
        "AND sql IS NOT NULL");
    EXPECT_TRUE(select.step());
    std::size_t wanted = 0;
    for (const schema::Entity& entity : replica_->catalogue().entities())
      wanted += schema::create_indexes(entity, schema::Ddl::replica).size();
    return {select.integer(0), wanted};
  }

  tests::TempDir folder_;
  tests::FakeClock clock_;
  SeededRandom random_{1};
  tests::FrameSource source_{tests::small_catalogue()};
  std::unique_ptr<Replica> replica_;
};

TEST_F(Apply, a_first_sync_is_the_view_and_proven) {
  fill(25);
  sync_first();
  const auto status = *replica_->status();
  EXPECT_TRUE(status.complete);
  EXPECT_EQ(status.cursor, source_.commit());
  EXPECT_EQ(status.rows, 25 + 9);
  EXPECT_EQ(status.proven_ms, clock_.now().ms);
}

TEST_F(Apply, a_first_sync_shows_its_pages_before_the_checkpoint) {
  fill(25);
  auto messages = source_.first_sync(10);
  messages.resize(2);  // one rows frame, one page
  ASSERT_EQ(feed(*replica_, messages)->kind, Received::Kind::page);
  EXPECT_EQ(replica_->dump()->size(), 10);
  EXPECT_FALSE(replica_->status()->complete);
  const auto request = *replica_->sync_request();
  ASSERT_EQ(request.progress.size(), 2);
  EXPECT_EQ(request.progress[0].bucket, "customer:a");
  EXPECT_EQ(request.page.commit, source_.commit());
}

TEST_F(Apply, a_first_sync_goes_on_after_the_link_broke_and_the_program_ended) {
  fill(25);
  const auto messages = source_.first_sync(10);
  ASSERT_TRUE(feed(*replica_, {messages.begin(), messages.begin() + 3}));
  open();
  // The daemon goes on behind the durable page; the third frame is sent again.
  ASSERT_TRUE(feed(*replica_, {messages.begin() + 2, messages.end()})->proven);
  expect_view();
}

TEST_F(Apply, a_first_sync_makes_the_indexes_for_lists_from_all_rows_at_its_end) {
  fill(25);
  const auto messages = source_.first_sync(10);
  ASSERT_TRUE(feed(*replica_, {messages.begin(), messages.end() - 1}));
  const auto [before, wanted] = indexes();
  ASSERT_GT(wanted, 0);
  EXPECT_EQ(before, 0);
  ASSERT_TRUE(feed(*replica_, {messages.back()})->proven);
  EXPECT_EQ(indexes().first, wanted);
  open();
  EXPECT_EQ(indexes().first, wanted);
  expect_view();
}

TEST_F(Apply, a_first_sync_that_takes_long_does_not_let_lists_wait_for_its_end) {
  fill(25);
  const auto messages = source_.first_sync(5);
  ASSERT_TRUE(feed(*replica_, {messages.begin(), messages.begin() + 2}));
  clock_.advance(std::chrono::seconds(6));
  ASSERT_TRUE(feed(*replica_, {messages.begin() + 2, messages.begin() + 4}));
  const auto [made, wanted] = indexes();
  EXPECT_EQ(made, wanted);
  ASSERT_TRUE(feed(*replica_, {messages.begin() + 4, messages.end()})->proven);
  expect_view();
}

TEST_F(Apply, a_first_sync_that_broke_off_has_its_indexes_at_the_next_start) {
  fill(25);
  const auto messages = source_.first_sync(10);
  ASSERT_TRUE(feed(*replica_, {messages.begin(), messages.begin() + 3}));
  ASSERT_EQ(indexes().first, 0);
  open();
  const auto [made, wanted] = indexes();
  EXPECT_EQ(made, wanted);
  ASSERT_TRUE(feed(*replica_, {messages.begin() + 2, messages.end()})->proven);
  expect_view();
}

TEST_F(Apply, pages_that_come_twice_change_nothing) {
  fill(25);
  auto messages = source_.first_sync(10);
  const auto again = messages;
  messages.insert(messages.begin(), again.begin(), again.begin() + 4);
  ASSERT_TRUE(feed(*replica_, messages)->proven);
  expect_view();
}

TEST_F(Apply, a_delta_brings_changes_removals_and_moves_between_buckets) {
  fill(12);
  sync_first();
  source_.put(source_.thing(1, "changed"), {"staff"});
  source_.put(source_.thing(3, "moved out"), {"staff"});
  source_.put(source_.thing(4, "moved in"), {"staff", "customer:a"});
  source_.put(source_.thing(5, "out of sight"), {"elsewhere"});
  source_.remove(source_.thing(6, "").key());
  source_.put(source_.thing(100, "new"), {"customer:a"});
  EXPECT_TRUE(sync_delta().proven);
  expect_view();
}

TEST_F(Apply, a_delta_of_many_pages_is_shown_at_its_checkpoint_alone) {
  fill(12);
  sync_first();
  const auto before = canonical(*replica_->dump());
  for (std::uint32_t i = 0; i < 12; ++i) source_.put(source_.thing(i, "second"), {"staff"});
  auto messages = source_.delta(replica_->status()->cursor);
  messages.insert(messages.begin() + 1, source_.page(12));
  const Message checkpoint = messages.back();
  messages.pop_back();
  ASSERT_TRUE(feed(*replica_, messages));
  EXPECT_EQ(canonical(*replica_->dump()), before);
  open();  // the removals behind the page were not durable and come again
  messages.erase(messages.begin(), messages.begin() + 2);
  messages.push_back(checkpoint);
  EXPECT_TRUE(feed(*replica_, messages)->proven);
  expect_view();
}

TEST_F(Apply, the_row_received_last_wins) {
  fill(3);
  sync_first();
  const std::int64_t cursor = replica_->status()->cursor;
  source_.put(source_.thing(1, "first"), {"staff"});
  const Message early = source_.rows_frame({source_.thing(1, "").key()});
  source_.put(source_.thing(1, "second"), {"staff"});
  auto messages = source_.delta(cursor);
  messages.insert(messages.begin(), {early, source_.page(1)});
  EXPECT_TRUE(feed(*replica_, messages)->proven);
  expect_view();
}

TEST_F(Apply, a_lost_bucket_takes_its_rows_at_the_opening_scope) {
  fill(12);
  sync_first();
  for (std::uint32_t i = 0; i < 12; i += 3)
    source_.put(source_.thing(i, "only there"), {"customer:a"});
  EXPECT_TRUE(sync_delta().proven);
  source_.revoke("customer:a");
  replica_->begin_response(Channel::sync);
  ASSERT_TRUE(replica_->receive(Message(source_.scope(true))));
  EXPECT_EQ(replica_->dump()->size(), 8);
  EXPECT_TRUE(sync_delta(true).proven);
  expect_view();
}

TEST_F(Apply, staged_rows_of_a_bucket_that_is_lost_meanwhile_never_show) {
  fill(12);
  sync_first();
  const std::int64_t cursor = replica_->status()->cursor;
  source_.put(source_.thing(50, "secret"), {"customer:a"});
  std::vector<Message> staged{source_.rows_frame({source_.thing(50, "").key()}), source_.page(1)};
  ASSERT_TRUE(feed(*replica_, staged));
  source_.revoke("customer:a");
  auto messages = source_.delta(cursor, true);
  messages.insert(messages.begin(), source_.scope(true));
  EXPECT_TRUE(feed(*replica_, messages)->proven);
  expect_view();
}

TEST_F(Apply, a_bucket_granted_anew_begins_empty) {
  fill(12);
  sync_first();
  source_.revoke("customer:a");
  source_.put(source_.thing(0, "left while it was lost"), {"staff"});
  source_.grant("customer:a");
  std::vector<schema::RowKey> keys;
  for (const DumpedRow& row : source_.view()) keys.push_back(row.key);
  std::vector<Message> messages{source_.scope(true, {"customer:a"}), source_.rows_frame(keys),
                                source_.scope(), source_.checkpoint(replica_->status()->cursor)};
  EXPECT_TRUE(feed(*replica_, messages)->proven);
  expect_view();
}

TEST_F(Apply, a_checkpoint_beyond_the_cursor_is_a_gap_and_an_old_one_is_dropped) {
  fill(3);
  sync_first();
  source_.put(source_.thing(1, "later"), {"staff"});
  EXPECT_EQ(feed(*replica_, {source_.checkpoint(source_.commit())}, Channel::live)->kind,
            Received::Kind::gap);
  auto old = source_.checkpoint(0);
  old.to = 1;
  EXPECT_EQ(feed(*replica_, {old})->kind, Received::Kind::checkpoint_old);
  EXPECT_TRUE(sync_delta().proven);
}

TEST_F(Apply, live_frames_wait_while_a_sync_is_staged) {
  fill(3);
  sync_first();
  const std::int64_t cursor = replica_->status()->cursor;
  source_.put(source_.thing(1, "staged"), {"staff"});
  ASSERT_TRUE(feed(*replica_, {source_.rows_frame({source_.thing(1, "").key()}), source_.page(1)}));
  EXPECT_EQ(feed(*replica_, source_.delta(cursor), Channel::live)->kind, Received::Kind::gap);
  EXPECT_TRUE(sync_delta().proven);
  EXPECT_TRUE(feed(*replica_, source_.delta(cursor), Channel::live)->proven);
  expect_view();
}

TEST_F(Apply, a_row_that_was_changed_on_disk_is_found_and_repaired) {
  fill(12);
  sync_first();
  ASSERT_TRUE(replica_->parts().connection->execute(
      "UPDATE thing SET title = 'tampered' WHERE title = 'thing 4'"));
  EXPECT_EQ(replica_->scrub_some(1000), 1);
  const auto request = *replica_->sync_request();
  ASSERT_EQ(request.repair.size(), 1);
  EXPECT_EQ(request.repair[0].bucket, "staff");
  EXPECT_TRUE(feed(*replica_, source_.repair(request))->proven);
  expect_view();
}

TEST_F(Apply, a_row_that_was_dropped_from_disk_is_found_and_repaired) {
  fill(12);
  sync_first();
  ASSERT_TRUE(replica_->parts().connection->execute("DELETE FROM thing WHERE title = 'thing 3'"));
  const auto report = *replica_->doctor();
  EXPECT_EQ(report.bad_digests, (std::vector<std::string>{"customer:a", "staff"}));
  EXPECT_TRUE(feed(*replica_, source_.repair(*replica_->sync_request()))->proven);
  expect_view();
}

TEST_F(Apply, a_row_that_arrives_damaged_is_not_stored_and_comes_again) {
  fill(12);
  sync_first();
  source_.put(source_.thing(2, "undamaged"), {"staff"});
  auto messages = source_.delta(replica_->status()->cursor, true);
  Bytes& payload = std::get<protocol::RowsFrame>(messages[0]).payload;
  const std::string_view text = as_text(payload);
  payload[text.find("undamaged")] = 'U';
  auto received = feed(*replica_, messages);
  ASSERT_TRUE(received);
  EXPECT_FALSE(received->proven);
  EXPECT_TRUE(received->sync_again);
  EXPECT_TRUE(feed(*replica_, source_.repair(*replica_->sync_request()))->proven);
  expect_view();
}

TEST_F(Apply, a_bucket_that_stays_different_is_quarantined_after_three_repairs) {
  fill(6);
  sync_first();
  auto lie = [&](std::vector<Message> messages) {
    auto& scope = std::get<protocol::Scope>(messages[messages.size() - 2]);
    scope.buckets.back().digest.count += 1;
    std::get<protocol::Checkpoint>(messages.back()).view.fill(1);
    return messages;
  };
  EXPECT_TRUE(feed(*replica_, lie(source_.delta(source_.commit(), true)))->sync_again);
  for (int i = 0; i < 3; ++i) {
    const auto request = *replica_->sync_request();
    ASSERT_EQ(request.repair.size(), 1) << i;
    EXPECT_EQ(feed(*replica_, lie(source_.repair(request)))->sync_again, i < 2);
  }
  EXPECT_EQ(replica_->status()->quarantined, std::vector<std::string>{"staff"});
  EXPECT_TRUE(replica_->sync_request()->repair.empty());
  ASSERT_TRUE(replica_->retry_quarantined());
  EXPECT_EQ(replica_->sync_request()->repair.size(), 1);
  EXPECT_TRUE(feed(*replica_, source_.repair(*replica_->sync_request()))->proven);
  EXPECT_TRUE(replica_->status()->quarantined.empty());
}

TEST_F(Apply, a_restored_daemon_makes_everything_be_compared_by_leaves) {
  fill(6);
  sync_first();
  tests::FrameSource backup = source_;
  source_.put(source_.thing(1, "lost with the disk"), {"staff"});
  source_.put(source_.thing(70, "lost too"), {"staff"});
  EXPECT_TRUE(sync_delta().proven);
  const std::int64_t common = backup.commit();
  backup.put(backup.thing(2, "after the restore"), {"staff"});  // same epoch, same number
  backup.begin_epoch();
  source_ = backup;
  protocol::Restored restored;
  restored.lineage = {{FixedBytes<16>{}, 0}, {source_.epoch(), common}};
  restored.common = common;
  const Uuid stream = replica_->status()->stream;
  // First it says where it has been; that changes nothing else.
  EXPECT_EQ(feed(*replica_, {restored})->kind, Received::Kind::more);
  const auto trail = replica_->sync_request()->trail;
  EXPECT_FALSE(trail.empty());
  EXPECT_EQ(replica_->status()->stream, stream);
  EXPECT_EQ(feed(*replica_, {restored})->kind, Received::Kind::restored);
  const auto request = *replica_->sync_request();
  EXPECT_EQ(request.cursor, 0);
  EXPECT_EQ(request.epoch, source_.epoch());
  EXPECT_EQ(request.repair.size(), 2);
  EXPECT_NE(request.stream, stream);
  EXPECT_TRUE(feed(*replica_, source_.repair(request))->proven);
  expect_view();
}

/// Rows that come whole through `customer:a`, and to everybody with their open part.
class PublicRows : public Apply {
 protected:
  static constexpr std::uint32_t kRows = 6;
  PublicRows() {
    source_.grant("public");
    source_.grant("customer:a");
    for (std::uint32_t i = 0; i < kRows; ++i) source_.put(priced(i), buckets_of(i));
    sync_first();
  }
  static std::set<std::string> buckets_of(std::uint32_t number) {
    return number % 2 == 0 ? std::set<std::string>{"public", "customer:a"}
                           : std::set<std::string>{"public"};
  }
  schema::Row priced(std::uint32_t number) const {
    schema::Row row = source_.thing(number, "thing " + std::to_string(number));
    row.values[row.entity->find("cost")->ordinal] = std::int64_t{number + 1};
    return row;
  }
  /// How many rows show what is not open to everybody.
  std::size_t with_cost() {
    std::size_t out = 0;
    const auto dump = replica_->dump();
    for (const DumpedRow& held : *dump) {
      const schema::Value& cost = held.row.values[held.row.entity->find("cost")->ordinal];
      if (!schema::is_null(cost)) ++out;
    }
    return out;
  }
};

TEST_F(PublicRows, come_whole_where_another_bucket_holds_them_too) { EXPECT_EQ(with_cost(), 3U); }

TEST_F(PublicRows, keep_their_open_part_alone_once_the_other_bucket_is_lost) {
  source_.revoke("customer:a");
  EXPECT_TRUE(sync_delta(true).proven);
  EXPECT_EQ(with_cost(), 0U);
  expect_view();
}

TEST_F(PublicRows, keep_their_open_part_alone_once_they_leave_the_other_bucket) {
  protocol::Removals removals;
  removals.removals.push_back({"customer:a", priced(0).key().entity, priced(0).id});
  source_.put(priced(0), {"public"});
  const auto cursor = replica_->status()->cursor;
  auto messages = source_.delta(cursor);
  std::erase_if(messages, [](const Message& message) {
    return std::holds_alternative<protocol::RowsFrame>(message) ||
           std::holds_alternative<protocol::Removals>(message);
  });
  messages.insert(messages.begin(), removals);
  ASSERT_TRUE(feed(*replica_, messages));
  EXPECT_EQ(with_cost(), 2U);
  EXPECT_TRUE(replica_->doctor()->bad_rows.empty());
}

TEST_F(PublicRows, that_were_staged_whole_are_narrowed_by_a_scope_that_follows) {
  source_.put(priced(8), {"public", "customer:a"});
  const auto cursor = replica_->status()->cursor;
  auto messages = source_.delta(cursor);
  messages.back() = source_.page(1);
  ASSERT_EQ(feed(*replica_, messages)->kind, Received::Kind::page);
  source_.revoke("customer:a");
  messages = {source_.scope(true), source_.checkpoint(cursor)};
  EXPECT_TRUE(feed(*replica_, messages)->proven);
  EXPECT_EQ(with_cost(), 0U);
  expect_view();
}

TEST_F(PublicRows, that_are_damaged_stay_known_as_such_when_they_are_narrowed) {
  ASSERT_TRUE(replica_->parts().connection->execute("UPDATE thing SET title = 'x' WHERE cost = 1"));
  source_.revoke("customer:a");
  EXPECT_FALSE(sync_delta(true).proven);
  EXPECT_EQ(with_cost(), 0U);
  const auto request = *replica_->sync_request();
  ASSERT_EQ(request.repair.size(), 1U);
  EXPECT_TRUE(feed(*replica_, source_.repair(request))->proven);
  expect_view();
}

TEST_F(PublicRows, come_whole_again_when_the_bucket_is_granted_again) {
  source_.revoke("customer:a");
  EXPECT_TRUE(sync_delta(true).proven);
  source_.grant("customer:a");
  const auto cursor = replica_->status()->cursor;
  std::vector<schema::RowKey> keys;
  for (std::uint32_t i = 0; i < kRows; i += 2) keys.push_back(priced(i).key());
  EXPECT_TRUE(feed(*replica_, {source_.scope(true, {"customer:a"}), source_.rows_frame(keys),
                               source_.checkpoint(cursor)})
                  ->proven);
  EXPECT_EQ(with_cost(), 3U);
  expect_view();
}

TEST_F(Apply, frames_before_a_sign_in_and_malformed_frames_are_refused) {
  fill(3);
  const Bytes junk{0x01, 0x02};
  EXPECT_EQ(replica_->receive(ByteView(junk)).error().code, Errc::invalid_argument);
  auto messages = source_.first_sync(10);
  std::get<protocol::RowsFrame>(messages[0]).payload.pop_back();
  EXPECT_EQ(feed(*replica_, messages).error().code, Errc::invalid_argument);
  EXPECT_TRUE(replica_->dump()->empty());
  sync_first();
}

TEST_F(Apply, another_person_may_not_use_the_file) {
  Identity other = source_.identity();
  other.user.bytes.fill(1);
  EXPECT_EQ(replica_->sign_in(other).error().code, Errc::permission_denied);
  EXPECT_EQ(replica_->identity()->user, source_.identity().user);
}

}  // namespace
}  // namespace fieldbook::client
