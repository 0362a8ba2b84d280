#include <algorithm>

#include "shared/actions/action.hpp"
#include "shared/actions/cbor_reader.hpp"
#include "shared/actions/cbor_writer.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::actions {
namespace {

// Keys are permanent: the daemon's signature covers them and its journal keeps them for ever.
enum ReceiptKey : std::int64_t {
  kNumber = 1,
  kAction = 2,
  kVerdict = 3,
  kReason = 4,
  kCommit = 5,
  kDetail = 6,
  kHash = 7
};

using Detail = std::vector<std::pair<std::string, std::string>>;

Bytes encode_detail(Detail detail) {
  std::sort(detail.begin(), detail.end());
  Bytes out;
  put_array_head(out, detail.size() * 2);
  for (const auto& [name, text] : detail) {
    put_text(out, name);
    put_text(out, text);
  }
  return out;
}

Result<Detail> read_detail(CborReader& reader) {
  TRY(const std::size_t count, reader.array(limits::kReceiptDetailsMax * 2));
  if (count % 2 != 0) return fail(Errc::invalid_argument, "details are pairs of name and text");
  Detail detail;
  for (std::size_t i = 0; i < count; i += 2) {
    TRY(auto name, reader.text(limits::kActionNameBytesMax));
    TRY(auto text, reader.text(limits::kActionBytesMax));
    detail.emplace_back(std::move(name), std::move(text));
  }
  return detail;
}

Status read_member(CborReader& reader, std::int64_t key, Receipt& receipt) {
  switch (key) {
    case kNumber: {
      std::int64_t number = 0;
      CHECK(reader.into(number));
      if (number < 0) return fail(Errc::invalid_argument, "a receipt's number is not negative");
      receipt.number = static_cast<std::uint64_t>(number);
      return {};
    }
    case kAction: return reader.into(receipt.action);
    case kVerdict: {
      TRY(const auto name, reader.text(limits::kActionNameBytesMax));
      TRY(receipt.verdict, parse_verdict(name));
      return {};
    }
    case kReason: {
      TRY(const auto name, reader.text(limits::kActionNameBytesMax));
      TRY(receipt.reason, parse_reason(name));
      return {};
    }
    case kCommit: return reader.into(receipt.commit);
    case kDetail: {
      TRY(receipt.detail, read_detail(reader));
      return {};
    }
    case kHash: {
      Bytes hash;
      CHECK(reader.into(hash, receipt.action_hash.size()));
      TRY(receipt.action_hash, to_fixed<32>(hash));
      return {};
    }
    default: return fail(Errc::invalid_argument, "unknown key in a receipt");
  }
}

}  // namespace

Bytes encode_receipt(const Receipt& receipt) {
  MapWriter map;
  map.integer(kNumber, static_cast<std::int64_t>(receipt.number));
  map.uuid(kAction, receipt.action);
  map.text(kVerdict, to_string(receipt.verdict));
  map.text(kReason, to_string(receipt.reason));
  map.integer(kCommit, receipt.commit);
  if (!receipt.detail.empty()) map.item(kDetail, encode_detail(receipt.detail));
  map.bytes(kHash, receipt.action_hash);
  return map.finish();
}

Result<Receipt> decode_receipt(ByteView bytes) {
  Receipt receipt;
  CborReader reader(bytes);
  CHECK(
      reader.each_pair(kHash, [&](std::int64_t key) { return read_member(reader, key, receipt); }));
  if (!reader.at_end()) return fail(Errc::invalid_argument, "bytes after the end of a receipt");
  if (!std::ranges::equal(encode_receipt(receipt), bytes))
    return fail(Errc::invalid_argument, "a receipt that is not in its canonical form");
  return receipt;
}

Bytes encode_receipts(std::span<const Receipt> receipts) {
  Bytes out;
  put_array_head(out, receipts.size());
  for (const Receipt& receipt : receipts) {
    const Bytes one = encode_receipt(receipt);
    out.insert(out.end(), one.begin(), one.end());
  }
  return out;
}

}  // namespace fieldbook::actions
