#include "client/runtime/answer_json.hpp"

namespace fieldbook::client {

using nlohmann::json;

const json& member(const json& object, const char* name) {
  static const json kNull;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : kNull;
}

std::string text_in(const json& object, const char* name) {
  const json& value = member(object, name);
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::int64_t whole_in(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

double number_in(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_number() ? value.get<double>() : 0;
}

bool flag_in(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

}  // namespace fieldbook::client
