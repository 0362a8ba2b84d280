// Frames: whatever decodes must come back from its encoding, in CBOR and in JSON. The payload is
// tried whatever its length prefix says, so that damage reaches the decoder and not the splitter.

#include "shared/protocol/frames.hpp"

using namespace fieldbook;

namespace {

void check_payload(ByteView payload) {
  const auto message = protocol::decode_frame(payload);
  if (!message) return;
  const auto json = protocol::to_json(*message);
  if (std::holds_alternative<protocol::RowsFrame>(*message)) return;
  Bytes again;
  protocol::encode_frame(*message, again);
  ASSERT(protocol::decode_frame(ByteView(again).subspan(4)) == *message);
  ASSERT(protocol::from_json(nlohmann::json(json)) == *message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  protocol::FrameSplitter splitter;
  splitter.add(input);
  while (true) {
    const auto payload = splitter.next();
    if (!payload || !*payload) break;
    check_payload(**payload);
  }
  if (size > 4) check_payload(input.subspan(4));
  return 0;
}
