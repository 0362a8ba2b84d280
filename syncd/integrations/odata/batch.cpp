#include "syncd/integrations/odata/batch.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "shared/base/ascii.hpp"

namespace fieldbook::syncd::odata {
namespace {

constexpr std::size_t kHeadLinesMax = 64;
constexpr std::size_t kBoundaryBytesMax = 70;  // RFC 2046 section 5.1.1

void append_request(const BatchItem& item, std::size_t number, std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
                 "Content-ID: {}\r\n\r\n{} {} HTTP/1.1\r\nAccept: application/json\r\n",
                 number, item.method, item.path);
  for (const auto& [name, value] : item.headers)
    fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
  if (!item.body.empty())
    fmt::format_to(std::back_inserter(out),
                   "Content-Type: application/json\r\nContent-Length: {}\r\n", item.body.size());
  fmt::format_to(std::back_inserter(out), "\r\n{}\r\n", item.body);
}

/// Header lines up to the empty one, then the rest.
struct Head {
  std::string content_type;
  std::string etag;
  std::string retry_after;
  std::optional<std::size_t> content_length;
  std::string_view rest;
};

/// The next line without its end; moves `text` behind it. Nothing when no line end is left.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Result<Head> read_head(std::string_view text) {
  Head head;
  for (std::size_t lines = 0; lines < kHeadLinesMax; ++lines) {
    const auto line = take_line(text);
    if (!line || line->empty()) {
      head.rest = line ? text : std::string_view();
      return head;
    }
    const auto colon = line->find(':');
    if (colon == std::string_view::npos)
      return fail(Errc::invalid_argument, "a part of the batch's answer has a broken header");
    const auto name = trimmed(line->substr(0, colon));
    const auto value = trimmed(line->substr(colon + 1));
    if (equal_without_case(name, "content-type")) head.content_type = value;
    if (equal_without_case(name, "etag")) head.etag = value;
    if (equal_without_case(name, "retry-after")) head.retry_after = value;
    if (equal_without_case(name, "content-length")) {
      std::size_t length = 0;
      const auto parsed = std::from_chars(value.data(), value.data() + value.size(), length);
      if (parsed.ec == std::errc{}) head.content_length = length;
    }
  }
  return fail(Errc::limit_exceeded, "a part of the batch's answer has too many headers");
}

/// The boundary of "multipart/mixed; boundary=…"; nothing for another type.
std::optional<std::string> boundary_of(std::string_view content_type) {
  const auto semicolon = content_type.find(';');
  if (semicolon == std::string_view::npos ||
      !equal_without_case(trimmed(content_type.substr(0, semicolon)), "multipart/mixed"))
    return std::nullopt;
  std::string_view rest = content_type.substr(semicolon + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view parameter = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos ||
        !equal_without_case(trimmed(parameter.substr(0, equals)), "boundary"))
      continue;
    std::string_view value = trimmed(parameter.substr(equals + 1));
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
      value = value.substr(1, value.size() - 2);
    if (value.empty() || value.size() > kBoundaryBytesMax) return std::nullopt;
    return std::string(value);
  }
  return std::nullopt;
}

struct Parts {
  std::vector<std::string_view> parts;
  bool closed = false;
};

/// The whole parts between the lines of `boundary`.
Parts split_parts(std::string_view body, const std::string& boundary) {
  const std::string mark = "--" + boundary;
  Parts out;
  std::optional<std::size_t> start;
  for (std::size_t at = body.find(mark); at != std::string_view::npos;
       at = body.find(mark, at + mark.size())) {
    if (at != 0 && body[at - 1] != '\n') continue;
    if (start) {
      std::string_view part = body.substr(*start, at - *start);
      if (part.ends_with('\n')) part.remove_suffix(1);
      if (part.ends_with('\r')) part.remove_suffix(1);
      out.parts.push_back(part);
    }
    const auto behind = body.substr(at + mark.size());
    if (behind.starts_with("--")) {
      out.closed = true;
      return out;
    }
    const auto line_end = behind.find('\n');
    if (line_end == std::string_view::npos) return out;
    start = at + mark.size() + line_end + 1;
  }
  return out;
}

Result<BatchAnswer> read_http(std::string_view text) {
  const auto line = take_line(text);
  if (!line || !line->starts_with("HTTP/1."))
    return fail(Errc::invalid_argument, "a part of the batch's answer is no HTTP answer");
  BatchAnswer out;
  const std::string_view code = line->substr(std::min<std::size_t>(9, line->size()), 3);
  const auto parsed = std::from_chars(code.data(), code.data() + code.size(), out.status);
  if (parsed.ec != std::errc{} || out.status < 100)
    return fail(Errc::invalid_argument, "a part of the batch's answer has no status");
  TRY(Head head, read_head(text));
  if (head.content_length && *head.content_length < head.rest.size())
    head.rest = head.rest.substr(0, *head.content_length);
  out.content_type = std::move(head.content_type);
  out.etag = std::move(head.etag);
  out.retry_after = std::move(head.retry_after);
  out.body = trimmed(head.rest);
  return out;
}

/// Reads a part of the outer level. A change set has one answer in it, or is not whole.
Result<std::optional<BatchAnswer>> read_part(std::string_view part) {
  TRY(const Head head, read_head(part));
  if (const auto boundary = boundary_of(head.content_type)) {
    const Parts inner = split_parts(head.rest, *boundary);
    if (inner.parts.empty()) return std::optional<BatchAnswer>();
    if (inner.parts.size() > 1)
      return fail(Errc::invalid_argument, "a change set of one has several answers");
    TRY(const Head inner_head, read_head(inner.parts.front()));
    return read_http(inner_head.rest);
  }
  return read_http(head.rest);
}

}  // namespace

std::string batch_content_type(std::string_view boundary) {
  return fmt::format("multipart/mixed; boundary=batch_{}", boundary);
}

std::string encode_batch(std::span<const BatchItem> items, std::string_view boundary) {
  ASSERT(items.size() <= kBatchItemsMax);
  std::string out;
  std::size_t number = 0;
  for (const BatchItem& item : items) {
    ++number;
    fmt::format_to(std::back_inserter(out), "--batch_{}\r\n", boundary);
    if (item.method == "GET") {
      append_request(item, number, out);
      continue;
    }
    fmt::format_to(std::back_inserter(out),
                   "Content-Type: multipart/mixed; boundary=changeset_{0}_{1}\r\n\r\n"
                   "--changeset_{0}_{1}\r\n",
                   boundary, number);
    append_request(item, number, out);
    fmt::format_to(std::back_inserter(out), "--changeset_{}_{}--\r\n", boundary, number);
  }
  fmt::format_to(std::back_inserter(out), "--batch_{}--\r\n", boundary);
  return out;
}

Result<BatchAnswers> decode_batch(std::string_view content_type, std::string_view body,
                                  std::size_t items) {
  const auto boundary = boundary_of(content_type);
  if (!boundary)
    return fail(Errc::invalid_argument,
                fmt::format("the batch was answered with \"{}\" instead of multipart/mixed",
                            content_type.substr(0, 100)));
  const Parts parts = split_parts(body, *boundary);
  if (parts.parts.size() > items)
    return fail(Errc::invalid_argument,
                fmt::format("the batch of {} items has {} answers", items, parts.parts.size()));
  BatchAnswers out;
  out.complete = parts.closed && parts.parts.size() == items;
  for (const std::string_view part : parts.parts) {
    TRY(auto answer, read_part(part));
    if (!answer) {
      out.complete = false;
      break;
    }
    out.answers.push_back(*std::move(answer));
  }
  return out;
}

}  // namespace fieldbook::syncd::odata
