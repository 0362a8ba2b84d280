#include "tests/unit/shared/protocol/examples.hpp"

#include "shared/protocol/frames.hpp"
#include "shared/protocol/rows_frame.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::tests {

namespace {

using namespace protocol;

template <std::size_t Size>
FixedBytes<Size> filled(std::uint8_t byte) {
  FixedBytes<Size> out;
  out.fill(byte);
  return out;
}

Uuid id(std::uint8_t last) {
  Uuid out = *parse_uuid("01935b1e-7c00-7000-8000-000000000000");
  out.bytes[15] = last;
  return out;
}

const std::string kBucket = "customer-psa:01935b1e-7c00-7000-8000-000000000001";

actions::Receipt receipt() {
  actions::Receipt out;
  out.number = 7;
  out.action = id(0x21);
  out.verdict = actions::Verdict::refused;
  out.reason = actions::Reason::quote_changed;
  out.commit = 812;
  out.detail = {{"total_before", "1200"}, {"total_now", "1350"}};
  out.action_hash = filled<32>(0x2a);
  return out;
}

RowsFrame rows() {
  RowsFrameWriter writer(1001, {1, 2, 3});
  Bytes values{0x83, 0x65, 'N', 'o', 'r', 't', 'h', 0x19, 0x03, 0xe8, 0xf6};
  WireRow row;
  row.id = id(0x31);
  row.commit = 810;
  row.epoch = writer.epoch_index(filled<16>(0xe1));
  row.buckets = {writer.bucket_index(kBucket)};
  row.content_hash = 0x0123456789abcdef;
  row.values = values;
  writer.add(row);
  Bytes frame;
  writer.finish(frame);
  return {Bytes(frame.begin() + 4, frame.end())};
}

SyncRequest full_request() {
  SyncRequest out = idle_request();
  out.cursor = 800;
  out.acknowledged = 6;
  out.scope = true;
  out.progress = {{kBucket, false, 790, 412, 55}};
  out.page = {filled<16>(0xe1), 805, filled<32>(0xc5), filled<32>(0x5f)};
  out.repair = {{"public", {{0x31, {2, filled<16>(0x0d)}}}, {0x07}}};
  out.actions = {{7, actions::encode(example_action()), filled<64>(0x51)}};
  out.queue_depth = 1;
  out.queue_age_ms = 90'000;
  return out;
}

Checkpoint full_checkpoint() {
  Checkpoint out = idle_checkpoint();
  out.since = 800;
  out.to = 815;
  out.durable = 790;
  out.verdicts = {receipt()};
  out.lineage = {{filled<16>(0xe0), 0}, {filled<16>(0xe1), 640}};
  out.quote_policy = "record_only";
  return out;
}

}  // namespace

SyncRequest idle_request() {
  SyncRequest out;
  out.catalogue = filled<16>(0xca);
  out.epoch = filled<16>(0xe1);
  out.cursor = 1'000'000'000'000;
  out.chain = filled<32>(0xc4);
  out.seal = filled<32>(0x5e);
  out.view = filled<16>(0x3d);
  out.stream = id(0x11);
  out.acknowledged = 1'000'000'000'000;
  return out;
}

Checkpoint idle_checkpoint() {
  Checkpoint out;
  out.epoch = filled<16>(0xe1);
  out.since = 1'000'000'000'000;
  out.to = 1'000'000'000'000;
  out.view = filled<16>(0x3d);
  out.chain = filled<32>(0xc4);
  out.seal = filled<32>(0x5e);
  out.durable = 1'000'000'000'000;
  out.server_ms = 1'795'248'000'000;
  return out;
}

actions::Action example_action() {
  actions::Action out;
  out.id = id(0x21);
  out.kind = "quote.reject";
  out.entity = "quote";
  out.target = id(0x41);
  out.arguments = {{"comment", std::string("Too expensive")}};
  out.basis.material_hash = Bytes(32, 0x3a);
  out.actor = id(0x51);
  out.audience = schema::Audience::customer;
  return out;
}

std::vector<Example> examples() {
  SyncRequest trail = idle_request();
  trail.trail = {{600, filled<32>(0xc2)}, {632, filled<32>(0xc3)}};
  const LeafDigest leaf{0x31, {2, filled<16>(0x0d)}};
  return {{"a request with everything in it", full_request()},
          {"a request with nothing to say", idle_request()},
          {"a request with the trail that was asked for", trail},
          {"receipts", Receipts{{receipt()}, filled<64>(0x52)}},
          {"fork", Fork{}},
          {"restored", Restored{{{filled<16>(0xe0), 0}, {filled<16>(0xe2), 640}},
                                false,
                                632,
                                {filled<16>(0xe2), 640, filled<32>(0xc6), filled<32>(0x60)}}},
          {"reconcile", Reconcile{{kBucket, "public"}}},
          {"catalogue", CatalogueChanged{filled<16>(0xcb)}},
          {"an opening scope", Scope{true, {"public"}, {{kBucket, 12, {}}, {"public", 801, {}}}}},
          {"a scope before a checkpoint", Scope{false, {}, {{"public", 801, leaf.digest}}}},
          {"rows", rows()},
          {"removals", Removals{{{kBucket, 1001, id(0x32)}}}},
          {"repair", Repair{"public", {0x07, 0x31}, {{1001, id(0x31)}}}},
          {"page", Page{{{kBucket, false, 790, 412, 55}},
                        {filled<16>(0xe1), 805, filled<32>(0xc5), filled<32>(0x5f)},
                        120,
                        5000}},
          {"a checkpoint with everything in it", full_checkpoint()},
          {"a checkpoint with nothing new", idle_checkpoint()},
          {"more", More{}},
          {"beat", Beat{1'795'248'000'000}},
          {"behind", Behind{}},
          {"problem", Problem{"urn:fieldbook:problem:busy", "The server is busy", 503,
                              "Your work is kept and is sent a little later.", 40}}};
}

}  // namespace fieldbook::tests
