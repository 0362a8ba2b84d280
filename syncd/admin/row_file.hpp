#pragma once

// One file of the Dataverse Web API, {"@odata.context":…,"value":[row…]}, read row by row: never
// the whole file in memory, and never more than limits::kRowBytesMax of one row. Members that come
// twice, deep nesting and rows that are too large spoil the row they are in; text that is not JSON
// ends the file, with the rows before it read.

#include <functional>
#include <istream>
#include <nlohmann/json.hpp>
#include <string>

#include "shared/base/result.hpp"

namespace fieldbook::syncd {

/// What a file is read into.
class RowSink {
 public:
  virtual ~RowSink() = default;
  /// One row, counted from 1. False ends the reading.
  [[nodiscard]] virtual bool row(std::size_t number, nlohmann::json object) = 0;
  /// A row that could not be read, or (number 0) the file as a whole from here on.
  virtual void broken(std::size_t number, std::string message) = 0;
};

/// Reads the array under the member `list` of the root object.
void read_row_file(std::istream& stream, std::string_view list, RowSink& sink);

}  // namespace fieldbook::syncd
