#include "shared/protocol/cbor.hpp"

#include <algorithm>
#include <limits>

#include "shared/base/utf8.hpp"

namespace fieldbook::protocol {

namespace {

std::string_view name_of(unsigned major) {
  constexpr std::string_view kNames[] = {"an unsigned integer",
                                         "a negative integer",
                                         "a byte string",
                                         "a text string",
                                         "an array",
                                         "a map",
                                         "a tag",
                                         "a simple value or float"};
  return kNames[major & 7U];
}

}  // namespace

void CborWriter::head(std::uint8_t major, std::uint64_t value) {
  const auto first = static_cast<std::uint8_t>(major << 5U);
  if (value < 24) {
    out_.push_back(static_cast<std::uint8_t>(first | value));
    return;
  }
  const int width = value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffff'ffff ? 4 : 8;
  const int info = width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
  out_.push_back(static_cast<std::uint8_t>(first | info));
  for (int shift = (width - 1) * 8; shift >= 0; shift -= 8)
    out_.push_back(static_cast<std::uint8_t>(value >> shift));
}

void CborWriter::integer(std::int64_t value) {
  if (value >= 0)
    head(0, static_cast<std::uint64_t>(value));
  else
    head(1, ~static_cast<std::uint64_t>(value));
}

void CborWriter::bytes(ByteView value) {
  head(2, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

void CborWriter::text(std::string_view value) {
  head(3, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

Result<CborReader::Head> CborReader::head() {
  if (rest_.empty()) return fail(Errc::invalid_argument, "the input ends too early");
  Head head{peek_major(), static_cast<std::uint8_t>(rest_[0] & 31U), 0};
  if (head.info < 24) {
    head.value = head.info;
    rest_ = rest_.subspan(1);
    return head;
  }
  if (head.info > 27)
    return fail(Errc::invalid_argument, "indefinite lengths and reserved forms are not used");
  const std::size_t width = std::size_t{1} << (head.info - 24U);
  if (rest_.size() < 1 + width) return fail(Errc::invalid_argument, "the input ends too early");
  for (std::size_t i = 1; i <= width; ++i) head.value = head.value << 8U | rest_[i];
  constexpr std::uint64_t kSmallest[] = {24, 0x100, 0x1'0000, 0x1'0000'0000};
  if (head.major != 7 && head.value < kSmallest[head.info - 24U])
    return fail(Errc::invalid_argument, "a number is not in its shortest form");
  rest_ = rest_.subspan(1 + width);
  return head;
}

Result<std::uint64_t> CborReader::expect(unsigned major) {
  if (!rest_.empty() && peek_major() != major) {
    std::string message = "expected ";
    message.append(name_of(major)).append(", got ").append(name_of(peek_major()));
    return fail(Errc::invalid_argument, std::move(message));
  }
  TRY(const Head head, this->head());
  return head.value;
}

Result<std::size_t> CborReader::bounded(unsigned major, std::size_t max) {
  TRY(const std::uint64_t value, expect(major));
  if (value > max)
    return fail(Errc::limit_exceeded,
                std::to_string(value) + " is over the bound of " + std::to_string(max));
  return static_cast<std::size_t>(value);
}

Result<ByteView> CborReader::take(std::size_t size) {
  if (size > rest_.size()) return fail(Errc::invalid_argument, "the input ends too early");
  const ByteView out = rest_.first(size);
  rest_ = rest_.subspan(size);
  return out;
}

Result<std::uint64_t> CborReader::unsigned_integer() { return expect(0); }

Result<std::int64_t> CborReader::integer() {
  const bool negative = peek_major() == 1;
  TRY(const std::uint64_t value, expect(negative ? 1 : 0));
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return fail(Errc::invalid_argument, "an integer does not fit 64 bits");
  return negative ? static_cast<std::int64_t>(~value) : static_cast<std::int64_t>(value);
}

Result<bool> CborReader::boolean() {
  if (rest_.empty() || (rest_[0] != 0xf4 && rest_[0] != 0xf5))
    return fail(Errc::invalid_argument, "expected true or false");
  const bool out = rest_[0] == 0xf5;
  rest_ = rest_.subspan(1);
  return out;
}

Result<ByteView> CborReader::bytes(std::size_t max) {
  TRY(const std::size_t size, bounded(2, max));
  return take(size);
}

Result<std::string_view> CborReader::text(std::size_t max) {
  TRY(const std::size_t size, bounded(3, max));
  TRY(const ByteView view, take(size));
  if (!count_code_points(as_text(view))) return fail(Errc::invalid_argument, "a text is not UTF-8");
  return as_text(view);
}

Result<std::size_t> CborReader::array(std::size_t max) {
  TRY(const std::size_t count, bounded(4, max));
  // Each element takes a byte at least, so that a short input cannot announce a long array.
  if (count > rest_.size()) return fail(Errc::invalid_argument, "the input ends too early");
  return count;
}

Result<std::size_t> CborReader::map(std::size_t max) {
  TRY(const std::size_t pairs, bounded(5, max));
  if (pairs > rest_.size() / 2) return fail(Errc::invalid_argument, "the input ends too early");
  return pairs;
}

Result<ByteView> CborReader::skip() {
  const ByteView start = rest_;
  // What is left to read at each depth of nesting.
  std::vector<std::uint64_t> left{1};
  while (!left.empty()) {
    if (left.back() == 0) {
      left.pop_back();
      continue;
    }
    --left.back();
    TRY(const Head head, this->head());
    if (head.major == 2 || head.major == 3) {
      if (head.value > rest_.size())
        return fail(Errc::invalid_argument, "the input ends too early");
      rest_ = rest_.subspan(static_cast<std::size_t>(head.value));
    } else if (head.major == 4 || head.major == 5) {
      if (head.value > rest_.size())
        return fail(Errc::invalid_argument, "the input ends too early");
      if (left.size() >= limits::kNestingDepthMax)
        return fail(Errc::limit_exceeded, "nested too deeply");
      left.push_back(head.major == 4 ? head.value : head.value * 2);
    } else if (head.major == 6) {
      return fail(Errc::invalid_argument, "tags are not used");
    }
  }
  return start.first(start.size() - rest_.size());
}

Status SeenKeys::add(std::string_view key) {
  if (std::ranges::find(keys_, key) != keys_.end())
    return fail(Errc::invalid_argument, "member \"" + std::string(key) + "\" comes twice");
  keys_.push_back(key);
  return {};
}

}  // namespace fieldbook::protocol
