// Actions: one form an action, and the JSON form says the same.

#include "shared/actions/action.hpp"

#include "shared/protocol/action_json.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto action = actions::decode_action({data, size});
  if (!action) return 0;
  ASSERT(std::ranges::equal(actions::encode(*action), ByteView(data, size)));
  const auto again = protocol::action_from_json(nlohmann::json(protocol::to_json(*action)));
  ASSERT(again && actions::encode(*again) == actions::encode(*action));
  return 0;
}
