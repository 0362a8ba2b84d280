#include "shared/protocol/digest.hpp"

#include <gtest/gtest.h>

#include "shared/base/random.hpp"

namespace fieldbook::tests {
namespace {

using protocol::Digest;
using protocol::Stamp;

TEST(Digest, does_not_depend_on_order_and_forgets_what_is_subtracted) {
  SeededRandom random(1);
  std::vector<Stamp> stamps(50);
  for (Stamp& stamp : stamps) random.fill(stamp);
  Digest forward;
  for (const Stamp& stamp : stamps) add(forward, stamp);
  Digest backward;
  for (auto stamp = stamps.rbegin(); stamp != stamps.rend(); ++stamp) add(backward, *stamp);
  EXPECT_EQ(forward, backward);
  for (const Stamp& stamp : stamps) subtract(forward, stamp);
  EXPECT_EQ(forward, Digest{});
}

TEST(Digest, carries_over_all_128_bits) {
  Stamp ones;
  ones.fill(0xff);
  const Stamp one{1};
  Digest digest;
  add(digest, ones);
  add(digest, one);
  EXPECT_EQ(digest, (Digest{2, {}}));
  subtract(digest, one);
  EXPECT_EQ(digest, (Digest{1, ones}));
}

// Made with Python's hashlib.blake2b(message, digest_size=…, key=…).
TEST(Digest, values_are_those_that_another_implementation_computes) {
  protocol::DigestKey key;
  key.fill(0x4b);
  schema::RowKey row{1001, *parse_uuid("01935b1e-7c00-7000-8000-000000000031")};
  FixedBytes<16> epoch;
  epoch.fill(0xe1);
  const Stamp stamp = protocol::row_stamp(key, row, epoch, 810);
  EXPECT_EQ(to_hex(stamp), "bfe895f85cb18dbd796f66f7ac72db31");
  Digest digest;
  add(digest, stamp);
  const std::vector<std::pair<std::string, Digest>> buckets{{"public", digest}, {"staff", {}}};
  EXPECT_EQ(to_hex(protocol::view_digest(buckets)), "6fd91d2554a04981c6c15233443afa3a");
  FixedBytes<32> chain;
  chain.fill(0xc4);
  EXPECT_EQ(to_hex(protocol::checkpoint_seal(key, row.id, epoch, 810, chain)),
            "02ccc5d68f87aca53c32fec66ed04b3801bc9dd2bb56bd7c2c03e07126b65869");
  EXPECT_EQ(to_hex(protocol::next_chain(chain, as_bytes("{}"))),
            "b08cc737def92cbc8dca6232f6aa9a64369b12b752bb1ed894ef775355c5ade6");
}

}  // namespace
}  // namespace fieldbook::tests
