#include "platform/os/heap.hpp"

#include <malloc.h>

namespace fieldbook::platform {

void share_one_heap() { mallopt(M_ARENA_MAX, 1); }

}  // namespace fieldbook::platform
