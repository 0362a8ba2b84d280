#include "ui/strings/strings.hpp"

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "ui/strings/embedded_strings.hpp"
#include "ui/strings/plural.hpp"
#include "ui/strings/pseudo.hpp"

namespace fieldbook::ui {
namespace {

using nlohmann::json;

constexpr std::string_view kEnglish = "en";
constexpr std::string_view kPseudo = "qps";

/// One text; without forms only `other` is set.
struct Forms {
  std::string one;
  std::string other;
};

using TextTable = std::map<std::string, Forms, std::less<>>;
using LabelTable = std::map<std::string, std::string, std::less<>>;

struct Language {
  std::string name;
  Strings::Conventions conventions;
  TextTable texts;
  LabelTable labels;
};

void read_text(const std::string& key, const json& value, TextTable& out) {
  if (value.is_string()) {
    out[key] = {value, value};
    return;
  }
  out[key] = {value.at("one"), value.at("other")};
}

/// All languages. The documents are ours and a test reads them, so a malformed one is a defect.
std::map<std::string, Language, std::less<>> read_languages() {
  std::map<std::string, Language, std::less<>> out;
  for (const std::string& text : embedded_strings()) {
    const json document = json::parse(text, nullptr, false);
    ASSERT(document.is_object() && document.contains("language"));
    Language& language = out[document["language"]];
    if (document.contains("name")) language.name = document["name"];
    if (document.contains("conventions")) {
      const json& conventions = document["conventions"];
      language.conventions = {conventions["decimal"], conventions["group"], conventions["date"]};
    }
    const json texts = document.value("texts", json::object());
    for (const auto& [key, value] : texts.items()) read_text(key, value, language.texts);
    const json labels = document.value("labels", json::object());
    for (const auto& [english, label] : labels.items()) language.labels[english] = label;
  }
  return out;
}

Language pseudo(const Language& english) {
  Language out = english;
  for (auto& [key, forms] : out.texts) forms = {pseudo_text(forms.one), pseudo_text(forms.other)};
  return out;
}

std::string filled(std::string_view text, const StringArguments& arguments) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += text.substr(0, open);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto found = std::ranges::find(
        arguments, name, [](const auto& argument) -> std::string_view { return argument.first; });
    out += found == arguments.end() ? text.substr(open, close - open + 1)
                                    : std::string_view(found->second);
    text.remove_prefix(close + 1);
  }
  return out += text;
}

/// Whether `text` is `pattern` with something in the place of each {name}: then what stands there.
bool matches(std::string_view pattern, std::string_view text, StringArguments& out) {
  while (true) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return text == pattern;
    if (!text.starts_with(pattern.substr(0, open))) return false;
    text.remove_prefix(open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    pattern.remove_prefix(close + 1);
    const std::string_view next = pattern.substr(0, pattern.find('{'));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos || end == 0) return false;
    out.emplace_back(name, text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

struct Strings::Tables {
  TextTable texts;
  TextTable english;
  LabelTable labels;
  LabelTable patterns;  ///< those of the labels that take arguments: sentences of the client

  /// A sentence with its arguments in this language; nothing where it is none that is known.
  [[nodiscard]] std::optional<std::string> sentence(std::string_view said) const {
    for (const auto& [pattern, translated] : patterns) {
      StringArguments arguments;
      if (!matches(pattern, said, arguments)) continue;
      // What is told may be a sentence itself.
      for (auto& [name, value] : arguments) {
        if (const auto whole = labels.find(value); whole != labels.end())
          value = whole->second;
        else if (auto inner = sentence(value))
          value = *std::move(inner);
      }
      return filled(translated, arguments);
    }
    return std::nullopt;
  }

  [[nodiscard]] const Forms* find(std::string_view key) const {
    if (const auto own = texts.find(key); own != texts.end()) return &own->second;
    const auto fallback = english.find(key);
    return fallback == english.end() ? nullptr : &fallback->second;
  }
};

Result<std::shared_ptr<const Strings>> Strings::load(std::string_view language) {
  const auto all = read_languages();
  const Language& english = all.at(std::string(kEnglish));
  const auto found = all.find(language);
  if (found == all.end() && language != kPseudo)
    return fail(Errc::not_found, fmt::format("There are no texts in \"{}\".", language));
  const Language chosen = found == all.end() ? pseudo(english) : found->second;
  std::shared_ptr<Strings> out(new Strings);
  out->language_ = language;
  out->conventions_ = chosen.conventions;
  LabelTable patterns;
  for (const auto& [label, translated] : chosen.labels)
    if (label.contains('{')) patterns.emplace(label, translated);
  out->tables_ = std::make_shared<const Tables>(Tables{.texts = chosen.texts,
                                                       .english = english.texts,
                                                       .labels = chosen.labels,
                                                       .patterns = std::move(patterns)});
  return out;
}

std::vector<std::pair<std::string, std::string>> Strings::languages() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [code, language] : read_languages()) out.emplace_back(code, language.name);
  return out;
}

std::string Strings::text(std::string_view key) const { return text(key, {}); }

std::string Strings::text(std::string_view key, const StringArguments& arguments) const {
  const Forms* forms = tables_->find(key);
  return forms == nullptr ? std::string(key) : filled(forms->other, arguments);
}

std::string Strings::count(std::string_view key, std::int64_t count,
                           const StringArguments& arguments) const {
  const Forms* forms = tables_->find(key);
  if (forms == nullptr) return std::string(key);
  StringArguments all = arguments;
  all.emplace_back("count", number(count));
  const bool one = plural_form(language_, count) == PluralForm::one;
  return filled(one ? forms->one : forms->other, all);
}

bool Strings::has(std::string_view key) const { return tables_->find(key) != nullptr; }

std::string Strings::label(std::string_view english) const {
  if (english.empty()) return {};
  if (language_ == kPseudo) return pseudo_text(english);
  if (const auto found = tables_->labels.find(english); found != tables_->labels.end())
    return found->second;
  if (auto sentence = tables_->sentence(english)) return *std::move(sentence);
  // A related column: its label, then that of the lookup in brackets.
  const std::size_t open = english.find(" (");
  if (open == std::string_view::npos || !english.ends_with(')')) return std::string(english);
  const std::string_view inner = english.substr(open + 2, english.size() - open - 3);
  return fmt::format("{} ({})", label(english.substr(0, open)), label(inner));
}

bool Strings::has_label(std::string_view english) const {
  return language_ == kEnglish || language_ == kPseudo || tables_->labels.contains(english) ||
         tables_->sentence(english).has_value();
}

std::string Strings::number(std::int64_t value) const {
  std::string digits = fmt::format("{}", value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, conventions_.group);
  }
  return digits;
}

}  // namespace fieldbook::ui
