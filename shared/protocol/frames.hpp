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

/// The JSON form of one message. With `catalogue`, rows are objects with column names. A rows
/// frame that is malformed becomes a "problem" with what is wrong.
[[nodiscard]] nlohmann::ordered_json to_json(const Message& message,
                                             const schema::Catalogue* catalogue = nullptr);
/// Reads the JSON form, rows frames excepted (Errc::unsupported): devices send none. An action may
/// be given as an object under `action` in place of `body` (action_json.hpp). Codes as
/// decode_frame.
[[nodiscard]] Result<Message> from_json(const nlohmann::json& json);

/// Parses JSON text that came from outside. Returns Errc::limit_exceeded for more than
/// limits::kRequestBodyBytesMax bytes or nesting over limits::kNestingDepthMax, and
/// Errc::invalid_argument for malformed text or a member that comes twice, before any tree is
/// built.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view text);

/// Request and response media types; the JSON form is "application/vnd.fieldbook.frames+json".
inline constexpr const char* kCborMediaType = "application/vnd.fieldbook.frames+cbor";
inline constexpr const char* kJsonMediaType = "application/vnd.fieldbook.frames+json";

}  // namespace fieldbook::protocol
