#include "syncd/integrations/finance/document.hpp"

#include <fmt/format.h>

namespace fieldbook::syncd::finance {
namespace {

const Json kNothing = Json::object();

}  // namespace

void DocumentFindings::add(std::string_view file, std::string_view path, std::string_view message) {
  lines_.push_back(path.empty() ? fmt::format("{}: {}", file, message)
                                : fmt::format("{}: {}: {}", file, path, message));
}

std::string DocumentFindings::text() const { return fmt::format("{}", fmt::join(lines_, "\n")); }

Member::Member(const Json& json, std::string file, std::string path, DocumentFindings& findings)
    : json_(json.is_object() ? json : kNothing),
      file_(std::move(file)),
      path_(std::move(path)),
      findings_(findings) {
  if (!json.is_object()) findings_.add(file_, path_, "is not an object");
}

bool Member::has(const std::string& key) const { return json_.contains(key); }

const Json* Member::any(const std::string& key) {
  known_.insert(key);
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

std::string Member::text(const std::string& key) {
  const Json* value = any(key);
  if (value == nullptr) return {};
  if (value->is_string() && !value->get_ref<const std::string&>().empty())
    return value->get<std::string>();
  report(key, "is not a text");
  return {};
}

std::string Member::required_text(const std::string& key) {
  if (!has(key)) report(key, "is missing");
  return text(key);
}

bool Member::flag(const std::string& key) {
  const Json* value = any(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) report(key, "is neither true nor false");
  return value->is_boolean() && value->get<bool>();
}

std::int64_t Member::number(const std::string& key, std::int64_t least, std::int64_t most) {
  const Json* value = any(key);
  if (value == nullptr) return least;
  if (value->is_number_integer()) {
    const auto number = value->get<std::int64_t>();
    if (number >= least && number <= most) return number;
  }
  report(key, fmt::format("is not a whole number from {} to {}", least, most));
  return least;
}

std::vector<std::string> Member::texts(const std::string& key) {
  std::vector<std::string> out;
  const Json* value = any(key);
  if (value == nullptr) return out;
  if (!value->is_array()) {
    report(key, "is not a list");
    return out;
  }
  for (const Json& element : *value)
    if (element.is_string())
      out.push_back(element.get<std::string>());
    else
      report(key, "holds something else than texts");
  return out;
}

std::vector<Member> Member::objects(const std::string& key) {
  std::vector<Member> out;
  const Json* value = any(key);
  if (value == nullptr) return out;
  if (!value->is_array()) {
    report(key, "is not a list");
    return out;
  }
  for (std::size_t i = 0; i < value->size(); ++i)
    out.emplace_back((*value)[i], file_,
                     fmt::format("{}{}{}[{}]", path_, path_.empty() ? "" : ".", key, i), findings_);
  return out;
}

std::vector<std::pair<std::string, Json>> Member::pairs(const std::string& key) {
  std::vector<std::pair<std::string, Json>> out;
  const Json* value = any(key);
  if (value == nullptr) return out;
  if (!value->is_object()) {
    report(key, "is not an object");
    return out;
  }
  for (const auto& [name, member] : value->items()) out.emplace_back(name, member);
  return out;
}

void Member::report(std::string_view key, std::string_view message) {
  const std::string path =
      key.empty() ? path_ : fmt::format("{}{}{}", path_, path_.empty() ? "" : ".", key);
  findings_.add(file_, path, message);
}

void Member::finish() {
  for (const auto& [name, value] : json_.items())
    if (!known_.contains(name)) report(name, "is not known");
}

}  // namespace fieldbook::syncd::finance
