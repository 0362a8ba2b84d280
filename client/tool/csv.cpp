#include "client/tool/csv.hpp"

#include <csv.h>

namespace fieldbook::client {

std::string csv_record(std::span<const std::string> fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (!out.empty()) out += ',';
    // Without a destination it answers how long the field gets.
    const std::size_t size = csv_write(nullptr, 0, field.data(), field.size());
    const std::size_t begin = out.size();
    out.resize(begin + size);
    csv_write(out.data() + begin, size, field.data(), field.size());
  }
  return out + "\r\n";
}

}  // namespace fieldbook::client
