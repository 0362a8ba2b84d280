#include "syncd/integrations/finance/target.hpp"

#include <algorithm>

namespace fieldbook::syncd::finance {

std::string_view to_string(PeerFailure kind) {
  switch (kind) {
    case PeerFailure::row: return "row";
    case PeerFailure::later: return "later";
    case PeerFailure::unauthorised: return "unauthorised";
    case PeerFailure::stop: return "stop";
  }
  return "stop";
}

const PeerColumn* PeerEntity::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &PeerColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace fieldbook::syncd::finance
