#pragma once

// Randomness as an interface: the system's for programs, a seeded one for tests and the simulator.

#include <cstdint>
#include <span>

namespace fieldbook {

/// Where unpredictable bytes come from. Implementations may be called from any thread.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out`. Never fails: the system's generator aborts the process when it cannot answer.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  /// A uniform number in [0, bound). `bound` must not be 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// The operating system's generator (libsodium randombytes).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// SplitMix64 from a seed: the same bytes for the same seed on every machine. Not for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t state_;
};

}  // namespace fieldbook
