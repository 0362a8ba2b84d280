// A whole file of an import, as the daemon reads it row by row: numbers ascend without a gap, and
// where nothing is wrong the rows are those that a reader of the whole text finds.

#include <sstream>

#include "shared/base/bytes.hpp"
#include "syncd/admin/row_file.hpp"

using namespace fieldbook;
using nlohmann::json;

namespace {

class Rows final : public syncd::RowSink {
 public:
  bool row(std::size_t number, json object) override {
    ASSERT(number == ++last_ && object.is_object());
    rows.push_back(std::move(object));
    return true;
  }
  void broken(std::size_t number, std::string message) override {
    ASSERT(!message.empty() && (number == 0 || number == ++last_));
    is_broken = true;
  }
  std::vector<json> rows;
  bool is_broken = false;

 private:
  std::size_t last_ = 0;
};

/// The member is written once, and not in escapes.
bool names_once(std::string_view text, std::string_view name) {
  const auto first = text.find(name);
  return first != std::string_view::npos && text.find(name, first + 1) == std::string_view::npos &&
         text.find('\\') == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream stream(text);
  Rows read;
  syncd::read_row_file(stream, "value", read);
  if (read.is_broken) return 0;
  const json whole = json::parse(text, nullptr, false);
  ASSERT(whole.is_object());
  if (names_once(text, "\"value\"")) ASSERT(json(read.rows) == whole["value"]);
  return 0;
}
