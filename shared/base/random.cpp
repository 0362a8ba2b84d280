#include "shared/base/random.hpp"

#include <cstring>
#include <sodium.h>

#include "shared/base/result.hpp"

namespace fieldbook {

std::uint64_t Random::below(std::uint64_t bound) {
  ASSERT(bound > 0);
  // Values past the last whole multiple of the bound would favour small results.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    std::uint64_t value = 0;
    fill({reinterpret_cast<std::uint8_t*>(&value), sizeof value});
    if (value < limit) return value % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  ASSERT(sodium_init() >= 0);
  randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    const std::size_t count = std::min(out.size(), sizeof z);
    std::memcpy(out.data(), &z, count);
    out = out.subspan(count);
  }
}

}  // namespace fieldbook
