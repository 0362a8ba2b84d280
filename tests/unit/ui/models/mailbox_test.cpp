#include "ui/models/mailbox.hpp"

#include <gtest/gtest.h>

namespace fieldbook::ui {
namespace {

TEST(Mailbox, letters_wait_until_the_frame_and_wake_the_window) {
  int woken = 0;
  Mailbox mailbox([&] { ++woken; });
  std::vector<int> read;
  mailbox.post([&] { read.push_back(1); });
  mailbox.post([&] { read.push_back(2); });
  EXPECT_EQ(woken, 2);
  EXPECT_TRUE(read.empty());
  EXPECT_EQ(mailbox.open_all(), 2U);
  EXPECT_EQ(read, (std::vector<int>{1, 2}));
  EXPECT_EQ(mailbox.open_all(), 0U);
}

TEST(Mailbox, a_letter_that_comes_while_others_are_read_waits_for_the_next_frame) {
  Mailbox mailbox;
  int read = 0;
  mailbox.post([&] { mailbox.post([&] { ++read; }); });
  EXPECT_EQ(mailbox.open_all(), 1U);
  EXPECT_EQ(read, 0);
  EXPECT_EQ(mailbox.open_all(), 1U);
  EXPECT_EQ(read, 1);
}

TEST(Recipient, gets_what_it_asked_for) {
  Mailbox mailbox;
  Recipient recipient(mailbox);
  std::vector<int> got;
  const client::Done<int> done =
      recipient.deliver<int>([&](Result<int> answer) { got.push_back(*answer); });
  done(7);
  EXPECT_TRUE(got.empty());
  mailbox.open_all();
  EXPECT_EQ(got, std::vector<int>{7});
}

TEST(Recipient, answers_to_what_it_no_longer_wants_are_dropped) {
  Mailbox mailbox;
  Recipient recipient(mailbox);
  int got = 0;
  const client::Done<int> before =
      recipient.deliver<int>([&](Result<int> answer) { got = *answer; });
  recipient.renew();
  const client::Done<int> after =
      recipient.deliver<int>([&](Result<int> answer) { got = *answer; });
  after(1);
  before(2);
  mailbox.open_all();
  EXPECT_EQ(got, 1);
}

TEST(Recipient, an_answer_after_its_end_is_dropped_even_from_the_mailbox) {
  Mailbox mailbox;
  int got = 0;
  client::Done<int> done;
  {
    Recipient recipient(mailbox);
    done = recipient.deliver<int>([&](Result<int> answer) { got = *answer; });
    done(1);
  }
  done(2);
  mailbox.open_all();
  EXPECT_EQ(got, 0);
}

}  // namespace
}  // namespace fieldbook::ui
