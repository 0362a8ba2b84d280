#include <gtest/gtest.h>

#include "shared/actions/action.hpp"
#include "shared/base/limits.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::actions {
namespace {

Uuid uuid(std::uint8_t fill) {
  Uuid out;
  out.bytes.fill(fill);
  return out;
}

Action minimal() {
  Action action;
  action.id = uuid(1);
  action.kind = "quote.approve";
  action.entity = "quote";
  action.target = uuid(2);
  action.actor = uuid(3);
  return action;
}

Action full() {
  Action action = minimal();
  action.version = 2;
  action.arguments = {{"comment", std::string("Grüße 你好")}, {"shown_total", std::int64_t{-7}}};
  action.fields = {{3, std::string("x")},
                   {7, schema::Null{}},
                   {400, 1.25},
                   {401, uuid(9)},
                   {402, Bytes(32, 0xab)}};
  action.basis.material_hash = Bytes(32, 0x11);
  action.basis.partner = uuid(4);
  action.basis.delivered_day = 20'778;
  action.basis.start_ms = -1;
  action.basis.fields = {{3, schema::Null{}}, {7, std::int64_t{1}}};
  action.audience = schema::Audience::staff;
  action.time = {"boot", 1, 2, "boot", 3, 4, -5};
  action.depends_on = {uuid(8), uuid(7)};
  return action;
}

void expect_refused(ByteView bytes) {
  const auto decoded = decode_action(bytes);
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().code, Errc::invalid_argument);
}

TEST(ActionCodec, reads_what_it_writes) {
  for (const Action& action : {minimal(), full()}) {
    const auto decoded = decode_action(encode(action));
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_EQ(*decoded, action);
  }
}

TEST(ActionCodec, has_known_bytes) {
  EXPECT_EQ(to_hex(encode(minimal())),
            "a70150010101010101010101010101010101010" /* id */
            "26d71756f74652e617070726f766503010465717"
            "56f74650550020202020202020202020202020202020950030303030303030303030303030303030a"
            "68637573746f6d6572");
}

TEST(ActionCodec, the_same_action_has_the_same_bytes_whatever_the_order_of_its_fields) {
  Action shuffled = full();
  std::swap(shuffled.fields[0], shuffled.fields[3]);
  std::swap(shuffled.arguments[0], shuffled.arguments[1]);
  EXPECT_EQ(encode(shuffled), encode(full()));
}

TEST(ActionCodec, refuses_every_truncation) {
  const Bytes bytes = encode(full());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    expect_refused(ByteView(bytes).first(size));
}

TEST(ActionCodec, refuses_bytes_after_the_end) {
  Bytes bytes = encode(full());
  bytes.push_back(0);
  expect_refused(bytes);
}

TEST(ActionCodec, accepts_a_changed_byte_only_as_another_canonical_action) {
  const Bytes bytes = encode(full());
  SeededRandom random(1);
  for (int round = 0; round < 20'000; ++round) {
    Bytes changed = bytes;
    changed[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
    const auto decoded = decode_action(changed);
    if (decoded) {
      EXPECT_EQ(encode(*decoded), changed);
    }
  }
}

TEST(ActionCodec, refuses_an_action_without_id_kind_or_actor) {
  Action action = minimal();
  action.id = {};
  expect_refused(encode(action));
  action = minimal();
  action.kind.clear();
  expect_refused(encode(action));
  action = minimal();
  action.actor = {};
  expect_refused(encode(action));
}

TEST(ActionCodec, refuses_more_than_its_bounds) {
  Action action = minimal();
  action.arguments = {{"comment", std::string(limits::kActionBytesMax, 'x')}};
  expect_refused(encode(action));
  action = minimal();
  action.depends_on.assign(limits::kActionDependenciesMax + 1, uuid(5));
  expect_refused(encode(action));
  action = minimal();
  action.kind = std::string(limits::kActionNameBytesMax + 1, 'k');
  expect_refused(encode(action));
}

TEST(ActionCodec, refuses_repeated_arguments_and_fields) {
  Action action = minimal();
  action.arguments = {{"a", std::int64_t{1}}, {"a", std::int64_t{2}}};
  expect_refused(encode(action));
  action = minimal();
  action.fields = {{1, std::int64_t{1}}, {1, std::int64_t{2}}};
  expect_refused(encode(action));
}

TEST(ActionCodec, refuses_deep_nesting_without_descending) {
  expect_refused(Bytes(10'000, 0x81));
  expect_refused(Bytes(10'000, 0xa1));
}

TEST(ReceiptCodec, reads_what_it_writes) {
  Receipt receipt{12,
                  uuid(1),
                  Verdict::superseded,
                  Reason::quote_changed,
                  99,
                  {{"total_before", "1,200"}, {"total_now", "1,350"}},
                  {}};
  receipt.action_hash.fill(7);
  const auto decoded = decode_receipt(encode_receipt(receipt));
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(*decoded, receipt);
}

TEST(ReceiptCodec, refuses_truncation_and_unknown_words) {
  Receipt receipt{1, uuid(1), Verdict::applied, Reason::none, 1, {}, {}};
  Bytes bytes = encode_receipt(receipt);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_receipt(ByteView(bytes).first(size)).has_value());
  const auto at = as_text(bytes).find("applied");
  ASSERT_NE(at, std::string_view::npos);
  bytes[at] = 'x';
  EXPECT_FALSE(decode_receipt(bytes).has_value());
}

TEST(ReceiptCodec, what_is_signed_depends_on_order_and_every_field) {
  const Receipt a{1, uuid(1), Verdict::applied, Reason::none, 1, {}, {}};
  Receipt b = a;
  b.commit = 2;
  const std::array ab = {a, b};
  const std::array ba = {b, a};
  EXPECT_NE(encode_receipts(ab), encode_receipts(ba));
  EXPECT_EQ(encode_receipts({}), Bytes{0x80});
}

TEST(Signing, verifies_its_own_signature_and_no_other) {
  SeededRandom random(1);
  const SigningKey key = make_signing_key(random);
  const SigningKey other = make_signing_key(random);
  const Bytes body = encode(full());
  const auto signature = sign(key, kActionDomain, body);
  EXPECT_TRUE(verify(key.public_key(), kActionDomain, body, signature));
  EXPECT_FALSE(verify(other.public_key(), kActionDomain, body, signature));
  EXPECT_FALSE(verify(key.public_key(), kReceiptDomain, body, signature));
  Bytes changed = body;
  changed.back() ^= 1U;
  EXPECT_FALSE(verify(key.public_key(), kActionDomain, changed, signature));
  auto forged = signature;
  forged[0] ^= 1U;
  EXPECT_FALSE(verify(key.public_key(), kActionDomain, body, forged));
}

TEST(Words, every_verdict_and_reason_has_a_name_that_reads_back) {
  for (int i = 0; i <= static_cast<int>(Verdict::withdrawn); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    EXPECT_FALSE(to_string(verdict).empty());
    EXPECT_EQ(parse_verdict(to_string(verdict)).value(), verdict);
  }
  for (int i = 0; i <= static_cast<int>(Reason::defect); ++i) {
    const auto reason = static_cast<Reason>(i);
    EXPECT_FALSE(to_string(reason).empty());
    EXPECT_EQ(parse_reason(to_string(reason)).value(), reason);
  }
  EXPECT_FALSE(parse_verdict("done").has_value());
  EXPECT_FALSE(parse_reason("because").has_value());
}

}  // namespace
}  // namespace fieldbook::actions
