#include "client/tool/terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

#include "shared/base/time.hpp"

namespace fieldbook::client {
namespace {

/// Reads one code point and moves past it; malformed bytes count as one each.
char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto first = static_cast<unsigned char>(text[position]);
  std::size_t length = 1;
  if (first >= 0xf0)
    length = 4;
  else if (first >= 0xe0)
    length = 3;
  else if (first >= 0xc0)
    length = 2;
  length = std::min(length, text.size() - position);
  char32_t code = length == 1 ? first : first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[position + i]) & 0x3fU);
  position += length;
  return code;
}

bool is_between(char32_t code, char32_t first, char32_t last) {
  return code >= first && code <= last;
}

std::size_t width_of(char32_t code) {
  if (is_between(code, 0x300, 0x36f) || is_between(code, 0x200b, 0x200f) || code == 0xfe0f)
    return 0;
  const bool wide = is_between(code, 0x1100, 0x115f) || is_between(code, 0x2e80, 0xa4cf) ||
                    is_between(code, 0xac00, 0xd7a3) || is_between(code, 0xf900, 0xfaff) ||
                    is_between(code, 0xfe30, 0xfe6f) || is_between(code, 0xff00, 0xff60) ||
                    is_between(code, 0x1f300, 0x1faff) || is_between(code, 0x20000, 0x3fffd);
  return wide ? 2 : 1;
}

std::string pad(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used >= width ? text : text + std::string(width - used, ' ');
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t position = 0; position < text.size();)
    width += width_of(next_code_point(text, position));
  return width;
}

std::string fit(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t code = next_code_point(text, position);
    const std::size_t next = used + width_of(code);
    const bool last = position >= text.size();
    if (next > width || (next == width && !last)) return out + "…";
    // A row's text must not move the cursor or change colours.
    if (code < 0x20 || code == 0x7f || is_between(code, 0x80, 0x9f))
      out += ' ';
    else
      out += text.substr(start, position - start);
    used = next;
  }
  return out;
}

std::string format_table(const std::vector<std::string>& headings,
                         const std::vector<std::vector<std::string>>& rows, std::size_t cell_max) {
  std::vector<std::size_t> widths;
  for (const std::string& heading : headings) widths.push_back(display_width(heading));
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows) {
    auto& line = cells.emplace_back();
    for (std::size_t i = 0; i < headings.size(); ++i) {
      line.push_back(i < row.size() ? fit(row[i], cell_max) : std::string());
      widths[i] = std::max(widths[i], display_width(line.back()));
    }
  }
  std::string out;
  const auto print = [&](const std::vector<std::string>& line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) text += pad(line[i], widths[i]) + "  ";
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  print(headings);
  std::vector<std::string> rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  print(rule);
  for (const auto& line : cells) print(line);
  return out;
}

std::string format_age(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(ms, 0) / 1000;
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", seconds / 60);
  if (seconds < 48 * 3600) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} d", seconds / 86400);
}

std::string format_local(std::int64_t ms, int zone_offset_minutes) {
  if (ms == 0) return {};
  std::string text = format_instant(Instant{ms + zone_offset_minutes * 60'000LL});
  text[10] = ' ';
  return text.substr(0, 16);
}

nlohmann::ordered_json to_json(const ActionSnapshot& action) {
  const auto instant = [](std::int64_t ms) {
    return ms == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(format_instant({ms}));
  };
  return {{"id", to_string(action.id)},
          {"kind", action.kind},
          {"entity", action.entity},
          {"target", to_string(action.target)},
          {"sentence", action.sentence},
          {"state", action.state},
          {"state_text", action.state_text},
          {"verdict", action.verdict},
          {"reason", action.reason},
          {"verdict_text", action.verdict_text},
          {"saved_on", instant(action.saved_ms)},
          {"received_on", instant(action.received_ms)},
          {"settled_on", instant(action.settled_ms)},
          {"attempts", action.attempts},
          {"number", action.number},
          {"forecast", action.forecast},
          {"dismissed", action.dismissed}};
}

nlohmann::ordered_json to_json(const StatusSnapshot& status) {
  const auto instant = [](std::int64_t ms) {
    return ms == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(format_instant({ms}));
  };
  return {{"signed_in", status.signed_in},
          {"user", to_string(status.user)},
          {"user_name", status.user_name},
          {"organisation", status.organisation_name},
          {"audience", status.audience},
          {"roles", status.roles},
          {"connection", status.connection},
          {"message", status.message},
          {"complete", status.complete},
          {"rows", status.rows},
          {"buckets", status.buckets},
          {"cursor", status.cursor},
          {"epoch", status.epoch},
          {"data_from", instant(status.server_ms)},
          {"last_contact", instant(status.last_contact_ms)},
          {"proven_on", instant(status.proven_ms)},
          {"quarantined", status.quarantined},
          {"waiting", status.waiting},
          {"oldest_waiting_since", instant(status.oldest_waiting_ms)},
          {"needs_you", status.needs_you},
          {"index_backlog", status.index_backlog}};
}

nlohmann::ordered_json to_json(const DoctorSnapshot& doctor) {
  nlohmann::ordered_json buckets = nlohmann::ordered_json::array();
  for (const auto& bucket : doctor.buckets)
    buckets.push_back({{"name", bucket.name}, {"count", bucket.count}, {"digest", bucket.digest}});
  return {{"healthy", doctor.healthy},    {"proven", doctor.proven},
          {"rows", doctor.rows},          {"findings", doctor.findings},
          {"commit", doctor.commit},      {"view_digest", doctor.view_digest},
          {"buckets", std::move(buckets)}};
}

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (!terminal_) return;
  constexpr std::size_t kWidth = 30;
  const std::size_t filled =
      total == 0 ? 0 : static_cast<std::size_t>(std::min(done, total) * kWidth / total);
  fmt::print(stderr, "\r\033[K{} [{}{}] {}/{}", what, std::string(filled, '#'),
             std::string(kWidth - filled, ' '), done, total);
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace fieldbook::client
