#include "ui/models/plain_text.hpp"

#include <algorithm>
#include <array>

namespace fieldbook::ui {
namespace {

constexpr std::array<std::string_view, 13> kBlocks = {"p",     "div", "br", "li", "ul", "ol", "tr",
                                                      "table", "h1",  "h2", "h3", "h4", "hr"};
constexpr std::array<std::string_view, 9> kInline = {"b",    "i",      "u",    "a",  "em",
                                                     "span", "strong", "font", "img"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities = {
    {{"&nbsp;", " "},
     {"&lt;", "<"},
     {"&gt;", ">"},
     {"&quot;", "\""},
     {"&#39;", "'"},
     {"&amp;", "&"}}};

/// The name of the tag that begins at `at` in small letters ("/p" is "p"), and where the tag ends;
/// an empty name where none begins.
struct Tag {
  std::string name;
  std::size_t end = 0;
};
Tag tag_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('>', at);
  if (text[at] != '<' || end == std::string_view::npos) return {};
  std::size_t from = at + 1;
  if (from < end && text[from] == '/') ++from;
  Tag out{.name = {}, .end = end + 1};
  for (; from < end; ++from) {
    const char c = text[from];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '1' && c <= '4' && !out.name.empty());
    if (!letter) break;
    out.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  // "a < b and b > c" is no tag: after its name one ends or goes on with a space or a slash.
  const char next = text[from];
  return next == '>' || next == ' ' || next == '/' ? out : Tag{};
}

bool is_block(const std::string& name) { return std::ranges::find(kBlocks, name) != kBlocks.end(); }

bool is_tag(const std::string& name) {
  return is_block(name) || std::ranges::find(kInline, name) != kInline.end();
}

std::string_view entity_at(std::string_view text, std::size_t at, std::size_t& length) {
  for (const auto& [entity, character] : kEntities)
    if (text.substr(at).starts_with(entity)) {
      length = entity.size();
      return character;
    }
  return {};
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (!out.empty() && out.back() != '\n') out += '\n';
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  bool any_tag = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '<') {
      const Tag tag = tag_at(text, at);
      if (is_tag(tag.name)) {
        any_tag = true;
        if (is_block(tag.name)) end_line(out);
        at = tag.end;
        continue;
      }
    }
    std::size_t length = 0;
    if (text[at] == '&')
      if (const auto character = entity_at(text, at, length); length > 0) {
        out += character;
        at += length;
        continue;
      }
    out += text[at++];
  }
  if (!any_tag) return std::string(text);
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace fieldbook::ui
