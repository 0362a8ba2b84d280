#pragma once

// Reads the members of one JSON object of a catalogue document, reporting what is missing, has the
// wrong type, or is not known.

#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "shared/schema/findings.hpp"
#include "shared/schema/names.hpp"

namespace fieldbook::schema {

class ObjectReader {
 public:
  /// `json` may be anything; what is not an object is reported and read as an empty one.
  ObjectReader(const nlohmann::json& json, std::string document, std::string where,
               Findings& findings);

  /// Names the object in findings once its name is known.
  void call(std::string where) { where_ = std::move(where); }

  /// A non-empty string; reported when it is missing.
  [[nodiscard]] std::string required_text(const char* key);
  [[nodiscard]] std::string text(const char* key);
  [[nodiscard]] bool flag(const char* key);
  /// A whole number from `least` to `most`; `otherwise` when the key is absent.
  [[nodiscard]] std::int64_t number(const char* key, std::int64_t least, std::int64_t most,
                                    std::int64_t otherwise);
  [[nodiscard]] std::int64_t required_number(const char* key, std::int64_t least,
                                             std::int64_t most);
  [[nodiscard]] std::vector<std::string> texts(const char* key);
  /// The elements of an array; none when the key is absent.
  [[nodiscard]] std::vector<const nlohmann::json*> array(const char* key);
  /// The member, or null when it is absent.
  [[nodiscard]] const nlohmann::json* any(const char* key);

  template <class Enum, std::size_t Size>
  [[nodiscard]] std::optional<Enum> word(const char* key, const NameTable<Enum, Size>& table) {
    const std::string name = text(key);
    if (name.empty()) return std::nullopt;
    const auto value = value_of(table, name);
    if (!value) unknown_word(key, name);
    return value;
  }

  void report(std::string_view message) { findings_.add(document_, where_, message); }
  /// Reports the keys that nothing asked for.
  void finish();

 private:
  void unknown_word(const char* key, std::string_view word);

  const nlohmann::json& object_;
  std::string document_;
  std::string where_;
  Findings& findings_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace fieldbook::schema
