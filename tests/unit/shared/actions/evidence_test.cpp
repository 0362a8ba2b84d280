#include "shared/actions/evidence.hpp"

#include <gtest/gtest.h>

#include "shared/actions/action_table.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::actions {
namespace {

class EvidenceRecord : public testing::Test {
 protected:
  EvidenceRecord() {
    action.id.bytes.fill(1);
    action.kind = kinds::kQuoteApprove;
    action.entity = "quote";
    action.target.bytes.fill(2);
    action.actor.bytes.fill(3);
    action.arguments = {{"comment", std::string("agreed")},
                        {"signature", std::string("0,0 10,10;5,5")}};
    action.basis.material_hash = Bytes(32, 7);
    action.time.wall_ms = 1'795'000'000'000;
    evidence.action_body = encode(action);
    evidence.device_signature = sign(device, kActionDomain, evidence.action_body);
    evidence.device_key = device.public_key();
    evidence.receipt = encode_receipt(
        {3, action.id, Verdict::applied, Reason::none, 12, {}, action_hash(evidence.action_body)});
    evidence.organisation = "Example";
    evidence.person = "Ann Example";
    evidence.role = kQuoteApproverRole;
    evidence.quote = "Cooling";
    evidence.revision = 2;
    evidence.total = 12'000'000;
    evidence.earliest = {1'795'000'000'000};
    evidence.latest = {1'795'000'001'000};
    evidence.received = {1'795'000'002'000};
  }
  std::vector<std::string> broken(const Bytes& record) {
    const auto checked = check_evidence(record, daemon.public_key());
    if (!checked) return {checked.error().message};
    std::vector<std::string> out;
    for (const EvidenceCheck& check : checked->checks)
      if (!check.holds) out.push_back(check.claim);
    return out;
  }
  using Claims = std::vector<std::string>;

  SeededRandom random{5};
  SigningKey device = make_signing_key(random), daemon = make_signing_key(random);
  Action action;
  Evidence evidence;
};

TEST_F(EvidenceRecord, proves_itself_without_anything_else) {
  const auto checked = check_evidence(seal_evidence(evidence, daemon), daemon.public_key());
  ASSERT_TRUE(checked.has_value()) << checked.error().message;
  EXPECT_TRUE(checked->holds());
  EXPECT_EQ(checked->checks.size(), 6U);
  EXPECT_EQ(checked->evidence.person, "Ann Example");
  EXPECT_EQ(checked->evidence.total, 12'000'000);
  EXPECT_EQ(checked->action, action);
  EXPECT_EQ(checked->receipt->commit, 12);
}

TEST_F(EvidenceRecord, of_another_daemon_holds_but_for_that) {
  EXPECT_EQ(broken(seal_evidence(evidence, device)),
            Claims{"The daemon is the one whose key you gave."});
}

TEST_F(EvidenceRecord, of_a_device_that_signs_nothing_says_so) {
  evidence.device_key = {};
  evidence.device_signature = {};
  EXPECT_EQ(broken(seal_evidence(evidence, daemon)), Claims{"The device signed the decision."});
}

TEST_F(EvidenceRecord, with_the_receipt_of_another_decision_says_so) {
  evidence.receipt =
      encode_receipt({3, action.id, Verdict::applied, Reason::none, 12, {}, action_hash({})});
  EXPECT_EQ(broken(seal_evidence(evidence, daemon)),
            Claims{"The daemon's receipt is for this very decision."});
}

TEST_F(EvidenceRecord, of_a_decision_that_was_refused_says_so) {
  evidence.receipt = encode_receipt({3,
                                     action.id,
                                     Verdict::superseded,
                                     Reason::quote_changed,
                                     12,
                                     {},
                                     action_hash(evidence.action_body)});
  EXPECT_EQ(broken(seal_evidence(evidence, daemon)), Claims{"The daemon accepted the decision."});
}

TEST_F(EvidenceRecord, of_something_else_than_a_quote_says_so) {
  action.kind = kinds::kBookingAccept;
  evidence.action_body = encode(action);
  evidence.device_signature = sign(device, kActionDomain, evidence.action_body);
  evidence.receipt = encode_receipt(
      {3, action.id, Verdict::applied, Reason::none, 12, {}, action_hash(evidence.action_body)});
  EXPECT_EQ(broken(seal_evidence(evidence, daemon)), Claims{"It is a decision on a quote."});
}

TEST_F(EvidenceRecord, is_broken_by_any_flipped_bit_and_any_missing_byte) {
  const Bytes record = seal_evidence(evidence, daemon);
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    Bytes changed = record;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    const auto checked = check_evidence(changed, std::nullopt);
    EXPECT_FALSE(checked.has_value() && checked->holds()) << "bit " << bit;
  }
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_FALSE(check_evidence(ByteView(record).first(size), std::nullopt).has_value()) << size;
  Bytes longer = record;
  longer.push_back(0);
  EXPECT_FALSE(check_evidence(longer, std::nullopt).has_value());
}

TEST(WrittenSignature, is_strokes_of_points_within_the_box) {
  for (const char* good : {"0,0", "1,2 3,4", "1,2;3,4 9999,9999"})
    EXPECT_TRUE(is_signature(good)) << good;
  for (const char* bad : {"", "1", "1,", "1,2;", "1,2 ", ";1,2", "1,2,3", "10000,1", "-1,2", "a,b"})
    EXPECT_FALSE(is_signature(bad)) << bad;
  std::string long_one = "1,1";
  while (long_one.size() <= kSignatureLengthMax) long_one += " 1,1";
  EXPECT_FALSE(is_signature(long_one));
}

}  // namespace
}  // namespace fieldbook::actions
