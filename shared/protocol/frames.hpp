#pragma once

// Messages to bytes and back: four bytes of length (big-endian), then one CBOR map with "frame"
// first. The JSON form has the same members, one object a line: ids and byte strings as text
// (UUIDs dashed, others lower-case hex), rows as arrays of JSON values.

#include <nlohmann/json.hpp>

#include "shared/protocol/messages.hpp"
#include "shared/schema/catalogue.hpp"

namespace fieldbook::protocol {

/// Appends one frame. The message must respect the limits (ours always do; asserted).
void encode_frame(const Message& message, Bytes& out);

/// Splits a byte stream into frames. Bounded: refuses a length over limits::kFrameBytesMax before
/// it allocates.
class FrameSplitter {
 public:
  void add(ByteView bytes);
  /// The payload of the next whole frame, or nothing yet. Returns Errc::limit_exceeded or
  /// Errc::invalid_argument for a broken stream, after which the splitter stays broken.
  [[nodiscard]] Result<std::optional<Bytes>> next();
  /// True when no part of a frame is left over.
  [[nodiscard]] bool is_empty() const;

 private:
  Bytes buffer_;
  std::size_t position_ = 0;
};

/// Reads one payload. Unknown members are ignored, unknown frames are Errc::unsupported, malformed
/// ones Errc::invalid_argument with the member's name.
[[nodiscard]] Result<Message> decode_frame(ByteView payload);

/// The JSON form. `catalogue` names entities and columns in rows for the reader of `decode`.
[[nodiscard]] nlohmann::ordered_json to_json(const Message& message);
[[nodiscard]] Result<Message> from_json(const nlohmann::json& json);

/// Request and response media types; the JSON form is "application/vnd.fieldbook.frames+json".
inline constexpr const char* kCborMediaType = "application/vnd.fieldbook.frames+cbor";
inline constexpr const char* kJsonMediaType = "application/vnd.fieldbook.frames+json";

}  // namespace fieldbook::protocol
