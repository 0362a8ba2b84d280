#include "syncd/integrations/odata/metadata.hpp"

#include <algorithm>
#include <charconv>
#include <expat.h>
#include <fmt/format.h>

namespace fieldbook::syncd::odata {
namespace {

constexpr std::size_t kLevelsMax = 64;
constexpr std::size_t kColumnsMax = 2'000'000;

/// The attribute `name`, or nothing in it.
std::string_view attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2)
    if (name == attributes[0]) return attributes[1];
  return {};
}

/// "Microsoft.Dynamics.DataEntities.Project" and "Collection(…)" to "Project".
std::string_view short_name(std::string_view type) {
  if (type.starts_with("Collection(") && type.ends_with(')'))
    type = type.substr(11, type.size() - 12);
  return type.substr(type.rfind('.') + 1);
}

/// The name without a prefix of its namespace.
std::string_view local_name(const XML_Char* name) {
  const std::string_view text(name);
  return text.substr(text.rfind(':') + 1);
}

}  // namespace

struct MetadataReader::State {
  XML_Parser parser = nullptr;
  std::size_t level = 0;
  std::size_t columns = 0;
  Error error;
  bool failed = false;

  std::map<std::string, MetadataEntity, std::less<>> types;
  std::map<std::string, std::string, std::less<>> sets;            ///< set to type
  std::vector<std::pair<std::string, std::string>> bound_actions;  ///< type, action
  MetadataEntity* type = nullptr;
  std::string action;  ///< of the <Action> that is open, when it is bound
  bool is_first_parameter = false;

  void stop(Errc code, std::string message) {
    if (failed) return;
    failed = true;
    error = Error{code, std::move(message)};
    XML_StopParser(parser, XML_FALSE);
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (++level > kLevelsMax) return stop(Errc::limit_exceeded, "metadata nests too deep");
    if (name == "EntityType") {
      type = &types[std::string(attribute(attributes, "Name"))];
    } else if (name == "Property" && type != nullptr) {
      add_column(attributes);
    } else if (name == "PropertyRef" && type != nullptr) {
      // The key stands before the columns.
      type->columns.push_back({.name = std::string(attribute(attributes, "Name")), .is_key = true});
    } else if (name == "EntitySet") {
      sets[std::string(attribute(attributes, "Name"))] =
          short_name(attribute(attributes, "EntityType"));
    } else if (name == "Action" && attribute(attributes, "IsBound") == "true") {
      action = attribute(attributes, "Name");
      is_first_parameter = true;
    } else if (name == "Parameter" && is_first_parameter) {
      is_first_parameter = false;
      bound_actions.emplace_back(short_name(attribute(attributes, "Type")), action);
    }
  }

  void end(std::string_view name) {
    --level;
    if (name == "EntityType") type = nullptr;
    if (name == "Action") is_first_parameter = false;
  }

  void add_column(const XML_Char** attributes) {
    if (++columns > kColumnsMax) return stop(Errc::limit_exceeded, "metadata has too many columns");
    const std::string_view name = attribute(attributes, "Name");
    auto found = std::ranges::find(type->columns, name, &MetadataColumn::name);
    if (found == type->columns.end()) {
      type->columns.push_back({.name = std::string(name)});
      found = std::prev(type->columns.end());
    }
    found->type = attribute(attributes, "Type");
    found->is_nullable = !found->is_key && attribute(attributes, "Nullable") != "false";
    const std::string_view length = attribute(attributes, "MaxLength");
    std::from_chars(length.data(), length.data() + length.size(), found->max_length);
  }
};

MetadataReader::MetadataReader() : state_(std::make_unique<State>()) {
  state_->parser = XML_ParserCreate(nullptr);
  ASSERT(state_->parser != nullptr);
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(
      state_->parser,
      [](void* user, const XML_Char* name, const XML_Char** attributes) {
        static_cast<State*>(user)->start(local_name(name), attributes);
      },
      [](void* user, const XML_Char* name) { static_cast<State*>(user)->end(local_name(name)); });
  // A document that declares entities wants to grow; metadata has no use for them.
  XML_SetStartDoctypeDeclHandler(
      state_->parser, [](void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        static_cast<State*>(user)->stop(Errc::invalid_argument, "metadata with a document type");
      });
}

MetadataReader::~MetadataReader() { XML_ParserFree(state_->parser); }

Status MetadataReader::feed(std::string_view bytes) {
  if (state_->failed) return std::unexpected(state_->error);
  if (XML_Parse(state_->parser, bytes.data(), static_cast<int>(bytes.size()), XML_FALSE) ==
          XML_STATUS_ERROR &&
      !state_->failed)
    state_->stop(Errc::invalid_argument,
                 fmt::format("metadata is no XML: {} in line {}",
                             XML_ErrorString(XML_GetErrorCode(state_->parser)),
                             XML_GetCurrentLineNumber(state_->parser)));
  if (state_->failed) return std::unexpected(state_->error);
  return {};
}

Result<Metadata> MetadataReader::finish(const std::set<std::string>& entity_sets) {
  if (!state_->failed && XML_Parse(state_->parser, "", 0, XML_TRUE) == XML_STATUS_ERROR)
    state_->stop(Errc::invalid_argument, "metadata breaks off");
  if (state_->failed) return std::unexpected(state_->error);
  for (auto& [type, action] : state_->bound_actions) {
    const auto found = state_->types.find(type);
    if (found != state_->types.end()) found->second.actions.push_back(action);
  }
  state_->bound_actions.clear();
  Metadata out;
  for (const std::string& set : entity_sets) {
    const auto named = state_->sets.find(set);
    if (named == state_->sets.end()) continue;
    const auto type = state_->types.find(named->second);
    if (type != state_->types.end()) out.emplace(set, type->second);
  }
  return out;
}

}  // namespace fieldbook::syncd::odata
