#include "shared/protocol/frames.hpp"

#include "shared/protocol/message_codec.hpp"

namespace fieldbook::protocol {

namespace {

constexpr std::size_t kPrefixBytes = 4;

std::size_t read_prefix(ByteView bytes) {
  return static_cast<std::size_t>(bytes[0]) << 24U | static_cast<std::size_t>(bytes[1]) << 16U |
         static_cast<std::size_t>(bytes[2]) << 8U | static_cast<std::size_t>(bytes[3]);
}

void write_prefix(Bytes& out, std::size_t start) {
  const std::size_t size = out.size() - start - kPrefixBytes;
  ASSERT(size <= limits::kFrameBytesMax);
  for (std::size_t i = 0; i < kPrefixBytes; ++i)
    out[start + i] = static_cast<std::uint8_t>(size >> (8 * (kPrefixBytes - 1 - i)));
}

}  // namespace

void encode_frame(const Message& message, Bytes& out) {
  const std::size_t start = out.size();
  out.resize(start + kPrefixBytes);
  CborWriter writer(out);
  std::visit(
      [&]<class T>(const T& value) {
        if constexpr (std::same_as<T, RowsFrame>) {
          out.insert(out.end(), value.payload.begin(), value.payload.end());
        } else {
          writer.map(1 + count_members(value));
          writer.text("frame");
          writer.text(kFrameName<T>);
          write_members(writer, value);
        }
      },
      message);
  write_prefix(out, start);
}

void FrameSplitter::add(ByteView bytes) {
  // What was handed out leaves the buffer once it is the larger part.
  if (position_ > buffer_.size() / 2) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(position_));
    position_ = 0;
  }
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

Result<std::optional<Bytes>> FrameSplitter::next() {
  const ByteView rest = ByteView(buffer_).subspan(position_);
  if (rest.size() < kPrefixBytes) return std::nullopt;
  const std::size_t size = read_prefix(rest);
  // The position does not move, so that a broken stream stays broken.
  if (size == 0) return fail(Errc::invalid_argument, "a frame of no bytes");
  if (size > limits::kFrameBytesMax)
    return fail(Errc::limit_exceeded, "a frame of " + std::to_string(size) + " bytes is over the " +
                                          std::to_string(limits::kFrameBytesMax) + " allowed");
  if (rest.size() < kPrefixBytes + size) return std::nullopt;
  const ByteView payload = rest.subspan(kPrefixBytes, size);
  position_ += kPrefixBytes + size;
  return Bytes(payload.begin(), payload.end());
}

bool FrameSplitter::is_empty() const { return position_ == buffer_.size(); }

Result<Message> decode_frame(ByteView payload) {
  if (payload.size() > limits::kFrameBytesMax)
    return fail(Errc::limit_exceeded, "the frame is too long");
  CborReader in(payload);
  TRY(const std::size_t pairs, in.map(kMembersMax));
  if (pairs == 0) return fail(Errc::invalid_argument, "a frame without members");
  TRY(const std::string_view first, in.text(kNameBytesMax));
  if (first != "frame") return fail(Errc::invalid_argument, "the first member must be \"frame\"");
  TRY(const std::string_view frame, in.text(kNameBytesMax));
  SeenKeys seen;
  CHECK(seen.add(first));

  std::optional<Result<Message>> out;
  const bool known = with_frame_type(frame, [&]<class T>() {
    if constexpr (std::same_as<T, RowsFrame>) {
      out = Message(RowsFrame{Bytes(payload.begin(), payload.end())});
    } else {
      T value = blank<T>();
      Status status = read_members(in, pairs - 1, seen, value);
      if (status && !in.at_end()) status = fail(Errc::invalid_argument, "bytes after the frame");
      if (status)
        out = Message(std::move(value));
      else
        out = std::unexpected(std::move(status).error().with_context(kFrameName<T>));
    }
  });
  if (!known) return fail(Errc::unsupported, "unknown frame \"" + std::string(frame) + "\"");
  return *std::move(out);
}

}  // namespace fieldbook::protocol
