#include "syncd/config/load.hpp"

#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <toml++/toml.h>

#include "syncd/config/checks.hpp"
#include "syncd/config/keys.hpp"

namespace fieldbook::syncd {
namespace {

// Keys are few and short, so the whole distance table of two names is cheap.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string suggestion(std::string_view key) {
  std::string best;
  std::size_t distance = 4;
  for (const Key& known : key_table()) {
    std::string name = fmt::format("{}.{}", known.section, known.name);
    if (const std::size_t d = edit_distance(key, name); d < distance) {
      distance = d;
      best = std::move(name);
    }
  }
  return best.empty() ? std::string() : fmt::format("; did you mean {}?", best);
}

const Key* find_key(std::string_view section, std::string_view name) {
  for (const Key& key : key_table())
    if (key.section == section && key.name == name) return &key;
  return nullptr;
}

bool is_section(std::string_view name) {
  for (const Key& key : key_table())
    if (key.section == name) return true;
  return false;
}

const NameMap* find_map(std::string_view section) {
  for (const NameMap& map : name_maps())
    if (map.section == section) return &map;
  return nullptr;
}

/// What toml++ calls the type of a node, as people say it.
std::string_view type_name(const toml::node& node) {
  if (node.is_table()) return "a table";
  if (node.is_array()) return "an array";
  if (node.is_string()) return "text";
  if (node.is_integer()) return "an integer";
  if (node.is_floating_point()) return "a number with a fraction";
  if (node.is_boolean()) return "true or false";
  return "a date or time";
}

Result<Scalar> check_integer(const Key& key, std::int64_t value) {
  if (value < key.minimum || value > key.maximum)
    return fail(Errc::invalid_argument,
                fmt::format("{} is not between {} and {}", value, key.minimum, key.maximum));
  return Scalar(value);
}

// Written so that not-a-number is refused as well.
Result<Scalar> check_number(const Key& key, double value) {
  if (!(value >= key.number_minimum && value <= key.number_maximum))
    return fail(Errc::invalid_argument, fmt::format("{} is not between {} and {}", value,
                                                    key.number_minimum, key.number_maximum));
  return Scalar(value);
}

Result<Scalar> check_text(const Key& key, std::string_view value) {
  if (key.type == KeyType::choice) {
    for (std::size_t i = 0; i < key.choices.size(); ++i)
      if (key.choices[i] == value) return Scalar(static_cast<std::int64_t>(i));
    return fail(Errc::invalid_argument,
                fmt::format("\"{}\" is not one of {}", value, fmt::join(key.choices, ", ")));
  }
  if (key.type == KeyType::address && !is_address(value))
    return fail(Errc::invalid_argument, fmt::format("\"{}\" is not an IP address", value));
  return Scalar(std::string(value));
}

Result<Scalar> from_node(const Key& key, const toml::node& node) {
  if (key.type == KeyType::integer) {
    if (const auto* value = node.as_integer()) return check_integer(key, value->get());
    return fail(Errc::invalid_argument,
                fmt::format("expected an integer, got {}", type_name(node)));
  }
  if (key.type == KeyType::number) {
    if (const auto value = node.value<double>(); value && !node.is_boolean())
      return check_number(key, *value);
    return fail(Errc::invalid_argument, fmt::format("expected a number, got {}", type_name(node)));
  }
  if (key.type == KeyType::boolean) {
    if (const auto* value = node.as_boolean()) return Scalar(value->get());
    return fail(Errc::invalid_argument,
                fmt::format("expected true or false, got {}", type_name(node)));
  }
  if (key.type == KeyType::secret)
    return fail(Errc::invalid_argument,
                fmt::format("a secret does not belong here; set {} in the environment, or name a "
                            "file in {}_file",
                            environment_name(key.section, key.name), key.name));
  if (const auto* value = node.as_string()) return check_text(key, value->get());
  return fail(Errc::invalid_argument, fmt::format("expected text, got {}", type_name(node)));
}

Result<Scalar> from_text(const Key& key, std::string_view text) {
  if (key.type == KeyType::integer) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      return fail(Errc::invalid_argument, fmt::format("\"{}\" is not an integer", text));
    return check_integer(key, value);
  }
  if (key.type == KeyType::number) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      return fail(Errc::invalid_argument, fmt::format("\"{}\" is not a number", text));
    return check_number(key, value);
  }
  if (key.type == KeyType::boolean) {
    if (text == "true") return Scalar(true);
    if (text == "false") return Scalar(false);
    return fail(Errc::invalid_argument, fmt::format("\"{}\" is not true or false", text));
  }
  return check_text(key, text);
}

std::string print(const Key& key, const Scalar& value) {
  if (key.type == KeyType::choice)
    return std::string(key.choices[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
  if (key.type == KeyType::secret) return std::get<std::string>(value).empty() ? "" : "(set)";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return std::get<std::string>(value);
}

class Loader {
 public:
  explicit Loader(std::string_view file) : file_(file) {
    for (const Key& key : key_table()) {
      auto value = from_text(key, key.fallback.empty() ? std::string_view() : key.fallback);
      ASSERT(value.has_value());  // A default of the table that fails its own check is a defect.
      set(key, *value, {"default", 0});
    }
  }

  void read(std::string_view text) {
    try {
      toml::table root = toml::parse(text, file_);
      for (const auto& [name, node] : root) read_section(name.str(), node);
    } catch (const toml::parse_error& error) {
      add({file_, static_cast<int>(error.source().begin.line)}, "",
          fmt::format("not TOML: {}", error.description()));
    }
  }

  void read_environment(const Environment& environment) {
    for (const auto& [name, value] : environment)
      if (name.starts_with(kEnvironmentPrefix)) read_variable(name, value);
  }

  LoadedConfig finish() {
    check_together(out_.config, places_, out_.findings);
    std::ranges::stable_sort(out_.findings, [](const auto& a, const auto& b) {
      return std::pair(a.line == 0, a.line) < std::pair(b.line == 0, b.line);
    });
    for (const Key& key : key_table()) {
      const std::string name = fmt::format("{}.{}", key.section, key.name);
      out_.settings.push_back({name, printed_[name], places_[name].print()});
    }
    for (const NameMap& map : name_maps())
      for (const auto& [entity, column] : out_.config.*(map.member)) {
        const std::string name = fmt::format("{}.{}", map.section, entity);
        out_.settings.push_back({name, column, places_[name].print()});
      }
    return std::move(out_);
  }

  void add(const Place& place, std::string key, std::string message) {
    out_.findings.push_back({place.source, place.line, std::move(key), std::move(message)});
  }

 private:
  Place place(const toml::node& node) const {
    return {file_, static_cast<int>(node.source().begin.line)};
  }

  void set(const Key& key, const Scalar& value, Place at) {
    key.store(out_.config, value);
    const std::string name = fmt::format("{}.{}", key.section, key.name);
    printed_[name] = print(key, value);
    places_[name] = std::move(at);
  }

  void read_section(std::string_view section, const toml::node& node) {
    const NameMap* map = find_map(section);
    if (map == nullptr && !is_section(section))
      return add(place(node), std::string(section), "there is no such section");
    const toml::table* table = node.as_table();
    if (table == nullptr)
      return add(place(node), std::string(section),
                 fmt::format("expected a section, got {}", type_name(node)));
    for (const auto& [name, value] : *table) {
      const std::string inner = fmt::format("{}.{}", section, name.str());
      if (value.is_table() && (is_section(inner) || find_map(inner) != nullptr))
        read_section(inner, value);
      else if (map != nullptr)
        read_name(*map, name.str(), value);
      else
        read_key(section, name.str(), value);
    }
  }

  void read_name(const NameMap& map, std::string_view entity, const toml::node& node) {
    const std::string name = fmt::format("{}.{}", map.section, entity);
    const auto* value = node.as_string();
    if (value == nullptr)
      return add(place(node), name, fmt::format("expected text, got {}", type_name(node)));
    (out_.config.*(map.member))[std::string(entity)] = value->get();
    places_[name] = place(node);
  }

  void read_key(std::string_view section, std::string_view name, const toml::node& node) {
    const std::string full = fmt::format("{}.{}", section, name);
    const Key* key = find_key(section, name);
    if (key == nullptr) return add(place(node), full, "there is no such key" + suggestion(full));
    auto value = from_node(*key, node);
    if (!value) return add(place(node), full, value.error().message);
    set(*key, *value, place(node));
  }

  void read_variable(const std::string& variable, const std::string& text) {
    const Place at{"$" + variable, 0};
    for (const Key& key : key_table()) {
      if (environment_name(key.section, key.name) != variable) continue;
      auto value = from_text(key, text);
      if (!value)
        return add(at, fmt::format("{}.{}", key.section, key.name), value.error().message);
      return set(key, *value, at);
    }
    for (const NameMap& map : name_maps()) {
      const std::string prefix = environment_name(map.section, "");
      if (!variable.starts_with(prefix) || variable.size() == prefix.size()) continue;
      std::string entity = variable.substr(prefix.size());
      for (char& c : entity) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      (out_.config.*(map.member))[entity] = text;
      places_[fmt::format("{}.{}", map.section, entity)] = at;
      return;
    }
    add(at, "", "no key is set by this variable");
  }

  std::string file_;
  LoadedConfig out_;
  std::map<std::string, Place> places_;
  std::map<std::string, std::string> printed_;
};

}  // namespace

std::string to_string(const ConfigFinding& finding) {
  std::string out = finding.source;
  if (finding.line > 0) out += fmt::format(":{}", finding.line);
  if (!finding.key.empty()) out += fmt::format(": {}", finding.key);
  return out + ": " + finding.message;
}

LoadedConfig load_config(std::optional<std::string_view> text, std::string_view file,
                         const Environment& environment) {
  Loader loader(file);
  if (text) loader.read(*text);
  loader.read_environment(environment);
  return loader.finish();
}

LoadedConfig load_config_file(const std::filesystem::path& file, const Environment& environment) {
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.good() && !stream.eof()) {
    Loader loader(file.string());
    loader.add({file.string(), 0}, "", "cannot be read");
    loader.read_environment(environment);
    return loader.finish();
  }
  return load_config(text, file.string(), environment);
}

Environment process_environment(const char* const* variables) {
  Environment out;
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable = *variables;
    const auto equals = variable.find('=');
    if (!variable.starts_with(kEnvironmentPrefix) || equals == std::string_view::npos) continue;
    if (variable.substr(0, equals) == kConfigFileVariable) continue;
    out.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  std::ranges::sort(out);
  return out;
}

std::string print_config(const LoadedConfig& loaded) {
  std::string out;
  for (const auto& [key, value, origin] : loaded.settings)
    out += fmt::format("{} = {}  # {}\n", key, value, origin);
  return out;
}

}  // namespace fieldbook::syncd
