#include "ui/app/tour_script.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace fieldbook::ui {
namespace {

struct Shape {
  std::size_t words_min;
  std::size_t words_max;
};

const std::map<std::string, Shape, std::less<>>& verbs() {
  static const std::map<std::string, Shape, std::less<>> kVerbs = {
      {"press", {2, 2}}, {"type", {3, 3}},    {"key", {1, 1}},   {"wait", {1, 2}},
      {"gone", {1, 2}},  {"picture", {1, 1}}, {"close", {0, 0}}, {"choose", {2, 2}},
      {"show", {2, 2}},  {"draw", {3, 3}},
  };
  return kVerbs;
}

std::string with_environment(std::string word) {
  for (auto at = word.find("${"); at != std::string::npos; at = word.find("${", at)) {
    const auto end = word.find('}', at);
    if (end == std::string::npos) break;
    const char* value = std::getenv(word.substr(at + 2, end - at - 2).c_str());
    const std::string put = value == nullptr ? "" : value;
    word.replace(at, end - at + 1, put);
    at += put.size();
  }
  return word;
}

/// Nothing when a quote stays open.
std::optional<std::vector<std::string>> split(std::string_view line) {
  std::vector<std::string> out;
  std::string word;
  bool quoted = false;
  bool begun = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      begun = true;
    } else if (c == '#' && !quoted && !begun) {
      break;
    } else if ((c == ' ' || c == '\t' || c == '\r') && !quoted) {
      if (begun) out.push_back(std::exchange(word, {}));
      begun = false;
    } else {
      word += c;
      begun = true;
    }
  }
  if (quoted) return std::nullopt;
  if (begun) out.push_back(std::move(word));
  return out;
}

}  // namespace

std::string TourStep::text() const {
  std::string out = verb;
  for (const std::string& word : words) out += fmt::format(" \"{}\"", word);
  return out;
}

Result<std::vector<TourStep>> read_tour(std::string_view script) {
  std::vector<TourStep> out;
  std::size_t number = 0;
  while (!script.empty()) {
    const auto end = script.find('\n');
    const std::string_view line = script.substr(0, end);
    script = end == std::string_view::npos ? std::string_view() : script.substr(end + 1);
    ++number;
    auto words = split(line);
    if (!words)
      return fail(Errc::invalid_argument, fmt::format("line {}: a quote stays open", number));
    if (words->empty()) continue;
    TourStep step{.line = number, .verb = words->front()};
    const auto shape = verbs().find(step.verb);
    if (shape == verbs().end())
      return fail(Errc::invalid_argument,
                  fmt::format("line {}: there is no step \"{}\"", number, step.verb));
    for (std::size_t i = 1; i < words->size(); ++i)
      step.words.push_back(with_environment((*words)[i]));
    if (step.words.size() < shape->second.words_min || step.words.size() > shape->second.words_max)
      return fail(Errc::invalid_argument,
                  fmt::format("line {}: \"{}\" takes another number of words", number, step.verb));
    out.push_back(std::move(step));
  }
  return out;
}

}  // namespace fieldbook::ui
