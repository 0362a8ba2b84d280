#include "shared/schema/object_reader.hpp"

#include <fmt/format.h>

namespace fieldbook::schema {
namespace {

const nlohmann::json& empty_object() {
  static const nlohmann::json empty = nlohmann::json::object();
  return empty;
}

}  // namespace

ObjectReader::ObjectReader(const nlohmann::json& json, std::string document, std::string where,
                           Findings& findings)
    : object_(json.is_object() ? json : empty_object()),
      document_(std::move(document)),
      where_(std::move(where)),
      findings_(findings) {
  if (!json.is_object()) report("is not a JSON object");
}

const nlohmann::json* ObjectReader::any(const char* key) {
  known_.insert(key);
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

std::string ObjectReader::text(const char* key) {
  const auto* json = any(key);
  if (json == nullptr) return {};
  if (json->is_string()) return json->get<std::string>();
  report(fmt::format("\"{}\" is not a string", key));
  return {};
}

std::string ObjectReader::required_text(const char* key) {
  std::string out = text(key);
  if (out.empty()) report(fmt::format("\"{}\" is missing or empty", key));
  return out;
}

bool ObjectReader::flag(const char* key) {
  const auto* json = any(key);
  if (json == nullptr) return false;
  if (json->is_boolean()) return json->get<bool>();
  report(fmt::format("\"{}\" is not true or false", key));
  return false;
}

std::int64_t ObjectReader::number(const char* key, std::int64_t least, std::int64_t most,
                                  std::int64_t otherwise) {
  const auto* json = any(key);
  if (json == nullptr) return otherwise;
  const bool fits = json->is_number_integer() &&
                    (!json->is_number_unsigned() || json->get<std::uint64_t>() <= INT64_MAX);
  if (fits && json->get<std::int64_t>() >= least && json->get<std::int64_t>() <= most)
    return json->get<std::int64_t>();
  report(fmt::format("\"{}\" is not a whole number from {} to {}", key, least, most));
  return otherwise;
}

std::int64_t ObjectReader::required_number(const char* key, std::int64_t least, std::int64_t most) {
  if (!object_.contains(key)) report(fmt::format("\"{}\" is missing", key));
  return number(key, least, most, least);
}

std::vector<const nlohmann::json*> ObjectReader::array(const char* key) {
  const auto* json = any(key);
  std::vector<const nlohmann::json*> out;
  if (json == nullptr) return out;
  if (!json->is_array()) {
    report(fmt::format("\"{}\" is not an array", key));
    return out;
  }
  for (const auto& element : *json) out.push_back(&element);
  return out;
}

std::vector<std::string> ObjectReader::texts(const char* key) {
  std::vector<std::string> out;
  for (const auto* element : array(key)) {
    if (element->is_string())
      out.push_back(element->get<std::string>());
    else
      report(fmt::format("\"{}\" holds something other than strings", key));
  }
  return out;
}

void ObjectReader::unknown_word(const char* key, std::string_view word) {
  report(fmt::format("\"{}\" does not know \"{}\"", key, word));
}

void ObjectReader::finish() {
  for (const auto& [key, value] : object_.items())
    if (!known_.contains(key)) report(fmt::format("unknown key \"{}\"", key));
}

}  // namespace fieldbook::schema
