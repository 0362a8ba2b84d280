#pragma once

// `$metadata` (CSDL 4.0 in XML) read as it streams in: the document of Finance and Operations
// describes some thousands of entity sets in tens of megabytes, of which a few are of use. Only
// what is asked for is kept.

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::syncd::odata {

struct MetadataColumn {
  std::string name;
  std::string type;            ///< "Edm.String"
  std::size_t max_length = 0;  ///< 0 = unbounded, or not said
  bool is_nullable = true;
  bool is_key = false;
};

struct MetadataEntity {
  std::vector<MetadataColumn> columns;
  std::vector<std::string> actions;  ///< bound to the set or its rows
};

/// By the name of the entity set.
using Metadata = std::map<std::string, MetadataEntity, std::less<>>;

class MetadataReader {
 public:
  MetadataReader();
  ~MetadataReader();
  MetadataReader(const MetadataReader&) = delete;
  MetadataReader& operator=(const MetadataReader&) = delete;

  /// Takes the next bytes. Returns Errc::invalid_argument for what is not well-formed XML or
  /// declares entities of its own, Errc::limit_exceeded beyond 64 levels or 2,000,000 columns.
  [[nodiscard]] Status feed(std::string_view bytes);
  /// What the document said of these entity sets; those it does not have are absent.
  /// Returns Errc::invalid_argument when the document is not whole.
  [[nodiscard]] Result<Metadata> finish(const std::set<std::string>& entity_sets);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fieldbook::syncd::odata
