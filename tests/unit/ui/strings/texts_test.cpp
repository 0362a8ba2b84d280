// Holds the texts to the source that uses them: every key exists in every language with the same
// arguments, every key is used, and every use names the arguments that the text takes.

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>

#include "shared/actions/action_table.hpp"
#include "shared/protocol/problems.hpp"
#include "shared/schema/catalogue.hpp"
#include "ui/strings/embedded_strings.hpp"
#include "ui/strings/strings.hpp"

namespace fieldbook::ui {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

struct Source {
  std::string path;
  std::string text;
};

/// Without what stands in comments.
std::string code_of(const std::string& text) {
  static const std::regex kComment(R"(//[^\n]*)");
  return std::regex_replace(text, kComment, "");
}

/// Every source file below a folder.
std::vector<Source> sources_of(const char* folder) {
  namespace fs = std::filesystem;
  std::vector<Source> out;
  const fs::path root = fs::path(FIELDBOOK_SOURCE_DIR) / folder;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.push_back({entry.path().string(), code_of({std::istreambuf_iterator<char>(in), {}})});
  }
  return out;
}

std::vector<Source> ui_sources() { return sources_of("ui"); }

/// Sentences that the client's core makes for a person, with {} for each argument: literals that
/// begin like one and end with a full stop, or with what follows a colon. The terminal's own are
/// left out.
Names sentences_of_the_client() {
  static const std::regex kLiterals(R"re("(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*)re");
  static const std::regex kSentence(R"re((?=.*[a-z]{2})(?:[A-Z]|\{\}).* (?:.*\.|.*: \{\}))re");
  Names out;
  for (const Source& source : sources_of("client")) {
    if (source.path.find("client/tool/") != std::string::npos) continue;
    for (std::sregex_iterator at(source.text.begin(), source.text.end(), kLiterals), end; at != end;
         ++at) {
      std::string text = std::regex_replace(at->str(), std::regex(R"re("\s+")re"), "");
      if (text.size() < 2) continue;  // a blank was taken for what parts two literals
      text = text.substr(1, text.size() - 2);
      text = std::regex_replace(text, std::regex(R"re(\\")re"), "\"");
      text = std::regex_replace(text, std::regex(R"re(\{[^}]*\})re"), "{}");
      if (std::regex_match(text, kSentence)) out.insert(text);
    }
  }
  return out;
}

/// Key to its one text, or its forms.
std::map<std::string, std::vector<std::string>> texts(std::string_view language) {
  std::map<std::string, std::vector<std::string>> out;
  for (const std::string& document : embedded_strings()) {
    const json parsed = json::parse(document);
    if (parsed["language"] != language || !parsed.contains("texts")) continue;
    for (const auto& [key, value] : parsed["texts"].items()) {
      if (value.is_string())
        out[key] = {value.get<std::string>()};
      else
        for (const auto& [form, text] : value.items()) out[key].push_back(text.get<std::string>());
    }
  }
  return out;
}

Names matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  Names out;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at)
    out.insert((*at)[1]);
  return out;
}

Names arguments_of(const std::vector<std::string>& forms) {
  Names out;
  for (const std::string& text : forms) out.merge(matches(text, R"(\{(\w+)\})"));
  return out;
}

/// Every literal in the sources: keys, and beginnings of keys ("outbox.", "sync.{}").
Names literals() {
  Names out;
  for (const Source& source : ui_sources())
    out.merge(matches(source.text, R"re("([a-z_]+\.[a-z_0-9.{}]*)")re"));
  return out;
}

/// The beginning that a literal gives for keys put together while running; empty for others.
std::string beginning(const std::string& literal) {
  if (literal.ends_with(".{}")) return literal.substr(0, literal.size() - 2);
  return literal.ends_with('.') ? literal : std::string();
}

/// The text of a call from its opening bracket to the closing one.
std::string call_at(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return text.substr(open, at - open + 1);
  }
  return text.substr(open);
}

TEST(Texts, every_key_has_the_same_arguments_in_english_and_german) {
  const auto english = texts("en");
  const auto german = texts("de");
  Names lacking;
  for (const auto& [key, forms] : english) {
    const auto found = german.find(key);
    if (found == german.end()) {
      lacking.insert(key);
      continue;
    }
    EXPECT_EQ(arguments_of(forms), arguments_of(found->second)) << key;
    EXPECT_EQ(forms.size(), found->second.size()) << key << ": one has forms, the other has not";
  }
  EXPECT_EQ(lacking, Names{}) << "German lacks these";
  for (const auto& [key, forms] : german) EXPECT_TRUE(english.contains(key)) << key;
  EXPECT_GT(english.size(), 200U);
}

TEST(Texts, every_key_that_the_source_names_exists) {
  const auto english = texts("en");
  Names families;
  for (const auto& [key, forms] : english) families.insert(key.substr(0, key.find('.')));
  for (const std::string& literal : literals()) {
    if (!beginning(literal).empty() || literal.find('{') != std::string::npos) continue;
    if (literal.ends_with(".json")) continue;
    if (!families.contains(literal.substr(0, literal.find('.')))) continue;
    EXPECT_TRUE(english.contains(literal)) << literal;
  }
}

TEST(Texts, nothing_is_translated_that_nobody_shows) {
  const Names used = literals();
  Names beginnings;
  for (const std::string& literal : used)
    if (!beginning(literal).empty()) beginnings.insert(beginning(literal));
  for (const auto& [key, forms] : texts("en")) {
    const std::string family = key.substr(0, key.rfind('.') + 1);
    // Names of actions have a dot of their own: "action." + "quote.approve".
    const bool is_made = beginnings.contains(family) || key.starts_with("action.");
    EXPECT_TRUE(used.contains(key) || is_made) << key << " is used nowhere";
  }
}

TEST(Texts, every_use_names_the_arguments_that_its_text_takes) {
  const auto english = texts("en");
  const std::regex use(R"re(\.(text|count)\(\s*"([a-z_0-9.]+)")re");
  std::size_t checked = 0;
  for (const Source& source : ui_sources()) {
    for (std::sregex_iterator at(source.text.begin(), source.text.end(), use), end; at != end;
         ++at) {
      const auto found = english.find((*at)[2].str());
      if (found == english.end()) continue;
      const std::size_t open = static_cast<std::size_t>(at->position(1) + at->length(1));
      Names named = matches(call_at(source.text, open), R"re(\{\s*"(\w+)"\s*,)re");
      if ((*at)[1] == "count") named.insert("count");
      EXPECT_EQ(named, arguments_of(found->second)) << source.path << ": " << found->first;
      ++checked;
    }
  }
  EXPECT_GT(checked, 50U);
}

TEST(Texts, every_sentence_of_the_clients_core_is_in_german) {
  const auto german = *Strings::load("de");
  Names lacking;
  const Names all = sentences_of_the_client();
  for (const std::string& sentence : all)
    if (!german->has_label(sentence)) lacking.insert(sentence);
  EXPECT_EQ(lacking, Names{});
  EXPECT_GT(all.size(), 20U);
}

TEST(Texts, sentences_with_arguments_take_the_same_in_german) {
  for (const std::string& document : embedded_strings()) {
    const json parsed = json::parse(document);
    if (!parsed.contains("labels")) continue;
    for (const auto& [english, translated] : parsed["labels"].items())
      EXPECT_EQ(arguments_of({english}), arguments_of({translated.get<std::string>()})) << english;
  }
}

TEST(Texts, counted_texts_have_a_form_for_one_and_one_for_others) {
  const std::regex use(R"re(\.count\(\s*"([a-z_0-9.]+)")re");
  const auto english = texts("en");
  for (const Source& source : ui_sources())
    for (std::sregex_iterator at(source.text.begin(), source.text.end(), use), end; at != end;
         ++at) {
      const auto found = english.find((*at)[1].str());
      if (found == english.end()) continue;
      EXPECT_EQ(found->second.size(), 2U) << found->first;
    }
}

TEST(Texts, no_text_shows_what_only_programs_read) {
  const std::regex technical(R"(\bSQL\b|\bJSON\b|0x[0-9a-f]+|\bnull\b|[A-Za-z]+::)");
  for (const char* language : {"en", "de"})
    for (const auto& [key, forms] : texts(language))
      for (const std::string& text : forms)
        EXPECT_FALSE(std::regex_search(text, technical)) << language << " " << key << ": " << text;
}

}  // namespace
}  // namespace fieldbook::ui
