#include "ui/models/csv.hpp"

namespace fieldbook::ui {
namespace {

bool looks_like_formula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
}

/// A telephone number or an amount below zero is no formula.
bool is_number(const std::string& text) {
  return text.find_first_not_of("+-0123456789., /()") == std::string::npos;
}

std::string csv_cell(const std::string& text) {
  std::string out = "\"";
  if (looks_like_formula(text) && !is_number(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& text : cells) {
    if (!out.empty()) out += ',';
    out += csv_cell(text);
  }
  return out + "\r\n";
}

}  // namespace fieldbook::ui
