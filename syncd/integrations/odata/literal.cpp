#include "syncd/integrations/odata/literal.hpp"

#include <fmt/format.h>

namespace fieldbook::syncd::odata {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view with) {
  std::string out;
  std::size_t count = 0;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    out += fmt::format("{}({})", count++ == 0 ? "" : with, part);
  }
  // A single part needs no brackets.
  return count == 1 ? out.substr(1, out.size() - 2) : out;
}

std::string quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

Literal Literal::null() { return Literal("null"); }
Literal Literal::text(std::string_view value) { return Literal(quoted(value)); }
Literal Literal::guid(const Uuid& value) { return Literal(to_string(value)); }
Literal Literal::integer(std::int64_t value) { return Literal(fmt::format("{}", value)); }
Literal Literal::decimal(double value) { return Literal(fmt::format("{}", value)); }
Literal Literal::boolean(bool value) { return Literal(value ? "true" : "false"); }
Literal Literal::instant(Instant value) { return Literal(format_instant(value)); }
Literal Literal::enumeration(std::string_view type, std::string_view member) {
  return Literal(fmt::format("Microsoft.Dynamics.DataEntities.{}{}", type, quoted(member)));
}

std::string equals(std::string_view column, const Literal& value) {
  return fmt::format("{} eq {}", column, value.written());
}

std::string not_equals(std::string_view column, const Literal& value) {
  return fmt::format("{} ne {}", column, value.written());
}

std::string greater(std::string_view column, const Literal& value) {
  return fmt::format("{} gt {}", column, value.written());
}

std::string all_of(const std::vector<std::string>& parts) { return joined(parts, " and "); }
std::string any_of(const std::vector<std::string>& parts) { return joined(parts, " or "); }

std::string percent_encoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c))
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string entity_path(std::string_view entity_set, const std::vector<KeyPart>& key) {
  std::string out = percent_encoded(entity_set) + "(";
  for (std::size_t i = 0; i < key.size(); ++i)
    out += fmt::format("{}{}={}", i == 0 ? "" : ",", percent_encoded(key[i].column),
                       percent_encoded(key[i].value.written()));
  return out + ")";
}

}  // namespace fieldbook::syncd::odata
